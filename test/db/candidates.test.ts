/** Filters of candidates against the plain meaning of each, on both engines. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandidateFilter } from '../../db/candidate-filters.ts';
import { insertCandidate, listCandidates, type NewCandidate, updateCandidate } from '../../db/candidates.ts';
import { boxAround } from '../../db/geo.ts';
import fc from '../support/chance.ts';
import { engines, type TestDatabase } from './support.ts';

const nobody: NewCandidate = {
  name: null,
  phone: null,
  language: null,
  time_zone: null,
  preferences: {},
  profile: {},
  location: null,
  source: null,
};

describe.each(engines)('candidates on $engine', ({ open }) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  const add = async (over: Partial<NewCandidate>) =>
    (await insertCandidate(db.sql, { ...nobody, ...over })).id;
  const find = async (filter: CandidateFilter) =>
    (await listCandidates(db.sql, filter, { after: null, limit: 100 })).rows.map((row) => row.id);

  it.each([
    { at: [31.2, 121.5], from: [31.2, 121.6], km: 10, found: true, where: 'a city' },
    { at: [31.2, 121.5], from: [31.2, 121.6], km: 9, found: false, where: 'a city' },
    { at: [-17.7, 179.95], from: [-17.7, -179.95], km: 11, found: true, where: 'the date line' },
    {
      at: [-17.7, -179.95],
      from: [-17.7, 179.95],
      km: 11,
      found: true,
      where: 'the date line, from the other side',
    },
    { at: [-17.7, 179.95], from: [-17.7, -179.95], km: 10, found: false, where: 'the date line, too far' },
    { at: [0, 180], from: [0, -180], km: 0.1, found: true, where: 'the two names of the date line' },
    { at: [89.9, 0], from: [89.9, 180], km: 23, found: true, where: 'the other side of the North Pole' },
    {
      at: [89.9, 0],
      from: [89.9, 180],
      km: 21,
      found: false,
      where: 'the other side of the North Pole, too far',
    },
    { at: [-90, 33], from: [-89.95, -120], km: 6, found: true, where: 'the South Pole' },
    { at: [51.5, -0.01], from: [51.5, 0.01], km: 2, found: true, where: 'the zero meridian' },
  ])('are found $km km from a place: $where', async ({ at, from, km, found }) => {
    const id = await add({ location: { lat: at[0]!, lon: at[1]! } });
    const ids = await find({ near: { lat: from[0]!, lon: from[1]!, radiusKm: km } });
    expect(ids.includes(id)).toBe(found);
  });

  it.each<[string[], string, boolean]>([
    [['fri 22:00-06:00'], 'fri 22:00-06:00', true],
    [['fri 20:00-08:00'], 'fri 22:00-06:00', true],
    [['fri 20:00-08:00'], 'sat 00:00-08:00', true],
    [['fri 22:00-05:59'], 'fri 22:00-06:00', false],
    [['fri 22:00-24:00'], 'fri 22:00-06:00', false],
    [['fri 22:00-24:00', 'sat 00:00-06:00'], 'fri 22:00-06:00', true],
    [['sun 22:00-06:00'], 'sun 22:00-06:00', true],
    [['sun 22:00-06:00'], 'mon 00:00-06:00', true],
    [['mon 00:00-06:00'], 'sun 22:00-06:00', false],
    [['sun 22:00-24:00', 'mon 00:00-06:00'], 'sun 23:00-01:00', true],
    [['mon-sun 00:00-24:00'], 'sun 22:00-06:00', true],
    [['mon-fri 09:00-17:00'], 'tue-thu 10:00-16:00', true],
    [['mon-fri 09:00-17:00'], 'thu-sat 10:00-16:00', false],
    [['fri-mon 20:00-23:00'], 'sun 21:00-22:00', true],
    [['whenever'], 'mon 00:00-00:01', false],
    [[], 'mon 00:00-00:01', false],
  ])('with the times %j cover %s: %s', async (slots, slot, found) => {
    const id = await add({ preferences: { slots } });
    expect((await find({ slot })).includes(id)).toBe(found);
  });

  it('are found by the times that they have now', async () => {
    const id = await add({ preferences: { slots: ['tue 03:00-04:00'] } });
    await updateCandidate(db.sql, id, { name: 'x' });
    expect(await find({ slot: 'tue 03:00-04:00' })).toContain(id);
    await updateCandidate(db.sql, id, { preferences: { slots: ['tue 05:00-06:00'] } });
    expect(await find({ slot: 'tue 03:00-04:00' })).not.toContain(id);
    expect(await find({ slot: 'tue 05:00-06:00' })).toContain(id);
    await updateCandidate(db.sql, id, { preferences: {} });
    expect(await find({ slot: 'tue 05:00-06:00' })).not.toContain(id);
  });

  it.each([
    ['欧阳小雨', null, [], '欧', true],
    ['欧阳小雨', null, [], '阳小', true],
    ['欧阳小雨', null, [], '欧小', false],
    ['Anna-Maria', null, [], 'nna-m', true],
    [null, '+8613700000042', [], '0042', true],
    [null, '+8613700000042', [], '+86137', true],
    [null, null, ['开叉车', 'Excel'], '叉车', true],
    [null, null, ['开叉车', 'Excel'], 'EXC', true],
    ['Percy 100%', null, [], '100%', true],
    ['Percy 1000', null, [], '100%', false],
    ['under_score', null, [], 'r_s', true],
    ['underXscore', null, [], 'r_s', false],
    ['back\\slash', null, [], 'k\\s', true],
    ["O'Neil", null, [], "o'n", true],
    ['🧑‍🏭 Zoë', null, [], '🏭', true],
    ['Ann', '+8613700000043', ['+4 kg'], 'n+8', false],
  ] as const)('called %j, %j, %j are found by %j: %s', async (name, phone, skills, word, found) => {
    const id = await add({ name, phone, profile: { skills: [...skills] } });
    expect((await find({ words: [word] })).includes(id)).toBe(found);
  });

  it('need every word, in whatever field', async () => {
    const id = await add({ name: 'Q Lin', phone: '+8613711111111', profile: { skills: ['juggling'] } });
    expect(await find({ words: ['juggl', 'lin', '1371111'] })).toEqual([id]);
    expect(await find({ words: ['juggl', 'lin', '1372222'] })).toEqual([]);
  });

  it('are as near as the distance says, wherever on the Earth', async () => {
    const radians = (degrees: number) => (degrees * Math.PI) / 180;
    /** By vectors, which know neither poles nor a date line. */
    const distance = (a: [number, number], b: [number, number]) => {
      const [p, q] = [a, b].map(([lat, lon]) => [
        Math.cos(radians(lat)) * Math.cos(radians(lon)),
        Math.cos(radians(lat)) * Math.sin(radians(lon)),
        Math.sin(radians(lat)),
      ]) as [number[], number[]];
      const apart = Math.hypot(...p.map((x, i) => x - q[i]!));
      return 2 * 6371.0088 * Math.asin(Math.min(1, apart / 2));
    };
    const point = fc.tuple(
      fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, 90, 0, 89.99, -89.99)),
      fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(-180, 180, 179.99, -179.99)),
    );
    const radius = fc.double({ min: 0.1, max: 2000, noNaN: true });
    fc.assert(
      fc.property(point, point, radius, ([lat, lon], at, radiusKm) => {
        if (distance([lat, lon], at) > radiusKm) return;
        const box = boxAround({ lat, lon, radiusKm });
        expect(at[0]).toBeGreaterThanOrEqual(box.south);
        expect(at[0]).toBeLessThanOrEqual(box.north);
        if (box.lon === null) return;
        const { west, east } = box.lon;
        const inside = west <= east ? at[1] >= west && at[1] <= east : at[1] >= west || at[1] <= east;
        expect(inside, `${at} is not in ${west} to ${east}`).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });
});
