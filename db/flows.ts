/** Flow versions that interviews are pinned to; a deploy never changes a running interview. */
import type { Sql } from './client.ts';

/** A version as it was when an interview was pinned to it; null when there is none with this hash. */
export async function loadFlow(sql: Sql, hash: string): Promise<unknown> {
  const [row] = await sql<{ body: unknown }[]>`select body from flows where hash = ${hash}`;
  return row?.body ?? null;
}
