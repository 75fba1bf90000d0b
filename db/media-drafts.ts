/** Recordings that are kept before the message that names them: what is left over when that never comes. */
import type { Sql, Tx } from './client.ts';

/** To be written before the bytes are. */
export async function draftMedia(sql: Sql, id: string): Promise<void> {
  await sql`insert into media_drafts (id) values (${id})`;
}

/** Its message is committed, or its bytes are gone. */
export async function settleDraft(sql: Tx, id: string): Promise<void> {
  await sql`delete from media_drafts where id = ${id}`;
}

/** Drafts older than this whose message never came; those that have one are no drafts any more. */
export async function leftDrafts(sql: Sql, olderThanMs: number, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string; named: boolean }[]>`
    select d.id, exists (
      select 1 from inbox i where i.content->'media'->>'kept' = 'true' and i.content->'media'->>'id' = d.id) as named
    from media_drafts d where d.created_at < clock_timestamp() - ${olderThanMs} * interval '1 ms'
    order by d.created_at limit ${limit}`;
  for (const { id, named } of rows) if (named) await settleDraft(sql, id);
  return rows.filter(({ named }) => !named).map(({ id }) => id);
}
