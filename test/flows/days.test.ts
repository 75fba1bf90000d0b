import { describe, expect, it } from 'vitest';
import { addDays, dayIn, isDay, localTime, momentOf, weekdayOf, type Zone } from '../../src/flows/days.ts';

const at = (day: string, clock: string, zone: Zone) => {
  const [hours, minutes] = clock.split(':').map(Number);
  return new Date(momentOf(day, hours! * 60 + minutes!, zone)).toISOString();
};

describe('a clock on a wall', () => {
  it.each<[string, string, Zone, string]>([
    ['2026-11-26', '18:00', 'Asia/Shanghai', '2026-11-26T10:00:00.000Z'],
    ['2026-11-26', '18:00', 'Asia/Kolkata', '2026-11-26T12:30:00.000Z'],
    ['2026-11-26', '18:00', 'Asia/Kathmandu', '2026-11-26T12:15:00.000Z'],
    ['2026-11-26', '00:00', 'America/New_York', '2026-11-26T05:00:00.000Z'],
    ['2026-11-26', '18:00', 480, '2026-11-26T10:00:00.000Z'],
    ['2026-11-26', '18:00', -210, '2026-11-26T21:30:00.000Z'],
    // Clocks are put forward in the night of 29 March in Berlin, of 8 March in New York.
    ['2026-03-28', '18:00', 'Europe/Berlin', '2026-03-28T17:00:00.000Z'],
    ['2026-03-29', '01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29', '03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29', '18:00', 'Europe/Berlin', '2026-03-29T16:00:00.000Z'],
    ['2026-03-08', '01:30', 'America/New_York', '2026-03-08T06:30:00.000Z'],
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-03-08', '09:00', 'America/New_York', '2026-03-08T13:00:00.000Z'],
    // And back in the night of 25 October, of 1 November: the first of two.
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-11-01', '09:00', 'America/New_York', '2026-11-01T14:00:00.000Z'],
  ])('%s %s in %s is %s', (day, clock, zone, moment) => {
    expect(at(day, clock, zone)).toBe(moment);
  });

  it.each<[string, Zone, string, number]>([
    ['2026-11-26T17:00:00Z', 'Asia/Shanghai', '2026-11-27', 60],
    ['2026-11-26T18:20:00Z', 'Asia/Kathmandu', '2026-11-27', 5],
    ['2026-11-01T05:59:00Z', 'America/New_York', '2026-11-01', 119],
    ['2026-11-01T06:00:00Z', 'America/New_York', '2026-11-01', 60],
    ['2026-11-26T23:30:00Z', 60, '2026-11-27', 30],
  ])('%s in %s is %s, minute %d', (moment, zone, day, minutes) => {
    expect(localTime(Date.parse(moment), zone)).toEqual({ day, minutes });
    expect(dayIn(Date.parse(moment), zone)).toBe(day);
  });
});

it('days follow each other over months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  expect(weekdayOf('2026-11-29')).toBe(0);
});

it.each([
  ['2026-02-28', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-1-1', false],
  ['today', false],
])('%s is a day: %s', (text, expected) => expect(isDay(text)).toBe(expected));
