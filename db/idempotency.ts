/** Answers kept for 24 hours, so that a POST sent twice has one effect. */
import type { Json } from '../src/types.ts';
import type { Sql, Tx } from './client.ts';

export interface KeptAnswer {
  fingerprint: Uint8Array;
  body: Json;
  /** The path of what was made. */
  resource: string | null;
}

/** `about`: the id by which an erasure finds it; see `idsOf`. Null of what is nobody's. */
export type NewAnswer = KeptAnswer & { about: string | null };

/**
 * Waits for nobody: false when another transaction works under the same key now. The lock ends with the transaction,
 * so a process that dies leaves nothing behind.
 */
export async function lockIdempotencyKey(tx: Tx, owner: string, key: string): Promise<boolean> {
  const [row] = await tx<{ taken: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`${owner} ${key}`}, 1)) as taken`;
  return row!.taken;
}

/** The answer given under this key within the last 24 hours. */
export async function findAnswer(tx: Tx, owner: string, key: string): Promise<KeptAnswer | null> {
  const [row] = await tx<KeptAnswer[]>`
    select fingerprint, body, resource from idempotency
    where owner = ${owner} and key = ${key} and created_at > now() - interval '24 hours'`;
  return row ?? null;
}

/** Keeps an answer, letter by letter, for as long as {@link forgetAnswers} leaves it. */
export async function keepAnswer(tx: Tx, owner: string, key: string, answer: NewAnswer): Promise<void> {
  await tx`
    insert into idempotency (owner, key, fingerprint, body, resource, about)
    values (${owner}, ${key}, ${answer.fingerprint}, ${JSON.stringify(answer.body)}::text::json,
            ${answer.resource}, ${answer.about})
    on conflict (owner, key) do update set
      fingerprint = excluded.fingerprint, body = excluded.body, resource = excluded.resource,
      about = excluded.about, created_at = now()`;
}

/** Takes answers away that are too old, also when nobody asks for anything any more. @returns how many */
export async function forgetAnswers(sql: Sql, limit: number): Promise<number> {
  const gone = await sql`
    delete from idempotency where ctid = any(array(
      select ctid from idempotency where created_at <= now() - interval '24 hours'
      order by created_at limit ${limit} for update skip locked)) returning 1`;
  return gone.length;
}

/**
 * Puts the answer in the place of what was kept when the effect began. The first one stays, and what was erased meanwhile
 * stays erased: what is kept is given back.
 */
export async function finishAnswer(sql: Sql, owner: string, key: string, body: Json): Promise<Json | null> {
  await sql`
    update idempotency set body = ${JSON.stringify(body)}::text::json
    where owner = ${owner} and key = ${key} and body::jsonb ? 'begun'`;
  const [row] = await sql<
    { body: Json }[]
  >`select body from idempotency where owner = ${owner} and key = ${key}`;
  return row?.body ?? null;
}
