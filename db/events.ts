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

/**
 * Appends events in the caller's transaction; those of an application get its next sequence numbers.
 * @returns their ids
 */
export async function appendEvents(tx: Tx, events: NewEvent[]): Promise<string[]> {
  if (events.length === 0) return [];
  const given = events.map((event, ord) => ({
    ord,
    id: newId('evt'),
    type: event.type,
    conversation_id: event.conversationId,
    application_id: event.applicationId,
    data: event.data,
  }));
  await tx`
    with given as (
      select * from jsonb_to_recordset(${tx.json(given)}) as g(
        ord int, id text, type text, conversation_id text, application_id text, data jsonb)
    ), counted as (
      update applications a set event_count = a.event_count + n.n
      from (select application_id, count(*) as n from given group by application_id) n
      where a.id = n.application_id
      returning a.id, a.event_count - n.n as base
    )
    insert into events (id, type, conversation_id, application_id, sequence, data)
    select g.id, g.type, g.conversation_id, g.application_id,
      c.base + row_number() over (partition by g.application_id order by g.ord), g.data
    from given g left join counted c on c.id = g.application_id
    order by g.ord`;
  return given.map((event) => event.id);
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
