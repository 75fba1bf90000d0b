import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, OPENING, startHarness } from './harness.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

describe('openings', () => {
  it('are made with a code of ours, as a draft, and read back the same', async () => {
    const made = await api.call('POST', '/v1/openings', OPENING);
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/v1/openings/${made.body.id}`);
    expect(made.body).toEqual({
      ...OPENING,
      id: expect.stringMatching(/^opn_[0-9a-z]{25}$/),
      code: expect.stringMatching(/^[A-Z0-9]{8}$/),
      status: 'draft',
      headcount: 1,
      site: {},
      pay: {},
      requirements: {},
      facts: {},
      links: {
        telegram: null,
        wecom: null,
        sms: null,
        web: `https://jobs.example/chat/${made.body.code}`,
        qr: `https://jobs.example/chat/${made.body.code}/qr.svg`,
      },
      created_at: expect.stringMatching(/Z$/),
      updated_at: made.body.created_at,
    });
    expect((await api.call('GET', `/v1/openings/${made.body.id}`)).body).toEqual(made.body);
  });

  it('take a code in any case, once', async () => {
    const made = await api.call('POST', '/v1/openings', { ...OPENING, code: 'night1' });
    expect(made.body.code).toBe('NIGHT1');
    const again = await api.call('POST', '/v1/openings', { ...OPENING, code: 'Night1' });
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict', errors: [{ path: 'code' }] } });
  });

  it('never take a word that means something else when a candidate sends it', async () => {
    const made = await api.call('POST', '/v1/openings', { ...OPENING, code: 'stop' });
    expect(made).toMatchObject({ status: 422, body: { errors: [{ path: 'code' }] } });
  });

  it('name a flow that is in the library', async () => {
    const made = await api.call('POST', '/v1/openings', { ...OPENING, flow: 'astronaut' });
    expect(made.status).toBe(422);
    expect(made.body.errors).toEqual([
      { path: 'flow', message: expect.stringContaining('warehouse-sorter') },
    ]);
  });

  it('change in what is given and keep the rest', async () => {
    const full = {
      ...OPENING,
      headcount: 40,
      site: { city: '上海', lat: 31.2, lon: 121.5, time_zone: 'Asia/Shanghai' },
      pay: { amount: 26.5, currency: 'CNY', per: 'hour' },
      requirements: { min_age: 18, night_shift: true, lifting_kg: 20 },
      facts: { bus: { zh: '有班车', en: 'There is a bus' } },
    };
    const { body: made } = await api.call('POST', '/v1/openings', full);
    const changed = await api.call('PATCH', `/v1/openings/${made.id}`, { status: 'open', headcount: 60 });
    expect(changed.status).toBe(200);
    const updated_at = expect.not.stringMatching(String(made.updated_at));
    expect(changed.body).toEqual({ ...made, status: 'open', headcount: 60, updated_at });
    expect(await api.call('PATCH', `/v1/openings/${made.id}`, {})).toMatchObject({ body: changed.body });
  });

  it('are listed by status', async () => {
    const { body } = await api.call('GET', '/v1/openings?status=open&limit=100');
    expect(body.data.length).toBeGreaterThan(0);
    expect(new Set(body.data.map((one) => one.status))).toEqual(new Set(['open']));
  });
});

describe('candidates', () => {
  it('are added with what is known and changed later; null empties a field', async () => {
    const known = {
      name: '王小明',
      phone: '+8613800000001',
      language: 'zh',
      preferences: { areas: ['浦东'], accepts_night: true },
      location: { lat: 31.2, lon: 121.5 },
      source: 'job_fair',
    };
    const made = await api.call('POST', '/v1/candidates', known);
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      ...known,
      id: expect.stringMatching(/^cnd_/),
      time_zone: null,
      profile: {},
      identities: [],
      consents: [],
      remote_ids: [],
      opted_out_at: null,
      created_at: expect.stringMatching(/Z$/),
      updated_at: made.body.created_at,
      legal_name: null,
      id_number: null,
    });
    const changed = await api.call('PATCH', `/v1/candidates/${made.body.id}`, { name: null, location: null });
    const updated_at = expect.not.stringMatching(String(made.body.updated_at));
    expect(changed.body).toEqual({ ...made.body, name: null, location: null, updated_at });
  });

  it('have their number in one spelling', async () => {
    const { body } = await api.call('POST', '/v1/candidates', { phone: '+4407911123456' });
    expect(body.phone).toBe('+447911123456');
  });

  it('show where they can be reached, what they consented to and since when they are opted out', async () => {
    const { body: made } = await api.call('POST', '/v1/candidates', {});
    const [conversation] = await api.sql<{ id: string }[]>`
      select id from conversations where candidate_id = ${made.id}`;
    await api.sql`
      insert into identities (id, conversation_id, channel, account, address, state)
      values ('idn_1', ${conversation!.id}, 'telegram', '1', '42', 'closed')`;
    await api.sql`
      insert into consents (conversation_id, candidate_id, kind, given, wording, at)
      values (${conversation!.id}, ${made.id}, 'interview', true, 'v1', '2026-01-02T03:04:05Z')`;
    await api.sql`insert into opt_outs (identity_id, at) values ('idn_1', '2026-02-03T04:05:06Z')`;
    const { body } = await api.call('GET', `/v1/candidates/${made.id}`);
    expect(body.identities).toEqual([{ channel: 'telegram', address: '42', state: 'closed' }]);
    expect(body.consents).toEqual([{ kind: 'interview', given: true, at: '2026-01-02T03:04:05.000Z' }]);
    expect(body.opted_out_at).toBe('2026-02-03T04:05:06.000Z');
  });
});

describe('applications', () => {
  async function pair(status = 'open') {
    const opening = (await api.call('POST', '/v1/openings', { ...OPENING, status })).body.id;
    const candidate = (await api.call('POST', '/v1/candidates', {})).body.id;
    return { opening_id: opening, candidate_id: candidate };
  }

  it('join a candidate and an opening once', async () => {
    const both = await pair();
    const made = await api.call('POST', '/v1/applications', { ...both, source: 'referral' });
    expect(made).toMatchObject({
      status: 201,
      body: { ...both, stage: 'applied', source: 'referral', interview_id: null, decision: null },
    });
    expect((await api.call('GET', `/v1/applications/${made.body.id}`)).body).toEqual(made.body);
    expect((await api.call('POST', '/v1/applications', both)).status).toBe(409);
  });

  it('need both to exist', async () => {
    const nobody = `cnd_${'0'.repeat(25)}`;
    const both = await pair();
    const made = await api.call('POST', '/v1/applications', { ...both, candidate_id: nobody });
    expect(made).toMatchObject({ status: 422, body: { errors: [{ path: 'candidate_id' }] } });
  });

  it.each(['closed', 'filled'])('are refused by an opening that is %s', async (status) => {
    expect((await api.call('POST', '/v1/applications', await pair(status))).status).toBe(409);
  });

  it('are found by opening, candidate and stage', async () => {
    const both = await pair();
    const { body: made } = await api.call('POST', '/v1/applications', both);
    for (const filter of [
      `opening_id=${both.opening_id}`,
      `candidate_id=${both.candidate_id}&stage=applied`,
    ]) {
      expect((await api.call('GET', `/v1/applications?${filter}`)).body.data).toEqual([made]);
    }
    const none = await api.call('GET', `/v1/applications?opening_id=${both.opening_id}&stage=hired`);
    expect(none.body).toEqual({ data: [], next_cursor: null, has_more: false });
  });

  it('tell of themselves and of the candidate as events, in order, without a word of a person', async () => {
    const both = await pair();
    const { body: made } = await api.call('POST', '/v1/applications', both);
    const last = async () => (await api.call('GET', '/v1/events?limit=100')).body.data.slice(-2);
    // Shown once every older transaction of the server has ended, those of other tests included.
    await expect.poll(async () => (await last())[1]?.application_id).toBe(made.id);
    const [first, second] = await last();
    expect(first).toMatchObject({ type: 'candidate.created', data: { candidate_id: both.candidate_id } });
    expect(second).toEqual({
      id: expect.stringMatching(/^evt_/),
      type: 'application.created',
      at: expect.stringMatching(/Z$/),
      application_id: made.id,
      sequence: 1,
      data: { ...both, stage: 'applied' },
    });
    const rest = await api.call('GET', `/v1/events?after=${first?.id}`);
    expect(rest.body.data).toEqual([second]);
  });
});

describe('keys', () => {
  it('are shown once, work, and stop working when revoked', async () => {
    const made = await api.call('POST', '/v1/keys', { name: 'ats', scopes: ['openings:read'] });
    expect(made.status).toBe(201);
    expect(made.body.key).toMatch(/^tk_[\w-]{43}$/);
    const use = () =>
      api.call('GET', '/v1/openings', undefined, { authorization: `Bearer ${made.body.key}` });
    expect((await use()).status).toBe(200);
    const read = await api.call('GET', made.headers.get('location')!);
    expect(read.body).toEqual({ ...made.body, key: undefined, last_used_at: expect.any(String) });
    expect(JSON.stringify((await api.call('GET', '/v1/keys')).body)).not.toContain(made.body.key);
    expect((await api.call('POST', `/v1/keys/${made.body.id}/revoke`)).body.revoked_at).toMatch(/Z$/);
    expect((await use()).status).toBe(401);
  });

  it('stop working when they expire', async () => {
    const made = await api.call('POST', '/v1/keys', {
      name: 'short',
      scopes: ['openings:read'],
      expires_at: '2100-01-01T00:00:00Z',
    });
    const use = () =>
      api.call('GET', '/v1/openings', undefined, { authorization: `Bearer ${made.body.key}` });
    expect((await use()).status).toBe(200);
    await api.sql`update api_keys set expires_at = now() - interval '1 second' where id = ${made.body.id}`;
    expect((await use()).status).toBe(401);
  });

  it('are nowhere in the database', async () => {
    const made = await api.call(
      'POST',
      '/v1/keys',
      { name: 'x', scopes: ['admin'] },
      { 'idempotency-key': 'k' },
    );
    const secret = made.body.key as string;
    const tables = await api.sql<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public'`;
    for (const { name } of tables) {
      const rows = await api.sql`select count(*)::int as n from ${api.sql(name)} t
        where to_jsonb(t)::text like ${`%${secret.slice(3)}%`}`;
      expect(rows, name).toEqual([{ n: 0 }]);
    }
  });
});
