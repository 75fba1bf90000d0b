/** Whether the process lives, what state its parts are in, and its figures. */
import type { Context } from 'hono';
import type { Sql } from '../../db/client.ts';
import { allows } from '../auth/scopes.ts';
import { TingdaError } from '../errors.ts';
import type { Providers } from '../pipeline/providers/index.ts';
import { readStandings } from '../pipeline/standing.ts';
import type { Channel, SessionPort } from '../ports.ts';
import type { ApiDeps, ApiEnv, PartState, Parts } from './deps.ts';
import type { Identify } from './identify.ts';

const DATABASE_PATIENCE_MS = 2000;

/** Asks every part. Never rejects. */
export async function checkParts(parts: {
  sql: Sql;
  session: Pick<SessionPort<never>, 'health'>;
  channels: Map<string, Channel>;
  flows: Map<string, unknown>;
  media: { health(): PartState };
  speech: PartState | null;
  model: PartState | null;
  providers: Providers;
}): Promise<Parts> {
  const states: Parts = {
    database: await checkDatabase(parts.sql),
    session: parts.session.health(),
    flows: parts.flows.size > 0 ? { state: 'ok' } : { state: 'degraded', detail: 'no flow is installed' },
  };
  states.media = parts.media.health();
  if (parts.speech) states.speech = parts.speech;
  if (parts.model) states.model = parts.model;
  for (const [type, channel] of parts.channels) {
    states[type] = channel.health();
  }
  // What nobody can look up now is named already, by the database.
  if (states.database?.state === 'ok') Object.assign(states, await checkProviders(parts));
  return states;
}

/** A part for each kind of step that somebody else takes care of, by what came of the last one. */
async function checkProviders({ sql, providers }: { sql: Sql; providers: Providers }): Promise<Parts> {
  const standings = await readStandings(sql, providers).catch(() => []);
  return Object.fromEntries(
    standings.map(({ kind, problem }) => [
      kind,
      problem === null ? { state: 'ok' } : { state: 'degraded', detail: problem },
    ]),
  );
}

async function checkDatabase(sql: Sql): Promise<PartState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<PartState>((resolve) => {
    timer = setTimeout(() => resolve({ state: 'down', detail: 'gives no answer' }), DATABASE_PATIENCE_MS);
  });
  const answered = sql`select 1`.then(
    (): PartState => ({ state: 'ok' }),
    (): PartState => ({ state: 'down', detail: 'cannot be reached' }),
  );
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** 503 only when the database cannot be used: everything else runs on without the part that is named. */
export async function ready(c: Context<ApiEnv>, deps: ApiDeps): Promise<Response> {
  const parts = await deps.readiness();
  const down = parts.database?.state !== 'ok';
  const whole = Object.values(parts).every((part) => part.state === 'ok');
  const status = down ? 'unavailable' : whole ? 'ok' : 'degraded';
  return c.json({ status, parts }, down ? 503 : 200, { 'cache-control': 'no-store' });
}

/** https://prometheus.io/docs/instrumenting/exposition_formats/ */
const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'cf-connecting-ip', 'via'];

/**
 * The figures tell how busy a company hires, which is nobody else's business. They are open only to who asks this very
 * machine: the server listens on loopback and no proxy handed the request on. Everybody else shows a key with
 * `insight:read`, which Prometheus sends with `authorization: { credentials: tk_… }`.
 */
export async function metrics(c: Context<ApiEnv>, deps: ApiDeps, identify: Identify): Promise<Response> {
  const local = LOOPBACK.has(deps.config.host) && !FORWARDED.some((name) => c.req.header(name) !== undefined);
  if (!local) {
    const who = await identify(c);
    if (!allows(who.scopes, 'insight:read')) {
      throw new TingdaError('forbidden', 'The figures need a key with the scope insight:read.');
    }
  }
  return c.body(await deps.metrics.text(), 200, { 'content-type': METRICS_TYPE });
}
