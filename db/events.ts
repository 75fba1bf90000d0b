/** What happened, in an order that a reader can follow without ever skipping. */
import { newId } from '../src/ids.ts';
import type { EventType, Json } from '../src/types.ts';
import type { Sql, Tx } from './client.ts';

/** `data` holds ids and states only: never a name, a number or a word that somebody said. */
export interface NewEvent {
  /** Given for what happens once only, whoever comes to tell it first: a second event with it is none. */
  id?: string;
  type: EventType;
  conversationId: string | null;
  applicationId: string | null;
  data: Record<string, Json>;
}

/** A place in the order of events. Transactions that are told of come one after the other, and so do their events. */
export interface EventPlace {
  /** The transaction's number, which may have 64 bits. */
  tx: string;
  position: number;
}

export interface EventRow extends EventPlace {
  id: string;
  type: string;
  at: Date;
  application_id: string | null;
  sequence: number | null;
  data: Record<string, Json>;
}

export interface EventFilter {
  type?: string | undefined;
  applicationId?: string | undefined;
}

const BEGINNING: EventPlace = { tx: '0', position: 0 };

/** True when `place` comes after `other`. */
export function isAfter(place: EventPlace, other: EventPlace): boolean {
  const [tx, otherTx] = [BigInt(place.tx), BigInt(other.tx)];
  return tx === otherTx ? place.position > other.position : tx > otherTx;
}

/**
 * Appends events in the caller's transaction; those of an application get its next sequence numbers.
 * @returns their ids
 */
export async function appendEvents(tx: Tx, events: NewEvent[]): Promise<string[]> {
  if (events.length === 0) return [];
  const given = events.map((event, ord) => ({
    ord,
    id: event.id ?? newId('evt'),
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
      -- What happens to it may change what is shown of it.
      update applications a set event_count = a.event_count + n.n, updated_at = clock_timestamp()
      from (select application_id, count(*) as n from given group by application_id) n
      where a.id = n.application_id
      returning a.id, a.event_count - n.n as base
    )
    insert into events (id, type, conversation_id, application_id, sequence, data)
    select g.id, g.type, g.conversation_id, g.application_id,
      c.base + row_number() over (partition by g.application_id order by g.ord), g.data
    from given g left join counted c on c.id = g.application_id
    order by g.ord
    on conflict (id) do nothing`;
  return given.map((event) => event.id);
}

/** That there is a candidate now: when one is added, else when they agree to be interviewed. */
export function candidateCreated(candidateId: string, conversationId: string): NewEvent {
  return {
    // As hard to guess as the candidate's own, and one for each.
    id: candidateId.replace(/^cnd/, 'evt'),
    type: 'candidate.created',
    conversationId,
    applicationId: null,
    data: { candidate_id: candidateId },
  };
}

/** That nothing is left of them: whoever has a copy elsewhere erases it. Told once, however often they are erased again. */
export function candidateErased(candidateId: string, conversationId: string): NewEvent {
  return {
    // As hard to guess as the candidate's own, which `candidate.created` has: read backwards it is another one.
    id: `evt_${[...candidateId.slice('cnd_'.length)].toReversed().join('')}`,
    type: 'candidate.erased',
    conversationId,
    applicationId: null,
    data: { candidate_id: candidateId },
  };
}

/** Where the event with this id is; null when there is none. */
export async function placeOf(sql: Sql, id: string): Promise<EventPlace | null> {
  const [row] = await sql<EventPlace[]>`select tx::text, position from events where id = ${id}`;
  return row ?? null;
}

/**
 * Events after a place, at most `limit`. Only those below the oldest transaction still running are shown: a later commit
 * can then never come before what was read.
 */
export function readEvents(
  sql: Sql,
  after: EventPlace,
  filter: EventFilter,
  limit: number,
): Promise<EventRow[]> {
  const { type, applicationId } = filter;
  // What is not asked for is left out: each of the four has a plan of its own.
  return sql<EventRow[]>`
    select id, type, at, application_id, sequence, data, tx::text, position from events
    where tx < pg_snapshot_xmin(pg_current_snapshot())
      and (tx, position) > (${after.tx}::xid8, ${after.position})
      ${type === undefined ? sql`` : sql`and type = ${type}`}
      ${applicationId === undefined ? sql`` : sql`and application_id = ${applicationId}`}
    order by events.tx, events.position limit ${limit}`;
}

/**
 * Events after the one with id `after`, from the beginning without.
 * @returns null when `after` is not the id of an event
 */
export async function listEvents(
  sql: Sql,
  after: string | null,
  limit: number,
  filter: EventFilter = {},
): Promise<EventRow[] | null> {
  const from = after === null ? BEGINNING : await placeOf(sql, after);
  return from && readEvents(sql, from, filter, limit);
}

/** The last event that is shown, and where it is; the beginning when nothing ever happened. */
export async function lastEvent(sql: Tx): Promise<EventPlace & { id: string | null }> {
  const [row] = await sql<(EventPlace & { id: string })[]>`
    select id, tx::text, position from events where tx < pg_snapshot_xmin(pg_current_snapshot())
    order by events.tx desc, events.position desc limit 1`;
  return row ?? { ...BEGINNING, id: null };
}
