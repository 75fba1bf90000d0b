/** A shift that gets another time: whoever begins with it goes along by themself, whoever cannot be guessed for is a person's. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Tx } from '../../db/client.ts';
import { movedSeats } from '../../db/shift-moves.ts';
import { followShifts } from '../../src/conversation/moved-shifts.ts';
import type { Stage } from '../../src/types.ts';
import { createDatabase } from '../support/services.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

const NOW = Date.parse('2026-11-26T02:00:00Z');
const at = (hour: string) => `2026-12-01T${hour}:00.000Z`;
const NIGHT = { starts_at: at('14:00'), ends_at: at('22:00') };

let api: Harness;
let other: Harness;
let opening: string;
let now = NOW;
beforeAll(async () => {
  const databaseUrl = await createDatabase();
  const open = async () => startHarness({ now: () => now }, await connect({ databaseUrl, dataDir: '' }));
  api = await open();
  other = await open();
});
beforeEach(async () => {
  now = NOW;
  const site = { name: '星湖仓', time_zone: 'Asia/Shanghai' };
  opening = (await api.call('POST', '/v1/openings', { ...OPENING, site, status: 'open' })).body.id;
});
afterAll(async () => {
  await other.close();
  await api.close();
});

/** One look of a worker. `crash` may throw where it passes. */
const look = ({ deps }: Harness = api, crash: () => void = () => {}) => {
  const asleep = { wake() {}, onWake() {}, close: async () => {} };
  const { sql, log, hash } = deps;
  const config = { burstWaitMs: 0 } as Parameters<typeof followShifts>[0]['config'];
  return followShifts({ sql, log, hash, config, now: () => now, wake: asleep, mediaWake: asleep, crash });
};
const shift = async (capacity = 5, times: object = NIGHT) =>
  (await api.call('POST', `/v1/openings/${opening}/shifts`, { ...times, capacity })).body.id;
const change = (id: string, body: object, by = api) =>
  by.call('PATCH', `/v1/openings/${opening}/shifts/${id}`, body);
async function application(): Promise<string> {
  const candidate_id = (await api.call('POST', '/v1/candidates', {})).body.id;
  const { body } = await api.call('POST', '/v1/applications', { candidate_id, opening_id: opening });
  await api.sql`update applications set stage = 'contract' where id = ${body.id}`;
  return body.id;
}
const arrange = (application_id: string, starts_at = NIGHT.starts_at, by = api) =>
  by.call('POST', '/v1/onboardings', { application_id, starts_at });
async function arranged(starts_at = NIGHT.starts_at): Promise<{ id: string; application: string }> {
  const { status, body } = await arrange(await application(), starts_at);
  expect(status).toBe(201);
  return { id: body.id, application: String(body.application_id) };
}
const act = (id: string, what: string, body: object = {}, by = api) =>
  by.call('POST', `/v1/onboardings/${id}/${what}`, body);
const move = (id: string, from_stage: Stage, to_stage: Stage) =>
  api.call('POST', `/v1/applications/${id}/stage_moves`, { from_stage, to_stage, reason: 'seen' });
const read = async (id: string) => (await api.call('GET', `/v1/onboardings/${id}`)).body;
const begins = async (id: string) => (await read(id)).starts_at;
/** What waits in the inbox to be said of a first shift. */
const noticesOf = async (id: string) =>
  (
    await api.sql<{ notice: string }[]>`
      select content->>'notice' as notice from inbox where content->>'subject' = ${id} order by seq`
  ).map(({ notice }) => notice);
const clocksOf = async (application: string) =>
  (
    await api.sql<{ due_at: Date }[]>`
      select due_at from deadlines where application_id = ${application} and kind like 'onboarding.%' order by due_at`
  ).map(({ due_at }) => due_at.toISOString());
const noted = async () => (await api.sql`select 1 from shift_claims where moved_at is not null`).length;
const movesOf = (id: string) => api.sql`select 1 from step_moves where step_id = ${id}`;
/** As the timeline has it. */
const lastMove = async (application: string) => {
  const { body } = await api.call('GET', `/v1/applications/${application}/timeline?limit=100`);
  return body.data.findLast(({ kind }) => kind === 'step_move')?.step_move as object;
};

describe('who begins with the shift', () => {
  it('gets its new start as by a reschedule: clocks, event, notice; the seat stays, the timeline says who did it', async () => {
    const night = await shift();
    const [one, byHand] = [await arranged(), await arranged('2026-12-20T14:00:00.000Z')];
    const before = await read(one.id);
    expect((await change(night, { starts_at: at('15:00') })).status).toBe(200);
    // The change itself moves nobody.
    expect(await read(one.id)).toEqual(before);
    await look();
    expect(await read(one.id)).toEqual({
      ...before,
      starts_at: at('15:00'),
      updated_at: expect.not.stringMatching(String(before.updated_at)),
    });
    expect(before.shift_id).toBe(night);
    await act(byHand.id, 'reschedule', { starts_at: at('15:00') });
    expect(await clocksOf(one.application)).toEqual(await clocksOf(byHand.application));
    expect(await clocksOf(one.application)).toEqual([
      '2026-11-30T10:00:00.000Z',
      ...[at('13:00'), at('15:00'), at('16:00')],
    ]);
    expect(await noticesOf(one.id)).toEqual(['onboarding.scheduled', 'onboarding.rescheduled']);
    expect(await noticesOf(byHand.id)).toEqual(await noticesOf(one.id));
    const [mine, theirs] = [await lastMove(one.application), await lastMove(byHand.application)];
    expect(theirs).toMatchObject({ by: 'bootstrap', from_state: 'scheduled', to_state: 'scheduled' });
    expect(mine).toEqual({ ...theirs, step_id: one.id, reason: 'shift moved' });
    // Once: the next look finds nothing.
    await look();
    expect(await movesOf(one.id)).toHaveLength(2);
  });

  it.each([
    ['as the change was written', '2026-12-02T08:00:00-05:00', -300],
    ['by the clock of before where the change names none', '2026-12-02T13:00:00Z', -240],
  ])('where nobody knows the place’s zone is told %s', async (_, starts_at, zone) => {
    await api.sql`update openings set site = site - 'time_zone' where id = ${opening}`;
    const given = { starts_at: '2026-12-01T08:00:00-04:00', ends_at: '2026-12-01T16:00:00-04:00' };
    const id = await shift(1, given);
    const one = await arranged(given.starts_at);
    expect((await change(id, { starts_at, ends_at: '2026-12-02T20:00:00Z' })).status).toBe(200);
    await look();
    const [step] = await api.sql`
      select data->>'starts_at' as starts_at, (data->>'zone')::int as zone from steps where id = ${one.id}`;
    expect(step).toEqual({ starts_at: '2026-12-02T13:00:00.000Z', zone });
  });

  it('of two changes in a row gets the last one, and hears of that alone; back where it was, of none', async () => {
    const night = await shift();
    const { id } = await arranged();
    await change(night, { starts_at: at('16:00') });
    await change(night, { starts_at: at('18:00') });
    await change(night, { ends_at: at('23:00') });
    await look();
    expect(await begins(id)).toBe(at('18:00'));
    expect(await noticesOf(id)).toEqual(['onboarding.scheduled', 'onboarding.rescheduled']);
    await change(night, { starts_at: at('19:00') });
    await change(night, { starts_at: at('18:00') });
    expect(await noted()).toBe(1);
    await look();
    expect(await noted()).toBe(0);
    expect(await begins(id)).toBe(at('18:00'));
    expect(await noticesOf(id)).toHaveLength(2);
  });

  it('hears nothing of another end, nor of more seats', async () => {
    const night = await shift();
    const { id } = await arranged();
    await change(night, { ends_at: at('20:00') });
    await change(night, { capacity: 9 });
    await change(night, { ...NIGHT, ends_at: at('20:00') });
    expect(await noted()).toBe(0);
    await look();
    expect(await noticesOf(id)).toEqual(['onboarding.scheduled']);
  });

  it('and gets another time from a person meanwhile, has that one', async () => {
    const [night, next] = [await shift(), await shift(5, { starts_at: at('22:00'), ends_at: at('23:30') })];
    const [stays, leaves] = [await arranged(), await arranged()];
    await change(night, { starts_at: at('16:00') });
    await act(stays.id, 'reschedule', { starts_at: at('17:00') });
    await act(leaves.id, 'reschedule', { starts_at: at('22:00') });
    await look();
    expect([await begins(stays.id), await begins(leaves.id)]).toEqual([at('17:00'), at('22:00')]);
    expect((await read(leaves.id)).shift_id).toBe(next);
    for (const { id } of [stays, leaves]) expect(await noticesOf(id)).toHaveLength(2);
    // Who was given the new start by hand goes along with the one after it.
    await act(stays.id, 'reschedule', { starts_at: at('16:00') });
    await change(night, { starts_at: at('15:00') });
    await look();
    expect(await begins(stays.id)).toBe(at('15:00'));
  });

  it('is not told a time that is over: such a change is refused while anybody would go along', async () => {
    const night = await shift();
    const { id } = await arranged();
    const answer = await change(night, {
      starts_at: '2026-11-26T01:00:00Z',
      ends_at: '2026-11-27T01:00:00Z',
    });
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'starts_at', message: expect.stringMatching(/^is over already.*\(1\)/) }] },
    });
    expect(await noted()).toBe(0);
    // What was to come when it was changed may be over when somebody comes to it: then people say when.
    await change(night, { starts_at: at('10:00') });
    now = Date.parse(at('10:00'));
    await look();
    expect(await begins(id)).toBe(NIGHT.starts_at);
    expect(await noticesOf(id)).toEqual(['onboarding.scheduled', 'step.shift_moved']);
    // What has begun is put right for the record, and moves nobody.
    now = Date.parse(NIGHT.starts_at);
    expect((await change(night, { starts_at: at('09:00') })).status).toBe(200);
    expect(await noted()).toBe(0);
  });
});

describe('who begins later than the shift', () => {
  it('stays where that is within the new times, and is for a person where it is not', async () => {
    const night = await shift();
    const late = await arranged(at('18:00'));
    await change(night, { starts_at: at('16:00') });
    await look();
    expect(await noticesOf(late.id)).toEqual(['onboarding.scheduled']);
    // Put out and in again before anybody came to it.
    await change(night, { starts_at: at('19:00') });
    await change(night, { starts_at: at('12:00') });
    await look();
    expect(await noticesOf(late.id)).toEqual(['onboarding.scheduled']);
    await change(night, { ends_at: at('18:00') });
    await look();
    expect(await begins(late.id)).toBe(at('18:00'));
    expect(await noticesOf(late.id)).toEqual(['onboarding.scheduled', 'step.shift_moved']);
    expect((await read(late.id)).shift_id).toBe(night);
    // More seats are no other time.
    await change(night, { capacity: 7 });
    expect(await noted()).toBe(0);
  });
});

describe('a first shift', () => {
  const BEGUN = Date.parse(at('14:30'));
  const there = (id: string) => {
    now = BEGUN;
    return act(id, 'check_in');
  };
  it.each([
    ['that is checked in', there],
    [
      'that is completed',
      async (id: string) => {
        await there(id);
        return act(id, 'complete');
      },
    ],
    ['that is canceled', (id: string) => act(id, 'cancel', { reason: 'seen' })],
    ['that rests', (_: string, application: string) => move(application, 'onboarding', 'contract')],
    [
      'to which nobody came, the place kept',
      (id: string) => {
        now = BEGUN;
        return act(id, 'no_show', { keep_place: true });
      },
    ],
    [
      'that has begun by the clock',
      async () => {
        now = BEGUN;
        return { status: 200 };
      },
    ],
  ] as const)('%s is left as it is', async (_what, become) => {
    // Before the change, and between the change and whoever follows it; but a shift that began meanwhile is still told.
    for (const first of [true, false]) {
      now = NOW;
      const night = await shift();
      const { id, application } = await arranged();
      if (!first) await change(night, { starts_at: at('16:00') });
      expect((await become(id, application)).status).toBeLessThan(300);
      const before = await read(id);
      const said = await noticesOf(id);
      if (first) expect((await change(night, { starts_at: at('16:00') })).status).toBe(200);
      await look();
      const goesAlong = !first && _what === 'that has begun by the clock';
      expect(await begins(id)).toBe(goesAlong ? at('16:00') : before.starts_at);
      expect(await noticesOf(id)).toEqual(goesAlong ? [...said, 'onboarding.rescheduled'] : said);
      expect(await noted()).toBe(0);
    }
  });
});

describe('a hundred people in one shift', () => {
  it('are moved once each by two workers, while others come, leave and change it again; nobody waits for each other', async () => {
    const night = await shift(120, { ...NIGHT, ends_at: '2026-12-02T06:00:00.000Z' });
    const next = await shift(200, { starts_at: '2026-12-02T14:00:00Z', ends_at: '2026-12-02T22:00:00Z' });
    const people: { id: string; application: string }[] = [];
    for (let i = 0; i < 100; i++) people.push(await arranged());
    const newcomers = await Promise.all(Array.from({ length: 20 }, () => application()));
    expect((await change(night, { starts_at: at('15:00') })).status).toBe(200);
    const [leaving, staying] = [people.slice(0, 10), people.slice(10)];
    const answers = await Promise.all([
      ...[api, other, api, other].map((by) => look(by)),
      ...newcomers.map((id, i) => arrange(id, at(i % 2 ? '15:00' : '16:00'), [api, other][i % 2])),
      ...leaving.map(({ id }, i) =>
        act(id, 'reschedule', { starts_at: '2026-12-02T14:00:00Z' }, [api, other][i % 2]),
      ),
      change(night, { starts_at: at('16:00') }, other),
    ]);
    for (const answer of answers)
      if (answer) expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    // What somebody held in that moment is left for the next look.
    for (let i = 0; (await noted()) > 0; i++) {
      expect(i).toBeLessThan(10);
      await Promise.all([look(), look(other)]);
    }
    for (const { id } of staying) {
      expect(await begins(id)).toBe(at('16:00'));
      const said = (await noticesOf(id)).filter((notice) => notice === 'onboarding.rescheduled');
      // Once for each time that it had.
      expect(said).toHaveLength((await movesOf(id)).length - 1);
      expect(said.length).toBeGreaterThan(0);
    }
    for (const { id } of leaving) expect(await read(id)).toMatchObject({ shift_id: next });
    const { claimed } = (await api.call('GET', `/v1/openings/${opening}/shifts/${night}`)).body;
    const seated = await api.sql`
      select data->>'starts_at' as starts_at from steps where application_id = any(${newcomers}) and data->>'shift_id' = ${night}`;
    expect(claimed).toBe(staying.length + seated.length);
    // At the old start of a shift that begins later by now nobody has a seat in it.
    expect(new Set(seated.map(({ starts_at }) => starts_at))).toEqual(new Set([at('16:00')]));
  });

  it('do not wait for one whose conversation somebody holds, nor for one with whom it fails', async () => {
    const night = await shift(9);
    const people = [await arranged(), await arranged(), await arranged()];
    const [held, fails] = people.map(({ application }) => application);
    await other.sql.begin(async (tx: Tx) => {
      await tx`
        select 1 from conversations where id = (select conversation_id from applications where id = ${held!})
        for no key update`;
      // Nor does whoever changes the shift.
      expect((await change(night, { starts_at: at('16:00') })).status).toBe(200);
      // It is the first that is come to.
      await api.sql`update shift_claims set moved_at = moved_at - interval '1 hour' where application_id = ${fails!}`;
      let passed = 0;
      await look(api, () => {
        if (++passed === 1) throw new Error('it fails');
      });
    });
    const seen = await Promise.all(people.map(async ({ id }) => [await begins(id), await noticesOf(id)]));
    // All or nothing of it.
    const left = [NIGHT.starts_at, ['onboarding.scheduled']];
    expect(seen).toEqual([left, left, [at('16:00'), ['onboarding.scheduled', 'onboarding.rescheduled']]]);
    expect(await movedSeats(api.sql, 9)).toEqual([held, fails]);
    await look();
    for (const { id } of people) {
      expect(await begins(id)).toBe(at('16:00'));
      expect(await noticesOf(id)).toEqual(['onboarding.scheduled', 'onboarding.rescheduled']);
    }
  });
});

it('a shift that is changed and asked to go keeps the seats in it, and who goes along', async () => {
  const night = await shift();
  const { id } = await arranged();
  await change(night, { starts_at: at('16:00') });
  expect(await api.call('DELETE', `/v1/openings/${opening}/shifts/${night}`)).toMatchObject({
    status: 409,
    body: { errors: [{ message: `${id} has a seat, and is scheduled` }] },
  });
  await look();
  expect(await begins(id)).toBe(at('16:00'));
});
