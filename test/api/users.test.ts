/** Users by the API, what a person who is signed in may do there, and keys that rotate. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSamePerson } from '../../db/keys.ts';
import { changeUser } from '../../db/users.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';
import { callAs, Person, signedIn } from './person.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

describe('users', () => {
  it('are invited with a link that is shown once, by an address that is kept in one spelling', async () => {
    const key = { 'idempotency-key': 'invite-1' };
    const given = { email: ' Li.Na@Example.COM ', role: 'recruiter' };
    const made = await api.call('POST', '/v1/users', given, key);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ email: 'li.na@example.com', role: 'recruiter', state: 'invited' });
    expect(made.body.link).toMatch(/^https:\/\/jobs\.example\/hr\/join\/[\w-]{43}$/);
    const again = await api.call('POST', '/v1/users', given, key);
    expect(again.body).toMatchObject({ id: made.body.id });
    expect(again.body).not.toHaveProperty('link');
    const token = String(made.body.link).split('/').at(-1)!;
    const kept = JSON.stringify([
      await api.sql`select * from user_links`,
      await api.sql`select * from idempotency`,
    ]);
    expect(kept).not.toContain(token);
    expect(await api.call('POST', '/v1/users', { ...given, email: 'LI.NA@example.com' })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    for (const email of ['x', 'a b@example.com', '@example.com', 'x@', 7])
      expect((await api.call('POST', '/v1/users', { email, role: 'viewer' })).status, String(email)).toBe(
        422,
      );
    const link = await api.call('POST', `/v1/users/${made.body.id}/invite`);
    expect(link.body.link).not.toBe(made.body.link);
    expect((await api.app.request(String(made.body.link))).status).toBe(404);
    expect((await api.app.request(String(link.body.link))).status).toBe(200);
    const listed = (await api.call('GET', '/v1/users')).body.data;
    expect(listed.map(({ id }) => id)).toContain(made.body.id);
    expect(JSON.stringify(listed)).not.toContain('/hr/join');
  });

  it('are signed out everywhere by another role and by being shut out, whose link opens nothing either', async () => {
    const [one, other] = [await signedIn(api.sql, 'recruiter'), await signedIn(api.sql, 'recruiter')];
    const works = async ({ cookie }: typeof one) =>
      (await callAs(api, cookie, 'GET', '/v1/candidates')).status === 200;
    expect([await works(one), await works(other)]).toEqual([true, true]);
    await api.call('PATCH', `/v1/users/${one.id}`, { role: 'recruiter' });
    expect(await works(one)).toBe(true);
    expect((await api.call('PATCH', `/v1/users/${one.id}`, { role: 'viewer' })).body.role).toBe('viewer');
    expect(await works(one)).toBe(false);
    const { link } = (await api.call('POST', `/v1/users/${other.id}/invite`)).body;
    const out = await api.call('PATCH', `/v1/users/${other.id}`, { disabled: true });
    expect(out.body).toMatchObject({ state: 'disabled', disabled_at: expect.any(String) });
    expect(await works(other)).toBe(false);
    expect((await api.app.request(String(link))).status).toBe(404);
    expect((await api.call('POST', `/v1/users/${other.id}/invite`)).status).toBe(409);
    expect((await api.call('PATCH', `/v1/users/${other.id}`, { disabled: false })).body.state).toBe('active');
    expect(await works(other)).toBe(false);
  });

  it('show where they are signed in, and an owner ends it', async () => {
    const person = await signedIn(api.sql, 'viewer');
    const path = `/v1/users/${person.id}/sessions`;
    const { data } = (await api.call('GET', path)).body;
    expect(data).toMatchObject([{ proof: 'link', device: null }]);
    const stranger = await signedIn(api.sql, 'viewer');
    const theirs = `/v1/users/${stranger.id}/sessions/${data[0]!.id}/revoke`;
    expect((await api.call('POST', theirs)).status).toBe(404);
    expect((await api.call('POST', `${path}/${data[0]!.id}/revoke`)).body.data).toEqual([]);
    expect((await callAs(api, person.cookie, 'GET', '/v1/openings')).status).toBe(401);
  });

  it('keep a last owner, whoever asks, and also of two who step down at once', async () => {
    await api.sql`update users set role = 'viewer' where role = 'owner'`;
    const one = await signedIn(api.sql, 'owner');
    const change = (id: string, body: object) => api.call('PATCH', `/v1/users/${id}`, body);
    for (const body of [{ role: 'viewer' }, { disabled: true }, { role: 'recruiter', disabled: true }])
      expect(await change(one.id, body)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    // Somebody who was only invited looks after nobody yet.
    await api.call('POST', '/v1/users', { email: 'next-owner@example.com', role: 'owner' });
    expect((await change(one.id, { role: 'viewer' })).status).toBe(409);
    expect((await change(one.id, { role: 'owner', disabled: false })).status).toBe(200);
    for (let round = 0; round < 10; round++) {
      const other = await signedIn(api.sql, 'owner');
      await api.sql`update users set role = 'owner', disabled_at = null where id = ${one.id}`;
      const answers = await Promise.all([
        change(one.id, round % 2 ? { role: 'viewer' } : { disabled: true }),
        change(other.id, { role: 'viewer' }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      await api.sql`update users set role = 'viewer' where id = ${other.id}`;
    }
  });
});

describe('keys of somebody of HR', () => {
  const works = async (key: string, path = '/v1/openings') =>
    (await api.call('GET', path, undefined, { authorization: `Bearer ${key}` })).status === 200;
  const made = async (by: { cookie: string }, name: string, scopes = ['admin']) =>
    (await callAs(api, by.cookie, 'POST', '/v1/keys', { name, scopes })).body;
  const change = async (id: string, body: object) => api.call('PATCH', `/v1/users/${id}`, body);

  it('end when they are shut out, also those that a key of theirs made, and the answer names them', async () => {
    const owner = await signedIn(api.sql, 'owner');
    const first = await made(owner, 'ats');
    const authorization = `Bearer ${first.key}`;
    const { body: second } = await api.call(
      ...(['POST', '/v1/keys', { name: 'payroll', scopes: ['pipeline:read'] }] as const),
      { authorization },
    );
    const others = await made(await signedIn(api.sql, 'owner'), 'of somebody else');
    const theirs = [
      { id: second.id, name: 'payroll' },
      { id: first.id, name: 'ats' },
    ];
    expect((await api.call('GET', `/v1/users/${owner.id}`)).body.keys).toEqual(theirs);
    const answer = await change(owner.id, { disabled: true });
    expect(answer.body).toMatchObject({ state: 'disabled', keys: [], revoked_keys: theirs });
    expect([await works(first.key), await works(others.key)]).toEqual([false, true]);
    expect(await works(second.key, '/v1/employments')).toBe(false);
    const rows = await api.sql`
      select subject from audit_log where action = 'revokeKey' and request_id = ${answer.headers.get('x-request-id')}`;
    expect(rows.map(({ subject }) => subject).toSorted()).toEqual(theirs.map(({ id }) => id).toSorted());
    // Let in again, they make new ones.
    expect((await change(owner.id, { disabled: false })).body).toMatchObject({
      state: 'active',
      revoked_keys: [],
    });
    expect(await works(first.key)).toBe(false);
  });

  it('end with another role as far as they may do more than it', async () => {
    const owner = await signedIn(api.sql, 'owner');
    const [admin, hooks] = [
      await made(owner, 'admin'),
      await made(owner, 'hooks', ['webhooks:write', 'openings:read']),
    ];
    const reads = await made(owner, 'reads', ['openings:read', 'candidates:*']);
    const names = async (role: string) =>
      ((await change(owner.id, { role })).body.revoked_keys as { name: string }[]).map(({ name }) => name);
    expect(await names('owner')).toEqual([]);
    expect(await names('recruiter')).toEqual(['hooks', 'admin']);
    expect([await works(admin.key), await works(hooks.key), await works(reads.key)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(await names('viewer')).toEqual(['reads']);
    expect(await works(reads.key)).toBe(false);
  });

  it('go on in the name of another owner who rotates them first, and what the first one knew of them ends', async () => {
    const [owner, next] = [await signedIn(api.sql, 'owner'), await signedIn(api.sql, 'owner')];
    const { id, key } = await made(owner, 'ats');
    const rotated = await callAs(api, next.cookie, 'POST', `/v1/keys/${id}/rotate`, {
      overlap_seconds: 86_400,
    });
    expect(rotated.body).toMatchObject({ id, made_by: next.id });
    expect([await works(key), await works(rotated.body.key)]).toEqual([true, true]);
    // Where a second person is needed it is neither the one nor the other.
    const third = (await signedIn(api.sql, 'owner')).id;
    const same = (who: string) => isSamePerson(api.sql, id, who);
    expect([await same(owner.id), await same(next.id), await same(third)]).toEqual([true, true, false]);
    expect((await change(owner.id, { disabled: true })).body.revoked_keys).toEqual([]);
    expect([await works(key), await works(rotated.body.key)]).toEqual([false, true]);
  });

  it('are not made by whoever is shut out or demoted while their request runs', async () => {
    for (const body of [{ disabled: true }, { role: 'recruiter' }]) {
      const owner = await signedIn(api.sql, 'owner');
      const others = await made(await signedIn(api.sql, 'owner'), 'of somebody else');
      // Their requests are let in, and wait for the one that shuts them out.
      const { promise: held, resolve: hold } = Promise.withResolvers<void>();
      const { promise: go, resolve: release } = Promise.withResolvers<void>();
      const shutting = api.sql.begin(async (tx) => {
        await tx`select 1 from users where id = ${owner.id} for update`;
        hold();
        await go;
        await changeUser(tx, owner.id, body as { role?: 'recruiter' });
      });
      await held;
      const asked = [
        callAs(api, owner.cookie, 'POST', '/v1/keys', { name: 'late', scopes: ['admin'] }),
        callAs(api, owner.cookie, 'POST', `/v1/keys/${others.id}/rotate`, {}),
      ];
      await expect
        .poll(
          async () =>
            (
              await api.sql`
                select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
            ).length,
        )
        .toBe(2);
      release();
      await shutting;
      for (const answer of await Promise.all(asked)) expect(answer.status).toBe(401);
      expect(await api.sql`select 1 from api_keys where made_by = ${owner.id}`).toEqual([]);
    }
  });
});

describe('who is signed in', () => {
  it('is somebody in the API: what they do is theirs, and a second person is another', async () => {
    const { id, cookie } = await signedIn(api.sql, 'owner');
    const { body: opening } = await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' });
    const { body: candidate } = await api.call('POST', '/v1/candidates', {});
    const given = { opening_id: opening.id, candidate_id: candidate.id };
    const { body: application } = await callAs(api, cookie, 'POST', '/v1/applications', given);
    await api.sql`update applications set stage = 'contract' where id = ${application.id}`;
    const starts = { application_id: application.id, starts_on: '2026-03-06' };
    const { body: employment } = await callAs(api, cookie, 'POST', '/v1/employments', starts);
    const asked = {
      kind: 'wage_change',
      employment_id: employment.id,
      wage: { amount: '26.50', currency: 'CNY', per: 'hour' },
      from: '2099-01-01',
    };
    const { body: approval } = await callAs(api, cookie, 'POST', '/v1/approvals', asked);
    expect(approval.asked_by).toBe(id);
    const approve = `/v1/approvals/${approval.id}/approve`;
    const refused = { status: 409, body: { code: 'conflict' } };
    expect(await callAs(api, cookie, 'POST', approve, {})).toMatchObject(refused);
    // Nor with a key of theirs, or one that this key made.
    const scopes = ['admin'];
    const { key } = (await callAs(api, cookie, 'POST', '/v1/keys', { name: 'mine', scopes })).body;
    const authorization = `Bearer ${key}`;
    expect(await api.call('POST', approve, {}, { authorization })).toMatchObject(refused);
    const { key: next } = (await api.call('POST', '/v1/keys', { name: 'too', scopes }, { authorization }))
      .body;
    expect(await api.call('POST', approve, {}, { authorization: `Bearer ${next}` })).toMatchObject(refused);
    const second = await signedIn(api.sql, 'recruiter');
    const done = await callAs(api, second.cookie, 'POST', approve, {});
    expect(done.body).toMatchObject({ decided_by: second.id, state: 'approved' });
  });

  it('is taken from our own pages only, and never together with a key', async () => {
    const { cookie } = await signedIn(api.sql, 'owner');
    const post = (headers: Record<string, string>) =>
      callAs(api, cookie, 'POST', '/v1/candidates', { name: 'planted' }, headers);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: '' },
      { origin: 'https://jobs.example.evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[]) {
      expect(await post(headers), JSON.stringify(headers)).toMatchObject({
        status: 403,
        body: { code: 'forbidden' },
      });
    }
    expect(
      (await callAs(api, cookie, 'GET', '/v1/candidates', undefined, { 'sec-fetch-site': 'cross-site' }))
        .status,
    ).toBe(403);
    expect((await callAs(api, cookie, 'DELETE', '/v1/candidates/x', undefined, { origin: '' })).status).toBe(
      403,
    );
    expect((await api.sql`select 1 from candidates where name = 'planted'`).length).toBe(0);
    expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    // The key alone counts: one that may less, and one that is wrong.
    const key = await api.key('openings:read');
    expect((await post({ authorization: `Bearer ${key}` })).status).toBe(403);
    expect((await post({ authorization: 'Bearer x' })).status).toBe(401);
    expect((await post({ authorization: '' })).status).toBe(401);
  });

  it('is nobody with a cookie that is wrong, and the answer is that of no key', async () => {
    const { cookie } = await signedIn(api.sql, 'owner');
    const none = await callAs(api, '', 'GET', '/v1/openings');
    for (const wrong of [
      `${cookie}x`,
      cookie.replace(/.$/, ''),
      cookie.replace('__Host-', ''),
      'x',
      `${cookie}; ${cookie}`,
    ]) {
      const { status, body } = await callAs(api, wrong, 'GET', '/v1/openings');
      expect({ status, body: { ...body, request_id: '' } }).toEqual({
        status: none.status,
        body: { ...none.body, request_id: '' },
      });
    }
    expect(none.status).toBe(401);
  });

  it('is written down as seen once a minute, not at every request', async () => {
    const { id, cookie } = await signedIn(api.sql, 'owner');
    const seen = async () =>
      (
        await api.sql<{ at: string }[]>`select seen_at::text as at from user_sessions where user_id = ${id}`
      )[0]!.at;
    const first = await seen();
    await callAs(api, cookie, 'GET', '/v1/openings');
    expect(await seen()).toBe(first);
    await api.sql`update user_sessions set seen_at = now() - interval '61 seconds' where user_id = ${id}`;
    const before = await seen();
    await callAs(api, cookie, 'GET', '/v1/openings');
    expect(await seen()).not.toBe(before);
  });
});

describe('a key', () => {
  const works = async (key: string) =>
    (await api.call('GET', '/v1/openings', undefined, { authorization: `Bearer ${key}` })).status === 200;
  const make = async () =>
    (await api.call('POST', '/v1/keys', { name: 'ats', scopes: ['openings:read'] })).body;
  const rotate = (id: string, overlap_seconds?: number, headers = {}) =>
    api.call(
      'POST',
      `/v1/keys/${id}/rotate`,
      overlap_seconds === undefined ? {} : { overlap_seconds },
      headers,
    );

  it('gets another secret under the same id; the one before works on for as long as was said', async () => {
    const { id, key } = await make();
    const { status, body } = await rotate(id, 60);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, name: 'ats', scopes: ['openings:read'] });
    expect(body.key).not.toBe(key);
    expect(Date.parse(String(body.old_key_until)) - Date.now()).toBeLessThanOrEqual(60_000);
    expect([await works(key), await works(body.key)]).toEqual([true, true]);
    await api.sql`update api_keys set old_until = now() where id = ${id}`;
    expect([await works(key), await works(body.key)]).toEqual([false, true]);
    expect((await api.call('GET', `/v1/keys/${id}`)).body.old_key_until).toBeNull();
    const third = (await rotate(id, 0)).body.key;
    expect([await works(body.key), await works(third)]).toEqual([false, true]);
  });

  it('that is rotated twice has one secret before, and revoked it has none', async () => {
    const { id, key } = await make();
    const second = (await rotate(id)).body.key;
    const third = (await rotate(id)).body.key;
    expect([await works(key), await works(second), await works(third)]).toEqual([false, true, true]);
    await api.call('POST', `/v1/keys/${id}/revoke`);
    expect([await works(second), await works(third)]).toEqual([false, false]);
    expect(await rotate(id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('shows its new secret once, and overlaps for a day at most', async () => {
    const { id } = await make();
    const header = { 'idempotency-key': 'rotate-1' };
    const first = await rotate(id, 60, header);
    expect((await rotate(id, 60, header)).body).not.toHaveProperty('key');
    expect(await works(first.body.key)).toBe(true);
    for (const seconds of [-1, 86_401, 1.5]) expect((await rotate(id, seconds)).status).toBe(422);
    expect((await rotate(id, 86_400)).status).toBe(200);
    const kept = JSON.stringify([
      await api.sql`select * from api_keys`,
      await api.sql`select * from idempotency`,
    ]);
    expect(kept).not.toContain(first.body.key);
  });

  it('is written down as used once a minute', async () => {
    const { id, key } = await make();
    const used = async () => (await api.call('GET', `/v1/keys/${id}`)).body.last_used_at as string | null;
    expect(await used()).toBeNull();
    await works(key);
    const first = await used();
    expect(Date.parse(first!)).toBeGreaterThan(Date.now() - 60_000);
    await works(key);
    expect(await used()).toBe(first);
    await api.sql`update api_keys set last_used_at = now() - interval '61 seconds' where id = ${id}`;
    await works(key);
    expect(Date.parse((await used())!)).toBeGreaterThan(Date.now() - 30_000);
  });
});

it('a link of the demonstration signs in at once, and opens once', async () => {
  const { demoLink } = await import('../../src/demo/seed.ts');
  const path = await demoLink(api.sql);
  const person = new Person(api);
  expect((await person.get(path)).text).toContain('只能用一次');
  expect((await person.post(path)).headers.get('location')).toBe('/hr');
  expect((await person.get('/hr')).text).toContain('hr@demo.example');
  expect((await new Person(api).post(path)).status).toBe(404);
  const [over, next] = [await demoLink(api.sql), await demoLink(api.sql)];
  expect((await new Person(api).get(over)).status).toBe(404);
  expect((await new Person(api).get(next)).status).toBe(200);
});
