/** Feeds: what a provider keeps until we have read it, by a cursor. One reader at a time, by a lease on the feed's row. */
import type { Sql } from './client.ts';

export interface Reading {
  cursor: string | null;
  /** What came with the provider's last word, if that is not too old to be of use. */
  hint: string | null;
  /** The words that were there when the reading began. */
  hints: number;
}

/**
 * Writes down that a provider says that there is more. The same call told again has no effect.
 * @param call a keyed hash of the call, hexadecimal
 */
export async function hintFeed(sql: Sql, name: string, hint: string, call: string): Promise<boolean> {
  const told = await sql`
    with fresh as (
      insert into seen_calls (hash) values (decode(${call}, 'hex')) on conflict do nothing returning hash
    )
    insert into feeds as f (name, hints, hint, hinted_at) select ${name}, 1, ${hint}, clock_timestamp() from fresh
    on conflict (name) do update set hints = f.hints + 1, hint = excluded.hint, hinted_at = excluded.hinted_at
    returning name`;
  return told.length === 1;
}

/** Takes a feed that nobody reads; null while somebody does. */
export async function takeFeed(
  sql: Sql,
  name: string,
  token: string,
  { leaseMs, hintMs }: { leaseMs: number; hintMs: number },
): Promise<Reading | null> {
  const [row] = await sql<Reading[]>`
    insert into feeds as f (name, token, until)
    values (${name}, ${token}, clock_timestamp() + ${leaseMs} * interval '1 ms')
    on conflict (name) do update set token = excluded.token, until = excluded.until
      where f.token is null or f.token = excluded.token or f.until < clock_timestamp()
    returning f.cursor, f.hints,
      case when f.hinted_at > clock_timestamp() - ${hintMs} * interval '1 ms' then f.hint end as hint`;
  return row ?? null;
}

/** What came before `cursor` is committed. False when somebody else reads meanwhile: then nothing is moved. */
export async function advanceFeed(
  sql: Sql,
  name: string,
  token: string,
  cursor: string | null,
  leaseMs: number,
): Promise<boolean> {
  const moved = await sql`
    update feeds set cursor = ${cursor}, until = clock_timestamp() + ${leaseMs} * interval '1 ms'
    where name = ${name} and token = ${token} returning name`;
  return moved.length === 1;
}

/**
 * Ends a reading. @param hints those that it has taken into account; null: none, because it failed
 * @returns true when a word came in meanwhile, so that it has to be read on
 */
export async function leaveFeed(
  sql: Sql,
  name: string,
  token: string,
  hints: number | null,
): Promise<boolean> {
  const [row] = await sql<{ more: boolean }[]>`
    update feeds set token = null, until = null, read_hints = greatest(read_hints, coalesce(${hints}, 0))
    where name = ${name} and token = ${token} returning hints > read_hints as more`;
  return row?.more ?? false;
}

/** Those of these feeds of which the provider said that there is more, and nobody reads on: whoever was to do it is gone. */
export async function waitingFeeds(sql: Sql, names: string[]): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select name from feeds where name = any(${names}) and hints > read_hints
      and (token is null or until < clock_timestamp())`;
  return rows.map(({ name }) => name);
}

/** Calls older than this are not let in any more, so that nothing has to be remembered of them. */
export async function forgetCalls(sql: Sql, olderMs: number): Promise<void> {
  await sql`delete from seen_calls where at < clock_timestamp() - ${olderMs} * interval '1 ms'`;
}
