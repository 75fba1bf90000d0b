/** Seats in shifts: a first shift takes one, and of those who want the last one, one has it and the others are told. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../db/client.ts';
import { eraseEverything } from '../../db/forgetting.ts';
import type { Stage } from '../../src/types.ts';
import { createDatabase } from '../support/services.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

const NOW = Date.parse('2026-11-26T02:00:00Z');
const STARTS = '2026-12-01T22:00:00+08:00';
const NIGHT = { starts_at: '2026-12-01T14:00:00Z', ends_at: '2026-12-01T22:00:00Z' };
const NEXT = { starts_at: '2026-12-02T14:00:00Z', ends_at: '2026-12-02T22:00:00Z' };

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
  opening = await newOpening();
});
afterAll(async () => {
  await other.close();
  await api.close();
});

const newOpening = async () => {
  const site = { name: '星湖仓', time_zone: 'Asia/Shanghai' };
  return (await api.call('POST', '/v1/openings', { ...OPENING, site, status: 'open' })).body.id;
};
const shift = async (capacity: number, times: object = NIGHT, at = opening) =>
  (await api.call('POST', `/v1/openings/${at}/shifts`, { ...times, capacity })).body.id;
const claimed = async (id: string) =>
  (await api.call('GET', `/v1/openings/${opening}/shifts/${id}`)).body.claimed;
async function application(stage: Stage = 'contract'): Promise<string> {
  const candidate_id = (await api.call('POST', '/v1/candidates', {})).body.id;
  const { body } = await api.call('POST', '/v1/applications', { candidate_id, opening_id: opening });
  await api.sql`update applications set stage = ${stage} where id = ${body.id}`;
  return body.id;
}
const arrange = (application_id: string, more: object = {}, by = api) =>
  by.call('POST', '/v1/onboardings', { application_id, starts_at: STARTS, ...more });
const arranged = async (more: object = {}) => (await arrange(await application(), more)).body;
const act = (id: string, what: string, body: object = {}, by = api) =>
  by.call('POST', `/v1/onboardings/${id}/${what}`, body);
const move = (id: unknown, from_stage: Stage, to_stage: Stage) =>
  api.call('POST', `/v1/applications/${id}/stage_moves`, { from_stage, to_stage, reason: 'seen' });
const seatOf = async (id: string) => (await api.call('GET', `/v1/onboardings/${id}`)).body.shift_id;
const noticesOf = async (id: unknown) =>
  (
    await api.sql<{ notice: string }[]>`
      select i.content->>'notice' as notice from inbox i join applications a using (conversation_id)
      where a.id = ${String(id)} and i.content->>'kind' = 'notice' order by i.seq`
  ).map(({ notice }) => notice);
const eventsOf = async (id: unknown) =>
  (await api.call('GET', `/v1/events?application_id=${id}&limit=100`)).body.data;

describe('a first shift', () => {
  it('takes a seat in the shift that is on then; the event and the timeline tell of it', async () => {
    const [night, next] = [await shift(2), await shift(2, NEXT)];
    const body = await arranged();
    expect(body.shift_id).toBe(night);
    expect([await claimed(night), await claimed(next)]).toEqual([1, 0]);
    const { application_id: id } = body;
    await expect
      .poll(async () => (await eventsOf(id)).filter(({ type }) => type === 'shift.claimed'))
      .toMatchObject([{ data: { shift_id: night, onboarding_id: body.id } }]);
    const { data } = (await api.call('GET', `/v1/applications/${id}/timeline`)).body;
    expect(data.filter(({ type }) => type === 'shift.claimed')).toMatchObject([{ kind: 'event' }]);
  });

  it('takes none where the opening has no shift then, and is arranged all the same', async () => {
    const next = await shift(1, NEXT);
    expect(await arranged()).toMatchObject({ state: 'scheduled', shift_id: null });
    // At its end a shift is over.
    expect(await arranged({ starts_at: NEXT.ends_at })).toMatchObject({ shift_id: null });
    expect(await claimed(next)).toBe(0);
  });

  it('may begin within a shift; of several it has the one that begins then, else one with a free seat', async () => {
    const whole = await shift(1, { ...NIGHT, starts_at: '2026-12-01T12:00:00Z' });
    const night = await shift(1);
    expect((await arranged()).shift_id).toBe(night);
    expect((await arranged()).shift_id).toBe(whole);
    expect(await arrange(await application())).toMatchObject({ status: 409, body: { code: 'shift_full' } });
  });

  it('has the shift that is named, which has to be of its opening, and on then', async () => {
    const [one, two] = [await shift(1), await shift(1)];
    expect((await arranged({ shift_id: two })).shift_id).toBe(two);
    const refused = [
      [await shift(1, NEXT), 422],
      [await shift(1, NIGHT, await newOpening()), 422],
      [`shf_${'0'.repeat(25)}`, 422],
      // Whoever names one means that one.
      [two, 409],
    ] as const;
    for (const [shift_id, status] of refused) {
      const id = await application();
      const answer = await arrange(id, { shift_id });
      expect(answer.status).toBe(status);
      if (status === 422) expect(answer.body.errors.map(({ path }) => path)).toEqual(['shift_id']);
      expect((await api.call('GET', `/v1/applications/${id}`)).body.stage).toBe('contract');
    }
    expect(await claimed(one)).toBe(0);
  });

  it('is refused where no seat is free: what is free is named, nothing is kept, nobody is told of it', async () => {
    const [night, next] = [await shift(1), await shift(3, NEXT)];
    await shift(0, { starts_at: '2026-12-03T14:00:00Z', ends_at: '2026-12-03T22:00:00Z' });
    await shift(4, { starts_at: '2026-11-25T14:00:00Z', ends_at: '2026-11-25T22:00:00Z' });
    await arranged();
    const late = await application();
    const { status, body } = await arrange(late);
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'shift_full' });
    expect(body.detail).toContain(`All 1 seats of the shift ${night} are taken; nothing was arranged`);
    expect(body.detail).toContain(next);
    expect(body.errors).toEqual([
      {
        path: 'shift_id',
        message: `${next} has 3 free, from 2026-12-02T14:00:00.000Z to 2026-12-02T22:00:00.000Z`,
      },
    ]);
    expect(await noticesOf(late)).toEqual([]);
    expect((await api.call('GET', `/v1/onboardings?application_id=${late}`)).body.data).toEqual([]);
    expect((await arrange(late, { starts_at: NEXT.starts_at })).body.shift_id).toBe(next);
    // A shift that gets more seats takes more.
    await api.call('PATCH', `/v1/openings/${opening}/shifts/${night}`, { capacity: 2 });
    expect((await arranged()).shift_id).toBe(night);
  });
});

describe('the last seats', () => {
  it('of fifty at once in two processes, three have the three seats, and the others are told so', async () => {
    const night = await shift(3);
    const people = await Promise.all(Array.from({ length: 50 }, () => application()));
    const answers = await Promise.all(people.map((id, i) => arrange(id, {}, [api, other][i % 2]!)));
    const won = answers.filter(({ status }) => status === 201);
    expect(won).toHaveLength(3);
    expect(answers.filter(({ body }) => body.code === 'shift_full')).toHaveLength(47);
    expect(await claimed(night)).toBe(3);
    const told = await Promise.all(people.map(noticesOf));
    expect(told.map(({ length }) => length)).toEqual(answers.map(({ status }) => Number(status === 201)));
  });

  it('change hands whole: of five who want the one that is free elsewhere, one moves, and four keep theirs', async () => {
    const [night, next] = [await shift(5), await shift(6, NEXT)];
    const here = await Promise.all(Array.from({ length: 5 }, () => arranged()));
    const there = await Promise.all(Array.from({ length: 5 }, () => arranged({ starts_at: NEXT.starts_at })));
    const go = ({ id }: { id: string }, i: number, times: { starts_at: string }) =>
      act(id, 'reschedule', { starts_at: times.starts_at }, [api, other][i % 2]!);
    const moved = await Promise.all(here.map((one, i) => go(one, i, NEXT)));
    expect(moved.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(moved.filter(({ body }) => body.code === 'shift_full')).toHaveLength(4);
    expect([await claimed(night), await claimed(next)]).toEqual([4, 6]);
    // To and fro, both ways at once: nobody waits for somebody who waits for them.
    const all = [...here, ...there];
    const crossed = await Promise.all(all.flatMap((one, i) => [go(one, i, NIGHT), go(one, i + 1, NEXT)]));
    for (const { status, body } of crossed) expect(status === 200 || body.code === 'shift_full').toBe(true);
    const seats = await Promise.all(all.map(({ id }) => seatOf(id)));
    const atNight = seats.filter((one) => one === night).length;
    expect([await claimed(night), await claimed(next)]).toEqual([atNight, 10 - atNight]);
    expect([atNight <= 5, 10 - atNight <= 6]).toEqual([true, true]);
  });
});

describe('another time', () => {
  it('gives the old seat back and takes the new one', async () => {
    const [night, next] = [await shift(1), await shift(1, NEXT)];
    const { id } = await arranged();
    expect((await act(id, 'reschedule', { starts_at: NEXT.starts_at })).body.shift_id).toBe(next);
    expect([await claimed(night), await claimed(next)]).toEqual([0, 1]);
    // An hour later it is the same seat, though none is free.
    expect((await act(id, 'reschedule', { starts_at: '2026-12-02T15:00:00Z' })).body.shift_id).toBe(next);
    expect(await claimed(next)).toBe(1);
    const away = await act(id, 'reschedule', { starts_at: '2026-12-09T15:00:00Z' });
    expect(away.body.shift_id).toBeNull();
    expect(await claimed(next)).toBe(0);
  });

  it('for which no seat is free changes nothing, and tells nobody', async () => {
    const [night, next] = [await shift(1), await shift(1, NEXT)];
    const { id, application_id, starts_at } = await arranged();
    await arranged({ starts_at: NEXT.starts_at });
    expect(await act(id, 'reschedule', { starts_at: NEXT.starts_at })).toMatchObject({
      status: 409,
      body: { code: 'shift_full', detail: expect.stringContaining(next) },
    });
    expect((await api.call('GET', `/v1/onboardings/${id}`)).body).toMatchObject({
      starts_at,
      shift_id: night,
    });
    expect([await claimed(night), await claimed(next)]).toEqual([1, 1]);
    expect(await noticesOf(application_id)).toEqual(['onboarding.scheduled']);
  });
});

describe('a seat is free again', () => {
  it.each([
    ['who did not come', (id: string) => act(id, 'no_show')],
    ['a first shift that does not take place', (id: string) => act(id, 'cancel', { reason: 'seen' })],
    ['who withdrew', (_: string, app: string) => move(app, 'onboarding', 'withdrawn')],
    ['who is declined', (_: string, app: string) => move(app, 'onboarding', 'declined')],
  ])('of %s, once', async (_who, leave) => {
    const night = await shift(2);
    const { id, application_id } = await arranged();
    await arranged();
    now = Date.parse('2026-12-01T15:00:00Z');
    expect((await leave(id, String(application_id))).status).toBeLessThan(300);
    expect(await claimed(night)).toBe(1);
    expect(await seatOf(id)).toBeNull();
    now = NOW;
    expect((await arranged()).shift_id).toBe(night);
    expect((await leave(id, String(application_id))).status).toBe(409);
    expect(await claimed(night)).toBe(2);
  });

  it('of who was erased', async () => {
    const night = await shift(1);
    const { application_id } = await arranged();
    const [who] = await api.sql<{ candidate_id: string; conversation_id: string }[]>`
      select candidate_id, conversation_id from applications where id = ${String(application_id)}`;
    await api.sql.begin((tx) => eraseEverything(tx, who!.candidate_id, who!.conversation_id));
    expect(await claimed(night)).toBe(0);
  });

  it('not of who did not come and keeps the place, and not of who works', async () => {
    const night = await shift(2);
    const [missed, works] = [await arranged(), await arranged()];
    now = Date.parse('2026-12-01T15:00:00Z');
    await act(missed.id, 'no_show', { keep_place: true });
    await act(works.id, 'complete');
    expect(await claimed(night)).toBe(2);
  });

  it('of a first shift that rests; going on, it has one again, or is told that there is none', async () => {
    const night = await shift(1);
    const { id, application_id } = await arranged();
    expect((await move(application_id, 'onboarding', 'contract')).status).toBe(201);
    expect([await claimed(night), await seatOf(id)]).toEqual([0, null]);
    const second = await arranged();
    expect(second.shift_id).toBe(night);
    expect(await move(application_id, 'contract', 'onboarding')).toMatchObject({
      status: 409,
      body: { code: 'shift_full', detail: expect.stringContaining(`Give ${id} another time first`) },
    });
    expect((await api.call('GET', `/v1/applications/${application_id}`)).body.stage).toBe('contract');
    expect((await noticesOf(application_id)).at(-1)).toBe('onboarding.resting');
    await act(second.id, 'cancel', { reason: 'seen' });
    expect((await move(application_id, 'contract', 'onboarding')).status).toBe(201);
    expect([await claimed(night), await seatOf(id)]).toEqual([1, night]);
  });
});

it('a shift with a seat taken keeps its seats and stays; who has them is named', async () => {
  const night = await shift(2);
  const { id } = await arranged();
  const path = `/v1/openings/${opening}/shifts/${night}`;
  expect(await api.call('PATCH', path, { capacity: 0 })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'capacity' }] },
  });
  expect(await api.call('DELETE', path)).toMatchObject({
    status: 409,
    body: { errors: [{ path: 'onboarding_id', message: `${id} has a seat, and is scheduled` }] },
  });
  await act(id, 'cancel', { reason: 'seen' });
  expect((await api.call('DELETE', path)).status).toBe(204);
});
