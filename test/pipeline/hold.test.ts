import { expect, it } from 'vitest';
import { holdUntil } from '../../src/pipeline/hold.ts';

it.each([
  ['a Monday', '2026-03-02T10:00:00+08:00', 5, 'Asia/Shanghai', '2026-03-09T23:59:59.999+08:00'],
  ['a Friday', '2026-03-06T10:00:00+08:00', 5, 'Asia/Shanghai', '2026-03-13T23:59:59.999+08:00'],
  ['a Saturday', '2026-03-07T10:00:00+08:00', 5, 'Asia/Shanghai', '2026-03-13T23:59:59.999+08:00'],
  ['a Sunday night', '2026-03-08T23:59:00+08:00', 5, 'Asia/Shanghai', '2026-03-13T23:59:59.999+08:00'],
  ['ten days', '2026-03-02T10:00:00+08:00', 10, 'Asia/Shanghai', '2026-03-16T23:59:59.999+08:00'],
  [
    'an evening that is the next day in UTC',
    '2026-03-02T20:00:00-05:00',
    5,
    'America/New_York',
    '2026-03-09T23:59:59.999-04:00',
  ],
  ['clocks put forward', '2026-03-27T10:00:00Z', 5, 'Europe/London', '2026-04-03T23:59:59.999+01:00'],
  ['clocks put back', '2026-10-23T10:00:00+01:00', 5, 'Europe/London', '2026-10-30T23:59:59.999Z'],
])('from %s on (%s) %i working days in %s end at %s', (_what, now, days, zone, end) => {
  expect(new Date(holdUntil(Date.parse(now), days, zone))).toEqual(new Date(end));
});
