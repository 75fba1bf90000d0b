/** Flow versions that interviews are pinned to; a deploy never changes a running interview. */
import type { Sql } from './client.ts';

/** Keeps these versions for ever, so that an interview can be pinned to one by its hash. */
export async function keepFlows(
  sql: Sql,
  flows: { hash: string; flow: { id: string; version: number } }[],
): Promise<void> {
  for (const { hash, flow } of flows) {
    await sql`
      insert into flows (hash, id, version, body) values (${hash}, ${flow.id}, ${flow.version}, ${sql.json(flow as never)})
      on conflict do nothing`;
  }
}

/** A version as it was when an interview was pinned to it; null when there is none with this hash. */
export async function loadFlow(sql: Sql, hash: string): Promise<unknown> {
  const [row] = await sql<{ body: unknown }[]>`select body from flows where hash = ${hash}`;
  return row?.body ?? null;
}
