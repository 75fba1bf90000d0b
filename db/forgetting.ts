/**
 * What goes of a person who is erased, and what stays: rows, hashes, numbers and states, so that a second delivery still has
 * no effect and what was counted stays counted. When it goes, and that it went, is in `erasure.ts`.
 */
import type { Stage } from '../src/types.ts';
import { closeErased, endWithLastDay } from './approvals.ts';
import { eraseAssessments } from './assessments.ts';
import type { Tx } from './client.ts';
import { eraseContracts } from './contracts.ts';
import { eraseEmployments } from './employments.ts';
import { appendEvents, candidateErased } from './events.ts';
import { type HeldPart, heldParts } from './holds.ts';
import { eraseMedia } from './media.ts';
import { countPersonal } from './personal.ts';
import { callOff } from './steps.ts';
import { idsOf } from './whose.ts';

/** The address is gone: whoever writes from there is somebody new, and nothing is sent there on account of these rows. */
export async function closeAddresses(tx: Tx, conversationId: string): Promise<void> {
  await tx`
    update identities set address = 'erased ' || id, state = 'closed', state_at = now()
    where conversation_id = ${conversationId} and address <> 'erased ' || id`;
}

/**
 * Applied again to somebody who is erased, it finds what came since, and what a hold kept that is released. What it took out
 * is counted before and after, by the register: the certificate says what was, not what should have been.
 */
export async function eraseEverything(
  tx: Tx,
  candidateId: string,
  conversationId: string,
  counted: Record<string, number> | null = null,
): Promise<void> {
  const before = counted ?? (await countPersonal(tx, candidateId));
  const held = await heldParts(tx, candidateId);
  await endLeft(tx, conversationId);
  await endTalk(tx, conversationId);
  await eraseAssessments(tx, conversationId, held.has('interview'));
  if (!held.has('interview')) await eraseTalk(tx, conversationId);
  await tx`
    update invitations set revoked_at = coalesce(revoked_at, now())
    where application_id in (select id from applications where candidate_id = ${candidateId})`;
  await tx`
    update link_codes set expires_at = now()
    where conversation_id = ${conversationId} and used_at is null and expires_at > now()`;
  // Somebody may have come by one just before.
  await closeAddresses(tx, conversationId);
  await tx`
    update tickets set reasons = '{}', settled_at = coalesce(settled_at, now()),
      settled_by = coalesce(settled_by, 'system'), state = case when state = 'open' then 'closed' else state end
    where conversation_id = ${conversationId}`;
  // A POST that is repeated still has no second effect; its answer is gone.
  await tx`update idempotency set body = 'null' where about in (${idsOf(tx, candidateId)})`;
  if (!held.has('decisions')) await eraseDecisions(tx, candidateId);
  await eraseSteps(tx, candidateId, held);
  await closeErased(tx, candidateId);
  if (!held.has('employment')) await eraseEmployments(tx, candidateId);
  await tx`
    delete from deadlines
    where kind <> ${LAST_DAY} and application_id in (select id from applications where candidate_id = ${candidateId})`;
  await withdraw(tx, candidateId, conversationId);
  await tx`
    update candidates set erased_at = coalesce(erased_at, now()), updated_at = now() where id = ${candidateId}`;
  if (!held.has('person')) {
    await tx`
      update candidates set name = null, phone = null, language = null, time_zone = null, preferences = '{}',
        slots = null, profile = '{}', lat = null, lon = null, source = null, identity = null
      where id = ${candidateId}`;
    await tx`delete from candidate_origins where candidate_id = ${candidateId}`;
  }
  await appendEvents(tx, [candidateErased(candidateId, conversationId)]);
  await certify(tx, candidateId, before, await countPersonal(tx, candidateId));
}

async function certify(
  tx: Tx,
  candidateId: string,
  before: Record<string, number>,
  after: Record<string, number>,
): Promise<void> {
  const gone = Object.entries(before)
    .map(([table, n]) => [table, n - (after[table] ?? 0)] as const)
    .filter(([, n]) => n > 0);
  const [row] = await tx<{ erased: Record<string, number> }[]>`
    select erased from erasures where candidate_id = ${candidateId} for update`;
  const erased = { ...row?.erased };
  for (const [table, n] of gone) erased[table] = (erased[table] ?? 0) + n;
  await tx`
    update erasures set done_at = coalesce(done_at, now()), last_at = now(), erased = ${tx.json(erased)},
      kept = ${tx.json(after)}
    where candidate_id = ${candidateId}`;
}

/** Nothing goes on here any more, and nothing of it goes out. */
async function endTalk(tx: Tx, conversationId: string): Promise<void> {
  await tx`
    update conversations set state = null, reply_identity_id = null, application_id = null, drain_after = null,
      first_undone_at = null
    where id = ${conversationId}`;
  await tx`delete from timers where conversation_id = ${conversationId}`;
  await tx`
    update outbox set claim_token = null, claim_until = null,
      error_code = case when state = 'pending' then 'erased' else error_code end,
      state = case when state = 'pending' then 'dropped' else state end
    where conversation_id = ${conversationId}`;
  await tx`
    update interviews set status = 'withdrawn', updated_at = clock_timestamp()
    where conversation_id = ${conversationId} and status in ('invited', 'in_progress', 'paused', 'handed_off')`;
  await tx`
    update inbox set done_at = coalesce(done_at, now()) where conversation_id = ${conversationId} and done_at is null`;
}

async function eraseTalk(tx: Tx, conversationId: string): Promise<void> {
  await eraseVoices(tx, conversationId);
  await tx`
    update inbox set content = null, name = null, language_hint = null, transcript = null, media_id = null,
      media_reason = null, media_until = null,
      media_state = case when media_state = 'pending' then 'failed' else media_state end
    where conversation_id = ${conversationId}`;
  await tx`
    update turns set text = null, transcript = null, spans = null, media_id = null
    where conversation_id = ${conversationId}`;
  // Whoever keeps a copy is told that there are no answers any more.
  await tx`update interviews set updated_at = clock_timestamp() where conversation_id = ${conversationId}`;
  await tx`update outbox set content = null, external_id = null where conversation_id = ${conversationId}`;
}

async function eraseDecisions(tx: Tx, candidateId: string): Promise<void> {
  await tx`
    update decisions set reason = null, message = null
    where application_id in (select id from applications where candidate_id = ${candidateId})`;
  await tx`
    update stage_moves set reason = null
    where application_id in (select id from applications where candidate_id = ${candidateId})`;
}

/** A last day that was announced comes about all the same: who worked until when stays to be counted. */
const LAST_DAY = 'employment.over';

/** The clock has rung, and nobody reads an inbox of who is forgotten; one that was set anew meanwhile runs. */
async function endLeft(tx: Tx, conversationId: string): Promise<void> {
  const left = await tx<{ id: string; ends_on: string }[]>`
    select distinct e.id, e.ends_on::text from inbox i join employments e on e.application_id = i.content->>'application_id'
    where i.conversation_id = ${conversationId} and i.done_at is null and i.content->>'deadline' = ${LAST_DAY}
      and e.state = 'leaving' and not exists (
        select 1 from deadlines d where d.application_id = e.application_id and d.kind = ${LAST_DAY})`;
  for (const { id, ends_on } of left) await endWithLastDay(tx, id, ends_on);
}

/** What is still open is called off; what it was about goes. */
async function eraseSteps(tx: Tx, candidateId: string, held: ReadonlySet<HeldPart>): Promise<void> {
  const applications = await tx<{ id: string; stage: Stage }[]>`
    select id, stage from applications where candidate_id = ${candidateId}`;
  // Who works there has a contract that holds, whatever is forgotten.
  for (const { id, stage } of applications) if (!OVER.includes(stage)) await callOff(tx, id, 'system');
  const ids = applications.map(({ id }) => id);
  if (!held.has('contracts')) await eraseContracts(tx, ids);
  await tx`
    update page_links set expires_at = least(expires_at, now())
    where coalesce(step_id, candidate_id) in (
      select id from steps where application_id = any(${ids}) union all select ${candidateId})`;
  if (held.has('steps')) return;
  await tx`update steps set data = '{}', trouble = null where application_id = any(${ids})`;
  await tx`
    update step_moves set reason = null
    where step_id in (select id from steps where application_id = any(${ids}))`;
}

/** Longer than anybody works on a voice: whoever is at it has put down by then what they will. */
const HEARD_BY_THEN = '10 minutes';

/**
 * The sweep takes them out of the store. One that is being fetched is not there yet: it is taken out once nobody can put it
 * there any more, or by whoever did.
 */
async function eraseVoices(tx: Tx, conversationId: string): Promise<void> {
  await tx`
    insert into media (id, conversation_id, inbox_seq, type, bytes, copy_bytes, erase_at)
    select distinct on (v.id) v.id, v.conversation_id, v.seq, 'application/octet-stream', 0, 0,
      case when v.media_state = 'pending' and v.media_until is not null then now() + ${HEARD_BY_THEN}::interval
           else now() end
    from (select *, coalesce(media_id, case when content->'media'->>'kept' = 'true' then content->'media'->>'id' end) as id
      from inbox where conversation_id = ${conversationId}) v
    where v.id is not null
    on conflict (id) do update set
      copy_bytes = coalesce(media.copy_bytes, 0), erase_at = least(media.erase_at, excluded.erase_at)`;
  await eraseMedia(tx, conversationId);
}

const OVER: Stage[] = ['hired', 'declined', 'withdrawn', 'expired', 'closed'];

async function withdraw(tx: Tx, candidateId: string, conversationId: string): Promise<void> {
  const moved = await tx<{ id: string; stage: Stage }[]>`
    with before as (
      select id, stage from applications where candidate_id = ${candidateId} for update
    )
    update applications a set source = null, updated_at = now(),
      stage = case when a.stage = any(${OVER}) then a.stage else 'withdrawn' end
    from before b where a.id = b.id returning a.id, b.stage`;
  await appendEvents(
    tx,
    moved
      .filter(({ stage }) => !OVER.includes(stage))
      .map(({ id, stage }) => ({
        type: 'stage.changed',
        conversationId,
        applicationId: id,
        data: { from_stage: stage, to_stage: 'withdrawn', reason: 'erased' },
      })),
  );
}
