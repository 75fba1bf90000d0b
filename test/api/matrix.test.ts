/** The authorisation matrix, asked of the application itself: every route × nobody, each role, a key with and without the scope × an id of somebody else. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '../../db/users.ts';
import { ROLES } from '../../src/auth/roles.ts';
import { SCOPES, type Scope } from '../../src/auth/scopes.ts';
import { readDocument } from './document.ts';
import { type Called, type Harness, OPENING, startHarness } from './harness.ts';
import { MATRIX, PAGES } from './matrix.ts';
import { callAs, ORIGIN, Person, signedIn } from './person.ts';

let api: Harness;
let routes: string[];
let operations: Map<string, string>;
const cookies = {} as Record<Role, string>;
const keys = new Map<string, string>();
/** Somebody's that is there, of another kind than the route asks for. */
let foreign: { opening: string; candidate: string };

beforeAll(async () => {
  api = await startHarness();
  routes = api.app.routes
    .filter(({ method, path }) => path.startsWith('/v1/') && method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  const { paths } = await readDocument(api);
  operations = new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [
        `${method.toUpperCase()} ${path}`,
        operationId,
      ]),
    ),
  );
  for (const role of ROLES) cookies[role] = (await signedIn(api.sql, role)).cookie;
  foreign = {
    opening: (await api.call('POST', '/v1/openings', OPENING)).body.id,
    candidate: (await api.call('POST', '/v1/candidates', {})).body.id,
  };
});
afterAll(() => api.close());

/** A key with these scopes alone. */
async function key(scopes: readonly Scope[]): Promise<string> {
  const name = scopes.join(' ');
  if (!keys.has(name)) keys.set(name, await api.key(...scopes));
  return `Bearer ${keys.get(name)}`;
}

/** Every scope that does not give this one. */
const without = (scope: Scope) =>
  SCOPES.filter((one) => one !== scope && one !== 'admin' && one !== `${scope.split(':')[0]}:*`);

const NOTHING = '0'.repeat(25);
const SECOND = { shift_id: 'shf', media_id: 'med', assessment_id: 'asm', session_id: 'ses' };

function at(route: string, id = `opn_${NOTHING}`): [method: string, path: string, body: object | undefined] {
  const [method, path] = route.split(' ') as [string, string];
  const filled = path.replace(/{(\w+)}/g, (_, name) =>
    name === 'id' ? id : `${SECOND[name as keyof typeof SECOND]}_${NOTHING}`,
  );
  return [method, filled, method === 'GET' ? undefined : {}];
}

const plain = ({ status, body }: Called) => JSON.stringify({ status, body: { ...body, request_id: '' } });
const rowsOf = ({ headers }: Called) =>
  api.sql<{ action: string; status: number }[]>`
    select action, status from audit_log
    where request_id = ${headers.get('x-request-id')} and action not like '%.written'`;

it('has a row for every route and every page, none of a route that is no more, and a column for every role', () => {
  expect(Object.keys(MATRIX).toSorted()).toEqual([...new Set(routes)].toSorted());
  const pages = api.app.routes
    .filter(({ method, path }) => /^\/hr(\/|$)/.test(path) && method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(Object.keys(PAGES).toSorted()).toEqual([...new Set(pages)].toSorted());
  for (const [route, { roles }] of Object.entries(MATRIX))
    expect(Object.keys(roles).toSorted(), route).toEqual([...ROLES].toSorted());
});

it('is what the application does: 401 for nobody, 403 for who may not, and a row in the audit log for each of them', async () => {
  for (const [route, { scope, also = [], roles, unrecorded }] of Object.entries(MATRIX)) {
    const [method, path, body] = at(route);
    const needed = [scope, ...also];
    expect((await callAs(api, '', method, path, body)).status, `${route}, nobody`).toBe(401);
    const by = async (scopes: readonly Scope[]) =>
      api.call(method, path, body, { authorization: await key(scopes) });
    const asked: [string, Promise<Called>, 'yes' | 'no', Scope?][] = [
      ...ROLES.map(
        (role) => [role, callAs(api, cookies[role], method, path, body), roles[role]] as (typeof asked)[0],
      ),
      [needed.join(), by(needed), 'yes'],
      ...needed.map((one) => [`not ${one}`, by(without(one)), 'no', one] as (typeof asked)[0]),
    ];
    for (const [who, answering, expected, missing = scope] of asked) {
      const answer = await answering;
      const let_ = answer.status !== 401 && answer.status !== 403 ? 'yes' : 'no';
      expect(let_, `${route}, ${who}: ${answer.status}`).toBe(expected);
      if (expected === 'no') expect(answer.body.detail, `${route}, ${who}`).toContain(missing);
      const rows = unrecorded ? [] : [{ action: operations.get(route), status: answer.status }];
      if (!path.endsWith('/stream')) expect(await rowsOf(answer), `${route}, ${who}`).toEqual(rows);
    }
  }
  // Nothing that was done here, or by the other tests, was written down beside its own transaction.
  expect(api.lines.join('')).not.toContain('was not recorded with itself');
});

it('takes a HEAD as the GET that it is the head of: in who may, in what is answered and in what is written down', async () => {
  const before = api.lines.length;
  for (const [route, { scope, also = [], unrecorded }] of Object.entries(MATRIX)) {
    const [method, path] = at(route);
    if (method !== 'GET') continue;
    const head = async (headers: Record<string, string>) =>
      api.app.request(path, { method: 'HEAD', headers });
    expect((await head({})).status, `${route}, nobody`).toBe(401);
    expect((await head({ authorization: await key(without(scope)) })).status, route).toBe(403);
    const authorization = await key([scope, ...also]);
    const answer = await head({ authorization });
    expect(answer.status, route).toBe((await api.call('GET', path, undefined, { authorization })).status);
    expect(await answer.text(), route).toBe('');
    const rows = unrecorded ? [] : [{ action: operations.get(route), status: answer.status }];
    expect(await rowsOf({ headers: answer.headers } as Called), route).toEqual(rows);
  }
  expect(api.lines.slice(before).join('')).not.toContain('was not recorded with itself');
});

it('leaves no stream open behind a HEAD', async () => {
  const authorization = await key(['candidates:read']);
  for (let i = 0; i < 30; i++) {
    const answer = await api.app.request('/v1/events/stream', { method: 'HEAD', headers: { authorization } });
    expect(answer.status).toBe(200);
  }
});

it('answers an id of somebody else like one of nobody, whoever asks', async () => {
  for (const [route, { roles }] of Object.entries(MATRIX)) {
    if (!route.includes('{id}')) continue;
    // Of one kind, which is not the route's own: what is there looks no different.
    const [kind, other] = route.includes('/v1/openings')
      ? ['cnd', foreign.candidate]
      : ['opn', foreign.opening];
    for (const role of ROLES.filter((one) => roles[one] === 'yes')) {
      const [nothing, theirs] = await Promise.all(
        [`${kind}_${NOTHING}`, other!].map((id) => callAs(api, cookies[role], ...at(route, id))),
      );
      expect(plain(theirs!), `${route}, ${role}`).toBe(plain(nothing!));
      expect(nothing!.status, `${route}, ${role}`).toBe(404);
    }
  }
});

it('lets nobody into a page of HR who is not signed in, and no page be sent from elsewhere', async () => {
  for (const [page, kind] of Object.entries(PAGES)) {
    const [method, path] = page.replace('{token}', 'A'.repeat(43)).split(' ') as [string, string];
    const stranger = new Person(api);
    const ask = (person: Person) => (method === 'GET' ? person.get(path) : person.post(path, { what: 'x' }));
    const answer = await ask(stranger);
    const shown = answer.headers.get('location') === '/hr/login' ? 'the door' : answer.status;
    expect(shown, page).toBe({ in: 'the door', anybody: method === 'GET' ? 200 : 422, link: 404 }[kind]);
    expect(answer.headers.get('content-security-policy'), page).toContain("frame-ancestors 'none'");
    for (const role of ROLES) {
      if (kind !== 'in') continue;
      const person = Object.assign(new Person(api), { cookie: (await signedIn(api.sql, role)).cookie });
      if (method === 'POST') {
        const elsewhere = await person.post(path, {}, { origin: 'https://evil.example' });
        expect(elsewhere.status, `${page}, ${role}`).toBe(403);
        expect((await person.post(path, {}, { origin: ORIGIN })).status, `${page}, ${role}`).toBe(303);
      } else expect((await ask(person)).status, `${page}, ${role}`).toBe(200);
    }
  }
});

it('is told in the docs as it is', async () => {
  const rows = Object.entries(MATRIX).map(([route, { scope, also = [], roles, unrecorded }]) => {
    const columns = ROLES.map((role) => (roles[role] === 'yes' ? '✓' : ''));
    const scopes = [scope, ...also].map((one) => `\`${one}\``).join(' ');
    return `| \`${route}\` | ${scopes} | ${columns.join(' | ')} | ${unrecorded ? '' : '✓'} |`;
  });
  const page = [
    '# Who may do what',
    '',
    `Made from \`test/api/matrix.ts\`, which a test holds against the application: ${rows.length} routes × nobody,`,
    `${ROLES.length} roles, a key with the scope (all of them, where there are several), keys with every other × an id of somebody else. Nobody`,
    'is answered 401, who may not 403, and an id of somebody else like one of nothing. Logged: leaves a row in the [audit log](users.md).',
    '',
    `| route | scope of a key | ${ROLES.join(' | ')} | logged |`,
    `|---|---|${ROLES.map(() => '---|').join('')}---|`,
    ...rows,
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../docs/permissions.md');
});
