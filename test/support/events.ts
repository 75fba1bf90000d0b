/** What happened is shown when every transaction that began before it has ended, also those of other tests on the same server. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../../db/client.ts';

const PATIENCE_MS = 60_000;

/** Before the events of one application are read: waits until those that were committed are shown. */
export async function shown(sql: Sql, path: string): Promise<void> {
  if (path.startsWith('/v1/events?application_id=')) await allShown(sql);
}

/** Waits until every event that was committed is shown. */
export async function allShown(sql: Sql): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(10)) {
    const hidden =
      await sql`select 1 from events where tx >= pg_snapshot_xmin(pg_current_snapshot()) limit 1`;
    if (hidden.length === 0) return;
  }
  throw new Error('Events are hidden: who holds a transaction open?');
}
