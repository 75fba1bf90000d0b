/** POST, done once: the effect, its event, its row in the audit log and the answer for a repetition are one transaction. */
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Tx } from '../../db/client.ts';
import { findAnswer, finishAnswer, keepAnswer, lockIdempotencyKey } from '../../db/idempotency.ts';
import { belongsToCandidate } from '../../db/whose.ts';
import { TingdaError } from '../errors.ts';
import type { Json } from '../types.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';
import { erased, invalidFields } from './problem.ts';

/** What a POST did. `secret` is in the first answer and never again: it is not kept. */
export interface Made<Body extends object> {
  body: Body;
  /** The path of what was made; absent for an action on what was there. */
  location?: string;
  secret?: Partial<Body>;
}

/** The answer's body and headers; {@link Made.location} comes back as `Location`. */
export interface Answer<Body> {
  body: Body;
  headers: Record<string, string>;
}

/**
 * Runs `effect` in a transaction. With an `Idempotency-Key`: the same key and body within 24 hours give the same answer
 * and no second effect, another body is refused, and so is a repetition while the first still runs. Only successes are
 * kept: what was refused may be corrected and sent again under the same key.
 */
export async function once<Body extends object>(
  c: Context<ApiEnv>,
  deps: Pick<ApiDeps, 'sql' | 'crash'>,
  effect: (tx: Tx) => Promise<Made<Body>>,
): Promise<Answer<Body>> {
  const key = c.req.header('idempotency-key');
  let answer: Answer<Body> | undefined;
  await deps.sql.begin(async (tx) => {
    answer = key === undefined ? first(await effect(tx)) : await keyed(c, tx, key, effect);
    await record(c, tx, answer.headers.location ?? idOf(answer.body));
    deps.crash('once.stored');
  });
  deps.crash('once.committed');
  recorded(c);
  return answer!;
}

/**
 * The same for what is made ready outside the transaction, as a paper that is printed: looked up first, so that a repetition
 * finds its answer, whatever time and state would make of the request by now, and nothing is made ready for it.
 */
export async function onceReady<Ready extends object, Body extends object>(
  c: Context<ApiEnv>,
  deps: Pick<ApiDeps, 'sql' | 'crash'>,
  prepare: () => Promise<Ready>,
  effect: (tx: Tx, ready: Ready) => Promise<Made<Body>>,
): Promise<Answer<Body>> {
  const ready = (await isRepeated(c, deps)) ? null : await prepare();
  return once(c, deps, (tx) => {
    // Its day was over between the look and this. Nothing is made ready in here: that may take long, and asks for a connection
    // of its own.
    if (!ready) throw new TingdaError('conflict', OUTDATED);
    return effect(tx, ready);
  });
}

const OUTDATED =
  'The answer that was kept under this Idempotency-Key has just reached its 24 hours; nothing was stored. Send it again in a moment to have it done anew.';

/** Whether there is an answer under the key of this request: then nothing is to be checked that may be otherwise by now. */
export async function isRepeated(c: Context<ApiEnv>, { sql }: Pick<ApiDeps, 'sql'>): Promise<boolean> {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return false;
  const { id: owner } = c.get('principal');
  return (await findAnswer(sql, owner, nameOf(owner, key))) !== null;
}

/** A change that may be sent twice without harm (PATCH, DELETE): the effect and its row in the audit log are one transaction. */
export async function changed<Result>(
  c: Context<ApiEnv>,
  deps: Pick<ApiDeps, 'sql'>,
  effect: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  let result: Result;
  await deps.sql.begin(async (tx) => {
    result = await effect(tx);
    await record(c, tx);
  });
  recorded(c);
  return result!;
}

const record = (c: Context<ApiEnv>, tx: Tx, made?: string) => c.get('audit')?.write(tx, { made });

/** After the commit: a row of a transaction that was rolled back is none. */
function recorded(c: Context<ApiEnv>): void {
  const audit = c.get('audit');
  if (audit) audit.written = true;
}

const idOf = (body: object) => ('id' in body && typeof body.id === 'string' ? body.id : undefined);

/**
 * The same for what goes on behind the commit: `finish` waits for it, and its answer is the one that is kept. Should we die in
 * between, the next of these requests finishes.
 */
export async function onceFinished<Begun extends object, Body extends object>(
  c: Context<ApiEnv>,
  deps: Pick<ApiDeps, 'sql' | 'crash'>,
  begin: (tx: Tx) => Promise<Made<Begun>>,
  finish: (begun: Begun) => Promise<Body>,
): Promise<Answer<Body>> {
  const { body, headers } = await once<{ begun: Begun } | { answer: Body }>(c, deps, async (tx) => {
    const { body: begun, location } = await begin(tx);
    return { body: { begun }, ...(location === undefined ? {} : { location }) };
  });
  if ('answer' in body) return { body: body.answer, headers };
  const answer = await finish(body.begun);
  const key = c.req.header('idempotency-key');
  if (key !== undefined) {
    const { id: owner } = c.get('principal');
    const kept = await finishAnswer(deps.sql, owner, nameOf(owner, key), { answer: answer as Json });
    return { body: (kept as { answer: Body } | null)?.answer ?? answer, headers };
  }
  return { body: answer, headers };
}

async function keyed<Body extends object>(
  c: Context<ApiEnv>,
  tx: Tx,
  key: string,
  effect: (tx: Tx) => Promise<Made<Body>>,
): Promise<Answer<Body>> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw invalidFields([{ path: 'Idempotency-Key', message: 'must be 1 to 255 visible ASCII characters' }]);
  }
  const owner = c.get('principal').id;
  const fingerprint = createHash('sha256')
    .update(`${c.req.method} ${c.req.path}${new URL(c.req.url).search}\n`)
    .update(c.get('body'))
    .digest();
  const name = nameOf(owner, key);
  if (!(await lockIdempotencyKey(tx, owner, name))) {
    throw new TingdaError(
      'conflict',
      'The first request with this Idempotency-Key still runs. Send it again in a moment to get its answer.',
    );
  }
  const kept = await findAnswer(tx, owner, name);
  if (kept) {
    if (!fingerprint.equals(kept.fingerprint)) {
      throw invalidFields([
        {
          path: 'Idempotency-Key',
          message: 'was used for another request; take a new key for a new request',
        },
      ]);
    }
    if (kept.body === null) throw erased('done');
    // It was stored by this route, from a `Body`.
    return { body: kept.body as Body, headers: { ...located(kept.resource), 'idempotent-replayed': 'true' } };
  }
  const made = await effect(tx);
  const resource = made.location ?? null;
  const about = whose(c.req.path, resource ?? '', JSON.stringify(made.body));
  await keepAnswer(tx, owner, name, { fingerprint, body: made.body as Json, resource, about });
  return first(made);
}

/** The first id of something that is somebody's: what was asked about, what was made, or what the answer speaks of. */
function whose(...texts: string[]): string | null {
  const ids = texts.flatMap((text) => text.match(/[a-z]{3}_[0-9a-z]{25}/g) ?? []);
  return ids.find(belongsToCandidate) ?? null;
}

/** What is kept of a key: whoever made it may have named a person in it, and it outlives their erasure. */
const nameOf = (owner: string, key: string): string =>
  createHash('sha256').update(`${owner} ${key}`).digest('hex');

function first<Body extends object>(made: Made<Body>): Answer<Body> {
  return { body: { ...made.body, ...made.secret }, headers: located(made.location ?? null) };
}

function located(path: string | null): Record<string, string> {
  return path === null ? {} : { location: path };
}
