/**
 * Who read personal data and who changed what. Only added to; the database refuses anything else. Ids and names of actions:
 * never a value that somebody gave.
 */
import { newId } from '../src/ids.ts';
import type { Tx } from './client.ts';
import { type Page, type PageRequest, toPage } from './pages.ts';
import { candidateOf } from './whose.ts';

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

/** Adds a row: in the transaction of the change that it tells of, or before a reading is answered. */
export async function writeAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const candidate = candidateOf(tx, entry.about ?? entry.subject ?? null);
  const filters = entry.filters ?? null;
  await tx`
    insert into audit_log (id, actor_kind, actor_id, action, method, subject, candidate_id, filters, shown, request_id,
      address_hash, status)
    values (${newId('aud')}, ${entry.actor.kind}, ${entry.actor.id}, ${entry.action}, ${entry.method ?? null},
      ${entry.subject ?? null}, ${candidate},
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
