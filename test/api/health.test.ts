import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../db/client.ts';
import { checkParts } from '../../src/api/app.ts';
import { startPostgres } from '../support/services.ts';
import { type Harness, OPENING, startHarness, WEBHOOK_SECRET } from './harness.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

const open = (path: string, headers = {}) =>
  api.call('GET', path, undefined, { authorization: '', ...headers });

it('tells that it lives', async () => {
  expect(await open('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
});

it('names each part and its state, and stays ready when a channel is not', async () => {
  expect(await open('/readyz')).toMatchObject({
    status: 200,
    body: {
      status: 'degraded',
      parts: {
        database: { state: 'ok' },
        session: { state: 'ok' },
        flows: { state: 'ok' },
        media: { state: 'ok' },
        telegram: { state: 'degraded', detail: expect.any(String) },
      },
    },
  });
});

it('is not ready exactly while the database is away, answers 503 meanwhile, and finds it again', async () => {
  const server = await startPostgres();
  const database = await connect({ databaseUrl: server.url, dataDir: '' });
  const { deps } = api;
  const away = await startHarness({
    sql: database.sql,
    channels: new Map(),
    readiness: () =>
      checkParts({
        ...deps,
        sql: database.sql,
        channels: new Map(),
        speech: null,
        model: null,
        session: { health: () => ({ state: 'ok' }) },
      }),
  });
  expect((await away.call('GET', '/readyz')).body.status).toBe('ok');
  await server.kill();
  const down = await away.call('GET', '/readyz');
  expect(down).toMatchObject({
    status: 503,
    body: { status: 'unavailable', parts: { database: { state: 'down' } } },
  });
  const refused = await away.call('POST', '/v1/openings', OPENING);
  expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect(refused.headers.get('retry-after')).toBeTruthy();
  await server.start();
  await expect.poll(async () => (await away.call('GET', '/readyz')).status).toBe(200);
  await away.close();
  await database.close();
  await server.dispose();
});

it('shows what waits, by route template and code, and never an id', async () => {
  const { body: opening } = await api.call('POST', '/v1/openings', OPENING);
  await api.call('GET', `/v1/openings/${opening.id}`);
  await api.call('GET', '/v1/nowhere/13800000000');
  await api.call('POST', '/hooks/telegram', '{', { 'x-telegram-bot-api-secret-token': WEBHOOK_SECRET });
  const { status, text } = await open('/metrics');
  expect(status).toBe(200);
  expect(text).toContain(
    'tingda_http_request_duration_seconds_count{method="GET",route="/v1/openings/{id}",status="200"} 1',
  );
  expect(text).toContain('route="/hooks/telegram",status="400"} 1');
  for (const name of [
    'inbox_undone',
    'inbox_oldest_seconds',
    'outbox_pending',
    'outbox_oldest_seconds',
    'inbox_aside',
    'assessments_waiting',
  ]) {
    expect(text).toMatch(new RegExp(`^tingda_${name} 0$`, 'm'));
  }
  expect(text).toMatch(/^tingda_database_up 1$/m);
  expect(text).not.toContain(opening.id);
  expect(text).not.toContain('13800000000');
});

it('counts what waits', async () => {
  const { body: candidate } = await api.call('POST', '/v1/candidates', {});
  await api.sql`
    insert into inbox (conversation_id, seq, channel, hash, content, received_at, aside_reason)
    select id, 1, 'telegram', 'x', '{}', now() - interval '90 seconds', 'poison' from conversations
    where candidate_id = ${candidate.id}`;
  const { text } = await open('/metrics');
  expect(text).toMatch(/^tingda_inbox_undone 1$/m);
  expect(text).toMatch(/^tingda_inbox_aside 1$/m);
  expect(Number(/^tingda_inbox_oldest_seconds (.+)$/m.exec(text)![1])).toBeGreaterThanOrEqual(90);
});

it('shows the figures to this machine, and to others only with a key for them', async () => {
  expect((await open('/metrics', { 'x-forwarded-for': '203.0.113.7' })).status).toBe(401);
  const wide = await startHarness({
    config: { ...api.deps.config, host: '0.0.0.0', bootstrapApiKey: undefined },
  });
  const ask = (authorization: string) => wide.call('GET', '/metrics', undefined, { authorization });
  expect((await ask('')).status).toBe(401);
  expect((await ask(`Bearer ${await wide.key('openings:read')}`)).status).toBe(403);
  expect((await ask(`Bearer ${await wide.key('insight:read')}`)).status).toBe(200);
  await wide.close();
});
