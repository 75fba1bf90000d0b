/**
 * Tells webhook endpoints what happened, outside of every turn. Each endpoint has a loop of its own, so that one that hangs keeps
 * nobody else waiting; PostgreSQL has what is left to tell, so whoever dies over it leaves a claim that runs out.
 */
import { randomUUID } from 'node:crypto';
import type { Sql } from '../../db/client.ts';
import {
  type Claimed,
  type ClaimedDelivery,
  claimDeliveries,
  type Outcome,
  settleDeliveries,
} from '../../db/webhook-deliveries.ts';
import { dueEndpoints, fanOut, retireEndpoint, retireFailing } from '../../db/webhook-endpoints.ts';
import { coalesce } from '../coalesce.ts';
import { type Http, HttpError } from '../http.ts';
import type { Log } from '../log.ts';
import type { Seal } from '../secrets.ts';
import type { Trace } from '../trace/trace.ts';
import { signedHeaders } from '../webhook-signature.ts';
import { pauseAfter } from './schedule.ts';

export interface RelayDeps {
  sql: Sql;
  http: Http;
  log: Pick<Log, 'info' | 'warn' | 'error'>;
  trace: Pick<Trace, 'span'>;
  /** Opens the secrets. */
  seal: Seal;
  lookMs?: number;
  timeoutMs?: number;
  random?: () => number;
  /** The clock by which an endpoint is given up. */
  now?: () => number;
}

const LOOK_MS = 500;
const TIMEOUT_MS = 10_000;
/** Of one endpoint, in one process. */
const AT_ONCE = 16;
const BATCH = 64;
const EVENTS = 500;
/** Another SECRET_KEY than the one that it was sealed with: only people can mend that. */
const UNREADABLE_MS = 10 * 60_000;
/** A receiver has nothing to tell us but its status. */
const MOST_BYTES = 16 * 1024;
/** No call was taken for so long, and one has run out of tries: nobody listens there. */
const FAILING_MS = 5 * 86_400_000;

/** Writes down one outcome; those of the same moment go together, of all endpoints, so that they cost one commit. */
type Settle = (outcome: Outcome) => Promise<void>;

/** @returns how to stop it: what is under way is given back, to be tried by whoever looks next */
export function startRelay(deps: RelayDeps): () => Promise<void> {
  const { sql, log, lookMs = LOOK_MS } = deps;
  const stopping = new AbortController();
  const settle: Settle = coalesce(
    async (outcomes: Outcome[]) => {
      await settleDeliveries(sql, outcomes, deps.now?.());
      return outcomes.map(() => undefined);
    },
    { max: BATCH, lanes: 1, blamesItem: () => false },
  );
  /** The loops of this process, by endpoint. */
  const loops = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();

  const look = (): void => {
    looking = dueEndpoints(sql)
      .then((due) => {
        for (const id of due) {
          if (loops.has(id) || stopping.signal.aborted) continue;
          const loop = serve(deps, settle, id, stopping.signal)
            .catch((error: unknown) =>
              log.error({ endpoint_id: id, err: error }, 'a webhook could not be told'),
            )
            .finally(() => loops.delete(id));
          loops.set(id, loop);
        }
      })
      .catch((error: unknown) => log.error({ err: error }, 'webhooks could not be looked after'))
      .then(() => {
        if (!stopping.signal.aborted) timer = setTimeout(look, lookMs);
      });
  };
  look();
  return async () => {
    stopping.abort();
    clearTimeout(timer);
    await looking;
    await Promise.all(loops.values());
  };
}

/** All that is due of one endpoint, until nothing is. */
async function serve(deps: RelayDeps, settle: Settle, id: string, signal: AbortSignal): Promise<void> {
  const { sql, timeoutMs = TIMEOUT_MS } = deps;
  while (!signal.aborted) {
    const seen = await fanOut(sql, id, EVENTS);
    const claimMs = Math.ceil(BATCH / AT_ONCE) * timeoutMs + 10_000;
    const claimed = await claimDeliveries(sql, id, { token: randomUUID(), claimMs, limit: BATCH });
    if (claimed) await tellAll(deps, settle, id, claimed, signal);
    else if (seen === 0) return;
  }
}

async function tellAll(
  deps: RelayDeps,
  settle: Settle,
  id: string,
  claimed: Claimed,
  signal: AbortSignal,
): Promise<void> {
  const { sql, seal, log, now = Date.now } = deps;
  const patience = () => new Date(now() - FAILING_MS);
  const secrets = [claimed.secret, claimed.oldSecret].flatMap((sealed) => {
    const secret = sealed && seal.open(sealed, id);
    return secret ? [secret] : [];
  });
  const waiting = [...claimed.deliveries];
  const off: { because: 'gone' | 'failing' | null } = { because: null };
  const worker = async () => {
    while (!off.because) {
      const delivery = waiting.shift();
      if (!delivery) return;
      const about = {
        endpoint_id: id,
        event_id: delivery.event?.id ?? delivery.id,
        attempts: delivery.attempts,
      };
      const outcome = await deps.trace.span('webhook', about, async (note) => {
        const came = await tell(deps, { id, url: claimed.url, secrets }, delivery, signal);
        note({ outcome: came.error ?? came.state, ...(came.status !== null && { status: came.status }) });
        return came;
      });
      if (outcome.status === 410) off.because = 'gone';
      // At once: what was told is written down before anything else can go wrong.
      await settle(outcome);
      if (outcome.state === 'failed' && (await retireFailing(sql, id, patience()))) off.because ??= 'failing';
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const { because } = off;
  if (!because) return;
  if (because === 'gone') await retireEndpoint(sql, id);
  await settleDeliveries(
    sql,
    waiting.map((one) => untried(id, one, because, 0)),
  );
  log.warn({ endpoint_id: id, because }, 'a webhook endpoint was switched off');
}

interface Receiver {
  id: string;
  url: string;
  secrets: string[];
}

async function tell(
  { http, timeoutMs = TIMEOUT_MS, random = Math.random }: RelayDeps,
  { id, url, secrets }: Receiver,
  delivery: ClaimedDelivery,
  signal: AbortSignal,
): Promise<Outcome> {
  if (secrets.length === 0) return untried(id, delivery, 'secret_unreadable', UNREADABLE_MS);
  const began = performance.now();
  const body = JSON.stringify(delivery.event ?? ping(id, delivery));
  const name = delivery.event?.id ?? delivery.id;
  const headers = { 'content-type': 'application/json', ...signedHeaders(secrets, name, body, Date.now()) };
  const outcome = (status: number | null, error: string | null, retryAfter: number | null): Outcome => {
    const about = {
      id: delivery.id,
      endpointId: id,
      token: delivery.token,
      status,
      error,
      tried: true,
      ms: Math.round(performance.now() - began),
    };
    if (status !== null && status >= 200 && status < 300) return { ...about, state: 'delivered', waitMs: 0 };
    const pause = pauseAfter(delivery.attempts, retryAfter, random());
    return pause === null
      ? { ...about, state: 'failed', waitMs: 0 }
      : { ...about, state: 'pending', waitMs: pause };
  };
  try {
    const answer = await http.request(url, {
      method: 'POST',
      headers,
      body,
      timeoutMs,
      maxBytes: MOST_BYTES,
      signal,
    });
    const asked = Number(answer.headers['retry-after']);
    return outcome(answer.status, null, Number.isFinite(asked) && asked > 0 ? asked : null);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    if (signal.aborted) return untried(id, delivery, 'stopped', 0);
    return outcome(null, error.code, null);
  }
}

/** Given back as it was, for whoever looks next. */
const untried = (
  endpointId: string,
  { id, token }: ClaimedDelivery,
  error: string,
  waitMs: number,
): Outcome => ({
  ...{ id, token, endpointId, state: 'pending', tried: false, status: null, error, ms: 0 },
  waitMs,
});

const ping = (endpointId: string, { id, created_at }: ClaimedDelivery) => ({
  id,
  type: 'webhook.ping',
  at: new Date(created_at).toISOString(),
  application_id: null,
  sequence: null,
  data: { endpoint_id: endpointId },
});
