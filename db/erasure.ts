/**
 * The erasure of a person: what they said, are called and can be reached at goes; rows, hashes, numbers and states stay, so
 * that a second delivery still has no effect and what was counted stays counted.
 */
import type { Hash } from '../src/secrets.ts';
import type { Sql, Tx } from './client.ts';
import type { Lease } from './conversations.ts';
import { closeAddresses, eraseEverything } from './forgetting.ts';
import { countPersonal } from './personal.ts';

export interface Erasure {
  candidateId: string;
  at: Date;
  by: string;
  /** Keyed hashes of what imports knew them by; see {@link markErasure}. */
  marks: string[];
}

export interface AskedErasure {
  conversationId: string;
  /** Nobody had asked before. */
  first: boolean;
  done: boolean;
}

/**
 * Writes down that a person is to be erased: from the commit on, nobody is here to be read, changed or invited. What they
 * left goes when their inbox has been told. Null when there is no such candidate.
 */
export async function askErasure(tx: Tx, candidateId: string, by: string): Promise<AskedErasure | null> {
  const [talk] = await tx<{ id: string }[]>`
    select id from conversations where candidate_id = ${candidateId} for no key update`;
  if (!talk) return null;
  const first = await tx`
    insert into erasures (candidate_id, by) values (${candidateId}, ${by}) on conflict do nothing returning 1`;
  await tx`update candidates set erased_at = now() where id = ${candidateId} and erased_at is null`;
  const [row] = await tx<{ done: boolean }[]>`
    select done_at is not null as done from erasures where candidate_id = ${candidateId}`;
  return { conversationId: talk.id, first: first.length > 0, done: row!.done };
}

/** The name of a person in another system or their number, as it is hashed for {@link markErasure}. */
export const markOf = {
  phone: (hash: Hash, phone: string): string => hash(`phone ${phone}`),
  origin: (hash: Hash, source: string, remoteId: string): string =>
    hash(`origin ${source.length} ${source} ${remoteId}`),
};

/** Keeps keyed hashes of what imports know a person by, as long as it is there: none of them brings the person back. */
export async function markErasure(tx: Tx, candidateId: string, hash: Hash): Promise<void> {
  const phones = await tx<{ phone: string }[]>`
    select phone from candidates where id = ${candidateId} and phone is not null`;
  const origins = await tx<{ source: string; remote_id: string }[]>`
    select source, remote_id from candidate_origins where candidate_id = ${candidateId}`;
  const marks = [
    ...phones.map(({ phone }) => markOf.phone(hash, phone)),
    ...origins.map(({ source, remote_id }) => markOf.origin(hash, source, remote_id)),
  ];
  await tx`update erasures set marks = ${marks}::text[] where candidate_id = ${candidateId}`;
}

/** A line is on its way to the person right now: nothing may be under way when it is said that nothing is. */
export class LineUnderWay extends Error {}

/**
 * Commits an erasure as a turn is committed: only if token and version match, the lease given back. Everything in the inbox
 * is done with it, also what came in meanwhile.
 * @returns false when the lease was lost
 * @throws LineUnderWay when a send has been claimed and not settled; nothing is written then
 */
export async function commitErasure(sql: Sql, lease: Lease): Promise<boolean> {
  return sql.begin(async (tx) => {
    const held = await tx`
      update conversations set version = version + 1, failures = 0, lease_token = null, lease_until = null
      where id = ${lease.conversationId} and lease_token = ${lease.token} and version = ${lease.version}
      returning 1`;
    if (held.length === 0) return false;
    const before = await countPersonal(tx, lease.candidateId);
    // Whoever would claim a line reads this row under a lock: from here on nobody does.
    await closeAddresses(tx, lease.conversationId);
    const sending = await tx`
      select 1 from outbox where conversation_id = ${lease.conversationId} and state = 'sending'`;
    if (sending.length > 0) throw new LineUnderWay();
    await eraseEverything(tx, lease.candidateId, lease.conversationId, before);
    return true;
  });
}

/** What is known of erasures elsewhere, by id; at most `limit` behind `after`. */
export async function listErasures(sql: Tx, after: string, limit: number): Promise<Erasure[]> {
  // The order of bytes: whoever merges them with others compares as we do.
  return sql<Erasure[]>`
    select candidate_id as "candidateId", at, by, to_jsonb(marks) as marks from erasures
    where candidate_id collate "C" > ${after} order by candidate_id collate "C" limit ${limit}`;
}

/** What the database knew before a restore, kept until the transaction ends. */
export async function keepErasures(tx: Tx): Promise<void> {
  await tx`
    create temporary table kept_erasures on commit drop as select candidate_id, at, by, marks from erasures`;
  await tx`alter table kept_erasures add primary key (candidate_id)`;
}

/** What is known elsewhere beside it. */
export async function keepAlso(tx: Tx, erasures: readonly Erasure[]): Promise<void> {
  await tx`
    insert into kept_erasures (candidate_id, at, by, marks)
    select r."candidateId", r.at, r.by, r.marks
    from jsonb_to_recordset(${tx.json(erasures as never)}) as r("candidateId" text, at timestamptz, by text, marks text[])
    on conflict (candidate_id) do update set marks = excluded.marks where kept_erasures.marks = '{}'`;
}

/**
 * After a restore, before anything runs: who is known to be erased by {@link keepErasures} and was not when the backup was made
 * is erased again, and so is whoever still had something left then; but for what a hold names.
 * @returns how many people were found in the backup and erased
 */
export async function reapplyErasures(tx: Tx): Promise<number> {
  await tx`
    insert into erasures (candidate_id, at, by, marks) select candidate_id, at, by, marks from kept_erasures
    on conflict (candidate_id) do update set marks = excluded.marks where erasures.marks = '{}'`;
  const people = await tx<{ candidate_id: string; conversation_id: string }[]>`
    select e.candidate_id, v.id as conversation_id
    from erasures e join conversations v on v.candidate_id = e.candidate_id
    where e.done_at is null or e.kept <> '{}' order by v.id`;
  for (const { candidate_id, conversation_id } of people) {
    // Whoever held it before the backup was made holds nothing any more.
    await tx`
      update conversations set version = version + 1, failures = 0, lease_token = null, lease_until = null
      where id = ${conversation_id}`;
    const before = await countPersonal(tx, candidate_id);
    await closeAddresses(tx, conversation_id);
    await tx`
      update outbox set state = 'parked', error_code = 'erased'
      where conversation_id = ${conversation_id} and state = 'sending'`;
    await eraseEverything(tx, candidate_id, conversation_id, before);
    await tx`
      update erasures set reapplied_at = reapplied_at || now() where candidate_id = ${candidate_id}`;
  }
  return people.length;
}
