import { describe, expect, it } from 'vitest';
import type { Zone } from '../../src/flows/days.ts';
import { overAt, payDayAt, toldFrom, zoneOf } from '../../src/pipeline/employment.ts';
import { clocksOf } from '../../src/pipeline/onboarding.ts';

const iso = (at: number | null) => at && new Date(at).toISOString();

describe('the clocks of a first shift', () => {
  const before = Date.parse('2026-01-01T00:00:00Z');
  it.each<[string, Zone, string, string]>([
    ['2026-12-01T14:00:00Z', 'Asia/Shanghai', '2026-11-30T10:00:00.000Z', '2026-12-01T12:00:00.000Z'],
    // Half past midnight: the evening before is the one of the day before.
    ['2026-12-01T16:30:00Z', 'Asia/Shanghai', '2026-12-01T10:00:00.000Z', '2026-12-01T14:30:00.000Z'],
    ['2026-12-01T02:30:00Z', 'Asia/Kolkata', '2026-11-30T12:30:00.000Z', '2026-12-01T00:30:00.000Z'],
    ['2026-12-01T02:15:00Z', 'Asia/Kathmandu', '2026-11-30T12:15:00.000Z', '2026-12-01T00:15:00.000Z'],
    // The clocks change in the night between: the evening is as the wall has it, two hours are two hours.
    ['2026-03-29T06:00:00Z', 'Europe/Berlin', '2026-03-28T17:00:00.000Z', '2026-03-29T04:00:00.000Z'],
    ['2026-03-29T01:30:00Z', 'Europe/Berlin', '2026-03-28T17:00:00.000Z', '2026-03-28T23:30:00.000Z'],
    ['2026-10-25T07:00:00Z', 'Europe/Berlin', '2026-10-24T16:00:00.000Z', '2026-10-25T05:00:00.000Z'],
    ['2026-03-08T13:00:00Z', 'America/New_York', '2026-03-07T23:00:00.000Z', '2026-03-08T11:00:00.000Z'],
    ['2026-11-01T14:00:00Z', 'America/New_York', '2026-10-31T22:00:00.000Z', '2026-11-01T12:00:00.000Z'],
    // No zone is known but the offset that it was written with.
    ['2026-12-01T14:00:00Z', 480, '2026-11-30T10:00:00.000Z', '2026-12-01T12:00:00.000Z'],
  ])('%s in %s: the evening at %s, soon at %s', (startsAt, zone, evening, soon) => {
    const clocks = clocksOf(Date.parse(startsAt), zone, before);
    expect(iso(clocks.evening)).toBe(evening);
    expect(iso(clocks.soon)).toBe(soon);
    expect(clocks.start).toBe(Date.parse(startsAt));
    expect(clocks.missing).toBe(Date.parse(startsAt) + 3_600_000);
  });

  it('those that are over are not set', () => {
    const startsAt = Date.parse('2026-12-01T14:00:00Z');
    const clocks = clocksOf(startsAt, 'Asia/Shanghai', startsAt - 3_600_000);
    expect(clocks).toMatchObject({ evening: null, soon: null, start: startsAt });
  });
});

describe('the clocks of work', () => {
  it.each([
    ['2026-12-10', 'Asia/Shanghai', '2026-12-10T01:00:00.000Z', '2026-12-10T16:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-29T07:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['2026-03-28', 'Europe/Berlin', '2026-03-28T08:00:00.000Z', '2026-03-28T23:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T14:00:00.000Z', '2026-11-02T05:00:00.000Z'],
    ['2026-12-10', 'Asia/Kathmandu', '2026-12-10T03:15:00.000Z', '2026-12-10T18:15:00.000Z'],
  ])('%s in %s: pay at %s, over at %s', (day, zone, pay, over) => {
    expect(iso(payDayAt(day, zone))).toBe(pay);
    expect(iso(overAt(day, zone))).toBe(over);
  });

  it('the site says the zone, else the setting, else it is UTC', () => {
    expect(zoneOf({ site_zone: 'Asia/Tokyo' }, { defaultTimeZone: 'Asia/Shanghai' })).toBe('Asia/Tokyo');
    expect(zoneOf({ site_zone: null }, { defaultTimeZone: 'Asia/Shanghai' })).toBe('Asia/Shanghai');
    expect(zoneOf({ site_zone: null }, { defaultTimeZone: undefined })).toBe('UTC');
  });

  it('what was paid days ago is news, what was paid months ago is not', () => {
    expect(toldFrom('2026-12-02')).toBe('2026-11-29');
  });
});
