import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { moveStep } from '../../db/steps.ts';
import { newId } from '../../src/ids.ts';
import { moving } from '../../src/pipeline/machine.ts';
import type { Stage, StepState } from '../../src/types.ts';
import { type Called, type Harness, OPENING, startHarness } from './harness.ts';

/** A Thursday, in the morning where the work is. */
const NOW = Date.parse('2026-11-26T02:00:00Z');
const STARTS = '2026-12-01T22:00:00+08:00';
const PLACE = { name: '星湖仓', address: '苏州星湖街1号', lat: 31.3, lon: 120.7 };
const WAGE = { amount: '26.50', currency: 'CNY', per: 'hour' };

let api: Harness;
let opening: string;
let now = NOW;
beforeAll(async () => {
  api = await startHarness({ now: () => now });
});
beforeEach(async () => {
  now = NOW;
  opening = await openingIn('Asia/Shanghai');
});
afterAll(() => api.close());

async function openingIn(time_zone: string | undefined, more: object = {}): Promise<string> {
  const site = { name: '星湖仓', ...(time_zone && { time_zone }) };
  return (await api.call('POST', '/v1/openings', { ...OPENING, site, status: 'open', ...more })).body.id;
}
async function application(stage: Stage = 'contract', opening_id = opening): Promise<string> {
  const candidate_id = (await api.call('POST', '/v1/candidates', { name: '林小雨' })).body.id;
  const { body } = await api.call('POST', '/v1/applications', { candidate_id, opening_id });
  await api.sql`update applications set stage = ${stage} where id = ${body.id}`;
  return body.id;
}
const arrange = (application_id: string, more: object = {}) =>
  api.call('POST', '/v1/onboardings', { application_id, starts_at: STARTS, place: PLACE, ...more });
const act = (id: string, what: string, body: object = {}, headers = {}) =>
  api.call('POST', `/v1/onboardings/${id}/${what}`, body, headers);
const arranged = async () => (await arrange(await application())).body.id;
const stageOf = async (id: string) => (await api.call('GET', `/v1/applications/${id}`)).body.stage;
const clocksOf = async (id: string) =>
  Object.fromEntries(
    (
      await api.sql<{ kind: string; due_at: Date }[]>`
      select kind, due_at from deadlines where application_id = ${id} and kind like 'onboarding.%'`
    ).map(({ kind, due_at }) => [kind.replace('onboarding.', ''), due_at.toISOString()]),
  );
const noticesOf = async (id: string) =>
  (
    await api.sql<{ notice: string }[]>`
      select i.content->>'notice' as notice from inbox i join applications a using (conversation_id)
      where a.id = ${id} and i.content->>'kind' = 'notice' order by i.seq`
  ).map(({ notice }) => notice);
const typesOf = async (id: string) =>
  (await api.call('GET', `/v1/events?application_id=${id}&limit=100`)).body.data.map(({ type }) =>
    String(type),
  );

/** A contract for this application, that was signed or went another way. */
async function contract(
  applicationId: string,
  moves: readonly StepState<'contract'>[] = ['sent', 'signed'],
): Promise<string> {
  await api.sql`update applications set stage = 'advanced' where id = ${applicationId}`;
  const fields = {
    ...{ employer: '顺达物流', hours: '每周 40 小时', place: '苏州' },
    ...{ wage: WAGE, starts_on: '2026-12-02', ends_on: '2027-12-01' },
  };
  const made = await api.call('POST', '/v1/contracts', { application_id: applicationId, fields });
  expect(made.status).toBe(201);
  const { id } = made.body;
  for (const to of moves)
    await api.sql.begin((tx) =>
      moveStep(tx, { id, ...moving('contract', to), reason: null, by: 'candidate' }),
    );
  return id;
}

describe('an onboarding', () => {
  it('is arranged for an application, which goes along; the guide will be told, and the clocks run', async () => {
    const id = await application();
    const more = {
      bring: [{ zh: '身份证', en: 'your ID' }],
      ask_for: { name: '王班长', phone: '13800000000' },
      training: [{ title: { zh: '安全须知', en: 'Safety' }, url: 'https://example.org/safety' }],
    };
    const { status, body } = await arrange(id, more);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^onb_/),
      application_id: id,
      provider: 'built_in',
      state: 'scheduled',
      starts_at: '2026-12-01T14:00:00.000Z',
      time_zone: 'Asia/Shanghai',
      place: { ...PLACE, map_url: null },
      bring: more.bring,
      ask_for: more.ask_for,
      late_minutes: null,
      checked_in_at: null,
    });
    expect(await stageOf(id)).toBe('onboarding');
    expect(await noticesOf(id)).toEqual(['onboarding.scheduled']);
    expect(await clocksOf(id)).toEqual({
      evening: '2026-11-30T10:00:00.000Z',
      soon: '2026-12-01T12:00:00.000Z',
      start: '2026-12-01T14:00:00.000Z',
      missing: '2026-12-01T15:00:00.000Z',
    });
    expect((await api.call('GET', `/v1/onboardings/${body.id}`)).body).toEqual(body);
    expect((await api.call('GET', `/v1/onboardings?application_id=${id}`)).body.data).toEqual([body]);
    await expect
      .poll(async () => (await typesOf(id)).slice(-2))
      .toEqual(['stage.changed', 'onboarding.scheduled']);
  });

  it('without a place it is at the site; without a zone, by the clock of whoever wrote it down', async () => {
    const id = await application('contract', await openingIn(undefined));
    const { body } = await arrange(id, { place: null });
    expect(body).toMatchObject({ place: { name: '星湖仓', address: null }, time_zone: null });
    expect((await clocksOf(id)).evening).toBe('2026-11-30T10:00:00.000Z');
  });

  it.each([
    [{ starts_at: '2026-11-26T01:59:00Z' }, 'starts_at'],
    [{ starts_at: '2026-12-01 22:00' }, 'starts_at'],
    [{ place: { address: 'x', lat: 31.3 } }, 'place.lon'],
    [{ place: { lat: 31.3, lon: 120.7 } }, 'place'],
    [{ place: { name: 'x', lat: 91, lon: 0 } }, 'place.lat'],
    [{ place: { name: 'x', map_url: 'javascript:alert(1)' } }, 'place.map_url'],
    [{ training: [{ title: { zh: '安全', en: 'Safety' }, url: 'ftp://example.org' }] }, 'training.0.url'],
    [{ bring: ['ID'] }, 'bring.0'],
    [{ provider: 'nobody' }, 'provider'],
    [{ application_id: `app_${'0'.repeat(25)}` }, 'application_id'],
  ])('is refused when it is not right: %j', async (more, path) => {
    const id = await application();
    const { status, body } = await arrange(id, more);
    expect(status).toBe(422);
    expect(body.errors.map((one) => one.path)).toEqual([path]);
    expect(await stageOf(id)).toBe('contract');
    expect(await clocksOf(id)).toEqual({});
    expect(await noticesOf(id)).toEqual([]);
  });

  it.each(['reviewing', 'withdrawn', 'hired'] as const)('is refused in the stage %s', async (stage) => {
    const id = await application(stage);
    expect(await arrange(id)).toMatchObject({ status: 409, body: { code: 'stale' } });
  });

  it('is there once', async () => {
    const id = await application();
    const { body } = await arrange(id);
    expect(await arrange(id)).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining(body.id) },
    });
  });

  it('takes another time: its clocks run anew, and it is told again', async () => {
    const { body } = await arrange(await application());
    const answer = await act(body.id, 'reschedule', {
      starts_at: '2026-12-03T08:00:00+08:00',
      reason: 'a holiday',
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { state: 'scheduled', starts_at: '2026-12-03T00:00:00.000Z' },
    });
    const id = String(body.application_id);
    expect((await clocksOf(id)).evening).toBe('2026-12-02T10:00:00.000Z');
    expect(await noticesOf(id)).toEqual(['onboarding.scheduled', 'onboarding.rescheduled']);
    const past = await act(body.id, 'reschedule', { starts_at: '2026-11-01T08:00:00+08:00' });
    expect(past).toMatchObject({ status: 422, body: { errors: [{ path: 'starts_at' }] } });
  });

  it.each([
    ['2026-12-01T13:55:00Z', null],
    ['2026-12-01T14:04:00Z', null],
    ['2026-12-01T15:00:00Z', 60],
  ])('checked in at %s, whatever was said before, %j minutes late', async (at, late) => {
    now = Date.parse('2026-12-01T12:00:00Z');
    const { body } = await arrange(await application());
    await api.sql`update steps set data = data || '{"late_minutes": 20}' where id = ${body.id}`;
    now = Date.parse('2026-12-01T16:00:00Z');
    expect((await act(body.id, 'check_in', { at })).body).toMatchObject({ late_minutes: late });
    now = Date.parse('2026-12-01T12:00:00Z');
  });

  it('checked in, it has no more clocks', async () => {
    const { body } = await arrange(await application());
    now = Date.parse('2026-12-01T14:20:00Z');
    const future = await act(body.id, 'check_in', { at: '2026-12-01T15:00:00Z' });
    expect(future).toMatchObject({ status: 422, body: { errors: [{ path: 'at' }] } });
    const answer = await act(body.id, 'check_in', { late_minutes: 20 });
    expect(answer.body).toMatchObject({
      state: 'checked_in',
      late_minutes: 20,
      checked_in_at: '2026-12-01T14:20:00.000Z',
    });
    expect(await clocksOf(String(body.application_id))).toEqual({});
    expect(await act(body.id, 'check_in')).toMatchObject({ status: 409, body: { code: 'stale' } });
  });
});

describe('a contract before it', () => {
  it.each([
    ['draft', []],
    ['sent', ['sent']],
    ['declined', ['sent', 'declined']],
    ['expired', ['sent', 'expired']],
    ['voided', ['voided']],
  ] as const)('that is %s is signed first: nothing is arranged', async (state, moves) => {
    const id = await application();
    const paper = await contract(id, moves);
    expect(await arrange(id)).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining(`${paper} is ${state}`) },
    });
    const on = { from_stage: 'contract', to_stage: 'onboarding', reason: 'x' };
    expect((await api.call('POST', `/v1/applications/${id}/stage_moves`, on)).status).toBe(409);
    expect(await stageOf(id)).toBe('contract');
    expect(await clocksOf(id)).toEqual({});
  });

  it('that was never made is not waited for', async () => {
    expect((await arrange(await application())).status).toBe(201);
  });
});

describe('moved back to before it', () => {
  const move = (id: string, from_stage: Stage, to_stage: Stage) =>
    api.call('POST', `/v1/applications/${id}/stage_moves`, { from_stage, to_stage, reason: 'too early' });

  it('it rests: its clocks stop, a reminder that is held for the morning is not sent; forward again it goes on', async () => {
    const id = await application();
    await arrange(id);
    const before = await clocksOf(id);
    expect(Object.keys(before)).toHaveLength(4);
    // What a clock made us say, and quiet hours hold.
    const person = `idn_${id.slice(4)}`;
    await api.sql`
      insert into identities (id, conversation_id, channel, account, address)
      select ${person}, conversation_id, 'telegram', 'bot', id from applications where id = ${id}`;
    await api.sql`
      insert into inbox (conversation_id, seq, channel, hash, content, done_at)
      select conversation_id, 900, 'system', decode(md5(id), 'hex'),
        ${api.sql.json({ kind: 'deadline', deadline: 'onboarding.evening', application_id: id })}, now()
      from applications where id = ${id}`;
    await api.sql`
      insert into outbox (conversation_id, seq, identity_id, key, priority, category, content, state)
      select conversation_id, 900 + n, ${person}, n || ':2', 1, 'notice', '{"kind":"text","text":"x"}', 'pending'
      from applications, unnest(array[900, 901]) as n where id = ${id}`;
    expect((await move(id, 'onboarding', 'contract')).status).toBe(201);
    expect(await clocksOf(id)).toEqual({});
    const held = await api.sql`select key, state from outbox where identity_id = ${person} order by seq`;
    expect(held).toEqual([
      { key: '900:2', state: 'dropped' },
      { key: '901:2', state: 'pending' },
    ]);
    expect((await noticesOf(id)).at(-1)).toBe('onboarding.resting');
    expect((await move(id, 'contract', 'onboarding')).status).toBe(201);
    expect(await clocksOf(id)).toEqual(before);
    // Where and when, once more.
    expect((await noticesOf(id)).at(-1)).toBe('onboarding.scheduled');
  });

  it('another time is kept, and neither told nor given a seat before it goes on', async () => {
    const id = await application();
    const onboarding = (await arrange(id)).body.id;
    const day = { starts_at: '2026-12-09T14:00:00Z', ends_at: '2026-12-09T22:00:00Z', capacity: 1 };
    const seat = (await api.call('POST', `/v1/openings/${opening}/shifts`, day)).body.id;
    const claimed = async () =>
      (await api.call('GET', `/v1/openings/${opening}/shifts/${seat}`)).body.claimed;
    await move(id, 'onboarding', 'contract');
    const said = await noticesOf(id);
    const named = await act(onboarding, 'reschedule', { starts_at: day.starts_at, shift_id: seat });
    expect(named).toMatchObject({ status: 422, body: { errors: [{ path: 'shift_id' }] } });
    const another = await act(onboarding, 'reschedule', { starts_at: day.starts_at });
    expect(another).toMatchObject({ status: 200, body: { starts_at: '2026-12-09T14:00:00.000Z' } });
    expect(await noticesOf(id)).toEqual(said);
    expect(await clocksOf(id)).toEqual({});
    expect(await claimed()).toBe(0);
    await move(id, 'contract', 'onboarding');
    expect((await noticesOf(id)).slice(said.length)).toEqual(['onboarding.scheduled']);
    expect(await claimed()).toBe(1);
  });

  it('nobody is reminded to sign a contract that was made too early', async () => {
    const id = await application();
    const paper = await contract(id, ['sent']);
    const due = new Date(now + 7 * 86_400_000);
    await api.sql`update steps set due_at = ${due} where id = ${paper}`;
    await api.sql`
      insert into deadlines (application_id, kind, due_at)
      select ${id}, kind, ${due} from unnest(array['contract.remind', 'contract.ending', 'contract.expire']) as kind`;
    const kinds = async () =>
      (
        await api.sql<{ kind: string }[]>`select kind from deadlines where application_id = ${id} order by 1`
      ).map(({ kind }) => kind);
    await move(id, 'contract', 'background_check');
    expect(await kinds()).toEqual(['contract.expire']);
    await move(id, 'background_check', 'contract');
    expect(await kinds()).toEqual(['contract.ending', 'contract.expire', 'contract.remind']);
  });
});

describe('moved to hired by a person', () => {
  const move = (id: string, from_stage: Stage = 'onboarding', to_stage: Stage = 'hired') =>
    api.call('POST', `/v1/applications/${id}/stage_moves`, { from_stage, to_stage, reason: '主管说人到了' });
  const workOf = async (id: string) =>
    (await api.call('GET', `/v1/employments?application_id=${id}`)).body.data;

  it.each(['scheduled', 'checked_in'])(
    'the first shift that is %s is done: step, clocks, work, what comes next and the timeline say the same',
    async (state) => {
      const id = await application();
      await contract(id);
      const { body } = await arrange(id);
      if (state === 'checked_in') {
        now = Date.parse('2026-12-01T14:00:00Z');
        await act(body.id, 'check_in');
      }
      expect((await move(id)).status).toBe(201);
      expect(await stageOf(id)).toBe('hired');
      const step = (await api.call('GET', `/v1/onboardings/${body.id}`)).body;
      expect(step).toMatchObject({ state: 'completed' });
      expect(await clocksOf(id)).toEqual({});
      expect(await workOf(id)).toMatchObject([{ state: 'active', starts_on: '2026-12-02', wage: WAGE }]);
      expect((await api.call('GET', `/v1/applications/${id}`)).body.next_step).toBeNull();
      expect((await noticesOf(id)).at(-1)).toBe('onboarding.completed');
      const { data } = (await api.call('GET', `/v1/applications/${id}/timeline?limit=100`)).body;
      expect(data.slice(-3)).toMatchObject([
        {
          stage_move: {
            from_stage: 'onboarding',
            to_stage: 'hired',
            reason: '主管说人到了',
            by: 'bootstrap',
          },
        },
        { step_move: { kind: 'onboarding', from_state: state, to_state: 'completed', by: 'bootstrap' } },
        { type: 'employment.started' },
      ]);
      expect(await act(body.id, 'complete')).toMatchObject({ status: 409, body: { code: 'stale' } });
    },
  );

  it('who did not come is not, and nothing is changed', async () => {
    const id = await application();
    const { body } = await arrange(id);
    now = Date.parse('2026-12-01T15:00:00Z');
    await act(body.id, 'no_show', { keep_place: true });
    expect(await move(id)).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining(`${body.id} is no_show`) },
    });
    expect([await stageOf(id), await workOf(id)]).toEqual(['onboarding', []]);
    expect((await act(body.id, 'check_in')).status).toBe(200);
    expect((await move(id)).status).toBe(201);
  });

  it('nobody is while a check is open, by this move or by the first day that is done', async () => {
    const id = await application();
    const { body } = await arrange(id);
    const check = newId('bgc');
    await api.sql`
      insert into steps (id, application_id, kind, provider, state)
      values (${check}, ${id}, 'background_check', 'built_in', 'pending')`;
    for (const answer of [await move(id), await act(body.id, 'complete')])
      expect(answer).toMatchObject({
        status: 409,
        body: { code: 'conflict', detail: expect.stringMatching(`${check} is open.*cancel it, first`) },
      });
    expect([await stageOf(id), await workOf(id)]).toEqual(['onboarding', []]);
    expect((await api.call('GET', `/v1/onboardings/${body.id}`)).body.state).toBe('scheduled');
    expect(Object.keys(await clocksOf(id))).toHaveLength(4);
  });

  it('without a first shift works by the signed contract, and is told', async () => {
    const id = await application();
    await contract(id);
    expect((await move(id, 'contract', 'onboarding')).status).toBe(201);
    expect((await move(id)).status).toBe(201);
    expect(await workOf(id)).toMatchObject([{ state: 'active', starts_on: '2026-12-02', wage: WAGE }]);
    expect((await noticesOf(id)).at(-1)).toBe('employment.started');
  });

  it('whose contract is void does not work by it', async () => {
    const id = await application();
    const paper = await contract(id);
    const { body } = await arrange(id);
    await act(body.id, 'cancel', { reason: 'x' });
    expect(await move(id)).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining(`${paper} is voided`) },
    });
    expect(await stageOf(id)).toBe('onboarding');
  });

  it('of whom nobody has said from which day has no work yet: it is recorded by itself', async () => {
    const id = await application('onboarding');
    expect((await move(id)).status).toBe(201);
    expect([await workOf(id), await noticesOf(id)]).toEqual([[], []]);
    const work = { application_id: id, starts_on: '2026-11-02', wage: WAGE };
    expect((await api.call('POST', '/v1/employments', work)).status).toBe(201);
  });
});

describe('the first day done', () => {
  it('begins the employment, with wage and day of the signed contract', async () => {
    const id = await application();
    await contract(id);
    const { body } = await arrange(id);
    now = Date.parse('2026-12-02T00:00:00Z');
    expect((await act(body.id, 'complete')).body.state).toBe('completed');
    expect(await stageOf(id)).toBe('hired');
    const { data } = (await api.call('GET', `/v1/employments?application_id=${id}`)).body;
    expect(data).toMatchObject([{ state: 'active', starts_on: '2026-12-02', wage: WAGE }]);
    expect((await noticesOf(id)).at(-1)).toBe('onboarding.completed');
    await expect
      .poll(async () => (await typesOf(id)).slice(-3))
      .toEqual(['onboarding.completed', 'stage.changed', 'employment.started']);
  });

  it('without a contract, with what is given, else the day of the shift', async () => {
    const id = await application();
    const { body } = await arrange(id);
    await act(body.id, 'complete', { wage: { ...WAGE, amount: '30.00' } });
    const { data } = (await api.call('GET', `/v1/employments?application_id=${id}`)).body;
    expect(data).toMatchObject([{ starts_on: '2026-12-01', wage: { amount: '30.00' } }]);
  });

  it('of twenty at once it is done once', async () => {
    const id = await application();
    const { body } = await arrange(id);
    const answers = await Promise.all(Array.from({ length: 20 }, () => act(body.id, 'complete')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'stale')).toHaveLength(19);
    const { data } = (await api.call('GET', `/v1/employments?application_id=${id}`)).body;
    expect(data).toHaveLength(1);
  });
});

describe('a first shift that does not take place', () => {
  const contractState = async (id: string) =>
    (await api.sql`select state from steps where id = ${id}`)[0]!.state;
  /** A full opening of two: somebody works there, and this one is to. */
  async function full(headcount: number) {
    opening = await openingIn('Asia/Shanghai', { headcount });
    const other = await application('onboarding');
    await api.call('POST', '/v1/employments', { application_id: other, starts_on: '2026-11-02' });
    const id = await application();
    const paper = await contract(id);
    const shift = { starts_at: '2026-12-01T14:00:00Z', ends_at: '2026-12-01T22:00:00Z', capacity: 2 };
    const seat = (await api.call('POST', `/v1/openings/${opening}/shifts`, shift)).body.id;
    await api.sql`insert into shift_claims (shift_id, application_id) values (${seat}, ${other})`;
    const { body } = await arrange(id);
    await api.call('PATCH', `/v1/openings/${opening}`, { status: 'filled' });
    const state = async () => ({
      opening: (await api.call('GET', `/v1/openings/${opening}`)).body.status,
      seats: (await api.call('GET', `/v1/openings/${opening}/shifts/${seat}`)).body.claimed,
      contract: await contractState(paper),
    });
    return { id, onboarding: body.id, state };
  }

  it.each([
    ['cancel', { reason: 'the line stands still' }, 'canceled'],
    ['no_show', {}, 'no_show'],
  ] as const)('by %s: contract void, seat free, opening open again, and told', async (what, body, state) => {
    const one = await full(2);
    now = Date.parse('2026-12-01T15:00:00Z');
    expect(await act(one.onboarding, what, body)).toMatchObject({ status: 200, body: { state } });
    expect(await one.state()).toEqual({ opening: 'open', seats: 1, contract: 'voided' });
    expect((await noticesOf(one.id)).at(-1)).toBe(`onboarding.${state}`);
    expect(await clocksOf(one.id)).toEqual({});
    // Nobody is turned down by it: a person says what comes next.
    expect(await stageOf(one.id)).toBe('onboarding');
  });

  it('that is only recorded leaves the place as it is, and may be made up for', async () => {
    const one = await full(2);
    now = Date.parse('2026-12-01T15:00:00Z');
    await act(one.onboarding, 'no_show', { keep_place: true });
    expect(await one.state()).toEqual({ opening: 'filled', seats: 2, contract: 'signed' });
    const again = await act(one.onboarding, 'reschedule', { starts_at: '2026-12-02T22:00:00+08:00' });
    expect(again.body).toMatchObject({ state: 'scheduled' });
  });

  it.each([
    ['reschedule', { starts_at: '2026-12-02T22:00:00+08:00' }],
    ['check_in', {}],
  ] as const)(
    'that gave the place away is not made up for by %s, and says what to do',
    async (what, body) => {
      const one = await full(2);
      now = Date.parse('2026-12-01T15:00:00Z');
      await act(one.onboarding, 'no_show');
      expect(await act(one.onboarding, what, body)).toMatchObject({
        status: 409,
        body: { code: 'conflict', detail: expect.stringContaining(`cancel ${one.onboarding}`) },
      });
      expect(await one.state()).toEqual({ opening: 'open', seats: 1, contract: 'voided' });
      expect((await api.call('GET', `/v1/onboardings/${one.onboarding}`)).body.state).toBe('no_show');
      // The way that it says.
      expect((await act(one.onboarding, 'cancel', { reason: 'again' })).status).toBe(200);
      const back = { from_stage: 'onboarding', to_stage: 'contract', reason: 'again' };
      expect((await api.call('POST', `/v1/applications/${one.id}/stage_moves`, back)).status).toBe(201);
      expect((await arrange(one.id, { starts_at: '2026-12-08T22:00:00+08:00' })).status).toBe(409);
      await contract(one.id);
      expect((await arrange(one.id, { starts_at: '2026-12-08T22:00:00+08:00' })).status).toBe(201);
    },
  );

  it('an opening that was filled for another reason stays filled', async () => {
    const one = await full(5);
    await act(one.onboarding, 'cancel', { reason: 'x' });
    expect(await one.state()).toEqual({ opening: 'filled', seats: 1, contract: 'voided' });
  });

  it('is no no-show before it has begun', async () => {
    const id = await arranged();
    expect(await act(id, 'no_show')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await api.call('GET', `/v1/onboardings/${id}`)).body.state).toBe('scheduled');
  });

  it('gives the seat back too when the application ends', async () => {
    const one = await full(2);
    const move = { from_stage: 'onboarding', to_stage: 'withdrawn', reason: 'moved away' };
    expect((await api.call('POST', `/v1/applications/${one.id}/stage_moves`, move)).status).toBe(201);
    expect(await one.state()).toEqual({ opening: 'open', seats: 1, contract: 'voided' });
  });

  it.each([
    ['cancel', 'reason'],
    ['reschedule', 'starts_at'],
  ])('%s without a body names the field that is missing', async (what, path) => {
    const id = await arranged();
    const answer = await api.call('POST', `/v1/onboardings/${id}/${what}`);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  it.each([
    ['complete', {}],
    ['check_in', {}],
    ['reschedule', { starts_at: STARTS }],
    ['cancel', { reason: 'again' }],
  ])('after it was called off nothing is done by %s', async (what, body) => {
    const id = await arranged();
    await act(id, 'cancel', { reason: 'x' });
    const answer: Called = await act(id, what, body);
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'stale', detail: expect.stringContaining('canceled') },
    });
  });
});
