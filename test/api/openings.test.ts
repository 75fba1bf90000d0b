import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpeningStatus } from '../../src/types.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

const opening = async (over: object = {}) =>
  (await api.call('POST', '/v1/openings', { ...OPENING, ...over })).body;
const ids = async (query: string) =>
  (await api.call('GET', `/v1/openings?limit=100&${query}`)).body.data.map((one) => one.id);

describe('the status of an opening', () => {
  const all: OpeningStatus[] = ['draft', 'open', 'paused', 'filled', 'closed'];
  const allowed: Record<OpeningStatus, OpeningStatus[]> = {
    draft: ['draft', 'open', 'closed'],
    open: ['open', 'paused', 'filled', 'closed'],
    paused: ['paused', 'open', 'filled', 'closed'],
    filled: ['filled', 'open', 'closed'],
    closed: ['closed', 'open'],
  };
  it.each(all.flatMap((from) => all.map((to) => ({ from, to, yes: allowed[from].includes(to) }))))(
    'may go from $from to $to: $yes',
    async ({ from, to, yes }) => {
      const { id } = await opening({ status: from });
      const changed = await api.call('PATCH', `/v1/openings/${id}`, { status: to, headcount: 7 });
      expect(changed.status).toBe(yes ? 200 : 409);
      if (!yes) expect(changed.body).toMatchObject({ code: 'conflict', errors: [{ path: 'status' }] });
      const { body } = await api.call('GET', `/v1/openings/${id}`);
      expect(body).toMatchObject(yes ? { status: to, headcount: 7 } : { status: from, headcount: 1 });
    },
  );
});

describe('openings', () => {
  it('are found by role and by a piece of code, title or place, letter by letter', async () => {
    const title = { zh: '冷链理货员', en: 'Cold 100%_chain \\ picker' };
    const { id } = await opening({ title, role: 'picker', code: 'COLD77', site: { city: '苏州' } });
    await opening({ title: { zh: '理货', en: 'Cold 100 chain picker' } });
    for (const q of ['冷链', 'cold77', '100%_CHAIN', '\\', '苏州', ' 冷链 ']) {
      expect(await ids(`q=${encodeURIComponent(q)}`), q).toEqual([id]);
    }
    expect(await ids('q=100%25&role=picker')).toEqual([id]);
    expect(await ids('q=100%25&role=sorter')).toEqual([]);
    expect(await ids('role=picker&status=open')).toEqual([]);
  });

  it.each(['q=%00', 'q=', `q=${'x'.repeat(101)}`, 'role=A'])('refuse the filter %s', async (query) => {
    expect((await api.call('GET', `/v1/openings?${query}`)).status).toBe(422);
  });
});

describe('shifts', () => {
  const night = {
    starts_at: '2026-03-06T22:00:00+08:00',
    ends_at: '2026-03-07T06:00:00+08:00',
    capacity: 12,
  };
  const shifts = (id: string) => `/v1/openings/${id}/shifts`;
  const made = async (over: object = {}) => {
    const { id } = await opening();
    const { status, body, headers } = await api.call('POST', shifts(id), { ...night, ...over });
    expect(status).toBe(201);
    return { opening: id, body, path: headers.get('location')! };
  };
  const claim = async (path: string, openingId: string) => {
    const { body: candidate } = await api.call('POST', '/v1/candidates', {});
    const both = { candidate_id: candidate.id, opening_id: openingId };
    const { body } = await api.call('POST', '/v1/applications', both);
    await api.sql`insert into shift_claims (shift_id, application_id) values (${path.split('/').at(-1)!}, ${body.id})`;
  };

  it('are added, read, changed in part, listed and removed', async () => {
    const { opening: id, body, path } = await made();
    expect(body).toEqual({
      id: expect.stringMatching(/^shf_[0-9a-z]{25}$/),
      opening_id: id,
      starts_at: '2026-03-06T14:00:00.000Z',
      ends_at: '2026-03-06T22:00:00.000Z',
      capacity: 12,
      claimed: 0,
      created_at: expect.stringMatching(/Z$/),
      updated_at: body.created_at,
    });
    expect((await api.call('GET', path)).body).toEqual(body);
    const changed = await api.call('PATCH', path, { ends_at: '2026-03-07T07:00:00+08:00' });
    const updated_at = expect.not.stringMatching(String(body.updated_at));
    expect(changed.body).toEqual({ ...body, ends_at: '2026-03-06T23:00:00.000Z', updated_at });
    expect((await api.call('GET', shifts(id))).body.data).toEqual([changed.body]);
    expect((await api.call('DELETE', path)).status).toBe(204);
    expect((await api.call('DELETE', path)).status).toBe(404);
    expect((await api.call('GET', path)).status).toBe(404);
  });

  it('belong to one opening: by way of another they are not there', async () => {
    const { path } = await made();
    const elsewhere = path.replace(/opn_\w+/, (await opening()).id);
    for (const [method, body] of [['GET'], ['PATCH', { capacity: 0 }], ['DELETE']] as const) {
      expect((await api.call(method, elsewhere, body)).status, method).toBe(404);
    }
    expect((await api.call('GET', path)).body.capacity).toBe(12);
  });

  it.each([
    ['ends before it starts', { ends_at: night.starts_at }, 'ends_at'],
    ['lasts longer than 48 hours', { ends_at: '2026-03-08T22:00:00.001+08:00' }, 'ends_at'],
    ['has no offset', { starts_at: '2026-03-06T22:00:00' }, 'starts_at'],
    ['is on a day that does not exist', { starts_at: '2026-02-30T22:00:00Z' }, 'starts_at'],
    ['is in the year 0', { starts_at: '0000-01-01T00:00:00Z' }, 'starts_at'],
    ['has less than no seats', { capacity: -1 }, 'capacity'],
    ['has half a seat', { capacity: 0.5 }, 'capacity'],
    ['says who has them', { claimed: 3 }, 'claimed'],
  ])('are refused when one %s', async (_what, over, where) => {
    const { id } = await opening();
    const answer = await api.call('POST', shifts(id), { ...night, ...over });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((item) => item.path)).toContain(where);
    const { path } = await made();
    expect((await api.call('PATCH', path, over)).status).toBe(422);
    expect((await api.call('GET', path)).body.capacity).toBe(12);
  });

  it('are as long as their moments say, in the night in which the clocks change too', async () => {
    // Wall clocks in Berlin: 48 hours from Saturday noon are Monday 13:00 in spring; by local days alone they would be 47.
    const { body } = await made({
      starts_at: '2026-03-28T12:00:00+01:00',
      ends_at: '2026-03-30T13:00:00+02:00',
    });
    expect(body).toMatchObject({
      starts_at: '2026-03-28T11:00:00.000Z',
      ends_at: '2026-03-30T11:00:00.000Z',
    });
    const { id } = await opening();
    const late = { ...night, starts_at: '2026-10-24T12:00:00+02:00', ends_at: '2026-10-26T12:00:00+01:00' };
    expect((await api.call('POST', shifts(id), late)).status).toBe(422);
  });

  it('never have fewer seats than are taken, and stay while one is', async () => {
    const { opening: id, path } = await made();
    await claim(path, id);
    await claim(path, id);
    expect((await api.call('GET', path)).body.claimed).toBe(2);
    expect(await api.call('PATCH', path, { capacity: 1 })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'capacity' }] },
    });
    expect((await api.call('PATCH', path, { capacity: 2 })).body.capacity).toBe(2);
    expect((await api.call('DELETE', path)).status).toBe(409);
  });

  it('are paged, and found by when they start', async () => {
    const { id } = await opening();
    for (let day = 1; day <= 5; day++) {
      const times = { starts_at: `2026-05-0${day}T08:00:00Z`, ends_at: `2026-05-0${day}T16:00:00Z` };
      await api.call('POST', shifts(id), { ...times, capacity: day });
    }
    const first = await api.call('GET', `${shifts(id)}?limit=3`);
    const next = /^<([^>]+)>/.exec(first.headers.get('link')!)![1]!;
    const seats = [...first.body.data, ...(await api.call('GET', next)).body.data].map((one) => one.capacity);
    expect(seats).toEqual([1, 2, 3, 4, 5]);
    const few = await api.call(
      'GET',
      `${shifts(id)}?starts_after=2026-05-02T08:00:00Z&starts_before=2026-05-04T10:00:00%2B02:00`,
    );
    expect(few.body.data.map((one) => one.capacity)).toEqual([2, 3]);
  });
});
