/** Tickets: what waits for a person, with the words that it is about. */
import { newId } from '../src/ids.ts';
import type { Tx } from './client.ts';
import type { NewEvent } from './events.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

export type TicketState = 'open' | 'answered' | 'closed';
export type TicketOrder = 'urgent' | 'oldest' | 'newest';

export interface TicketRow {
  id: string;
  conversation_id: string;
  candidate_id: string;
  interview_id: string | null;
  application_id: string | null;
  opening_id: string | null;
  kind: string;
  state: TicketState;
  question_id: string | null;
  reasons: string[];
  at: Date;
  /** The message that it is about; null where there is none, and before consent, when no words are kept. `at` is RFC 3339. */
  about: { seq: number; text: string; at: string } | null;
  answer: { seq: number; text: string; at: string } | null;
  settled_at: Date | null;
  settled_by: string | null;
  position: number;
  rank: number;
}

const said = (tx: Tx, seq: 'turn_seq' | 'answer_seq') => tx`
  (select jsonb_build_object('seq', u.seq,
      'text', coalesce(u.transcript->>'corrected', u.transcript->>'text', u.text, ''),
      'at', to_char(u.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from turns u where u.conversation_id = t.conversation_id and u.seq = t.${tx(seq)})`;

const rank = (tx: Tx) => tx`(t.position + case when t.kind = 'person' then 0 else 100000000000000 end)`;

const selected = (tx: Tx) => tx`
  t.id, t.conversation_id, v.candidate_id, t.interview_id, a.id as application_id, a.opening_id, t.kind, t.state,
  t.question_id, t.reasons, t.at, ${said(tx, 'turn_seq')} as about, ${said(tx, 'answer_seq')} as answer, t.settled_at,
  t.settled_by, t.position, ${rank(tx)} as rank`;

const source = (tx: Tx) => tx`
  tickets t join conversations v on v.id = t.conversation_id
  left join interviews i on i.id = t.interview_id
  left join applications a on a.id = coalesce(t.application_id, i.application_id)`;

export interface NewTicket {
  kind: string;
  interviewId?: string | null;
  turn?: number | null;
  questionId?: string | undefined;
  applicationId?: string | undefined;
  reasons?: string[] | undefined;
}

/** @returns the event of it, to be appended in the same transaction */
export async function insertTicket(tx: Tx, conversationId: string, ticket: NewTicket): Promise<NewEvent> {
  const id = newId('tkt');
  const [made] = await tx<{ candidate_id: string; application_id: string | null }[]>`
    with made as (
      insert into tickets (id, conversation_id, interview_id, kind, turn_seq, question_id, application_id, reasons)
      values (${id}, ${conversationId}, ${ticket.interviewId ?? null}, ${ticket.kind}, ${ticket.turn ?? null},
              ${ticket.questionId ?? null}, ${ticket.applicationId ?? null}, ${ticket.reasons ?? []})
      returning *
    )
    select v.candidate_id, coalesce(t.application_id, i.application_id) as application_id
    from made t join conversations v on v.id = t.conversation_id left join interviews i on i.id = t.interview_id`;
  const { candidate_id, application_id: applicationId } = made!;
  const data = { ticket_id: id, candidate_id, kind: ticket.kind };
  return { type: 'ticket.created', conversationId, applicationId, data };
}

export async function findTicket(tx: Tx, id: string): Promise<TicketRow | null> {
  const [row] = await tx<TicketRow[]>`select ${selected(tx)} from ${source(tx)} where t.id = ${id}`;
  return row ?? null;
}

export interface TicketFilter {
  state?: string | undefined;
  kind?: string | undefined;
  interviewId?: string | undefined;
  candidateId?: string | undefined;
}

/** `urgent`: wishes for a person first, then the oldest. */
export async function listTickets(
  tx: Tx,
  filter: TicketFilter,
  order: TicketOrder,
  page: PageRequest,
): Promise<Page<TicketRow>> {
  const { state = null, kind = null, interviewId = null, candidateId = null } = filter;
  const { after } = page;
  const behind = {
    urgent: tx`${rank(tx)} > ${after ?? 0}`,
    oldest: tx`t.position > ${after ?? 0}`,
    newest: tx`true ${asked(tx, after, tx`and t.position < ${after}`)}`,
  }[order];
  const by = { urgent: tx`${rank(tx)}`, oldest: tx`t.position`, newest: tx`t.position desc` }[order];
  const rows = await tx<TicketRow[]>`
    select ${selected(tx)} from ${source(tx)}
    where ${behind}
      ${asked(tx, state, tx`and t.state = ${state}`)}
      ${asked(tx, kind, tx`and t.kind = ${kind}`)}
      ${asked(tx, interviewId, tx`and t.interview_id = ${interviewId}`)}
      ${asked(tx, candidateId, tx`and v.candidate_id = ${candidateId}`)}
    order by ${by} limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => (order === 'urgent' ? row.rank : row.position));
}

/** Closes it without a word to the candidate; false when it was not open any more. */
export async function closeTicket(tx: Tx, id: string, by: string): Promise<boolean> {
  const rows = await tx`
    update tickets set state = 'closed', settled_at = now(), settled_by = ${by}
    where id = ${id} and state = 'open' returning id`;
  return rows.length > 0;
}

/** Somebody has not looked yet at what these codes stand for. */
export async function hasOpenTicket(
  tx: Tx,
  { applicationId, kind, reasons }: { applicationId: string; kind: string; reasons: string[] },
): Promise<boolean> {
  const rows = await tx`
    select 1 from tickets
    where conversation_id = (select conversation_id from applications where id = ${applicationId})
      and application_id = ${applicationId} and kind = ${kind} and state = 'open' and reasons @> ${reasons} limit 1`;
  return rows.length > 0;
}

/** What a code stands for was looked at, up to this turn: whoever did so has read the messages that these tickets are about. */
export async function closeAbout(
  tx: Tx,
  about: { conversationId: string; applicationId: string; reason: string; throughSeq: number; by: string },
): Promise<void> {
  const { conversationId, applicationId, reason, throughSeq, by } = about;
  await tx`
    update tickets set state = 'closed', settled_at = now(), settled_by = ${by}
    where conversation_id = ${conversationId} and application_id = ${applicationId} and state = 'open'
      and ${reason} = any(reasons) and turn_seq <= ${throughSeq}`;
}
