/** What a turn changes beside its conversation, in the same transaction; each change that matters is an event. */
import { TingdaError } from '../src/errors.ts';
import type { EventType, Language, Stage } from '../src/types.ts';
import { takeBack } from './applications.ts';
import { askToLeave, endWithLastDay, stayAfterAll } from './approvals.ts';
import { wantAssessment } from './assessment-jobs.ts';
import type { Change, EffectScope } from './changes.ts';
import type { Tx } from './client.ts';
import { clearDeadline, setDeadline } from './deadlines.ts';
import { appendEvents, candidateCreated, type NewEvent } from './events.ts';
import { eraseInbox, storeSystem } from './inbox.ts';
import { claimInvitation, insertInvitation, markInvited } from './invitations.ts';
import { insertLink, markTold, noteTry } from './links.ts';
import { moveOut } from './moving.ts';
import { dropOvertaken, markRerouted } from './outbox.ts';
import { insertPageLink, setPageCode } from './page-links.ts';
import { keepReused } from './passport.ts';
import { markPayTold } from './pay-statements.ts';
import { amendStep, callOff, lockStep, moveStep } from './steps.ts';
import { insertTicket } from './tickets.ts';
import { touchCandidates } from './touch.ts';
import { correctTranscript } from './turns.ts';

type Apply<Type> = (
  tx: Tx,
  change: Extract<Change, { type: Type }>,
  scope: EffectScope,
) => Promise<NewEvent[]>;

const none: NewEvent[] = [];

/** Stages from which an application goes no further by itself. */
const ENDED: ReadonlySet<Stage> = new Set<Stage>(['declined', 'withdrawn', 'expired', 'closed']);

const apply: { [Type in Change['type']]: Apply<Type> } = {
  async consent(tx, change, scope) {
    await tx`
      insert into consents (conversation_id, candidate_id, kind, given, identity_id, wording)
      values (${scope.conversationId}, ${scope.candidateId}, 'interview', ${change.given}, ${scope.identityId},
              ${scope.consentWording})`;
    if (!change.given) {
      await touchCandidates(tx, scope.conversationId);
      return none;
    }
    // Only now does the person get a name: until consent it stays in the raw inbox row.
    await tx`
      update candidates set language = ${scope.language}, updated_at = clock_timestamp(), name = coalesce(name, (
        select name from inbox where conversation_id = ${scope.conversationId} and name is not null
        order by seq desc limit 1)),
        -- Who writes by SMS has said their number.
        phone = coalesce(phone, (
          select address from identities where id = ${scope.identityId} and channel in ('twilio', 'kannel')))
      where id = ${scope.candidateId}`;
    return [candidateCreated(scope.candidateId, scope.conversationId)];
  },

  async erase(tx, _change, scope) {
    await eraseInbox(tx, scope.conversationId);
    return none;
  },

  async opt_out(tx, _change, scope) {
    const closed = await tx`
      update identities set state = 'closed', state_at = now()
      where id = ${scope.identityId} and state <> 'closed' returning id`;
    if (closed.length === 0) return none;
    await tx`insert into opt_outs (identity_id) values (${scope.identityId})`;
    await touchCandidates(tx, scope.conversationId);
    return [event('opt_out.recorded', scope, null, heardOn(scope))];
  },

  async opt_in(tx, _change, scope) {
    await tx`update identities set state = 'open', state_at = now() where id = ${scope.identityId}`;
    const ended = await tx`
      update opt_outs set ended_at = now() where identity_id = ${scope.identityId} and ended_at is null returning 1`;
    if (ended.length === 0) return none;
    await touchCandidates(tx, scope.conversationId);
    return [event('opt_in.recorded', scope, null, heardOn(scope))];
  },

  async language(tx, change, scope) {
    await tx`
      update candidates set language = ${change.language}, updated_at = clock_timestamp() where id = ${scope.candidateId}`;
    return none;
  },

  async phone(tx, change, scope) {
    await tx`
      update candidates set phone = ${change.phone}, updated_at = clock_timestamp() where id = ${scope.candidateId}`;
    return none;
  },

  async begin(tx, change, scope) {
    const { flowHash, applicationId, interviewId } = change;
    const created = await tx`
      insert into applications (id, candidate_id, conversation_id, opening_id, stage, source)
      values (${applicationId}, ${scope.candidateId}, ${scope.conversationId}, ${change.openingId}, 'applied',
              ${scope.channel})
      on conflict (candidate_id, opening_id) do nothing returning id`;
    await tx`
      insert into interviews as i
        (id, conversation_id, application_id, flow_hash, status, channel, language, asked, total)
      values (${interviewId}, ${scope.conversationId}, ${applicationId}, ${flowHash}, 'in_progress',
              ${scope.channel}, ${scope.language}, ${scope.progress?.asked ?? 0}, ${scope.progress?.total ?? 0})
      -- One that the person was invited to has its id already.
      on conflict (id) do update set
        flow_hash = excluded.flow_hash, status = excluded.status, channel = excluded.channel,
        language = excluded.language, asked = excluded.asked, total = excluded.total, started_at = now(),
        updated_at = clock_timestamp()
      where i.status = 'invited'`;
    const about = { candidate_id: scope.candidateId, opening_id: change.openingId };
    const begun = event('interview.started', scope, applicationId, { interview_id: interviewId, ...about });
    return created.length > 0 ? [event('application.created', scope, applicationId, about), begun] : [begun];
  },

  async interview(tx, change, scope) {
    const [row] = await tx<{ application_id: string; before: string }[]>`
      update interviews i set status = ${change.status}, updated_at = clock_timestamp(),
        completed_at = case when ${change.status} = 'completed' then coalesce(i.completed_at, now())
                            else i.completed_at end
      from (select id, status from interviews where id = ${change.interviewId} for update) old
      where i.id = old.id returning i.application_id, old.status as before`;
    if (!row || row.before === change.status) return none;
    if (change.status !== 'completed') return none;
    await wantAssessment(tx, change.interviewId, null);
    return [event('interview.completed', scope, row.application_id, { interview_id: change.interviewId })];
  },

  async stage(tx, change, scope) {
    const [row] = await tx<{ before: string }[]>`
      update applications a set stage = ${change.to}, updated_at = now()
      from (select id, stage from applications where id = ${change.applicationId} for update) old
      where a.id = old.id and old.stage = any(${change.from}) returning old.stage as before`;
    if (!row) return none;
    await takeBack(tx, change.applicationId, change.to);
    const data = { from_stage: row.before, to_stage: change.to, reason: change.reason };
    if (ENDED.has(change.to)) await callOff(tx, change.applicationId, 'system');
    return [event('stage.changed', scope, change.applicationId, data)];
  },

  async ticket(tx, change, scope) {
    // One is enough for all that is not sent until somebody has looked.
    if (change.kind === 'unsent') {
      const open = await tx`
        select 1 from tickets
        where conversation_id = ${scope.conversationId} and kind = 'unsent' and state = 'open' limit 1`;
      if (open.length > 0) return none;
    }
    return [await insertTicket(tx, scope.conversationId, change)];
  },

  async deadline(tx, { applicationId, kind, at }) {
    await setDeadline(tx, applicationId, kind, new Date(at));
    return none;
  },

  async deadline_over(tx, { applicationId, kind }) {
    await clearDeadline(tx, applicationId, kind);
    return none;
  },

  async page_link(tx, { hash, subject, purpose, expiresAt }) {
    await insertPageLink(tx, { hash, subject, purpose, expiresAt: new Date(expiresAt) });
    return none;
  },

  async page_code(tx, { link, hash, expiresAt }) {
    await setPageCode(tx, link, hash, new Date(expiresAt));
    return none;
  },

  async step(tx, { type: _, ...move }) {
    // It may have moved while we were thinking: then there is nothing left to do.
    await moveStep(tx, move);
    return none;
  },

  async late(tx, { stepId, minutes }, scope) {
    const step = await lockStep(tx, stepId);
    if (step?.state !== 'scheduled') return none;
    await amendStep(tx, stepId, { data: { late_minutes: minutes } });
    return [event('onboarding.late', scope, step.application_id, { onboarding_id: stepId, minutes })];
  },

  async resign(tx, { employmentId, lastDay }) {
    await askToLeave(tx, employmentId, lastDay);
    return none;
  },

  async resign_withdrawn(tx, { employmentId }) {
    await stayAfterAll(tx, employmentId);
    return none;
  },

  async pay_told(tx, { statementIds }) {
    await markPayTold(tx, statementIds);
    return none;
  },

  async employment_over(tx, { employmentId, endsOn }) {
    await endWithLastDay(tx, employmentId, endsOn);
    return none;
  },

  async overtaken(tx, { interviewId, turn }, { conversationId }) {
    await dropOvertaken(tx, conversationId, interviewId, turn);
    return none;
  },

  async screened(tx, { applicationId }, scope) {
    const moved = await tx`
      update applications set stage = 'screening', updated_at = now()
      where id = ${applicationId} and stage = 'applied' returning id`;
    // Somebody moved it while we were thinking: what we would say of it is no longer so, and it is thought again.
    if (moved.length === 0) throw new TingdaError('stale', 'The application was moved meanwhile.');
    const data = { from_stage: 'applied', to_stage: 'screening', reason: 'automatic screening' };
    return [event('stage.changed', scope, applicationId, data)];
  },

  async invitation(tx, { type: _, ...invitation }, scope) {
    const { language } = scope;
    const made = await insertInvitation(tx, { ...invitation, language: language as Language, unsaid: null });
    if (!made) throw new TingdaError('conflict', 'The code is taken; another is made.');
    return none;
  },

  async invited(tx, change) {
    await markInvited(tx, change.invitationId, change);
    return none;
  },

  async claim(tx, change, scope) {
    const mine = scope.identityId && (await claimInvitation(tx, change.invitationId, scope.identityId));
    if (!mine) throw new TingdaError('stale', 'The invitation was used meanwhile.');
    return none;
  },

  async link(tx, { id, hash }, { conversationId }) {
    await insertLink(tx, { id, hash, conversationId });
    return none;
  },

  async linked(tx, { linkId }) {
    await markTold(tx, linkId);
    return none;
  },

  async disowned(tx, { links }, { conversationId }) {
    for (const linked of links) await moveOut(tx, conversationId, linked);
    return none;
  },

  async prove(tx, { conversationId, hash, identity, channel }) {
    await storeSystem(tx, conversationId, hash, { kind: 'prove', identity, channel });
    return none;
  },

  async rerouted(tx, { seqs }, { conversationId }) {
    await markRerouted(tx, conversationId, seqs);
    return none;
  },

  async code_tried(tx, { hash, identityId }) {
    if (identityId !== null) await noteTry(tx, hash, identityId);
    return none;
  },

  async handed_off(tx, change, scope) {
    const [row] = await tx<{ application_id: string }[]>`
      select application_id from interviews where id = ${change.interviewId}`;
    if (!row) return none;
    const data = { interview_id: change.interviewId, by: change.by };
    return [event('interview.handed_off', scope, row.application_id, data)];
  },

  async answered(tx, change) {
    await tx`
      update tickets set state = 'answered', answer_seq = ${change.turn}, settled_at = now(), settled_by = ${change.by}
      where id = ${change.ticketId} and state = 'open'`;
    return none;
  },

  async transcript(tx, change, scope) {
    await correctTranscript(tx, scope.conversationId, change);
    return none;
  },

  async amended(tx, change, scope) {
    const [row] = await tx<{ application_id: string }[]>`
      select application_id from interviews where id = ${change.interviewId}`;
    if (!row) return none;
    await wantAssessment(tx, change.interviewId, change.turn);
    const data = { interview_id: change.interviewId, turn_seq: change.turn };
    return [event('interview.amended', scope, row.application_id, data)];
  },

  async reuse(tx, change, scope) {
    await tx`
      insert into consents (conversation_id, candidate_id, kind, given, identity_id, wording)
      values (${scope.conversationId}, ${scope.candidateId}, 'passport', ${change.given}, ${scope.identityId},
              ${change.wording})`;
    await touchCandidates(tx, scope.conversationId);
    await keepReused(tx, scope.conversationId, change);
    return none;
  },
};

/** Applies the changes in order and appends their events. */
export async function applyChanges(tx: Tx, scope: EffectScope, changes: Change[]): Promise<void> {
  const events: NewEvent[] = [];
  for (const change of changes) {
    const run = apply[change.type] as Apply<Change['type']>;
    events.push(...(await run(tx, change as never, scope)));
  }
  await appendEvents(tx, events);
}

const heardOn = ({ candidateId, channel }: EffectScope) => ({ candidate_id: candidateId, channel });

function event(
  type: EventType,
  scope: EffectScope,
  applicationId: string | null,
  data: NewEvent['data'],
): NewEvent {
  return { type, conversationId: scope.conversationId, applicationId, data };
}
