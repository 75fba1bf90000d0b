/**
 * Whose a thing is, by its id. One list for both ways: the audit log finds a person behind an id, an erasure finds all ids of
 * a person. A kind of id that stands neither here nor among those of nobody fails a test.
 */
import type postgres from 'postgres';
import type { Tx } from './client.ts';

const ofApplication = (table: string) =>
  `select t.id, a.candidate_id from ${table} t join applications a on a.id = t.application_id`;
const ofConversation = (table: string) =>
  `select t.id, v.candidate_id from ${table} t join conversations v on v.id = t.conversation_id`;
const ofEmployment = (table: string) => `
  select t.id, a.candidate_id from ${table} t join employments e on e.id = t.employment_id
  join applications a on a.id = e.application_id`;
const step = ofApplication('steps');

/** By the kind of an id: each of these with its candidate. */
const ROWS = {
  cnd: 'select id, id as candidate_id from candidates',
  cnv: 'select id, candidate_id from conversations',
  idn: ofConversation('identities'),
  lnk: ofConversation('link_codes'),
  med: ofConversation('media'),
  tkt: ofConversation('tickets'),
  asm: `select t.id, a.candidate_id from assessments t join interviews i on i.id = t.interview_id
    join applications a on a.id = i.application_id`,
  inv: ofApplication('invitations'),
  app: 'select id, candidate_id from applications',
  int: ofApplication('interviews'),
  dec: ofApplication('decisions'),
  bgc: step,
  ctr: step,
  onb: step,
  emp: ofApplication('employments'),
  apv: ofEmployment('approvals'),
  prf: ofEmployment('performance_records'),
  pay: ofEmployment('pay_statements'),
  hld: 'select id, candidate_id from legal_holds',
};

/** The kinds of ids that are somebody's. */
export const KINDS_OF_PEOPLE = Object.keys(ROWS);

type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** False for what is no id of something that is about one candidate. */
export function belongsToCandidate(id: string | null): id is string {
  return id !== null && /^[a-z]{3}_[0-9a-z]{25}$/.test(id) && id.slice(0, 3) in ROWS;
}

/** The candidate whose this is, as an expression; null for what is nobody's, or is not there. */
export function candidateOf(tx: Tx, id: string | null): Fragment | null {
  if (!belongsToCandidate(id)) return null;
  const rows = ROWS[id.slice(0, 3) as keyof typeof ROWS];
  return tx`(select candidate_id from (${tx.unsafe(rows)}) w where id = ${id})`;
}

/** All ids that are a person's, as a query of them. */
export function idsOf(tx: Tx, candidateId: string): Fragment {
  const kinds = [...new Set(Object.values(ROWS))];
  return tx`${kinds.flatMap((rows, i) => [
    i === 0 ? tx`` : tx` union all `,
    tx`select id from (${tx.unsafe(rows)}) w where candidate_id = ${candidateId}`,
  ])}`;
}
