/**
 * Who read personal data and who changed what. Only added to; the database refuses anything else. Ids and names of actions:
 * never a value that somebody gave.
 */
import { newId } from '../src/ids.ts';
import type { Tx } from './client.ts';
import { type Page, type PageRequest, toPage } from './pages.ts';

/** `candidate`: who reads what is kept of themself. */
export type ActorKind = 'key' | 'user' | 'system' | 'candidate';

export interface AuditEntry {
  actor: { kind: ActorKind; id: string };
  action: string;
  method?: string | null;
  /** The id that it was about. */
  subject?: string | null;
  /** An id whose candidate it was about, where that is another: the interview of a recording. */
  about?: string | null;
  filters?: string[] | null;
  shown?: number | null;
  requestId?: string | null;
  addressHash?: string | null;
  status: number;
}

export interface AuditRow {
  id: string;
  at: Date;
  actor_kind: ActorKind;
  actor_id: string;
  action: string;
  method: string | null;
  subject: string | null;
  candidate_id: string | null;
  filters: string[] | null;
  shown: number | null;
  request_id: string | null;
  address_hash: string | null;
  status: number;
  position: number;
}

/** Whose it is, by the kind of an id. A kind that belongs to no candidate has no line. */
const CANDIDATE_OF: Record<string, (tx: Tx, id: string) => ReturnType<Tx>> = {
  cnd: (tx, id) => tx`(select id from candidates where id = ${id})`,
  app: (tx, id) => tx`(select candidate_id from applications where id = ${id})`,
  int: (tx, id) =>
    tx`(select a.candidate_id from interviews i join applications a on a.id = i.application_id where i.id = ${id})`,
  tkt: (tx, id) =>
    tx`(select c.candidate_id from tickets t join conversations c on c.id = t.conversation_id where t.id = ${id})`,
  inv: (tx, id) =>
    tx`(select c.candidate_id from invitations v join conversations c on c.id = v.conversation_id where v.id = ${id})`,
  bgc: stepOf,
  ctr: stepOf,
  onb: stepOf,
  emp: (tx, id) =>
    tx`(select a.candidate_id from employments e join applications a on a.id = e.application_id where e.id = ${id})`,
  apv: (tx, id) => employedOf(tx, tx`select employment_id from approvals where id = ${id}`),
  prf: (tx, id) => employedOf(tx, tx`select employment_id from performance_records where id = ${id}`),
  pay: (tx, id) => employedOf(tx, tx`select employment_id from pay_statements where id = ${id}`),
};

function stepOf(tx: Tx, id: string): ReturnType<Tx> {
  return tx`(select a.candidate_id from steps s join applications a on a.id = s.application_id where s.id = ${id})`;
}

function employedOf(tx: Tx, employment: ReturnType<Tx>): ReturnType<Tx> {
  return tx`(select a.candidate_id from employments e join applications a on a.id = e.application_id
    where e.id = (${employment}))`;
}

/** False for what is no id of something that is about one candidate. */
export function belongsToCandidate(id: string | null): id is string {
  return id !== null && /^[a-z]{3}_[0-9a-z]{25}$/.test(id) && id.slice(0, 3) in CANDIDATE_OF;
}

/** Adds a row: in the transaction of the change that it tells of, or before a reading is answered. */
export async function writeAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const about = entry.about ?? entry.subject ?? null;
  const candidate = about === null ? undefined : CANDIDATE_OF[about.slice(0, 3)];
  const filters = entry.filters ?? null;
  await tx`
    insert into audit_log (id, actor_kind, actor_id, action, method, subject, candidate_id, filters, shown, request_id,
      address_hash, status)
    values (${newId('aud')}, ${entry.actor.kind}, ${entry.actor.id}, ${entry.action}, ${entry.method ?? null},
      ${entry.subject ?? null}, ${candidate && about ? candidate(tx, about) : null},
      ${filters === null ? null : tx`array(select jsonb_array_elements_text(${tx.json(filters)}::jsonb))`},
      ${entry.shown ?? null}, ${entry.requestId ?? null}, ${entry.addressHash ?? null}, ${entry.status})`;
}

export interface AuditFilter {
  actor?: string | undefined;
  candidateId?: string | undefined;
  action?: string | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
}

/** Newest first. */
export async function listAudit(tx: Tx, filter: AuditFilter, page: PageRequest): Promise<Page<AuditRow>> {
  const { actor, candidateId, action, since, until } = filter;
  const rows = await tx<AuditRow[]>`
    select id, at, actor_kind, actor_id, action, method, subject, candidate_id, to_jsonb(filters) as filters, shown,
      request_id, address_hash, status, position
    from audit_log
    where (${page.after}::bigint is null or position < ${page.after})
      ${actor === undefined ? tx`` : tx`and actor_id = ${actor}`}
      ${candidateId === undefined ? tx`` : tx`and candidate_id = ${candidateId}`}
      ${action === undefined ? tx`` : tx`and action = ${action}`}
      ${since === undefined ? tx`` : tx`and at >= ${since}`}
      ${until === undefined ? tx`` : tx`and at < ${until}`}
    order by position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}
