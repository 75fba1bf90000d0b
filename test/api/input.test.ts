import { type AddressInfo, createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationsOf, readDocument } from './document.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

const many = 'x'.repeat(10_000);
const titled = (zh: unknown) => ({ ...OPENING, title: { zh, en: 'Sorter' } });

describe('a body', () => {
  it.each<[string, string, unknown, number, string]>([
    ['malformed JSON', '/v1/openings', '{"title":', 400, ''],
    ['nothing at all', '/v1/openings', '', 400, ''],
    ['only white space', '/v1/openings', ' ', 400, ''],
    ['an array', '/v1/openings', '[]', 422, ''],
    ['null', '/v1/openings', 'null', 422, ''],
    ['a number', '/v1/openings', '1', 422, ''],
    ['a hundred thousand brackets', '/v1/openings', '['.repeat(100_000) + ']'.repeat(100_000), 422, '0'],
    ['a wrong type', '/v1/openings', { ...OPENING, headcount: 'many' }, 422, 'headcount'],
    ['a fraction of a head', '/v1/openings', { ...OPENING, headcount: 1.5 }, 422, 'headcount'],
    [
      'more heads than an integer holds',
      '/v1/openings',
      { ...OPENING, headcount: 2 ** 40 },
      422,
      'headcount',
    ],
    ['infinity', '/v1/openings', '{"headcount":1e999}', 422, 'headcount'],
    ['an unknown field', '/v1/openings', { ...OPENING, salary: 1 }, 422, 'salary'],
    ['an unknown field inside', '/v1/openings', { ...OPENING, site: { planet: 'Mars' } }, 422, 'site.planet'],
    ['a prototype', '/v1/openings', `{"__proto__":{"id":"x"}}`, 422, '__proto__'],
    [
      'a fact named like a prototype',
      '/v1/openings',
      `{"facts":{"__proto__":{"zh":"x","en":"x"}}}`,
      422,
      'facts.__proto__',
    ],
    ['one language only', '/v1/openings', { ...OPENING, title: { zh: '分拣' } }, 422, 'title.en'],
    ['a title of 10,000 characters', '/v1/openings', titled(many), 422, 'title.zh'],
    ['a title of white space', '/v1/openings', titled('  '), 422, 'title.zh'],
    ['a NUL', '/v1/openings', titled('a\0b'), 422, 'title.zh'],
    ['a NUL in a key', '/v1/openings', { ...OPENING, 'a\0': 1 }, 422, ''],
    ['a control character', '/v1/openings', titled('a\u001bb'), 422, 'title.zh'],
    ['half of a surrogate pair', '/v1/openings', titled('\ud83d'), 422, 'title.zh'],
    [
      'a time zone of nowhere',
      '/v1/openings',
      { ...OPENING, site: { time_zone: 'Mars/Base' } },
      422,
      'site.time_zone',
    ],
    ['a latitude beyond the pole', '/v1/openings', { ...OPENING, site: { lat: 91 } }, 422, 'site.lat'],
    ['an unknown status', '/v1/openings', { ...OPENING, status: 'OPEN' }, 422, 'status'],
    ['a code with a quote', '/v1/openings', { ...OPENING, code: "A'; --" }, 422, 'code'],
    ['a national number', '/v1/candidates', { phone: '13800000000' }, 422, 'phone'],
    ['a number too short for its country', '/v1/candidates', { phone: '+1415555267' }, 422, 'phone'],
    ['a number of no country', '/v1/candidates', { phone: '+999123456789' }, 422, 'phone'],
    [
      'a number that cannot be called',
      '/v1/invitations',
      { opening_id: `opn_${'0'.repeat(25)}`, phone: '+15550100' },
      422,
      'phone',
    ],
    ['a name of 10,000 characters', '/v1/candidates', { name: many }, 422, 'name'],
    ['a third language', '/v1/candidates', { language: 'fr' }, 422, 'language'],
    ['half a place', '/v1/candidates', { location: { lat: 1 } }, 422, 'location.lon'],
    [
      'an id of another kind',
      '/v1/applications',
      { candidate_id: 'opn_1', opening_id: 'x' },
      422,
      'candidate_id',
    ],
    ['an unknown scope', '/v1/keys', { name: 'x', scopes: ['everything'] }, 422, 'scopes.0'],
    ['no scope', '/v1/keys', { name: 'x', scopes: [] }, 422, 'scopes'],
    [
      'an expiry in the past',
      '/v1/keys',
      { name: 'x', scopes: ['admin'], expires_at: '2020-01-01T00:00:00Z' },
      422,
      'expires_at',
    ],
    [
      'an expiry in a year of five digits',
      '/v1/keys',
      { name: 'x', scopes: ['admin'], expires_at: '9999-12-31T23:59:59-12:00' },
      422,
      'expires_at',
    ],
  ])('with %s is refused by name, and nothing is stored', async (_what, path, body, status, where) => {
    const before = await counts();
    const answer = await api.call('POST', path, body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({
      status,
      title: expect.any(String),
      request_id: expect.stringMatching(/^req_/),
    });
    if (status === 422) {
      expect(answer.body.errors.map((item) => item.path)).toContain(where);
    }
    expect(JSON.stringify(answer.body)).not.toContain('xxxxx');
    expect(await counts()).toEqual(before);
  });

  it('is stored as it is when it only looks like SQL, HTML or a formula', async () => {
    for (const name of [
      "'; drop table openings; --",
      '<script>alert(1)</script>',
      '=1+1',
      '%s',
      '🧑‍🏭',
      '\u202egnp',
    ]) {
      const { status, body } = await api.call('POST', '/v1/candidates', { name });
      expect(status).toBe(201);
      expect((await api.call('GET', `/v1/candidates/${body.id}`)).body.name).toBe(name);
    }
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'application/vnd.api+json',
    'application/json; charset=utf-16',
    'application/json, text/html',
    '',
  ])('of type %s is refused with 415', async (type) => {
    const answer = await api.call('POST', '/v1/openings', JSON.stringify(OPENING), { 'content-type': type });
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
  });

  it('that is compressed is refused with 415', async () => {
    const answer = await api.call('POST', '/v1/openings', OPENING, { 'content-encoding': 'gzip' });
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'of type %s is taken',
    async (type) => {
      expect((await api.call('POST', '/v1/openings', OPENING, { 'content-type': type })).status).toBe(201);
    },
  );

  it('that is not UTF-8 is refused with 400', async () => {
    const response = await api.app.request('/v1/candidates', {
      method: 'POST',
      headers: { authorization: `Bearer ${api.bootstrapKey}`, 'content-type': 'application/json' },
      body: Buffer.from('{"name":"\xff"}', 'latin1'),
    });
    expect(response.status).toBe(400);
  });
});

async function counts(): Promise<unknown> {
  return api.sql`
    select (select count(*) from openings) as o, (select count(*) from candidates) as c,
           (select count(*) from applications) as a, (select count(*) from api_keys) as k`;
}

describe('a query', () => {
  it.each<[string, number, string]>([
    ['limit=0', 422, 'limit'],
    ['limit=101', 422, 'limit'],
    ['limit=ten', 422, 'limit'],
    ['limit=1&limit=2', 422, 'limit'],
    ['status=%00', 422, 'status'],
    ['sort=name', 422, 'sort'],
    ['cursor=', 400, 'cursor'],
    ['cursor=nonsense', 400, 'cursor'],
    [`cursor=${Buffer.from('candidates:1').toString('base64url')}`, 400, 'cursor'],
    [`cursor=${Buffer.from(`openings:${'9'.repeat(16)}`).toString('base64url')}`, 400, 'cursor'],
    ['cursor=%00%ff', 400, 'cursor'],
  ])('%s is refused and named', async (query, status, where) => {
    const answer = await api.call('GET', `/v1/openings?${query}`);
    expect(answer).toMatchObject({ status, body: { errors: [{ path: where }] } });
  });

  it.each([`after=evt_${'0'.repeat(25)}`, `cursor=evt_${'0'.repeat(25)}`])(
    'of events that goes on after nothing known (%s) is refused with 400',
    async (query) => {
      expect((await api.call('GET', `/v1/events?${query}`)).status).toBe(400);
    },
  );
});

describe('an address', () => {
  it.each<[string, string, string]>([
    ['PUT', '/v1/openings', 'GET, HEAD, POST'],
    ['DELETE', `/v1/openings/opn_${'0'.repeat(25)}`, 'GET, HEAD, PATCH'],
    ['GET', `/v1/keys/key_${'0'.repeat(25)}/revoke`, 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['GET', '/hooks/telegram', 'POST'],
    ['OPTIONS', '/v1/openings', 'GET, HEAD, POST'],
  ])('%s %s is answered with what it takes: %s', async (method, path, allow) => {
    const answer = await api.call(method, path);
    expect(answer).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
    expect(answer.headers.get('allow')).toBe(allow);
  });

  it.each([
    '/',
    '/v1',
    '/v1/',
    '/v1/unknown',
    '/v1/openings/',
    '/v2/openings',
    '/.env',
    '/v1/openings/a/b/c',
  ])('%s where nothing is answers with a 404 problem', async (path) => {
    const answer = await api.call('GET', path);
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});

it('sends nothing that lets a browser of another site read it, and lets nobody cache it', async () => {
  const { headers } = await api.call('GET', '/v1/candidates', undefined, {
    origin: 'https://elsewhere.example',
  });
  expect(headers.get('access-control-allow-origin')).toBeNull();
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-request-id')).toMatch(/^req_/);
});

it.each([
  ['/v1/openings', 200],
  ['/v1/openings/x', 404],
  ['/v1/openings?limit=0', 422],
  ['/nowhere', 404],
  ['/docs', 200],
  ['/openapi.json', 200],
  ['/llms.txt', 200],
  ['/healthz', 200],
  ['/readyz', 200],
  ['/metrics', 200],
])('%s, answered with %i, gives a browser nothing to run, frame or guess at', async (path, status) => {
  const answer = await api.call('GET', path);
  expect(answer.status).toBe(status);
  const policy = answer.headers.get('content-security-policy');
  expect(policy).toMatch(/^default-src 'none'/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|script|\*/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
});

describe('over a socket', () => {
  let base: string;
  let close: () => void;
  beforeAll(async () => {
    const server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' });
    // Longer than a busy machine takes between two tests: a connection that is closed while it is used again is lost.
    if ('keepAliveTimeout' in server) server.keepAliveTimeout = 60_000;
    await new Promise((resolve) => server.once('listening', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => server.close();
  });
  afterAll(() => close());

  const post = (body: NonNullable<RequestInit['body']>, more: RequestInit = {}) =>
    fetch(`${base}/v1/candidates`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.bootstrapKey}`, 'content-type': 'application/json' },
      body,
      ...more,
    });

  it('a body is stored', async () => {
    const response = await post(JSON.stringify({ name: '张三' }));
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ name: '张三' });
  });

  it('a body that comes in chunks of unknown length is stored', async () => {
    const chunks = new ReadableStream({
      start(controller) {
        for (const part of ['{"name":', '"李四"}']) controller.enqueue(new TextEncoder().encode(part));
        controller.close();
      },
    });
    const response = await post(chunks, { duplex: 'half' } as RequestInit);
    expect(await response.json()).toMatchObject({ name: '李四' });
  });

  it('a body over a mebibyte is refused with 413, announced or not', async () => {
    const large = new Uint8Array(1024 * 1024 + 1).fill(32);
    expect((await post(large)).status).toBe(413);
    let left = 40;
    const endless = new ReadableStream({
      pull(controller) {
        if (left-- > 0) controller.enqueue(new Uint8Array(64 * 1024).fill(32));
        else controller.close();
      },
    });
    expect((await post(endless, { duplex: 'half' } as RequestInit)).status).toBe(413);
  });

  it('a body of five megabytes is refused with 413 also to who sends all of it before looking for the answer', async () => {
    const body = `{"name":"${'x'.repeat(5_000_000)}"}`;
    const head = [
      'POST /v1/candidates HTTP/1.1',
      'host: 127.0.0.1',
      `authorization: Bearer ${api.bootstrapKey}`,
      'content-type: application/json',
      `content-length: ${body.length}`,
      'connection: close',
    ];
    const socket = createConnection(Number(new URL(base).port), '127.0.0.1');
    // What cannot be sent any more is an error here, and for such a client the end.
    await new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`, resolve);
    });
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('what comes without a body is answered as the document says, whatever is asked for', async () => {
    const operations = operationsOf(await readDocument(api)).filter(({ method }) => method !== 'GET');
    for (const { id, method, path, answers } of operations) {
      const at = path.replaceAll(/{\w+}/g, `opn_${'0'.repeat(25)}`);
      for (const headers of [{}, { 'content-type': 'application/json' }]) {
        const authorization = `Bearer ${api.bootstrapKey}`;
        const { status } = await fetch(`${base}${at}`, { method, headers: { authorization, ...headers } });
        expect([...answers.keys()], `${id} was answered with ${status}`).toContain(status);
        expect(status, id).toBeLessThan(500);
      }
    }
  });
});
