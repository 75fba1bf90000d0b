/** Webhook endpoints: who is told of which events, signed with what, and how far they have been told. */
import { newId } from '../src/ids.ts';
import { writeAudit } from './audit.ts';
import type { Sql, Tx } from './client.ts';
import { type EventPlace, lastEvent } from './events.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

export interface EndpointRow {
  id: string;
  url: string;
  events: string[];
  state: 'active' | 'disabled';
  disabled_because: 'gone' | 'failing' | 'by_hand' | 'restored' | null;
  /** When a try first failed since one was taken. */
  failing_since: Date | null;
  old_secret_until: Date | null;
  created_at: Date;
  position: number;
}

/** Who switches off what answers no more. */
const RELAY = { kind: 'system', id: 'webhooks' } as const;

const selected = (tx: Tx) => tx`
  id, url, to_jsonb(events) as events, state, disabled_because, failing_since, old_secret_until,
  created_at, position`;

const textArray = (tx: Tx, values: readonly string[]) =>
  tx`array(select jsonb_array_elements_text(${tx.json([...values])}::jsonb))`;

/** From now on: what has happened before is told by a replay. The id is given, because the secret is sealed for it. */
export async function insertEndpoint(
  tx: Tx,
  endpoint: { id: string; url: string; events: readonly string[]; secret: Uint8Array; by: string },
): Promise<EndpointRow> {
  const { id, url, events, secret, by } = endpoint;
  const { tx: after, position } = await lastEvent(tx);
  const [row] = await tx<EndpointRow[]>`
    insert into webhook_endpoints (id, url, events, secret, after_tx, after_position, created_by)
    values (${id}, ${url}, ${textArray(tx, events)}, ${secret}, ${after}::xid8, ${position}, ${by})
    returning ${selected(tx)}`;
  return row!;
}

export async function findEndpoint(tx: Tx, id: string): Promise<EndpointRow | null> {
  const [row] = await tx<EndpointRow[]>`select ${selected(tx)} from webhook_endpoints where id = ${id}`;
  return row ?? null;
}

/** Newest first. */
export async function listEndpoints(tx: Tx, page: PageRequest): Promise<Page<EndpointRow>> {
  const rows = await tx<EndpointRow[]>`
    select ${selected(tx)} from webhook_endpoints
    where true ${asked(tx, page.after, tx`and position < ${page.after}`)}
    order by position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}

/** What is absent stays. One that is switched on again goes on where it was, with all the patience that there is. */
export async function changeEndpoint(
  tx: Tx,
  id: string,
  given: {
    url?: string | undefined;
    events?: readonly string[] | undefined;
    state?: EndpointRow['state'] | undefined;
  },
): Promise<EndpointRow | null> {
  const { url, events, state } = given;
  const [row] = await tx<EndpointRow[]>`
    update webhook_endpoints set updated_at = now(), url = coalesce(${url ?? null}, url),
      events = ${events ? textArray(tx, events) : tx`events`}, state = coalesce(${state ?? null}, state),
      disabled_because = case coalesce(${state ?? null}, '') when 'active' then null when 'disabled' then 'by_hand'
        else disabled_because end,
      failing_since = case coalesce(${state ?? null}, '') when 'active' then null else failing_since end
    where id = ${id} returning ${selected(tx)}`;
  return row ?? null;
}

/** The secret before is good for a while longer. */
export async function rotateSecret(
  tx: Tx,
  id: string,
  secret: Uint8Array,
  oldUntil: Date,
): Promise<EndpointRow | null> {
  const [row] = await tx<EndpointRow[]>`
    update webhook_endpoints set old_secret = secret, old_secret_until = ${oldUntil}, secret = ${secret}, updated_at = now()
    where id = ${id} returning ${selected(tx)}`;
  return row ?? null;
}

/** More events than there are of transactions that run at one time. */
const BESIDE = 1000;

/** Everything from this moment on is told again. @returns false when there is nothing that late */
export async function rewind(tx: Tx, id: string, since: Date): Promise<boolean> {
  // The first by its time, and those of transactions beside it that began later and were numbered before. Asked for by their
  // order alone, all events from the very first on would be walked.
  const [first] = await tx<EventPlace[]>`
    select tx::text, position from (
      select v.tx, v.position, v.at
      from (select tx, position from events where at >= ${since} order by at, position limit 1) f, lateral (
        select tx, position, at from events where (events.tx, events.position) <= (f.tx, f.position)
        order by events.tx desc, events.position desc limit ${BESIDE}) v) w
    where w.at >= ${since} order by w.tx, w.position limit 1`;
  if (!first) return false;
  await tx`
    update webhook_endpoints set after_tx = ${first.tx}::xid8, after_position = ${first.position - 1}, updated_at = now()
    where id = ${id} and (after_tx, after_position) > (${first.tx}::xid8, ${first.position - 1})`;
  return true;
}

/** Nobody listens there any more. */
export async function retireEndpoint(sql: Sql, id: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      update webhook_endpoints set state = 'disabled', disabled_because = 'gone', updated_at = now() where id = ${id}`;
    await writeAudit(tx, { actor: RELAY, action: 'disableWebhookEndpoint', subject: id, status: 200 });
  });
}

/**
 * Nobody has taken a call for so long. Pending deliveries stay as they are.
 * @param before when the first of the failures must have been
 * @returns false when somebody takes calls, or it is off already
 */
export async function retireFailing(sql: Sql, id: string, before: Date): Promise<boolean> {
  return sql.begin(async (tx) => {
    const off = await tx`
      update webhook_endpoints set state = 'disabled', disabled_because = 'failing', updated_at = now()
      where id = ${id} and state = 'active' and failing_since <= ${before} returning 1`;
    if (off.length === 0) return false;
    await writeAudit(tx, { actor: RELAY, action: 'disableWebhookEndpoint', subject: id, status: 200 });
    return true;
  });
}

/** Active ones with an event to come, or a delivery that is due. */
export async function dueEndpoints(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select e.id from webhook_endpoints e where e.state = 'active' and (
      exists (select 1 from events v where v.tx < pg_snapshot_xmin(pg_current_snapshot())
        and (v.tx, v.position) > (e.after_tx, e.after_position))
      or exists (select 1 from webhook_deliveries d where d.endpoint_id = e.id and d.state = 'pending'
        and d.next_at <= clock_timestamp() and coalesce(d.claim_until, '-infinity') < clock_timestamp()))`;
  return rows.map(({ id }) => id);
}

/**
 * Makes deliveries of the events that have come, at most `limit` events, and moves on behind them, in one transaction; a
 * second process at it leaves it to the first.
 * @returns how many events were looked at
 */
export async function fanOut(sql: Sql, id: string, limit: number): Promise<number> {
  return sql.begin(async (tx) => {
    const [endpoint] = await tx<{ tx: string; position: number }[]>`
      select after_tx::text as tx, after_position as position from webhook_endpoints
      where id = ${id} and state = 'active' for update skip locked`;
    if (!endpoint) return 0;
    const events = await tx<{ id: string; tx: string; position: number; wanted: boolean }[]>`
      select v.id, v.tx::text, v.position, ('*' = any(e.events) or v.type = any(e.events)
          or split_part(v.type, '.', 1) || '.*' = any(e.events)) as wanted
      from webhook_endpoints e, events v
      where e.id = ${id} and v.tx < pg_snapshot_xmin(pg_current_snapshot())
        and (v.tx, v.position) > (${endpoint.tx}::xid8, ${endpoint.position})
      order by v.tx, v.position limit ${limit}`;
    const last = events.at(-1);
    if (!last) return 0;
    await insertDeliveries(
      tx,
      id,
      events.filter(({ wanted }) => wanted).map((event) => event.id),
    );
    await tx`
      update webhook_endpoints set after_tx = ${last.tx}::xid8, after_position = ${last.position} where id = ${id}`;
    return events.length;
  });
}

/** In this order; an event that is not there is left out. @returns how many were made */
export async function insertDeliveries(
  tx: Tx,
  endpointId: string,
  eventIds: readonly string[],
): Promise<number> {
  if (eventIds.length === 0) return 0;
  const rows = eventIds.map((event, ord) => ({ ord, id: newId('dlv'), event }));
  // Each event is looked up by its key: as a join it would be planned once, while there are few, and read them all.
  const made = await tx`
    insert into webhook_deliveries (id, endpoint_id, event_id)
    select g.id, ${endpointId}, g.known
    from (select g.ord, g.id, (select v.id from events v where v.id = g.event) as known
      from jsonb_to_recordset(${tx.json(rows)}) as g(ord int, id text, event text) offset 0) g
    where g.known is not null order by g.ord returning 1`;
  return made.length;
}
