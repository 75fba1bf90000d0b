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

/**
 * Takes what is due of an endpoint, in the order of the events. Null when there is nothing, or nobody listens. Row by row,
 * each by its key: a statement over many is planned once, while the tables are small, and would go on to read them whole.
 */
export async function claimDeliveries(
  sql: Sql,
  endpointId: string,
  { token, claimMs, limit }: { token: string; claimMs: number; limit: number },
): Promise<Claimed | null> {
  return sql.begin(async (tx) => {
    const [endpoint] = await tx<Omit<Claimed, 'deliveries'>[]>`
      select url, secret, case when old_secret_until > now() then old_secret end as "oldSecret"
      from webhook_endpoints where id = ${endpointId} and state = 'active'`;
    if (!endpoint) return null;
    const due = await tx<Omit<ClaimedDelivery, 'token'>[]>`
      select d.id, d.attempts + 1 as attempts, d.created_at, (
        select json_build_object('id', v.id, 'type', v.type,
          'at', to_char(v.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'application_id', v.application_id, 'sequence', v.sequence, 'data', v.data)
        from events v where v.id = d.event_id) as event
      from webhook_deliveries d
      where d.endpoint_id = ${endpointId} and d.state = 'pending' and d.next_at <= clock_timestamp()
        and coalesce(d.claim_until, '-infinity') < clock_timestamp()
      order by d.next_at, d.position limit ${limit} for update of d skip locked`;
    if (due.length === 0) return null;
    await Promise.all(
      due.map(
        ({ id }) => tx`
          update webhook_deliveries set claim_token = ${token}, attempts = attempts + 1,
            claim_until = clock_timestamp() + ${claimMs} * interval '1 ms' where id = ${id}`,
      ),
    );
    return { ...endpoint, deliveries: due.map((delivery) => ({ ...delivery, token })) };
  });
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
  endpointId: string;
}

/**
 * Writes down what came of the tries that are still ours, in one transaction; each by its key, as they are claimed. And since
 * when each endpoint has taken nothing: a row that says so already is not written again.
 */
export async function settleDeliveries(
  sql: Sql,
  outcomes: readonly Outcome[],
  now: number = Date.now(),
): Promise<void> {
  if (outcomes.length === 0) return;
  await sql.begin((tx) =>
    Promise.all([
      ...outcomes.map(
        ({ id, token, state, status, error, ms, tried, waitMs }) => tx`
          update webhook_deliveries set attempts = attempts - ${tried ? 0 : 1}, state = ${state}, status = ${status},
            error = ${error}, ms = ${ms}, tried_at = clock_timestamp(),
            next_at = clock_timestamp() + ${waitMs} * interval '1 ms', claim_token = null, claim_until = null
          where id = ${id} and claim_token = ${token}`,
      ),
      ...standings(outcomes).map(([endpointId, takes]) =>
        takes
          ? tx`
            update webhook_endpoints set failing_since = null where id = ${endpointId} and failing_since is not null`
          : tx`
            update webhook_endpoints set failing_since = ${new Date(now)}
            where id = ${endpointId} and failing_since is null`,
      ),
    ]),
  );
}

/** Each endpoint that was tried, and whether it took any of these; in one order, so that no two wait for each other. */
function standings(outcomes: readonly Outcome[]): [id: string, takes: boolean][] {
  const takes = new Map<string, boolean>();
  for (const { endpointId, tried, state } of outcomes) {
    if (tried) takes.set(endpointId, takes.get(endpointId) === true || state === 'delivered');
  }
  return [...takes].sort(([one], [other]) => (one < other ? -1 : 1));
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
