/** Applications: one candidate for one opening, once. */
import { UNDECIDED } from '../src/flows/stages.ts';
import { newId } from '../src/ids.ts';
import type { OpeningStatus, Recommendation, Stage, StepState } from '../src/types.ts';
import type { Tx } from './client.ts';
import { appendEvents } from './events.ts';
import { dropInvitations } from './invitations.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

export interface ApplicationRow {
  id: string;
  candidate_id: string;
  opening_id: string;
  stage: Stage;
  source: string | null;
  applied_at: Date;
  updated_at: Date;
  opening_status: OpeningStatus;
  /** The decision that holds; null where nobody has decided, and where it was taken back. */
  decision: 'advance' | 'decline' | null;
  next_step_by: Date | null;
  /** When they are told again that nobody has decided; null while no clock runs. */
  decision_due_at: Date | null;
  /** Of the last step of the kind that the stage is called by; null where there is none. */
  step_state: StepState | null;
  step_due_at: Date | null;
  /** The last interview. */
  interview_id: string | null;
  interview_completed_at: Date | null;
  /** When silence will end it; null while no clock runs. */
  interview_expires_at: Date | null;
  /** Of the newest assessment that is no person's; null while there is none. */
  recommendation: Recommendation | null;
  /** Of the work that came of it; null before. */
  work_state: 'active' | 'leaving' | 'ended' | null;
  /** A day. */
  last_day: string | null;
  /** The candidate's; null where they never said. */
  time_zone: string | null;
  /** Where the work is. */
  site_zone: string | null;
  position: number;
}

/** Everything of an application `a` but its rows. */
const from = (tx: Tx) => tx`
  applications a join openings o on o.id = a.opening_id join candidates c on c.id = a.candidate_id
  left join lateral (
    select id, completed_at, status from interviews where application_id = a.id order by position desc limit 1
  ) i on true
  left join lateral (
    select outcome, next_step_by from decisions where application_id = a.id and taken_back_at is null
    order by position desc limit 1
  ) d on true
  left join lateral (
    select state, due_at from steps where application_id = a.id and kind = a.stage order by position desc limit 1
  ) p on true
  left join lateral (
    select state, ends_on from employments where application_id = a.id order by position desc limit 1
  ) e on true`;

// A conversation has one clock: it runs for the application that is being talked about.
const selected = (tx: Tx) => tx`
  a.id, a.candidate_id, a.opening_id, a.stage, a.source, a.applied_at, a.updated_at, a.position, o.status as opening_status,
  c.time_zone, o.site->>'time_zone' as site_zone,
  d.outcome as decision, d.next_step_by, p.state as step_state, p.due_at as step_due_at,
  e.state as work_state, e.ends_on::text as last_day,
  case when a.stage = 'reviewing' then (
    select due_at from deadlines where application_id = a.id and kind = 'decision') end as decision_due_at, i.id as interview_id, i.completed_at as interview_completed_at,
  case when i.status in ('in_progress', 'paused') then (
    select t.due_at from timers t join conversations v on v.id = t.conversation_id
    where t.conversation_id = a.conversation_id and t.kind = 'expire' and v.application_id = a.id
  ) end as interview_expires_at, (
    select s.recommendation from assessments s where s.interview_id = i.id and s.made_by <> 'person'
    order by s.version desc limit 1) as recommendation`;

/**
 * Makes an application in stage `applied`, and its event; null when this candidate has already applied there.
 * Candidate and opening must exist.
 */
export async function insertApplication(
  tx: Tx,
  input: { candidateId: string; openingId: string; source: string | null },
): Promise<ApplicationRow | null> {
  const id = newId('app');
  const [made] = await tx<{ conversation_id: string }[]>`
    insert into applications (id, candidate_id, conversation_id, opening_id, stage, source)
    select ${id}, v.candidate_id, v.id, ${input.openingId}, 'applied', ${input.source}
    from conversations v where v.candidate_id = ${input.candidateId}
    on conflict (candidate_id, opening_id) do nothing
    returning conversation_id`;
  if (!made) return null;
  await appendEvents(tx, [
    {
      type: 'application.created',
      conversationId: made.conversation_id,
      applicationId: id,
      data: { candidate_id: input.candidateId, opening_id: input.openingId, stage: 'applied' },
    },
  ]);
  return findApplication(tx, id);
}

export interface StageMove {
  applicationId: string;
  from: Stage;
  to: Stage;
  reason: string | null;
  /** The key of whoever did it. */
  by: string;
}

/**
 * Moves an application if it is where the mover believes it to be, and writes the one event of it.
 * The conversation is locked first, as everywhere: whoever moves somebody may tell its inbox in the same transaction.
 * @returns the event's id and the time; the stage where it really is, or that the person was erased; or null when there is
 *   no such application
 */
export async function moveStage(
  tx: Tx,
  move: StageMove,
): Promise<{ eventId: string; at: Date; conversationId: string } | { stage: Stage } | 'erased' | null> {
  await tx`
    select 1 from conversations where id = (select conversation_id from applications where id = ${move.applicationId})
    for no key update`;
  const [row] = await tx<{ conversation_id: string; stage: Stage; at: Date; erased: boolean }[]>`
    select a.conversation_id, a.stage, now() as at, c.erased_at is not null as erased
    from applications a join candidates c on c.id = a.candidate_id
    where a.id = ${move.applicationId} for update of a`;
  if (!row) return null;
  if (row.erased) return 'erased';
  if (row.stage !== move.from) return { stage: row.stage };
  await tx`
    update applications set stage = ${move.to}, updated_at = now() where id = ${move.applicationId}`;
  await takeBack(tx, move.applicationId, move.to);
  if (!UNDECIDED.has(move.to)) await dropInvitations(tx, move.applicationId);
  const [eventId] = await appendEvents(tx, [
    {
      type: 'stage.changed',
      conversationId: row.conversation_id,
      applicationId: move.applicationId,
      data: { from_stage: move.from, to_stage: move.to },
    },
  ]);
  await tx`
    insert into stage_moves (event_id, application_id, reason, moved_by)
    values (${eventId!}, ${move.applicationId}, ${move.reason}, ${move.by})`;
  return { eventId: eventId!, at: row.at, conversationId: row.conversation_id };
}

/** A decision holds until the application is before it again, whoever brought it there. */
export async function takeBack(tx: Tx, applicationId: string, to: Stage): Promise<void> {
  if (!UNDECIDED.has(to)) return;
  await tx`
    update decisions set taken_back_at = now() where application_id = ${applicationId} and taken_back_at is null`;
}

export async function findApplication(tx: Tx, id: string): Promise<ApplicationRow | null> {
  const [row] = await tx<ApplicationRow[]>`select ${selected(tx)} from ${from(tx)} where a.id = ${id}`;
  return row ?? null;
}

export interface ApplicationFilter {
  openingId?: string | undefined;
  candidateId?: string | undefined;
  stage?: string | undefined;
  source?: string | undefined;
  updatedAfter?: string | undefined;
}

/** Newest first. */
export async function listApplications(
  tx: Tx,
  filter: ApplicationFilter,
  page: PageRequest,
): Promise<Page<ApplicationRow>> {
  const { openingId = null, candidateId = null, stage = null, source = null, updatedAfter = null } = filter;
  const rows = await tx<ApplicationRow[]>`
    select ${selected(tx)} from ${from(tx)}
    where true ${asked(tx, page.after, tx`and a.position < ${page.after}`)}
      ${asked(tx, openingId, tx`and a.opening_id = ${openingId}`)}
      ${asked(tx, candidateId, tx`and a.candidate_id = ${candidateId}`)}
      ${asked(tx, stage, tx`and a.stage = ${stage}`)}
      ${asked(tx, source, tx`and a.source = ${source}`)}
      ${asked(tx, updatedAfter, tx`and a.updated_at > ${updatedAfter}`)}
    order by a.position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}

/** The application must exist. */
export async function findApplicationIdFor(
  tx: Tx,
  { candidateId, openingId }: { candidateId: string; openingId: string },
): Promise<string> {
  const [row] = await tx<{ id: string }[]>`
    select id from applications where candidate_id = ${candidateId} and opening_id = ${openingId}`;
  return row!.id;
}

/** Where these applications stand. */
export async function stagesOf(tx: Tx, ids: string[]): Promise<Map<string, Stage>> {
  const rows = await tx<
    { id: string; stage: Stage }[]
  >`select id, stage from applications where id in ${tx(ids)}`;
  return new Map(rows.map(({ id, stage }) => [id, stage]));
}
