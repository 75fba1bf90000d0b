import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GUESS_LIMIT, KEY_LIMIT } from '../../src/api/limits.ts';
import { createSession } from '../../src/session/index.ts';
import type { SessionPort } from '../../src/types.ts';
import { redisDatabase } from '../support/services.ts';
import { type Called, type Harness, startHarness } from './harness.ts';

let session: SessionPort<never>;
let api: Harness;
beforeAll(async () => {
  session = await createSession<never>({});
  api = await startHarness({ spend: (...args) => session.spend(...args) });
});
afterAll(async () => {
  await api.close();
  await session.close();
});

const ask = (authorization: string, from?: string, headers = {}) =>
  api.call('GET', '/v1/openings', undefined, { authorization, ...headers }, from);
const made = async (...scopes: string[]) => {
  const { body } = await api.call('POST', '/v1/keys', { name: 'test', scopes });
  return { id: body.id, key: `Bearer ${body.key}` };
};
const bearer = async (...scopes: string[]) => (await made(...scopes)).key;
const statuses = (answers: Called[]) => [...new Set(answers.map(({ status }) => status))];
/** Takes all that a key has, which has asked nothing yet, and two seconds' worth more. */
const drain = async (keyId: string, from = session) => {
  const { perSecond, burst } = KEY_LIMIT;
  const { waitMs } = await from.spend(`api:${keyId}`, burst + 2 * perSecond, perSecond, burst);
  expect(waitMs).toBe(0);
};
const seconds = KEY_LIMIT.burst / KEY_LIMIT.perSecond;
const left = (n: number) => new RegExp(`^"key";r=${n};t=\\d+$`);

describe('a key', () => {
  it('is told its budget with every answer', async () => {
    const key = await bearer('openings:read');
    const answers = [await ask(key), await ask(key), await ask(key)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { headers } of answers)
      expect(headers.get('ratelimit-policy')).toBe(`"key";q=${KEY_LIMIT.burst};w=${seconds}`);
    expect(answers[0]!.headers.get('ratelimit')).toBe(`"key";r=${KEY_LIMIT.burst - 1};t=1`);
  });

  it('is told how long to wait when it has asked too much, and can ask again then', async () => {
    const { id, key } = await made('openings:read');
    await drain(id);
    const refused = await ask(key);
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ code: 'rate_limited', type: 'urn:tingda:problem:rate_limited' });
    expect(refused.headers.get('ratelimit')).toMatch(left(0));
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    // Somebody else is not disturbed, from wherever.
    expect((await ask(await bearer('openings:read'))).status).toBe(200);
    await expect.poll(async () => (await ask(key)).status, { timeout: 5000, interval: 100 }).toBe(200);
  });

  it('is as limited without the scope, and when it is the one of the environment', async () => {
    expect((await ask(await bearer('insight:read'))).status).toBe(403);
    const { id, key } = await made('insight:read');
    await drain(id);
    expect((await ask(key)).status).toBe(429);
    const root = `Bearer ${api.bootstrapKey}`;
    const { perSecond, burst } = KEY_LIMIT;
    while ((await session.spend('api:bootstrap', 10, perSecond, burst)).waitMs === 0);
    expect(statuses(await Promise.all(Array.from({ length: 200 }, () => ask(root))))).toContain(429);
    await expect.poll(async () => (await ask(root)).status, { timeout: 5000, interval: 100 }).toBe(200);
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
    const answers = await guess(from);
    expect(answers.slice(0, GUESS_LIMIT.burst).every(({ status }) => status === 401)).toBe(true);
    const refused = answers.at(-1)!;
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    const right = await bearer('openings:read');
    expect((await ask(right, from)).status).toBe(429);
    expect((await ask(right, '198.51.100.8')).status).toBe(200);
    await expect.poll(async () => (await ask(right, from)).status, { timeout: 5000 }).toBe(200);
  });

  it('does not disturb who was right from the same address before', async () => {
    const from = '198.51.100.9';
    const right = await bearer('openings:read');
    expect((await ask(right, from)).status).toBe(200);
    expect((await guess(from)).at(-1)!.status).toBe(429);
    expect((await ask(right, from)).status).toBe(200);
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
  const [one, other] = [await createSession<never>({ redisUrl }), await createSession<never>({ redisUrl })];
  const [first, second] = [
    await startHarness({ sql: api.sql, spend: (...args) => one.spend(...args) }),
    await startHarness({ sql: api.sql, spend: (...args) => other.spend(...args) }),
  ];
  const { id, key: authorization } = await made('openings:read');
  const openings = (harness: Harness) => harness.call('GET', '/v1/openings', undefined, { authorization });
  await drain(id, one);
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
}, 30_000);
