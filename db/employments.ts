/** Employments: from the first day of work to the last. What is paid is a history: what a day is paid like is looked up. */
import { newId } from '../src/ids.ts';
import type { Localized, Stage } from '../src/types.ts';
import type { Tx } from './client.ts';
import { appendEvents } from './events.ts';
import { dropInvitations } from './invitations.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

export type EmploymentState = 'active' | 'leaving' | 'ended';

/** `amount` is an exact decimal. */
export interface Wage {
  amount: string;
  currency: string;
  per: 'hour' | 'day' | 'month' | 'piece';
}

export interface EmploymentRow {
  id: string;
  application_id: string;
  candidate_id: string;
  opening_id: string;
  conversation_id: string;
  title: Localized;
  state: EmploymentState;
  /** Days, as `2026-03-06`, where the work is. */
  starts_on: string;
  ends_on: string | null;
  end_reason: string | null;
  end_note: string | null;
  /** By the day from which they hold, the first one first. */
  wages: (Wage & { from: string })[];
  source: string | null;
  remote_id: string | null;
  created_at: Date;
  /** The zone of the place of work; null where nobody has said. */
  site_zone: string | null;
  erased: boolean;
  position: number;
}

const selected = (tx: Tx) => tx`
  e.id, e.application_id, a.candidate_id, a.opening_id, a.conversation_id, o.title, e.state,
  e.starts_on::text, e.ends_on::text, e.end_reason, e.end_note, e.source, e.remote_id, e.created_at, e.position,
  o.site->>'time_zone' as site_zone, c.erased_at is not null as erased,
  coalesce((select jsonb_agg(jsonb_build_object('from', w.from_on, 'amount', w.amount::text, 'currency', w.currency,
      'per', w.per) order by w.from_on) from wages w where w.employment_id = e.id), '[]') as wages`;

const from = (tx: Tx) => tx`
  employments e join applications a on a.id = e.application_id join openings o on o.id = a.opening_id
  join candidates c on c.id = a.candidate_id`;

export async function findEmployment(tx: Tx, id: string): Promise<EmploymentRow | null> {
  const [row] = await tx<EmploymentRow[]>`select ${selected(tx)} from ${from(tx)} where e.id = ${id}`;
  return row ?? null;
}

/** The last one of an application. */
export async function findEmploymentOf(tx: Tx, applicationId: string): Promise<EmploymentRow | null> {
  const [row] = await tx<EmploymentRow[]>`
    select ${selected(tx)} from ${from(tx)} where e.application_id = ${applicationId}
    order by e.position desc limit 1`;
  return row ?? null;
}

/** Locks the conversation, as everywhere first, then the employment. */
export async function lockEmployment(tx: Tx, id: string): Promise<EmploymentRow | null> {
  await tx`
    select 1 from conversations where id = (
      select a.conversation_id from employments e join applications a on a.id = e.application_id where e.id = ${id})
    for no key update`;
  const locked = await tx`select 1 from employments where id = ${id} for update`;
  return locked.length > 0 ? findEmployment(tx, id) : null;
}

export interface EmploymentFilter {
  state?: string | undefined;
  applicationId?: string | undefined;
  candidateId?: string | undefined;
  openingId?: string | undefined;
  endReason?: string | undefined;
  source?: string | undefined;
}

/** Newest first. */
export async function listEmployments(
  tx: Tx,
  filter: EmploymentFilter,
  page: PageRequest,
): Promise<Page<EmploymentRow>> {
  const { state = null, applicationId = null, candidateId = null, openingId = null } = filter;
  const { endReason = null, source = null } = filter;
  const rows = await tx<EmploymentRow[]>`
    select ${selected(tx)} from ${from(tx)}
    where true ${asked(tx, page.after, tx`and e.position < ${page.after}`)}
      ${asked(tx, state, tx`and e.state = ${state}`)}
      ${asked(tx, applicationId, tx`and e.application_id = ${applicationId}`)}
      ${asked(tx, candidateId, tx`and a.candidate_id = ${candidateId}`)}
      ${asked(tx, openingId, tx`and e.opening_id = ${openingId}`)}
      ${asked(tx, endReason, tx`and e.end_reason = ${endReason}`)}
      ${asked(tx, source, tx`and e.source = ${source}`)}
    order by e.position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}

export interface NewEmployment {
  applicationId: string;
  startsOn: string;
  wage: Wage | null;
  source: string | null;
  remoteId: string | null;
  by: string;
}

/** Where somebody may be who works: nobody has said that they will not. */
const MAY_WORK: ReadonlySet<Stage> = new Set<Stage>([
  'applied',
  'screening',
  'reviewing',
  'advanced',
  'background_check',
  'contract',
  'onboarding',
  'hired',
]);

/** Why nothing was begun. `known`: the employment that is there already, by its application or its remote name. */
export type NotStarted =
  | { refused: 'erased' }
  | { refused: 'stage'; stage: Stage }
  | { refused: 'known'; id: string };

/**
 * Begins an employment; the application is `hired` from then on. Locks the conversation first.
 * @returns null when there is no such application
 */
export async function startEmployment(
  tx: Tx,
  given: NewEmployment,
): Promise<{ row: EmploymentRow } | NotStarted | null> {
  const { applicationId, startsOn, wage, source, remoteId, by } = given;
  await tx`
    select 1 from conversations where id = (select conversation_id from applications where id = ${applicationId})
    for no key update`;
  const [application] = await tx<{ stage: Stage; conversation_id: string; erased: boolean }[]>`
    select a.stage, a.conversation_id, c.erased_at is not null as erased
    from applications a join candidates c on c.id = a.candidate_id where a.id = ${applicationId} for update of a`;
  if (!application) return null;
  const { stage, conversation_id: conversationId, erased } = application;
  if (erased) return { refused: 'erased' };
  if (!MAY_WORK.has(stage)) return { refused: 'stage', stage };
  const [known] = await tx<{ id: string }[]>`
    select id from employments
    where (application_id = ${applicationId} and state <> 'ended')
      or (source = ${source} and remote_id = ${remoteId}) limit 1`;
  if (known) return { refused: 'known', id: known.id };
  const id = newId('emp');
  await tx`
    insert into employments (id, application_id, state, starts_on, source, remote_id)
    values (${id}, ${applicationId}, 'active', ${startsOn}::text::date, ${source}, ${remoteId})`;
  if (wage) await setWage(tx, id, startsOn, wage);
  const about = { conversationId, applicationId };
  if (stage !== 'hired') {
    await tx`update applications set stage = 'hired', updated_at = now() where id = ${applicationId}`;
    await dropInvitations(tx, applicationId);
    const data = { from_stage: stage, to_stage: 'hired' };
    const [eventId] = await appendEvents(tx, [{ type: 'stage.changed', ...about, data }]);
    await tx`
      insert into stage_moves (event_id, application_id, reason, moved_by)
      values (${eventId!}, ${applicationId}, null, ${by})`;
  }
  const data = { employment_id: id, state: 'active', by };
  await appendEvents(tx, [{ type: 'employment.started', ...about, data }]);
  return { row: (await findEmployment(tx, id))! };
}

/** What is paid from a day on. */
export async function setWage(tx: Tx, employmentId: string, fromOn: string, wage: Wage): Promise<void> {
  await tx`
    insert into wages (employment_id, from_on, amount, currency, per)
    values (${employmentId}, ${fromOn}::text::date, ${wage.amount}::text::numeric, ${wage.currency}, ${wage.per})
    on conflict (employment_id, from_on) do update set
      amount = excluded.amount, currency = excluded.currency, per = excluded.per`;
}

/** The last day of work is set: `leaving` until it is over, `ended` then. */
export interface Ending {
  to: 'leaving' | 'ended';
  endsOn: string;
  reason: string;
  note: string | null;
  /** A key, or `system` for what went by itself. */
  by: string;
}

/** The employment must be locked, and not ended. */
export async function endEmployment(tx: Tx, row: EmploymentRow, ending: Ending): Promise<EmploymentRow> {
  await tx`
    update employments set state = ${ending.to}, ends_on = ${ending.endsOn}::text::date, end_reason = ${ending.reason},
      end_note = ${ending.note}, updated_at = now()
    where id = ${row.id}`;
  const { conversation_id: conversationId, application_id: applicationId } = row;
  const data = { employment_id: row.id, state: ending.to, reason: ending.reason, by: ending.by };
  await appendEvents(tx, [{ type: `employment.${ending.to}`, conversationId, applicationId, data }]);
  return (await findEmployment(tx, row.id))!;
}

/** What was paid, agreed and measured goes; that somebody worked, from when to when, stays to be counted. */
export async function eraseEmployments(tx: Tx, candidateId: string): Promise<void> {
  const rows = await tx<{ id: string }[]>`
    select e.id from employments e join applications a on a.id = e.application_id where a.candidate_id = ${candidateId}`;
  const ids = rows.map(({ id }) => id);
  await tx`update employments set end_note = null, source = null, remote_id = null where id = any(${ids})`;
  await tx`delete from wages where employment_id = any(${ids})`;
  await tx`
    update approvals set data = '{}', reason = case when state = 'canceled' then reason end
    where employment_id = any(${ids})`;
  await tx`
    update performance_records set metrics = '{}', rating = null, source = null, remote_id = null
    where employment_id = any(${ids})`;
  await tx`
    update pay_statements set gross = null, net = null, lines = '[]', source = null, remote_id = null
    where employment_id = any(${ids})`;
}
