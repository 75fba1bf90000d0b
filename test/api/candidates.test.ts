import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, OPENING, startHarness } from './harness.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

const add = async (over: object = {}) => (await api.call('POST', '/v1/candidates', over)).body.id;
const find = async (query: Record<string, string>) => {
  const { status, body } = await api.call('GET', `/v1/candidates?${new URLSearchParams(query)}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.data.map((one) => one.id);
};

describe('candidates', () => {
  it('are found by each filter, and by all of them at once', async () => {
    const opening = (await api.call('POST', '/v1/openings', OPENING)).body.id;
    const wanted = {
      name: '欧阳小雨',
      phone: '+8613700009999',
      language: 'en',
      preferences: { slots: ['Fri 20:00-08:00'], roles: ['sorter', 'courier'], accepts_night: true },
      profile: { skills: ['叉车'] },
      location: { lat: 31.2, lon: 121.5 },
      source: 'job_fair',
    };
    const id = await add(wanted);
    const { body: other } = await api.call('POST', '/v1/candidates', {
      name: '李雷',
      language: 'zh',
      preferences: { slots: ['mon 09:00-17:00'], roles: ['cook'], accepts_night: false },
      location: { lat: 30.2, lon: 120.2 },
      source: 'poster',
    });
    await api.call('POST', '/v1/applications', { candidate_id: id, opening_id: opening });
    const before = new Date(Date.now() - 60_000).toISOString();
    const all = {
      near: '31.21,121.51',
      radius_km: '5',
      slot: 'fri 22:00-06:00',
      accepts_night: 'true',
      role: 'courier',
      stage: 'applied',
      opening_id: opening,
      source: 'job_fair',
      q: '阳小 9999',
      language: 'en',
    };
    for (const [name, value] of Object.entries(all)) {
      if (name === 'radius_km') continue;
      expect(await find({ [name]: value }), name).toEqual([id]);
    }
    expect(await find({ ...all, updated_after: before })).toEqual([id]);
    for (const [name, value] of Object.entries({ role: 'cook', q: '李雷', language: 'zh', stage: 'hired' })) {
      expect(await find({ ...all, [name]: value }), name).toEqual([]);
    }
    expect(await find({ accepts_night: 'false' })).toEqual([other.id]);
  });

  it('in a stage of one opening are those who are in it for that opening', async () => {
    const [one, two] = [
      (await api.call('POST', '/v1/openings', OPENING)).body.id,
      (await api.call('POST', '/v1/openings', OPENING)).body.id,
    ];
    const id = await add();
    for (const opening_id of [one, two])
      await api.call('POST', '/v1/applications', { candidate_id: id, opening_id });
    await api.sql`update applications set stage = 'hired' where opening_id = ${two}`;
    expect(await find({ opening_id: one, stage: 'hired' })).toEqual([]);
    expect(await find({ opening_id: two, stage: 'hired' })).toEqual([id]);
    expect((await find({ stage: 'applied' })).filter((found) => found === id)).toHaveLength(1);
  });

  it('are those that were changed since, a change by PATCH included', async () => {
    const id = await add({ name: 'old' });
    await api.sql`update candidates set updated_at = now() - interval '1 day' where id = ${id}`;
    const since = new Date(Date.now() - 3_600_000).toISOString();
    expect(await find({ updated_after: since, q: 'old' })).toEqual([]);
    await api.call('PATCH', `/v1/candidates/${id}`, { language: 'en' });
    expect(await find({ updated_after: since, q: 'old' })).toEqual([id]);
  });

  it('are paged with their filter, each once', async () => {
    const ids = [];
    for (let i = 0; i < 7; i++)
      ids.unshift(await add({ source: 'paged', preferences: { roles: ['diver'] } }));
    const seen: string[] = [];
    for (let path: string | undefined = '/v1/candidates?limit=3&source=paged&role=diver'; path; ) {
      const { body, headers } = await api.call('GET', path);
      seen.push(...body.data.map((one) => one.id));
      path = /^<([^>]+)>/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(ids);
  });

  it.each([
    ['near=1', 'near'],
    ['near=91,0', 'near'],
    ['near=0,181', 'near'],
    ['near=a,b', 'near'],
    ['near=1,2,3', 'near'],
    ['near=NaN,0', 'near'],
    ['radius_km=5', 'radius_km'],
    ['near=1,2&radius_km=0', 'radius_km'],
    ['near=1,2&radius_km=2001', 'radius_km'],
    ['near=1,2&radius_km=Infinity', 'radius_km'],
    ['slot=fri', 'slot'],
    ['slot=fri%2022:00-22:00', 'slot'],
    ['accepts_night=yes', 'accepts_night'],
    ['role=%00', 'role'],
    ['stage=fired', 'stage'],
    ['opening_id=1', 'opening_id'],
    ['source=', 'source'],
    ['q=%20', 'q'],
    ['q=%00', 'q'],
    [`q=${'x'.repeat(101)}`, 'q'],
    ['updated_after=yesterday', 'updated_after'],
    ['updated_after=0000-01-01T00:00:00Z', 'updated_after'],
    ['language=fr', 'language'],
    ['name=x', 'name'],
  ])('refuse the filter %s by name', async (query, where) => {
    const { status, body } = await api.call('GET', `/v1/candidates?${query}`);
    expect(status).toBe(422);
    expect(body.errors.map((item) => item.path)).toContain(where);
  });

  it('say their times in a form that can be looked for', async () => {
    const made = await api.call('POST', '/v1/candidates', { preferences: { slots: [' FRI 22:00-06:00 '] } });
    expect(made.body.preferences).toEqual({ slots: ['fri 22:00-06:00'] });
    const refused = await api.call('POST', '/v1/candidates', { preferences: { slots: ['fri evenings'] } });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'preferences.slots.0' }] } });
  });
});
