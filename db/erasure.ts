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

/**
 * After a restore, before anything runs: who was erased since the backup was made is erased again, but for what a hold names.
 * @param known what the database knew before the restore; what the backup knows is added
 * @returns how many people were found in the backup and erased
 */
export function reapplyErasures(sql: Sql, known: readonly Erasure[] = []): Promise<number> {
  return sql.begin((tx) => reapplyErasuresIn(tx, known));
}

/** The same in a transaction that does more. */
export async function reapplyErasuresIn(tx: Tx, known: readonly Erasure[] = []): Promise<number> {
  for (const { candidateId, at, by, marks } of known) {
    await tx`
      insert into erasures (candidate_id, at, by, marks) values (${candidateId}, ${at}, ${by}, ${marks}::text[])
      on conflict (candidate_id) do update set marks = excluded.marks where erasures.marks = '{}'`;
  }
  const people = await tx<{ candidate_id: string; conversation_id: string }[]>`
    select e.candidate_id, v.id as conversation_id
    from erasures e join conversations v on v.candidate_id = e.candidate_id order by v.id`;
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

/** What {@link reapplyErasures} is given after a restore. */
export async function listErasures(sql: Tx): Promise<Erasure[]> {
  return sql<Erasure[]>`
    select candidate_id as "candidateId", at, by, to_jsonb(marks) as marks from erasures order by at, candidate_id`;
}
