import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, OPENING, startHarness } from './harness.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

const count = async () => (await api.sql<{ n: number }[]>`select count(*)::int as n from openings`)[0]!.n;
const post = (key: string, body: unknown = OPENING, headers = {}) =>
  api.call('POST', '/v1/openings', body, { 'idempotency-key': key, ...headers });

it('answers the same request with the same answer and no second effect', async () => {
  const first = await post('a');
  const before = await count();
  const second = await post('a');
  expect(second.status).toBe(201);
  expect(second.body).toEqual(first.body);
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  expect(await count()).toBe(before);
});

it('refuses another body, or another address, under the same key', async () => {
  await post('b');
  const before = await count();
  expect(await post('b', { ...OPENING, headcount: 2 })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'Idempotency-Key' }] },
  });
  const elsewhere = await api.call('POST', '/v1/candidates', OPENING, { 'idempotency-key': 'b' });
  expect(elsewhere.status).toBe(422);
  expect(await count()).toBe(before);
});

it('answers 409 while the first still runs', async () => {
  const { promise: held, resolve: hold } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const first = api.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended('bootstrap running', 1))`;
    hold();
    await released;
  });
  await held;
  expect((await post('running')).status).toBe(409);
  release();
  await first;
  expect((await post('running')).status).toBe(201);
});

it('keeps the keys of two callers apart', async () => {
  const mine = await post('shared');
  const other = await post('shared', OPENING, {
    authorization: `Bearer ${await api.key('openings:write')}`,
  });
  expect(other.status).toBe(201);
  expect(other.body.id).not.toBe(mine.body.id);
});

it('keeps nothing of what was refused: corrected, it goes through under the same key', async () => {
  expect((await post('c', { ...OPENING, flow: 'none' })).status).toBe(422);
  expect((await post('c')).status).toBe(201);
});

it('forgets after 24 hours, and then throws the record away', async () => {
  const first = await post('old');
  await api.sql`update idempotency set created_at = now() - interval '24 hours' where key = 'old'`;
  const second = await post('old');
  expect(second.body.id).not.toBe(first.body.id);
  await api.sql`update idempotency set created_at = now() - interval '24 hours' where key = 'old'`;
  await post('new');
  expect(await api.sql`select 1 from idempotency where key = 'old'`).toHaveLength(0);
});

it('repeats a made key without the key', async () => {
  const send = () =>
    api.call('POST', '/v1/keys', { name: 'x', scopes: ['openings:read'] }, { 'idempotency-key': 'key' });
  const { key, ...rest } = (await send()).body;
  expect(key).toMatch(/^tk_/);
  expect((await send()).body).toEqual(rest);
});

it.each(['', 'a b', 'clé', 'x'.repeat(256)])('refuses the key %j', async (key) => {
  expect(await post(key)).toMatchObject({ status: 422, body: { errors: [{ path: 'Idempotency-Key' }] } });
});
