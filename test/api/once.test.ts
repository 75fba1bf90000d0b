import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sql } from '../../db/client.ts';
import { eraseEverything } from '../../db/forgetting.ts';
import { finishAnswer, forgetAnswers } from '../../db/idempotency.ts';
import { columnsOf, REGISTER } from '../../db/personal.ts';
import { onceReady } from '../../src/api/once.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';
import * as make from './subjects.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

const count = async () => (await api.sql<{ n: number }[]>`select count(*)::int as n from openings`)[0]!.n;
/** As a key of the harness's own is kept. */
const nameOf = (key: string) => createHash('sha256').update(`bootstrap ${key}`).digest('hex');
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
    await tx`select pg_advisory_xact_lock(hashtextextended(${`bootstrap ${nameOf('running')}`}, 1))`;
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

it('forgets after 24 hours, and throws the record away, also when nobody asks for anything any more', async () => {
  const first = await post('old');
  await api.sql`update idempotency set created_at = now() - interval '24 hours' where key = ${nameOf('old')}`;
  const second = await post('old');
  expect(second.body.id).not.toBe(first.body.id);
  await api.sql`update idempotency set created_at = now() - interval '24 hours' where key = ${nameOf('old')}`;
  await post('new');
  expect(await forgetAnswers(api.sql, 500)).toBe(1);
  const left = await api.sql<{ key: string }[]>`
    select key from idempotency where key = any(${['old', 'new'].map(nameOf)})`;
  expect(left).toEqual([{ key: nameOf('new') }]);
});

it('makes nothing ready inside the transaction for an answer that is a day old by then: that is sent again', async () => {
  const given: Record<string, unknown> = { principal: { id: 'bootstrap' }, body: Buffer.alloc(0) };
  const url = 'http://127.0.0.1/v1/papers';
  const req = { method: 'POST', path: '/v1/papers', url, header: () => 'late' };
  const c = { req, get: (name: string) => given[name] } as never;
  let ready = 0;
  const send = (sql: Sql) =>
    onceReady(
      c,
      { ...api.deps, sql },
      async () => ({ n: ++ready }),
      async (_tx, { n }) => ({ body: { n } }),
    );
  expect((await send(api.sql)).body).toEqual({ n: 1 });
  expect((await send(api.sql)).body).toEqual({ n: 1 });
  // Between the look and the effect.
  const begin = async (work: never) => {
    await api.sql`update idempotency set created_at = now() - interval '24 hours' where key = ${nameOf('late')}`;
    return api.sql.begin(work);
  };
  const late = new Proxy(api.sql, {
    get: (sql, name) => (name === 'begin' ? begin : Reflect.get(sql, name)),
  });
  await expect(send(late)).rejects.toMatchObject({ code: 'conflict' });
  expect(ready).toBe(1);
  expect((await send(api.sql)).body).toEqual({ n: 2 });
});

it('keeps a key as a hash alone, and the register says so: none of it is a word of somebody', async () => {
  await post('zhang-san');
  const [row] = await api.sql`select * from idempotency where key = ${nameOf('zhang-san')}`;
  expect(JSON.stringify(row)).not.toContain('zhang-san');
  expect(columnsOf(REGISTER.idempotency!, 'hash')).toEqual(['key', 'fingerprint']);
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

it('keeps nothing of who is erased: a decision, a ticket, an interview and a check are answered with a 409', async () => {
  const known = await make.looked(api);
  const ticket = await make.ticket(api, known.candidate_id!);
  const person = (await make.applicant(api)).candidate_id!;
  const [interview] = await api.sql<{ id: string; conversation_id: string }[]>`
    update interviews i set status = 'in_progress', started_at = now() from conversations v
    where v.id = i.conversation_id and v.candidate_id = ${person} returning i.id, i.conversation_id`;
  const reason = '他说话很慢';
  await api.sql`update applications set stage = 'reviewing' where id = ${known.application_id!}`;
  const requests = [
    [`/v1/applications/${known.application_id}/decision`, { outcome: 'decline', reason }, 'e1'],
    [`/v1/tickets/${ticket}/close`, {}, 'e2'],
    [`/v1/background_checks/${known.background_checks}/cancel`, { reason }, 'e3'],
    [`/v1/interviews/${interview!.id}/takeover`, {}, 'e4'],
  ] as const;
  // The check is called off with the application; it is asked for first.
  for (const [path, body, key] of requests.toReversed())
    expect((await api.call('POST', path, body, { 'idempotency-key': key })).status, path).toBeLessThan(300);
  const [talk] = await api.sql<{ id: string }[]>`
    select id from conversations where candidate_id = ${known.candidate_id!}`;
  await api.sql.begin((tx) => eraseEverything(tx, known.candidate_id!, talk!.id));
  await api.sql.begin((tx) => eraseEverything(tx, person, interview!.conversation_id));
  const names = ['e1', 'e2', 'e3', 'e4'].map(nameOf);
  expect(await api.sql`select body from idempotency where key in ${api.sql(names)}`).toEqual(
    names.map(() => ({ body: null })),
  );
  for (const [path, body, key] of requests)
    expect((await api.call('POST', path, body, { 'idempotency-key': key })).status, path).toBe(409);
});

it('does not put the end of what was begun over what was erased meanwhile', async () => {
  await api.sql`
    insert into idempotency (owner, key, fingerprint, body) values
      ('me', 'begun', '', '{"begun": {}}'), ('me', 'done', '', '{"answer": 1}'), ('me', 'erased', '', 'null')`;
  const finish = (key: string) => finishAnswer(api.sql, 'me', key, { answer: 2 });
  expect(await finish('begun')).toEqual({ answer: 2 });
  expect(await finish('done')).toEqual({ answer: 1 });
  expect(await finish('erased')).toBeNull();
});

it('keeps no key as it was sent: it may be named after a person', async () => {
  await post('lin-xiaoyu-13912345678');
  const rows = await api.sql<{ row: string }[]>`select i::text as row from idempotency i`;
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map(({ row }) => row).join()).not.toMatch(/lin-xiaoyu/);
  expect((await post('lin-xiaoyu-13912345678')).headers.get('idempotent-replayed')).toBe('true');
});
