import { describe, expect, it } from 'vitest';
import { isQuiet, nextAllowed } from '../../src/conversation/quiet.ts';

const night = { start: 21 * 60, end: 8 * 60 };
const noon = { start: 12 * 60, end: 14 * 60 };
const small = { start: 60, end: 150 };

describe('the first moment at which we may begin to write', () => {
  it.each([
    // zone, quiet hours, now, allowed
    ['in the day', 'Asia/Shanghai', night, '2026-11-23T12:00:00+08:00', '2026-11-23T12:00:00+08:00'],
    ['one second before', 'Asia/Shanghai', night, '2026-11-23T20:59:59+08:00', '2026-11-23T20:59:59+08:00'],
    ['at the first minute', 'Asia/Shanghai', night, '2026-11-23T21:00:00+08:00', '2026-11-24T08:00:00+08:00'],
    ['before midnight', 'Asia/Shanghai', night, '2026-12-31T23:59:59+08:00', '2027-01-01T08:00:00+08:00'],
    ['after midnight', 'Asia/Shanghai', night, '2026-11-24T00:00:00+08:00', '2026-11-24T08:00:00+08:00'],
    ['in the last minute', 'Asia/Shanghai', night, '2026-11-24T07:59:30+08:00', '2026-11-24T08:00:00+08:00'],
    ['at the end', 'Asia/Shanghai', night, '2026-11-24T08:00:00+08:00', '2026-11-24T08:00:00+08:00'],
    ['at noon', 'Asia/Shanghai', noon, '2026-11-24T13:20:00+08:00', '2026-11-24T14:00:00+08:00'],
    [
      'in a zone of half hours',
      'Asia/Kolkata',
      night,
      '2026-11-23T22:10:00+05:30',
      '2026-11-24T08:00:00+05:30',
    ],
    [
      'in a zone of three quarters',
      'Asia/Kathmandu',
      night,
      '2026-11-23T22:10:00+05:45',
      '2026-11-24T08:00:00+05:45',
    ],
    // https://www.timeanddate.com/time/change/usa/new-york?year=2026 : 8 March, 1 November, both at 2:00.
    [
      'when the clocks go forward',
      'America/New_York',
      night,
      '2026-03-07T21:30:00-05:00',
      '2026-03-08T08:00:00-04:00',
    ],
    [
      'when the clocks go back',
      'America/New_York',
      night,
      '2026-10-31T21:30:00-04:00',
      '2026-11-01T08:00:00-05:00',
    ],
    [
      'when the end does not exist',
      'America/New_York',
      small,
      '2026-03-08T01:10:00-05:00',
      '2026-03-08T03:00:00-04:00',
    ],
    [
      'when the hour comes twice',
      'America/New_York',
      small,
      '2026-11-01T01:10:00-04:00',
      '2026-11-01T02:30:00-05:00',
    ],
    [
      'when clocks move by half an hour',
      'Australia/Lord_Howe',
      night,
      '2026-10-03T22:00:00+10:30',
      '2026-10-04T08:00:00+11:00',
    ],
  ])('%s', (_, zone, quiet, now, allowed) => {
    expect(new Date(nextAllowed(Date.parse(now), quiet, zone, 'zh')).toISOString()).toBe(
      new Date(allowed).toISOString(),
    );
  });

  it.each([
    // Nobody told us the zone: it has to be allowed wherever the person may be.
    ['zh', '2026-11-23T22:00:00+08:00', '2026-11-24T08:00:00+08:00'],
    ['en', '2026-11-23T09:00:00-05:00', '2026-11-23T11:00:00-05:00'],
    ['en', '2026-11-23T20:00:00-05:00', '2026-11-23T20:00:00-05:00'],
    ['en', '2026-11-23T19:00:00-08:00', '2026-11-24T08:00:00-08:00'],
  ] as const)('for %s and an unknown zone at %s is %s', (language, now, allowed) => {
    expect(nextAllowed(Date.parse(now), night, null, language)).toBe(Date.parse(allowed));
  });

  it('is now without quiet hours', () => {
    expect(nextAllowed(5, null, 'Asia/Shanghai', 'zh')).toBe(5);
    expect(nextAllowed(5, { start: 480, end: 480 }, 'Asia/Shanghai', 'zh')).toBe(5);
  });

  it.each([
    'Asia/Shanghai',
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Africa/Casablanca',
  ])('is never quiet, and the minute before it always is, through a whole year in %s', (zone) => {
    for (let now = Date.UTC(2026, 0, 1); now < Date.UTC(2027, 0, 1); now += 97 * 60_000) {
      const at = nextAllowed(now, night, zone, 'en');
      expect(isQuiet(at, night, zone)).toBe(false);
      if (at > now) expect(isQuiet(at - 60_000, night, zone)).toBe(true);
    }
  });
});
