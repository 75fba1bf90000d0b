import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allows, SCOPES, type Scope } from '../../src/auth/scopes.ts';
import { readDocument } from './document.ts';
import { type Called, type Harness, OPENING, startHarness } from './harness.ts';

let api: Harness;
let operations: { method: string; path: string; scopes: Scope[] }[];
beforeAll(async () => {
  api = await startHarness();
  const { paths } = await readDocument(api);
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      scopes: operation['x-scope'].split(' ') as Scope[],
    })),
  );
});
afterAll(() => api.close());

const NOTHING = '0'.repeat(25);
const at = (path: string, id = `opn_${NOTHING}`) =>
  path.replace('{id}', id).replace('{shift_id}', `shf_${NOTHING}`);
/** Bodies that would be taken, where a POST needs one. */
const BODIES: Record<string, object> = {
  'POST /v1/openings/{id}/shifts': {
    starts_at: '2026-03-06T14:00:00Z',
    ends_at: '2026-03-06T22:00:00Z',
    capacity: 1,
  },
  'POST /v1/applications/{id}/stage_moves': { from_stage: 'applied', to_stage: 'screening' },
  'POST /v1/applications/{id}/decision': { outcome: 'decline', reason: 'seen' },
  'POST /v1/interviews/{id}/messages': { text: 'hello' },
  'POST /v1/interviews/{id}/assessments': { criteria: [{ id: 'care', score: 3 }] },
  'POST /v1/tickets/{id}/answer': { text: 'hello' },
  'POST /v1/onboardings/{id}/reschedule': { starts_at: '2099-03-06T14:00:00Z' },
  'POST /v1/onboardings/{id}/check_in': {},
  'POST /v1/onboardings/{id}/no_show': {},
  'POST /v1/onboardings/{id}/complete': {},
  'POST /v1/onboardings/{id}/cancel': { reason: 'no' },
  'POST /v1/employments/{id}/end': { ends_on: '2026-03-06', reason: 'other' },
  'POST /v1/approvals/{id}/approve': {},
  'POST /v1/approvals/{id}/reject': { reason: 'no' },
};
const without = ({ status, body }: Called) => ({ status, body: { ...body, request_id: undefined } });

it('documents every route under /v1 with the scope that it asks for', () => {
  const routed = api.app.routes
    .filter(({ method, path }) => path.startsWith('/v1/') && method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(new Set(operations.map(({ method, path }) => `${method} ${path}`))).toEqual(new Set(routed));
  for (const { scopes } of operations) expect(SCOPES).toEqual(expect.arrayContaining(scopes));
});

it('refuses none, a malformed, unknown, revoked and expired key with one and the same 401, on every route', async () => {
  const [revoked, expired] = [await api.key('admin'), await api.key('admin')];
  const hash = (key: string) => createHash('sha256').update(key).digest();
  await api.sql`update api_keys set revoked_at = now() where hash = ${hash(revoked)}`;
  await api.sql`update api_keys set expires_at = now() where hash = ${hash(expired)}`;
  const headers = [
    '',
    'Bearer',
    'Bearer x',
    `Basic ${api.bootstrapKey}`,
    `Bearer ${api.bootstrapKey}x`,
    `Bearer tk_${'A'.repeat(43)}`,
    `Bearer ${revoked}`,
    `Bearer ${expired}`,
  ];
  for (const { method, path } of operations) {
    const answers = [];
    for (const authorization of headers) {
      const answer = await api.call(method, at(path), undefined, { authorization });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      answers.push(JSON.stringify(without(answer)));
    }
    expect(JSON.parse(answers[0]!), `${method} ${path}`).toMatchObject({
      status: 401,
      body: { code: 'unauthorized' },
    });
    expect(new Set(answers).size, `${method} ${path}`).toBe(1);
  }
});

it('refuses a key without the scope with 403 on every route, before it looks at anything else', async () => {
  const key = await api.key('broadcasts:write');
  for (const { method, path, scopes } of operations) {
    const body = method === 'GET' ? undefined : 'not json';
    const answer = await api.call(method, at(path), body, { authorization: `Bearer ${key}` });
    expect(answer, `${method} ${path}`).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(answer.body.detail).toContain(scopes[0]);
  }
});

it('lets exactly the scopes in that the document names', async () => {
  for (const { method, path, scopes } of operations) {
    const answer = await api.call(method, at(path), method === 'GET' ? undefined : {}, {
      authorization: `Bearer ${await api.key(...scopes)}`,
    });
    expect([200, 201, 404, 422], `${method} ${path}`).toContain(answer.status);
  }
});

it('answers an id of nothing, of another kind and of no shape at all with the same 404', async () => {
  const { body: opening } = await api.call('POST', '/v1/openings', OPENING);
  const { body: candidate } = await api.call('POST', '/v1/candidates', {});
  const ids = ['opn', 'cnd', 'app', 'int', 'tkt', 'inv', 'shf', 'key'].map(
    (prefix) => `${prefix}_${NOTHING}`,
  );
  const odd = ['x', '%00', "'%3Bdrop%20table%20openings%3B--", '%F0%9F%98%80', 'a'.repeat(5000), '%E0%A4%A'];
  for (const { method, path } of operations.filter((one) => one.path.includes('{id}'))) {
    const foreign = path.startsWith('/v1/openings') ? candidate.id : opening.id;
    const body = method === 'PATCH' ? {} : BODIES[`${method} ${path}`];
    const answers = await Promise.all(
      [...ids, foreign, ...odd].map((id) => api.call(method, at(path, id), body)),
    );
    const seen = new Set(answers.map((answer) => JSON.stringify(without(answer))));
    expect([...seen], `${method} ${path}`).toHaveLength(1);
    expect(answers[0]).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
});

describe('a scope', () => {
  it.each<[Scope[], Scope, boolean]>([
    [['openings:read'], 'openings:read', true],
    [['openings:read'], 'openings:write', false],
    [['openings:write'], 'openings:read', false],
    [['candidates:*'], 'candidates:read', true],
    [['candidates:*'], 'candidates:write', true],
    [['candidates:*'], 'interviews:read', false],
    [['interviews:*', 'openings:read'], 'openings:read', true],
    [['admin'], 'insight:read', true],
    [['insight:read'], 'admin', false],
    [[], 'admin', false],
  ])('%j opens %s: %s', (given, needed, expected) => {
    expect(allows(given, needed)).toBe(expected);
  });
});
