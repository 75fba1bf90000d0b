/** Connections to providers that one process holds for all, and who may have been missed while nobody did. */
import type { Sql } from './client.ts';

export interface ConnectionRow {
  problem: string | null;
  toldAgoMs: number;
  /** Null: it was never whole. */
  upAgoMs: number | null;
}

/** @param up lines come and go at this moment */
export async function writeConnection(
  sql: Sql,
  name: string,
  { up, problem }: { up: boolean; problem: string | null },
): Promise<void> {
  await sql`
    insert into connections as c (name, problem, told_at, up_at)
    values (${name}, ${problem}, clock_timestamp(), case when ${up} then clock_timestamp() end)
    on conflict (name) do update set
      problem = excluded.problem, told_at = excluded.told_at, up_at = coalesce(excluded.up_at, c.up_at)`;
}

export async function readConnection(sql: Sql, name: string): Promise<ConnectionRow | null> {
  const [row] = await sql<ConnectionRow[]>`
    select problem, (extract(epoch from clock_timestamp() - told_at) * 1000)::float8 as "toldAgoMs",
      (extract(epoch from clock_timestamp() - up_at) * 1000)::float8 as "upAgoMs"
    from connections where name = ${name}`;
  return row ?? null;
}

/** Those of these names that anything was ever said of. */
export async function readConnections(
  sql: Sql,
  names: readonly string[],
): Promise<{ name: string; problem: string | null; told_at: Date }[]> {
  return sql`select name, problem, told_at from connections where name = any(${[...names]}::text[])`;
}

/**
 * Conversations whose interview is held over this account and in which something was written shortly before `since`: whoever
 * was in the middle of it may have gone on.
 */
export async function inTheMiddle(
  sql: Sql,
  {
    channel,
    account,
    since,
    withinMs,
  }: { channel: string; account: string; since: number; withinMs: number },
  limit: number,
): Promise<string[]> {
  const from = new Date(since - withinMs).toISOString();
  const rows = await sql<{ id: string }[]>`
    select c.id from identities i join conversations c on c.reply_identity_id = i.id
    where i.channel = ${channel} and i.account = ${account} and i.state = 'open'
      and exists (select 1 from interviews v where v.conversation_id = c.id and v.status in ('in_progress', 'paused'))
      and exists (
        select 1 from inbox b where b.conversation_id = c.id and b.identity_id = i.id and b.received_at >= ${from})
    order by c.id limit ${limit}`;
  return rows.map((row) => row.id);
}
