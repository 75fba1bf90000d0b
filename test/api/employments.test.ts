import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endWithLastDay } from '../../db/approvals.ts';
import { fireDeadlines } from '../../db/deadlines.ts';
import { eraseEverything } from '../../db/forgetting.ts';
import { createKey } from '../../src/auth/keys.ts';
import type { Config } from '../../src/config.ts';
import { standingOf } from '../../src/conversation/standing.ts';
import type { Stage } from '../../src/types.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

/** A Thursday, in the morning where the work is. */
const NOW = Date.parse('2026-11-26T02:00:00Z');
const WAGE = { amount: '26.50', currency: 'CNY', per: 'hour' };

let api: Harness;
let opening: string;
let now = NOW;
beforeAll(async () => {
  api = await startHarness({ now: () => now });
  const site = { time_zone: 'Asia/Shanghai' };
  opening = (await api.call('POST', '/v1/openings', { ...OPENING, site, status: 'open' })).body.id;
});
afterAll(() => api.close());

async function application(stage: Stage = 'onboarding', opening_id = opening): Promise<string> {
  const candidate_id = (await api.call('POST', '/v1/candidates', {})).body.id;
  const { body } = await api.call('POST', '/v1/applications', { candidate_id, opening_id });
  await api.sql`update applications set stage = ${stage} where id = ${body.id}`;
  return body.id;
}
const begin = (application_id: string, more: object = {}) =>
  api.call('POST', '/v1/employments', { application_id, starts_on: '2026-11-02', wage: WAGE, ...more });
const employed = async (more: object = {}) => (await begin(await application(), more)).body.id;
const events = async (id: string) =>
  (await api.call('GET', `/v1/events?application_id=${id}&limit=100`)).body.data.map(({ type }) => type);
async function person(): Promise<{ id: string; authorization: string }> {
  const { id, key } = await createKey(api.sql, { name: 'hr', scopes: ['pipeline:*'], expiresAt: null });
  return { id, authorization: `Bearer ${key}` };
}

describe('an employment', () => {
  it('is recorded for an application, which is hired from then on', async () => {
    const id = await application();
    const { status, body } = await begin(id);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^emp_/),
      application_id: id,
      opening_id: opening,
      state: 'active',
      starts_on: '2026-11-02',
      ends_on: null,
      wage: WAGE,
      wages: [{ ...WAGE, from: '2026-11-02' }],
    });
    expect((await api.call('GET', `/v1/applications/${id}`)).body.stage).toBe('hired');
    await expect
      .poll(async () => (await events(id)).slice(-2))
      .toEqual(['stage.changed', 'employment.started']);
    expect((await api.call('GET', `/v1/employments/${body.id}`)).body).toEqual(body);
    const { data } = (await api.call('GET', `/v1/employments?application_id=${id}&state=active`)).body;
    expect(data).toEqual([body]);
  });

  it('is there once: a second time is refused, by its application and by its remote name', async () => {
    const id = await application();
    const origin = { source: 'hris', remote_id: 'w-1' };
    const { body } = await begin(id, origin);
    for (const again of [await begin(id), await begin(await application(), origin)])
      expect(again).toMatchObject({
        status: 409,
        body: { code: 'conflict', detail: expect.stringContaining(body.id) },
      });
  });

  it.each(['declined', 'withdrawn', 'expired', 'closed', 'interviewing'] as const)(
    'does not begin in the stage %s',
    async (stage) => {
      const id = await application(stage);
      expect(await begin(id)).toMatchObject({ status: 409, body: { code: 'stale' } });
      expect((await api.call('GET', `/v1/applications/${id}`)).body.stage).toBe(stage);
      expect(await events(id)).not.toContain('employment.started');
    },
  );

  it.each([
    [{ starts_on: '2026-02-30' }, 'starts_on'],
    [{ starts_on: '26.11.2026' }, 'starts_on'],
    [{ starts_on: '1987-01-01' }, 'starts_on'],
    [{ wage: { ...WAGE, amount: '0' } }, 'wage.amount'],
    [{ wage: { ...WAGE, amount: '0.00' } }, 'wage.amount'],
    [{ wage: { ...WAGE, amount: '-5' } }, 'wage.amount'],
    [{ wage: { ...WAGE, amount: 26.5 } }, 'wage.amount'],
    [{ wage: { ...WAGE, amount: '1e9' } }, 'wage.amount'],
    [{ wage: { ...WAGE, currency: 'rmb' } }, 'wage.currency'],
    [{ source: 'hris' }, 'remote_id'],
    [{ application_id: `app_${'0'.repeat(25)}` }, 'application_id'],
  ])('is refused when it is not right: %j', async (more, path) => {
    const id = await application();
    const { status, body } = await begin(id, more);
    expect(status).toBe(422);
    expect(body.errors.map((one) => one.path)).toEqual([path]);
    expect((await api.call('GET', `/v1/applications/${id}`)).body.stage).toBe('onboarding');
  });

  it('does not begin beside what is still open; that is settled first, and says so', async () => {
    const id = await application('contract');
    const shift = { application_id: id, starts_at: '2026-12-01T22:00:00+08:00', place: { name: '星湖仓' } };
    const { body } = await api.call('POST', '/v1/onboardings', shift);
    expect(await begin(id)).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringMatching(`${body.id} is open.*Complete it instead`) },
    });
    expect((await api.call('GET', `/v1/applications/${id}`)).body.stage).toBe('onboarding');
    expect((await api.call('GET', `/v1/employments?application_id=${id}`)).body.data).toEqual([]);
    await api.call('POST', `/v1/onboardings/${body.id}/cancel`, { reason: 'works already' });
    expect((await begin(id)).status).toBe(201);
  });

  it('takes back an invitation that waits for the morning', async () => {
    const id = await application('applied');
    const { candidate_id, opening_id } = (await api.call('GET', `/v1/applications/${id}`)).body;
    const asked = await api.call('POST', '/v1/invitations', { candidate_id, opening_id, send: false });
    await api.sql`
      insert into identities (id, conversation_id, channel, account, address)
      select ${`idn_${id.slice(4)}`}, conversation_id, 'telegram', 'bot', id from applications where id = ${id}`;
    await api.sql`
      insert into outbox (conversation_id, seq, turn_seq, identity_id, key, priority, category, content, state)
      select conversation_id, 900, 7, ${`idn_${id.slice(4)}`}, '900:0', 1, 'notice',
        '{"kind":"text","text":"x"}', 'pending'
      from applications where id = ${id}`;
    await api.sql`
      update invitations n set conversation_id = a.conversation_id, turn_seq = 7
      from applications a where n.id = ${asked.body.id} and a.id = n.application_id`;
    expect((await begin(id)).status).toBe(201);
    const lines = await api.sql`select state from outbox where identity_id = ${`idn_${id.slice(4)}`}`;
    expect(lines).toEqual([{ state: 'dropped' }]);
  });

  it.each([
    ['background_check', 'consider', 409],
    ['contract', 'sent', 409],
    ['contract', 'signed', 201],
  ] as const)('with a %s that is %s: %i', async (kind, state, status) => {
    const id = await application(kind);
    await api.sql`
      insert into steps (id, application_id, kind, provider, state)
      values (${`stp_${id.slice(4)}`}, ${id}, ${kind}, 'built_in', ${state})`;
    expect((await begin(id)).status).toBe(status);
  });

  it('of who is forgotten: nothing waits for a yes any more, and a last day that was announced comes about', async () => {
    const id = await employed();
    const asked = { kind: 'wage_change', employment_id: id, wage: WAGE, from: '2026-12-01' };
    const approval = (await api.call('POST', '/v1/approvals', asked)).body.id;
    await api.call('POST', `/v1/employments/${id}/end`, {
      ends_on: '2026-12-31',
      reason: 'other',
      note: 'x',
    });
    const [row] = await api.sql<{ application: string; candidate: string; conversation: string }[]>`
      select a.id as application, a.candidate_id as candidate, a.conversation_id as conversation
      from employments e join applications a on a.id = e.application_id where e.id = ${id}`;
    const { application: app, candidate, conversation } = row!;
    const erase = () => api.sql.begin((tx) => eraseEverything(tx, candidate, conversation));
    await erase();
    expect((await api.call('GET', '/v1/approvals?state=pending')).body.data).toEqual([]);
    const closed = { state: 'canceled', reason: 'erased', decided_by: 'system', wage: null };
    expect((await api.call('GET', `/v1/approvals/${approval}`)).body).toMatchObject(closed);
    await expect.poll(() => events(app)).toContain('approval.canceled');
    const kinds = await api.sql`select kind from deadlines where application_id = ${app}`;
    expect(kinds).toEqual([{ kind: 'employment.over' }]);
    // Once more, as after a restore.
    await erase();
    expect((await api.call('GET', `/v1/approvals/${approval}`)).body).toMatchObject(closed);
    const over = Date.parse('2027-01-01T00:00:00+08:00');
    expect(await fireDeadlines(api.sql, over - 1, 100, api.deps.hash)).toEqual([]);
    expect(await fireDeadlines(api.sql, over, 100, api.deps.hash)).toEqual([conversation]);
    // Whoever takes the inbox of somebody who is forgotten up erases again.
    await erase();
    expect((await api.call('GET', `/v1/employments/${id}`)).body).toMatchObject({
      ...{ state: 'ended', ends_on: '2026-12-31', end_reason: 'other', end_note: null },
    });
    await expect.poll(() => events(app)).toContain('employment.ended');
  });

  it.each([
    ['at once', '2026-11-25', 'ended'],
    ['on a day to come', '2026-12-31', 'leaving'],
  ])(
    'of who is forgotten ends %s, told to nobody and without a word about them',
    async (_when, endsOn, state) => {
      const id = await employed();
      const [row] = await api.sql<{ application: string; candidate: string; conversation: string }[]>`
      select a.id as application, a.candidate_id as candidate, a.conversation_id as conversation
      from employments e join applications a on a.id = e.application_id where e.id = ${id}`;
      const { application: app, candidate, conversation } = row!;
      const erase = () => api.sql.begin((tx) => eraseEverything(tx, candidate, conversation));
      await erase();
      const kept = () => api.sql`
      select (select count(*) from inbox where conversation_id = ${conversation}) as inbox,
        (select count(*) from outbox where conversation_id = ${conversation}) as outbox`;
      const before = await kept();
      const end = (more: object = {}) =>
        api.call('POST', `/v1/employments/${id}/end`, { ends_on: endsOn, reason: 'resigned', ...more });
      expect(await end({ note: '林小雨自己说的' })).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'note' }] },
      });
      expect((await api.call('GET', `/v1/employments/${id}`)).body.state).toBe('active');
      expect(await end()).toMatchObject({
        status: 200,
        body: { state, ends_on: endsOn, end_reason: 'resigned', end_note: null, wage: null, wages: [] },
      });
      expect(await kept()).toEqual(before);
      await expect.poll(() => events(app)).toContain(`employment.${state}`);
      if (state === 'leaving') {
        await fireDeadlines(api.sql, Date.parse('2027-01-01T00:00:00+08:00'), 100, api.deps.hash);
        // Whoever takes the inbox of somebody who is forgotten up erases again.
        await erase();
        await expect.poll(() => events(app)).toContain('employment.ended');
      }
      expect(await end()).toMatchObject({ status: 409, body: { code: 'stale' } });
      expect(
        await api.sql`select 1 from inbox where conversation_id = ${conversation} and done_at is null`,
      ).toEqual([]);
    },
  );

  it('ends on a day to come, or on one that is over, with a reason', async () => {
    const id = await employed();
    const end = (body: object) => api.call('POST', `/v1/employments/${id}/end`, body);
    const leaving = await end({ ends_on: '2026-12-31', reason: 'contract_over', note: 'season' });
    expect(leaving).toMatchObject({
      status: 200,
      body: { state: 'leaving', ends_on: '2026-12-31', end_reason: 'contract_over', end_note: 'season' },
    });
    const ended = await end({ ends_on: '2026-11-25', reason: 'absent' });
    expect(ended).toMatchObject({
      status: 200,
      body: { state: 'ended', ends_on: '2026-11-25', end_reason: 'absent' },
    });
    expect(await end({ ends_on: '2026-11-25', reason: 'absent' })).toMatchObject({
      status: 409,
      body: { code: 'stale', detail: expect.stringContaining('2026-11-25') },
    });
    const types = () => events(String(ended.body.application_id));
    await expect
      .poll(async () => (await types()).slice(-2))
      .toEqual(['employment.leaving', 'employment.ended']);
  });

  it.each([
    [{ ends_on: '2026-11-01', reason: 'resigned' }, 'ends_on'],
    [{ ends_on: '2026-11-31', reason: 'resigned' }, 'ends_on'],
    [{ ends_on: '2026-12-31', reason: 'tired' }, 'reason'],
    [{ reason: 'resigned' }, 'ends_on'],
  ])('does not end when that is not right: %j', async (body, path) => {
    const id = await employed();
    const answer = await api.call('POST', `/v1/employments/${id}/end`, body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((one) => one.path)).toEqual([path]);
    expect((await api.call('GET', `/v1/employments/${id}`)).body.state).toBe('active');
  });

  it('is not over by a last day that is another by now', async () => {
    const id = await employed();
    const end = (ends_on: string) =>
      api.call('POST', `/v1/employments/${id}/end`, { ends_on, reason: 'contract_over' });
    await end('2026-12-01');
    await end('2026-12-31');
    const stateOf = async () => (await api.call('GET', `/v1/employments/${id}`)).body.state;
    await api.sql.begin((tx) => endWithLastDay(tx, id, '2026-12-01'));
    expect(await stateOf()).toBe('leaving');
    await api.sql.begin((tx) => endWithLastDay(tx, id, '2026-12-31'));
    expect(await stateOf()).toBe('ended');
  });

  it('may begin again once it has ended', async () => {
    const id = await application();
    const { body } = await begin(id);
    await api.call('POST', `/v1/employments/${body.id}/end`, {
      ends_on: '2026-11-20',
      reason: 'contract_over',
    });
    expect((await begin(id, { starts_on: '2026-12-01' })).status).toBe(201);
  });
});

const RECORDS = [
  [
    'performance_records',
    { period_start: '2026-11-01', period_end: '2026-11-07', metrics: { parcels_per_hour: 118 }, rating: 4 },
    { rating: 5 },
  ],
  [
    'pay_statements',
    {
      period_start: '2026-10-01',
      period_end: '2026-10-31',
      paid_on: '2026-11-10',
      currency: 'CNY',
      gross: '5300.10',
      net: '4980.00',
      lines: [{ label: { zh: '社保', en: 'Social insurance' }, amount: '-320.10' }],
    },
    { net: '4990.00' },
  ],
] as const;

describe.each(RECORDS)('a record of %s', (kind, record, change) => {
  const post = (body: object, headers = {}) => api.call('POST', `/v1/${kind}`, body, headers);

  it('told twice is one; told otherwise it is changed, and says so', async () => {
    const employment_id = await employed();
    const named = { ...record, employment_id, source: 'payroll', remote_id: `${kind}-1` };
    const first = await post(named);
    expect(first).toMatchObject({ status: 201, body: { ...named, result: 'created' } });
    expect(await post(named)).toMatchObject({
      status: 200,
      body: { id: first.body.id, result: 'unchanged' },
    });
    const changed = await post({ ...named, ...change });
    expect(changed).toMatchObject({ status: 200, body: { ...change, id: first.body.id, result: 'updated' } });
    const { data } = (await api.call('GET', `/v1/${kind}?employment_id=${employment_id}`)).body;
    const { result: _, ...now } = changed.body;
    expect(data).toEqual([now]);
    expect((await api.call('GET', `/v1/${kind}/${first.body.id}`)).body).toEqual(now);
  });

  it('told twenty times at once is one', async () => {
    const employment_id = await employed();
    const named = { ...record, employment_id, source: 'payroll', remote_id: `${kind}-20` };
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(named)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('is never somebody else’s by the same name', async () => {
    const named = { ...record, source: 'payroll', remote_id: `${kind}-2` };
    await post({ ...named, employment_id: await employed() });
    const other = await post({ ...named, employment_id: await employed() });
    expect(other).toMatchObject({ status: 422, body: { errors: [{ path: 'remote_id' }] } });
  });

  it.each<[object, string]>([
    [{ period_end: '2026-09-01' }, 'period_end'],
    [{ remote_id: 'x' }, 'source'],
    [{ employment_id: `emp_${'0'.repeat(25)}` }, 'employment_id'],
    ...(kind === 'pay_statements'
      ? ([
          [{ net: '-1' }, 'net'],
          [{ gross: 5300 }, 'gross'],
          [{ paid_on: '2026-09-30' }, 'paid_on'],
          [{ lines: [{ label: { zh: '奖', en: 'Bonus' }, amount: '1,5' }] }, 'lines.0.amount'],
        ] as [object, string][])
      : ([
          [{ rating: 6 }, 'rating'],
          [{ metrics: { 'A b': 1 } }, 'metrics.A b'],
          [{ metrics: { speed: 'fast' } }, 'metrics.speed'],
        ] as [object, string][])),
  ])('is refused when it is not right: %j', async (more, path) => {
    const { status, body } = await post({ ...record, employment_id: await employed(), ...more });
    expect(status).toBe(422);
    expect(body.errors.map((one) => one.path)).toEqual([path]);
  });

  it('is repeated by its Idempotency-Key, with the answer of the first time', async () => {
    const body = { ...record, employment_id: await employed() };
    const key = { 'idempotency-key': `${kind}-key` };
    const [first, second] = [await post(body, key), await post(body, key)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
  });
});

it('keeps amounts as they were told, however long', async () => {
  const amounts = { gross: '999999999999.1234', net: '0.1' };
  const { body } = await api.call('POST', '/v1/pay_statements', {
    ...RECORDS[1][1],
    ...amounts,
    employment_id: await employed(),
  });
  expect(body).toMatchObject(amounts);
});

describe('a change of wage', () => {
  const MORE = { ...WAGE, amount: '28.00' };
  const ask = (employment_id: string, more: object, hr: object = {}) =>
    api.call(
      'POST',
      '/v1/approvals',
      { kind: 'wage_change', employment_id, wage: MORE, from: '2026-12-01', ...more },
      hr as Record<string, string>,
    );
  const answer = (id: string, what: string, body: object, hr: Record<string, string>) =>
    api.call('POST', `/v1/approvals/${id}/${what}`, body, hr);
  const wageOf = async (id: string) => (await api.call('GET', `/v1/employments/${id}`)).body.wage;

  it('is asked for by one person and approved by another; it holds from its day on', async () => {
    const id = await employed();
    const [first, second] = [await person(), await person()];
    const asked = await ask(id, { note: 'lead of the night shift' }, first);
    expect(asked).toMatchObject({ status: 201, body: { state: 'pending', wage: MORE, asked_by: first.id } });
    expect(await answer(asked.body.id, 'approve', {}, first)).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining('somebody else') },
    });
    expect(await wageOf(id)).toEqual(WAGE);
    const approved = await answer(asked.body.id, 'approve', { reason: 'agreed' }, second);
    expect(approved).toMatchObject({ status: 200, body: { state: 'approved', decided_by: second.id } });
    expect(await wageOf(id)).toEqual(WAGE);
    now = Date.parse('2026-11-30T16:00:00Z');
    expect(await wageOf(id)).toEqual(MORE);
    now = NOW;
    const types = () => events(String(approved.body.application_id));
    await expect
      .poll(async () => (await types()).slice(-2))
      .toEqual(['approval.pending', 'approval.approved']);
  });

  it('is not approved by the holder of the key that asked, with another one that it made', async () => {
    const admin = `Bearer ${await api.key('admin')}`;
    const made = async (by: { authorization?: string }) =>
      (await api.call('POST', '/v1/keys', { name: 'x', scopes: ['admin'] }, by as Record<string, string>))
        .body.key;
    const [bootstrap, holder] = [{}, { authorization: admin }];
    for (const asks of [bootstrap, holder]) {
      const id = await employed();
      const child = { authorization: `Bearer ${await made(asks)}` };
      const grandchild = { authorization: `Bearer ${await made(child)}` };
      const asked = (await ask(id, {}, asks)).body.id;
      for (const by of [child, grandchild])
        expect(await answer(asked, 'approve', {}, by)).toMatchObject({
          status: 409,
          body: { code: 'conflict' },
        });
      expect(await wageOf(id)).toEqual(WAGE);
      expect((await answer(asked, 'approve', {}, await person())).status).toBe(200);
    }
  });

  it('is decided once: of twenty at once one wins, and the others are told who', async () => {
    const id = await employed();
    const asked = (await ask(id, {})).body.id;
    const people = await Promise.all(Array.from({ length: 5 }, person));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        answer(asked, i % 2 ? 'approve' : 'reject', { reason: 'seen' }, people[i % 5]!),
      ),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    const late = answers.filter(({ body }) => body.code === 'stale');
    expect(late).toHaveLength(19);
    for (const { body } of late) expect(body.detail).toContain(String(won[0]!.body.decided_by));
    expect(await wageOf(id)).toEqual(WAGE);
    const { body } = await api.call('GET', `/v1/approvals/${asked}`);
    const settled = async () =>
      (await events(String(body.application_id))).filter((type) =>
        /^approval\.(approved|rejected)$/.test(String(type)),
      );
    await expect.poll(settled).toHaveLength(1);
  });

  it('waits alone: a second is refused until the first is decided', async () => {
    const id = await employed();
    const first = (await ask(id, {})).body.id;
    expect(await ask(id, { from: '2027-01-01' })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await answer(first, 'reject', { reason: 'too early' }, await person());
    expect((await ask(id, { from: '2027-01-01' })).status).toBe(201);
    const { data } = (await api.call('GET', `/v1/approvals?employment_id=${id}&state=pending`)).body;
    expect(data).toMatchObject([{ from: '2027-01-01' }]);
  });

  it.each([
    [{ wage: { ...WAGE, amount: '0' } }, 'wage.amount'],
    [{ wage: { ...WAGE, amount: '-1' } }, 'wage.amount'],
    [{ from: '2026-11-25' }, 'from'],
    [{ from: '2026-13-01' }, 'from'],
    [{ kind: 'resignation' }, 'kind'],
  ])('is refused when it is not right: %j', async (more, path) => {
    const id = await employed();
    const { status, body } = await ask(id, more);
    expect(status).toBe(422);
    expect(body.errors.map((one) => one.path)).toEqual([path]);
    expect((await api.call('GET', `/v1/approvals?employment_id=${id}`)).body.data).toEqual([]);
  });

  it('takes no last day, and nobody who has left', async () => {
    const id = await employed();
    const asked = (await ask(id, {})).body.id;
    expect(await answer(asked, 'approve', { ends_on: '2026-12-31' }, await person())).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'ends_on' }] },
    });
    await api.call('POST', `/v1/employments/${id}/end`, { ends_on: '2026-11-25', reason: 'other' });
    expect((await api.call('GET', `/v1/approvals/${asked}`)).body.state).toBe('canceled');
    expect((await ask(id, {})).body.code).toBe('stale');
  });

  it('needs its scope, and something that is there', async () => {
    const reader = `Bearer ${await api.key('pipeline:read')}`;
    const id = await employed();
    expect((await ask(id, {}, { authorization: reader })).status).toBe(403);
    const none = await answer(`apv_${'0'.repeat(25)}`, 'approve', {}, await person());
    expect(none.status).toBe(404);
  });
});

it.each(['Asia/Shanghai', 'America/Los_Angeles'])(
  'the last day is over by the clock that ends it, where only DEFAULT_TIME_ZONE says which: %s',
  async (defaultTimeZone) => {
    const { config } = api.deps;
    api.deps.config = { ...config, defaultTimeZone };
    const somewhere = (await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' })).body.id;
    const id = await application('onboarding', somewhere);
    const employment = (await begin(id)).body.id;
    const ending = { ends_on: '2026-12-01', reason: 'other' };
    await api.call('POST', `/v1/employments/${employment}/end`, ending);
    const [clock] = await api.sql<{ due_at: Date }[]>`
      select due_at from deadlines where application_id = ${id} and kind = 'employment.over'`;
    const { next_step } = (await api.call('GET', `/v1/applications/${id}`)).body;
    expect(next_step).toEqual({
      what: 'last_day',
      by: new Date(clock!.due_at.getTime() - 1).toISOString(),
    });
    const parts = { sql: api.sql, config: { ...({} as Config), defaultTimeZone }, now: () => now };
    const standing = await standingOf(parts, id, 'hired');
    expect(standing?.next?.by?.en).toContain('1 December');
    api.deps.config = config;
  },
);
