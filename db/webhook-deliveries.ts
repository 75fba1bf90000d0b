/** Deliveries to webhook endpoints: claimed, tried, and tried again for days. */
import { newId } from '../src/ids.ts';
import type { Json } from '../src/types.ts';
import type { Sql, Tx } from './client.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

export interface DeliveryRow {
  id: string;
  endpoint_id: string;
  event_id: string | null;
  /** Null for a ping. */
  event_type: string | null;
  state: 'pending' | 'delivered' | 'failed';
  attempts: number;
  next_at: Date;
  status: number | null;
  error: string | null;
  ms: number | null;
  created_at: Date;
  tried_at: Date | null;
  position: number;
}

/** A delivery that is to be tried now, with what it tells. */
export interface ClaimedDelivery {
  id: string;
  token: string;
  /** This one included. */
  attempts: number;
  event: {
    id: string;
    type: string;
    at: string;
    application_id: string | null;
    sequence: number | null;
    data: Record<string, Json>;
  } | null;
  created_at: Date;
}

export interface Claimed {
  url: string;
  secret: Uint8Array;
  /** Good for a while longer; null after that. */
  oldSecret: Uint8Array | null;
  deliveries: ClaimedDelivery[];
}

/** Takes what is due of an endpoint, in the order of the events. Null when there is nothing, or nobody listens. */
export async function claimDeliveries(
  sql: Sql,
  endpointId: string,
  { token, claimMs, limit }: { token: string; claimMs: number; limit: number },
): Promise<Claimed | null> {
  const [row] = await sql<Claimed[]>`
    with claimed as (
      update webhook_deliveries d set claim_token = ${token}, attempts = d.attempts + 1,
        claim_until = clock_timestamp() + ${claimMs} * interval '1 ms'
      where d.id in (
        select id from webhook_deliveries where endpoint_id = ${endpointId} and state = 'pending'
          and next_at <= clock_timestamp() and coalesce(claim_until, '-infinity') < clock_timestamp()
        order by position limit ${limit} for update skip locked)
        and exists (select 1 from webhook_endpoints where id = ${endpointId} and state = 'active')
      returning d.id, d.event_id, d.attempts, d.created_at, d.position
    )
    select e.url, e.secret, case when e.old_secret_until > now() then e.old_secret end as "oldSecret", (
      select json_agg(json_build_object('id', c.id, 'token', ${token}::text, 'attempts', c.attempts,
          'created_at', c.created_at, 'event', case when v.id is not null then json_build_object('id', v.id,
            'type', v.type, 'at', to_char(v.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'application_id', v.application_id, 'sequence', v.sequence, 'data', v.data) end) order by c.position)
      from claimed c left join events v on v.id = c.event_id) as deliveries
    from webhook_endpoints e where e.id = ${endpointId} and exists (select 1 from claimed)`;
  return row ?? null;
}

export interface Outcome {
  id: string;
  token: string;
  state: 'pending' | 'delivered' | 'failed';
  status: number | null;
  error: string | null;
  ms: number;
  /** False: it was given back, and counts as no try. */
  tried: boolean;
  /** Until it is tried again. */
  waitMs: number;
}

/** Writes down what came of the tries that are still ours. */
export async function settleDeliveries(sql: Sql, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await sql`
    update webhook_deliveries d set attempts = d.attempts - case when g.tried then 0 else 1 end, state = g.state, status = g.status, error = g.error, ms = g.ms,
      tried_at = clock_timestamp(), next_at = clock_timestamp() + g."waitMs" * interval '1 ms', claim_token = null,
      claim_until = null
    from jsonb_to_recordset(${sql.json(outcomes.map((one) => ({ ...one })))}) as g(id text, token text, state text,
      tried boolean, status int, error text, ms int, "waitMs" float8)
    where d.id = g.id and d.claim_token = g.token`;
}

/** A word without an event, to see whether anybody hears. */
export async function insertPing(tx: Tx, endpointId: string): Promise<string> {
  const id = newId('dlv');
  await tx`insert into webhook_deliveries (id, endpoint_id) values (${id}, ${endpointId})`;
  return id;
}

const selected = (tx: Tx) => tx`
  d.id, d.endpoint_id, d.event_id, v.type as event_type, d.state, d.attempts, d.next_at, d.status, d.error, d.ms,
  d.created_at, d.tried_at, d.position`;

export async function findDelivery(tx: Tx, id: string): Promise<DeliveryRow | null> {
  const [row] = await tx<DeliveryRow[]>`
    select ${selected(tx)} from webhook_deliveries d left join events v on v.id = d.event_id where d.id = ${id}`;
  return row ?? null;
}

/** Newest first. */
export async function listDeliveries(
  tx: Tx,
  endpointId: string,
  state: string | null,
  page: PageRequest,
): Promise<Page<DeliveryRow>> {
  const rows = await tx<DeliveryRow[]>`
    select ${selected(tx)} from webhook_deliveries d left join events v on v.id = d.event_id
    where d.endpoint_id = ${endpointId} ${asked(tx, page.after, tx`and d.position < ${page.after}`)}
      ${asked(tx, state, tx`and d.state = ${state}`)}
    order by d.position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}
