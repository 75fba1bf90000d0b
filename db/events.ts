/** What happened, in an order that a reader can follow without ever skipping. */
import { newId } from '../src/ids.ts';
import type { Json } from '../src/types.ts';
import type { Sql, Tx } from './client.ts';

/** `data` holds ids and states only: never a name, a number or a word that somebody said. */
export interface NewEvent {
  type: string;
  conversationId: string | null;
  applicationId: string | null;
  data: Record<string, Json>;
}

export interface EventRow {
  id: string;
  type: string;
  at: Date;
  application_id: string | null;
  sequence: number | null;
  data: Record<string, Json>;
}

/** Appends events in the caller's transaction; those of an application get its next sequence numbers. */
export async function appendEvents(tx: Tx, events: NewEvent[]): Promise<void> {
  for (const event of events) {
    await tx`
      with counted as (
        update applications set event_count = event_count + 1 where id = ${event.applicationId}
        returning event_count
      )
      insert into events (id, type, conversation_id, application_id, sequence, data)
      values (${newId('evt')}, ${event.type}, ${event.conversationId}, ${event.applicationId},
              (select event_count from counted), ${tx.json(event.data)})`;
  }
}

/**
 * Events after the one with id `after` (from the beginning without), at most `limit`. Only those below the oldest
 * transaction still running are shown: a later commit can then never come before what was read.
 * @returns null when `after` is not the id of an event
 */
export async function listEvents(sql: Sql, after: string | null, limit: number): Promise<EventRow[] | null> {
  const [from] = after
    ? await sql<{ tx: string; position: number }[]>`select tx::text, position from events where id = ${after}`
    : [{ tx: '0', position: 0 }];
  if (!from) return null;
  return sql<EventRow[]>`
    select id, type, at, application_id, sequence, data from events
    where tx < pg_snapshot_xmin(pg_current_snapshot())
      and (tx, position) > (${from.tx}::xid8, ${from.position})
    order by tx, position limit ${limit}`;
}
