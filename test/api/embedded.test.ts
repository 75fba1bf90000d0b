import { afterAll, beforeAll, expect, it } from 'vitest';
import { embeddedDatabase } from '../support/embedded.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

/** The embedded engine has one connection: whoever used another inside a transaction would wait for ever. */
let api: Harness;
beforeAll(async () => {
  const database = await embeddedDatabase();
  api = await startHarness({}, database);
});
afterAll(() => api.close());

it('serves every resource on the embedded engine', async () => {
  const made = await api.call('POST', '/v1/openings', { ...OPENING, facts: { bus: OPENING.title } });
  expect(made.status).toBe(201);
  const changed = await api.call('PATCH', `/v1/openings/${made.body.id}`, { headcount: 7 });
  expect(changed.body).toEqual({ ...made.body, headcount: 7, updated_at: expect.any(String) });
  const candidate = await api.call('POST', '/v1/candidates', { name: '李雷', location: { lat: 1, lon: 2 } });
  expect(candidate.body).toMatchObject({ name: '李雷', identities: [], consents: [] });
  const both = { opening_id: made.body.id, candidate_id: candidate.body.id };
  const application = await api.call('POST', '/v1/applications', both);
  expect(application.body).toMatchObject({ ...both, stage: 'applied' });
  expect((await api.call('GET', '/v1/applications?stage=applied')).body.data).toEqual([application.body]);
  expect((await api.call('GET', '/v1/interviews')).body.data).toEqual([]);
  expect((await api.call('GET', '/v1/events')).body.data).toHaveLength(2);
  expect((await api.call('GET', '/readyz')).body).toMatchObject({ parts: { database: { state: 'ok' } } });
  expect((await api.call('GET', '/metrics')).text).toMatch(/^tingda_database_up 1$/m);
});

it('has one effect when twenty of the same arrive at once', async () => {
  const key = { 'idempotency-key': 'race' };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => api.call('POST', '/v1/openings', OPENING, key)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
});

it('reads keys with their scopes while others write', async () => {
  const key = await api.key('openings:read', 'candidates:*');
  const asked = { authorization: `Bearer ${key}` };
  const reads = Array.from({ length: 10 }, () => api.call('GET', '/v1/openings', undefined, asked));
  const writes = Array.from({ length: 10 }, () => api.call('POST', '/v1/candidates', {}, asked));
  const statuses = (await Promise.all([...reads, ...writes])).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200, 201]));
  expect((await api.call('GET', '/v1/keys')).body.data[0]).toMatchObject({
    scopes: ['openings:read', 'candidates:*'],
  });
});
