import { describe, expect, it } from 'vitest';
import { type ScreeningInput, screen } from '../../src/pipeline/screening.ts';

const NOW = new Date('2026-03-02T16:30:00Z'); // Tuesday 00:30 in Shanghai, Monday in London
const fits: ScreeningInput = {
  profile: {},
  preferences: {},
  requirements: {},
  shifts: [],
  zone: 'Asia/Shanghai',
  now: NOW,
};
const found = (over: Partial<ScreeningInput>) => screen({ ...fits, ...over });

describe('age', () => {
  const min = { requirements: { min_age: 18 } };
  it.each<[string, ScreeningInput['profile'], string[]]>([
    ['not known', {}, []],
    ['said to be enough', { age: 18 }, []],
    ['said to be too little', { age: 17 }, ['too_young']],
    ['eighteen today, where the work is', { birth_date: '2008-03-03' }, []],
    ['eighteen tomorrow', { birth_date: '2008-03-04' }, ['too_young']],
    ['by the date, whatever the age says', { age: 17, birth_date: '2000-01-01' }, []],
    ['no date at all', { birth_date: 'soon' }, []],
    ['of another shape', { age: 'seventeen' }, []],
  ])('%s', (_what, profile, reasons) => {
    expect(found({ ...min, profile })).toEqual(reasons);
  });

  it('is looked at only where the opening asks for one', () => {
    expect(found({ profile: { age: 12 } })).toEqual([]);
  });

  it('on a leap day is complete on the first of March', () => {
    const input = { ...min, profile: { birth_date: '2008-02-29' }, zone: 'UTC' };
    expect(found({ ...input, now: new Date('2026-02-28T12:00:00Z') })).toEqual(['too_young']);
    expect(found({ ...input, now: new Date('2026-03-01T12:00:00Z') })).toEqual([]);
  });
});

describe('nights', () => {
  it.each<[boolean | undefined, boolean | undefined, string[]]>([
    [true, false, ['no_nights']],
    [true, true, []],
    [true, undefined, []],
    [false, false, []],
    [undefined, false, []],
  ])('needed: %s, accepted: %s', (night_shift, accepts_night, reasons) => {
    expect(found({ requirements: { night_shift }, preferences: { accepts_night } })).toEqual(reasons);
  });
});

describe('slots and shifts', () => {
  const at = (starts_at: string, ends_at: string) => ({ starts_at, ends_at });
  const fridayNight = at('2026-03-06T22:00:00+08:00', '2026-03-07T06:00:00+08:00');
  const sundayNight = at('2026-03-08T22:00:00+08:00', '2026-03-09T06:00:00+08:00');
  const tuesday = at('2026-03-03T09:00:00+08:00', '2026-03-03T17:00:00+08:00');

  it.each<[string, unknown, ScreeningInput['shifts'], string[]]>([
    ['nobody named a time', undefined, [fridayNight], []],
    ['there are no shifts', ['fri 22:00-06:00'], [], []],
    ['the night that was named', ['fri 22:00-06:00'], [fridayNight], []],
    ['another day', ['tue 09:00-17:00'], [fridayNight], ['no_shift_fits']],
    ['one of several', ['tue 09:00-17:00'], [fridayNight, tuesday], []],
    ['half of a shift is not a shift', ['tue 09:00-13:00'], [tuesday], ['no_shift_fits']],
    ['two slots that touch make one', ['tue 09:00-13:00', 'tue 13:00-18:00'], [tuesday], []],
    ['a night over the end of the week', ['sun 20:00-08:00'], [sundayNight], []],
    ['the same in two slots', ['sun 20:00-24:00', 'mon 00:00-08:00'], [sundayNight], []],
    ['a slot that nobody can read could be any time', ['evenings', 'tue 09:00-10:00'], [fridayNight], []],
    ['not a list', 'fri 22:00-06:00', [tuesday], []],
  ])('%s', (_what, slots, shifts, reasons) => {
    expect(found({ preferences: { slots }, shifts })).toEqual(reasons);
  });

  it('are read by the clock where the work is', () => {
    const shifts = [at('2026-03-06T14:00:00Z', '2026-03-06T22:00:00Z')];
    expect(found({ preferences: { slots: ['fri 22:00-06:00'] }, shifts })).toEqual([]);
    expect(found({ preferences: { slots: ['fri 22:00-06:00'] }, shifts, zone: 'Europe/London' })).toEqual([
      'no_shift_fits',
    ]);
  });

  it('keep an eight-hour night that the clocks put forward within its slot', () => {
    // Berlin, 29 March 2026: 22:00 to 07:00 by the wall, eight hours.
    const shifts = [at('2026-03-28T22:00:00+01:00', '2026-03-29T07:00:00+02:00')];
    expect(found({ preferences: { slots: ['sat 22:00-07:00'] }, shifts, zone: 'Europe/Berlin' })).toEqual([]);
  });
});

it('names everything that does not fit', () => {
  expect(
    found({
      profile: { age: 16 },
      preferences: { accepts_night: false, slots: ['mon 09:00-10:00'] },
      requirements: { min_age: 18, night_shift: true },
      shifts: [{ starts_at: '2026-03-06T22:00:00+08:00', ends_at: '2026-03-07T06:00:00+08:00' }],
    }),
  ).toEqual(['too_young', 'no_nights', 'no_shift_fits']);
});
