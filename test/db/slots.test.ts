import { describe, expect, it } from 'vitest';
import { multirange, parseSlot } from '../../db/slots.ts';

const DAY = 1440;

describe('a slot', () => {
  it.each<[string, [number, number][]]>([
    ['mon 00:00-24:00', [[0, DAY]]],
    ['mon 09:00-17:30', [[540, 1050]]],
    ['fri 22:00-06:00', [[4 * DAY + 1320, 5 * DAY + 360]]],
    ['sun 22:00-24:00', [[6 * DAY + 1320, 7 * DAY]]],
    ['sun 22:00-00:00', [[6 * DAY + 1320, 7 * DAY]]],
    [
      'sun 22:00-06:00',
      [
        [6 * DAY + 1320, 7 * DAY],
        [0, 360],
      ],
    ],
    [
      'sat-mon 08:00-09:00',
      [
        [5 * DAY + 480, 5 * DAY + 540],
        [6 * DAY + 480, 6 * DAY + 540],
        [480, 540],
      ],
    ],
    ['mon-mon 08:00-09:00', [[480, 540]]],
  ])('%s is read', (text, expected) => {
    expect(parseSlot(text)).toEqual(expected.map(([start, end]) => ({ start, end })));
  });

  it.each([
    '',
    'fri',
    'fri 22-06',
    'fri 22:00',
    'fri 22:00-22:00',
    'fri 24:00-06:00',
    'fri 22:60-23:00',
    'fri 25:00-26:00',
    'friday 22:00-06:00',
    'Fri 22:00-06:00',
    '周五 22:00-06:00',
    'fri  22:00-06:00',
    'fri 22:00-06:00\n',
    'fri-xyz 22:00-06:00',
    'fri 22:00-06:00; drop table',
  ])('%j is none', (text) => {
    expect(parseSlot(text)).toBeNull();
  });

  it('goes to the database with others as spans of one week, and without those that are none', () => {
    expect(multirange(['mon 00:00-01:00', 'any time', 7, 'sun 23:00-01:00'])).toBe(
      '{[0,60),[10020,10080),[0,60)}',
    );
    expect(multirange(['any time'])).toBeNull();
    expect(multirange([])).toBeNull();
  });
});
