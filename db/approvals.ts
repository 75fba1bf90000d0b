/** Approvals: what somebody asks for, and somebody has to say yes or no to. Of two who do so at once one wins. */
import { newId } from '../src/ids.ts';
import type { ApprovalState } from '../src/types.ts';
import type { Tx } from './client.ts';
import { type EmploymentRow, endEmployment, lockEmployment, type Wage } from './employments.ts';
import { appendEvents } from './events.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

/** What is asked for: the last day of work, or what is paid from a day on. */
export type Asked =
  | { kind: 'resignation'; data: { last_day: string } }
  | { kind: 'wage_change'; data: { wage: Wage; from: string; note: string | null } };

export interface ApprovalRow {
  id: string;
  kind: Asked['kind'];
  employment_id: string;
  application_id: string;
  state: ApprovalState;
  /** The id of a key; `candidate` who asked in the chat. */
  asked_by: string;
  decided_by: string | null;
  /** As it was asked; nothing of it is left after erasure. */
  data: Partial<
    Extract<Asked, { kind: 'resignation' }>['data'] & Extract<Asked, { kind: 'wage_change' }>['data']
  >;
  reason: string | null;
  created_at: Date;
  decided_at: Date | null;
  position: number;
}

const selected = (tx: Tx) => tx`
  p.id, p.kind, p.employment_id, e.application_id, p.state, p.asked_by, p.decided_by, p.data, p.reason, p.created_at,
  p.decided_at, p.position`;

const from = (tx: Tx) => tx`approvals p join employments e on e.id = p.employment_id`;

export async function findApproval(tx: Tx, id: string): Promise<ApprovalRow | null> {
  const [row] = await tx<ApprovalRow[]>`select ${selected(tx)} from ${from(tx)} where p.id = ${id}`;
  return row ?? null;
}

/** The one that waits; null when none does. */
export async function pendingApproval(
  tx: Tx,
  employmentId: string,
  kind: Asked['kind'],
): Promise<ApprovalRow | null> {
  const [row] = await tx<ApprovalRow[]>`
    select ${selected(tx)} from ${from(tx)}
    where p.employment_id = ${employmentId} and p.kind = ${kind} and p.state = 'pending'`;
  return row ?? null;
}

export interface ApprovalFilter {
  state?: string | undefined;
  kind?: string | undefined;
  employmentId?: string | undefined;
}

/** Oldest first: who has waited longest is answered first. */
export async function listApprovals(
  tx: Tx,
  filter: ApprovalFilter,
  page: PageRequest,
): Promise<Page<ApprovalRow>> {
  const { state = null, kind = null, employmentId = null } = filter;
  const rows = await tx<ApprovalRow[]>`
    select ${selected(tx)} from ${from(tx)}
    where p.position > ${page.after ?? 0}
      ${asked(tx, state, tx`and p.state = ${state}`)}
      ${asked(tx, kind, tx`and p.kind = ${kind}`)}
      ${asked(tx, employmentId, tx`and p.employment_id = ${employmentId}`)}
    order by p.position limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}

/** Asks. The employment must be locked, and nothing of this kind may wait. */
export async function askApproval(
  tx: Tx,
  employment: Pick<EmploymentRow, 'id' | 'conversation_id' | 'application_id'>,
  asked: Asked,
  by: string,
): Promise<ApprovalRow> {
  const id = newId('apv');
  await tx`
    insert into approvals (id, kind, employment_id, state, asked_by, data)
    values (${id}, ${asked.kind}, ${employment.id}, 'pending', ${by}, ${tx.json(asked.data as never)})`;
  await tell(tx, employment, { id, kind: asked.kind, state: 'pending', by });
  return (await findApproval(tx, id))!;
}

/** Answers what waits. The employment must be locked. */
export async function settleApproval(
  tx: Tx,
  employment: Pick<EmploymentRow, 'id' | 'conversation_id' | 'application_id'>,
  { id, kind }: Pick<ApprovalRow, 'id' | 'kind'>,
  settled: { state: Exclude<ApprovalState, 'pending'>; by: string; reason: string | null },
): Promise<ApprovalRow> {
  const { state, by, reason } = settled;
  await tx`
    update approvals set state = ${state}, decided_by = ${by}, reason = ${reason}, decided_at = now(), updated_at = now()
    where id = ${id}`;
  await tell(tx, employment, { id, kind, state, by });
  return (await findApproval(tx, id))!;
}

/** Somebody wants to leave, from the chat. Nothing happens where they are leaving, or wait for a yes, already. */
export async function askToLeave(tx: Tx, employmentId: string, lastDay: string): Promise<void> {
  const employment = await lockEmployment(tx, employmentId);
  if (employment?.state !== 'active') return;
  if (await pendingApproval(tx, employmentId, 'resignation')) return;
  await askApproval(tx, employment, { kind: 'resignation', data: { last_day: lastDay } }, 'candidate');
}

/** They stay after all: nobody has said yes yet, or nothing happens. */
export async function stayAfterAll(tx: Tx, employmentId: string): Promise<void> {
  const employment = await lockEmployment(tx, employmentId);
  if (employment) await cancelApprovals(tx, employment, ['resignation'], 'candidate');
}

/** The last day is over: the employment ends, if that is still its last day, and with it what waits for a yes. */
export async function endWithLastDay(tx: Tx, employmentId: string, endsOn: string): Promise<void> {
  const row = await lockEmployment(tx, employmentId);
  if (row?.state !== 'leaving' || row.ends_on !== endsOn) return;
  await cancelApprovals(tx, row, ['resignation', 'wage_change'], 'system');
  const { end_reason: reason, end_note: note } = row;
  await endEmployment(tx, row, { to: 'ended', endsOn, reason: reason ?? 'other', note, by: 'system' });
}

/** Nobody has to decide any more: the employment, which must be locked, ends in another way. */
export async function cancelApprovals(
  tx: Tx,
  employment: Pick<EmploymentRow, 'id' | 'conversation_id' | 'application_id'>,
  kinds: readonly Asked['kind'][],
  by: string,
): Promise<void> {
  for (const kind of kinds) {
    const waiting = await pendingApproval(tx, employment.id, kind);
    if (waiting) await settleApproval(tx, employment, waiting, { state: 'canceled', by, reason: null });
  }
}

/** Of who is forgotten nothing is decided any more. The conversation must be locked. */
export async function closeErased(tx: Tx, candidateId: string): Promise<void> {
  const waiting = await tx<(Pick<ApprovalRow, 'id' | 'kind'> & { employment_id: string })[]>`
    select p.id, p.kind, p.employment_id from ${from(tx)} join applications a on a.id = e.application_id
    where a.candidate_id = ${candidateId} and p.state = 'pending' order by p.position`;
  for (const approval of waiting) {
    const employment = (await lockEmployment(tx, approval.employment_id))!;
    await settleApproval(tx, employment, approval, { state: 'canceled', by: 'system', reason: ERASED });
  }
}

/** A code for a reason: words of anybody go with the erasure. */
const ERASED = 'erased';

async function tell(
  tx: Tx,
  about: Pick<EmploymentRow, 'id' | 'conversation_id' | 'application_id'>,
  { id, kind, state, by }: { id: string; kind: string; state: ApprovalState; by: string },
): Promise<void> {
  const { conversation_id: conversationId, application_id: applicationId } = about;
  const data = { approval_id: id, employment_id: about.id, kind, state, by };
  await appendEvents(tx, [{ type: `approval.${state}`, conversationId, applicationId, data }]);
}
