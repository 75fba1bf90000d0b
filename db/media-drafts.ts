/** Files that no row names: because that is yet to come, or never came, or was before a restore. What is left over goes. */
import type { Sql, Tx } from './client.ts';
import { unnamed } from './files.ts';

/** To be written before the bytes are. */
export async function draftMedia(sql: Sql, id: string): Promise<void> {
  await sql`insert into media_drafts (id) values (${id})`;
}

/** Files that nothing names any more: they count as drafts of this moment only in so many milliseconds. */
export async function draftLater(sql: Sql, names: readonly string[], inMs: number): Promise<void> {
  if (names.length === 0) return;
  await sql`
    insert into media_drafts (id, created_at)
    select name, clock_timestamp() + ${inMs} * interval '1 ms' from unnest(${names as string[]}::text[]) as name
    on conflict do nothing`;
}

/** They may be somebody else's: of what waits by {@link draftLater} nothing goes. */
export async function forgetLater(sql: Sql): Promise<void> {
  await sql`delete from media_drafts where created_at > clock_timestamp()`;
}

/** Its message is committed, or its bytes are gone. */
export async function settleDraft(sql: Tx, id: string): Promise<void> {
  await sql`delete from media_drafts where id = ${id}`;
}

/** Drafts older than this that nothing came to name; those that something names are no drafts any more. */
export async function leftDrafts(sql: Sql, olderThanMs: number, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from media_drafts where created_at < clock_timestamp() - ${olderThanMs} * interval '1 ms'
    order by created_at limit ${limit}`;
  const left = new Set(
    await unnamed(
      sql,
      rows.map(({ id }) => id),
    ),
  );
  for (const { id } of rows) if (!left.has(id)) await settleDraft(sql, id);
  return [...left];
}

/** How many are to go at some time. */
export async function countDrafts(sql: Sql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from media_drafts`;
  return row!.n;
}
