/**
 * Times of a week as people say them: `fri 22:00-06:00`, `mon-fri 09:00-17:00`, `sun 00:00-24:00`. Days and clocks are
 * local to where the work is. An end that is not after its start is on the next day, so that a night belongs to the day
 * on which it begins; the night of a Sunday ends in the first hours of Monday.
 */

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const MINUTES_OF_DAY = 24 * 60;
const MINUTES_OF_WEEK = DAYS.length * MINUTES_OF_DAY;

/** Minutes from Monday 00:00, the end not included; within 0 to 10,080. */
export interface Span {
  start: number;
  end: number;
}

const DAY = DAYS.join('|');
const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d';
export const SLOT = new RegExp(`^(${DAY})(?:-(${DAY}))? (${CLOCK})-(${CLOCK}|24:00)$`);

/** The spans of one slot, cut at the end of the week; null for what is not a slot. */
export function parseSlot(text: string): Span[] | null {
  const [, first, last = first, from, to] = SLOT.exec(text) ?? [];
  if (!first || !last || !from || !to || from === to) return null;
  const start = minutesOf(from);
  const end = minutesOf(to) > start ? minutesOf(to) : minutesOf(to) + MINUTES_OF_DAY;
  return daysFrom(first, last).flatMap((day) => {
    const midnight = day * MINUTES_OF_DAY;
    return withinWeek({ start: midnight + start, end: midnight + end });
  });
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}

/** `fri` to `mon` goes over the week's end. */
function daysFrom(first: string, last: string): number[] {
  const index = (day: string) => (DAYS as readonly string[]).indexOf(day);
  const count = (index(last) - index(first) + DAYS.length) % DAYS.length;
  return Array.from({ length: count + 1 }, (_, i) => (index(first) + i) % DAYS.length);
}

function withinWeek({ start, end }: Span): Span[] {
  if (end <= MINUTES_OF_WEEK) return [{ start, end }];
  return [
    { start, end: MINUTES_OF_WEEK },
    { start: 0, end: end - MINUTES_OF_WEEK },
  ];
}

/** The slots together as PostgreSQL reads it, which joins what touches; null when none of them is a slot. */
export function multirange(slots: readonly unknown[]): string | null {
  const spans = slots.flatMap((slot) => (typeof slot === 'string' ? (parseSlot(slot) ?? []) : []));
  if (spans.length === 0) return null;
  return `{${spans.map(({ start, end }) => `[${start},${end})`).join(',')}}`;
}
