import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GUESS_LIMIT, KEY_LIMIT } from '../../src/api/limits.ts';
import type { SessionPort } from '../../src/ports.ts';
import { createSession } from '../../src/session/index.ts';
import { redisDatabase } from '../support/services.ts';
import { type Called, type Harness, startHarness } from './harness.ts';

let session: SessionPort<never>;
let api: Harness;
/** The budget that was asked last. */
let spent = '';
/** What an address may guess comes back so much slower here: nothing hangs on how fast this machine is. */
let slower = 100;
const slowly =
  (session: Pick<SessionPort<never>, 'spend'>): SessionPort<never>['spend'] =>
  (name, n, perSecond, burst) => {
    if (name.startsWith('api:')) spent = name;
    return session.spend(name, n, name.startsWith('guess:') ? perSecond / slower : perSecond, burst);
  };
beforeAll(async () => {
  session = await createSession<never>({});
  api = await startHarness({ spend: slowly(session) });
});
afterAll(async () => {
  await api.close();
  await session.close();
});

const ask = (authorization: string, from?: string, headers = {}) =>
  api.call('GET', '/v1/openings', undefined, { authorization, ...headers }, from);
const bearer = async (...scopes: Parameters<Harness['key']>) => `Bearer ${await api.key(...scopes)}`;

/** Uses the last key's budget up, and that of seconds to come: what follows does not depend on how fast this machine is. */
async function useUp(from: Pick<SessionPort<never>, 'spend'> = session): Promise<void> {
  const { perSecond, burst } = KEY_LIMIT;
  // More than a bucket holds is given when it is full.
  await expect
    .poll(async () => (await from.spend(spent, burst + 3 * perSecond, perSecond, burst)).waitMs, {
      interval: 5,
    })
    .toBe(0);
}

describe('a key', () => {
  it('is told its budget with every answer, and of the wait with the one that is too many', async () => {
    const key = await bearer('openings:read');
    const first = await ask(key);
    expect(first.status).toBe(200);
    expect(first.headers.get('ratelimit-policy')).toBe(
      `"key";q=${KEY_LIMIT.burst};w=${KEY_LIMIT.burst / KEY_LIMIT.perSecond}`,
    );
    expect(first.headers.get('ratelimit')).toBe(`"key";r=${KEY_LIMIT.burst - 1};t=1`);
    await useUp();
    const refused = await ask(key);
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ code: 'rate_limited', type: 'urn:tingda:problem:rate_limited' });
    expect(refused.headers.get('ratelimit')).toMatch(/^"key";r=0;t=1\d$/);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    // Somebody else is not disturbed, from wherever.
    expect((await ask(await bearer('openings:read'))).status).toBe(200);
  });

  it('is as limited without the scope, and when it is the one of the environment', async () => {
    const key = await bearer('insight:read');
    expect((await ask(key)).headers.get('ratelimit')).toBe(`"key";r=${KEY_LIMIT.burst - 1};t=1`);
    await useUp();
    expect((await ask(key)).status).toBe(429);
    const root = `Bearer ${api.bootstrapKey}`;
    expect((await ask(root)).status).toBe(200);
    await useUp();
    expect((await ask(root)).status).toBe(429);
  });

  it('can use it again when the wait is over', async () => {
    const key = await bearer('openings:read');
    await ask(key);
    await useUp();
    expect((await ask(key)).status).toBe(429);
    await expect.poll(async () => (await ask(key)).status, { interval: 100 }).toBe(200);
  });
});

describe('guessing', () => {
  const wrong = `Bearer tk_${'A'.repeat(43)}`;
  const guess = async (from: string) => {
    const answers: Called[] = [];
    for (let i = 0; i < GUESS_LIMIT.burst + 5; i++) answers.push(await ask(wrong, from));
    return answers;
  };

  it('ends for an address after a few tries, for a right key too, until the wait is over', async () => {
    const from = '198.51.100.7';
    slower = 4;
    const answers = await guess(from);
    expect(answers.slice(0, GUESS_LIMIT.burst).every(({ status }) => status === 401)).toBe(true);
    const refused = answers.at(-1)!;
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    const right = await bearer('openings:read');
    expect((await ask(right, from)).status).toBe(429);
    expect((await ask(right, '198.51.100.8')).status).toBe(200);
    await expect.poll(async () => (await ask(right, from)).status, { interval: 200 }).toBe(200);
    slower = 100;
  });

  it('does not disturb who was right from the same address before', async () => {
    const from = '198.51.100.9';
    const right = await bearer('openings:read');
    expect((await ask(right, from)).status).toBe(200);
    expect((await guess(from)).at(-1)!.status).toBe(429);
    expect((await ask(right, from)).status).toBe(200);
  });

  it('is not what somebody does who sends no key at all', async () => {
    const from = '198.51.100.11';
    const without = () =>
      api.app.request('/v1/openings', {}, { incoming: { socket: { remoteAddress: from } } });
    for (let i = 0; i < GUESS_LIMIT.burst + 5; i++) expect((await without()).status).toBe(401);
    expect((await ask(await bearer('openings:read'), from)).status).toBe(200);
  });

  it('ends for who asks for the figures too', async () => {
    const from = '198.51.100.10';
    const figures = () =>
      api.call('GET', '/metrics', undefined, { authorization: wrong, 'x-forwarded-for': from }, '10.0.0.1');
    for (let i = 0; i < GUESS_LIMIT.burst; i++) expect((await figures()).status).toBe(401);
    expect((await figures()).status).toBe(429);
  });

  it('is counted for who stands behind a proxy near us, by whom the proxy names, whatever else was sent', async () => {
    const through = (named: string, i = 0) =>
      ask(wrong, '10.0.0.1', { 'x-forwarded-for': `1.2.3.${i}, ${named}` });
    for (let i = 0; i < GUESS_LIMIT.burst; i++) await through('198.51.100.20', i);
    expect((await through('198.51.100.20', 99)).status).toBe(429);
    expect((await through('198.51.100.21')).status).toBe(401);
  });
});

it('budgets of processes that share a Redis are one, and no address is written there', async () => {
  const redisUrl = await redisDatabase();
  const open = () => createSession<never>({ redisUrl, patienceMs: 10_000 });
  const [one, other] = [await open(), await open()];
  const two: Pick<SessionPort<never>, 'spend'> = { spend: (...args) => other.spend(...args) };
  const [first, second] = [
    await startHarness({ sql: api.sql, spend: slowly(one) }),
    await startHarness({ sql: api.sql, spend: slowly(other) }),
  ];
  const authorization = `Bearer ${await api.key('openings:read')}`;
  const openings = (harness: Harness) => harness.call('GET', '/v1/openings', undefined, { authorization });
  expect((await openings(first)).headers.get('ratelimit')).toBe(`"key";r=${KEY_LIMIT.burst - 1};t=1`);
  await useUp(two);
  expect((await openings(first)).status).toBe(429);
  expect((await openings(second)).status).toBe(429);
  const from = '198.51.100.30';
  const guess = (harness: Harness) =>
    harness.call('GET', '/v1/openings', undefined, { authorization: 'Bearer x' }, from);
  for (let i = 0; i < GUESS_LIMIT.burst; i++) expect((await guess(first)).status).toBe(401);
  expect((await guess(second)).status).toBe(429);
  const redis = await createClient({ url: redisUrl }).connect();
  const kept = (await redis.keys('*')).join(' ');
  redis.destroy();
  expect(kept).toContain('guess:');
  expect(kept).not.toContain(from);
  await Promise.all([first.close(), second.close(), one.close(), other.close()]);
});

describe('under load', () => {
  const BURST = 50;

  /** Two processes that share a Redis; the bucket is smaller, and fills again as fast as is said. */
  async function two(perSecond: number) {
    const redisUrl = await redisDatabase();
    const sessions = await Promise.all(
      [1, 2].map(() => createSession<never>({ redisUrl, patienceMs: 10_000 })),
    );
    const harnesses = await Promise.all(
      sessions.map((one) =>
        startHarness({ sql: api.sql, spend: (name, n) => one.spend(name, n, perSecond, BURST) }),
      ),
    );
    const ask = (key: string, i: number) =>
      harnesses[i % 2]!.call('GET', '/v1/keys?limit=1', undefined, { authorization: `Bearer ${key}` });
    const close = async () => {
      for (const one of harnesses) await one.close();
      for (const one of sessions) await one.close();
    };
    return { ask, close };
  }
  const leftOf = ({ headers }: Called) =>
    Number(/^"key";r=(\d+);t=\d+$/.exec(headers.get('ratelimit') ?? '')?.[1]);

  it('a key gets what the bucket holds and no more, each answer another number, in two processes at once', async () => {
    const { ask, close } = await two(0.001);
    const key = await api.key('admin');
    const answers = await Promise.all(Array.from({ length: 3 * BURST }, (_, i) => ask(key, i)));
    const good = answers.filter(({ status }) => status === 200);
    const left = good.map(leftOf).toSorted((a, b) => b - a);
    expect(left).toEqual(Array.from({ length: BURST }, (_, i) => BURST - 1 - i));
    const refused = answers.filter(({ status }) => status === 429);
    expect(good.length + refused.length).toBe(answers.length);
    for (const one of refused) {
      expect(leftOf(one)).toBe(0);
      expect(Number(one.headers.get('retry-after'))).toBeGreaterThan(1);
    }
    await close();
  });

  it('gets no more than fills again meanwhile, and somebody else is served all the while', async () => {
    const perSecond = 20;
    const { ask, close } = await two(perSecond);
    const [flood, other] = [await api.key('admin'), await api.key('admin')];
    const began = performance.now();
    const served: Called[] = [];
    let asked = 0;
    let good = 0;
    // Until the other has been served as often as the bucket lets it, forty ask as fast as they are refused.
    const flooding = Array.from({ length: 40 }, async (_, i) => {
      while (served.length < BURST || asked < 8 * BURST) {
        asked += 1;
        if ((await ask(flood, i)).status === 200) good += 1;
      }
    });
    for (let i = 0; i < BURST; i++) served.push(await ask(other, i));
    await Promise.all(flooding);
    const seconds = (performance.now() - began) / 1000;
    expect(served.map(({ status }) => status)).toEqual(served.map(() => 200));
    expect(good).toBeGreaterThanOrEqual(BURST);
    expect(good).toBeLessThanOrEqual(BURST + perSecond * seconds + 1);
    await close();
  });
});
