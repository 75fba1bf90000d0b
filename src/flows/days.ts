/**
 * Days of a calendar and clocks on a wall. A day is `2026-03-06`; a clock is minutes after midnight. A zone is an IANA name,
 * or minutes east of UTC where that is all that is known of a place.
 */
export type Zone = string | number;

const MINUTE = 60_000;
const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day and the clock at a moment (epoch ms) in a zone. */
export function localTime(at: number, zone: Zone): { day: string; minutes: number } {
  const there = new Date(at + offsetAt(at, zone));
  return { day: there.toISOString().slice(0, 10), minutes: there.getUTCHours() * 60 + there.getUTCMinutes() };
}

export const dayIn = (at: number, zone: Zone): string => localTime(at, zone).day;

/**
 * The moment (epoch ms) at which that clock shows that time on that day. Twice in a night when clocks are put back: the
 * first. Never, when they are put forward: as much later as they are put forward.
 */
export function momentOf(day: string, minutes: number, zone: Zone): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE;
  const [before, after] = [offsetAt(wall - DAY, zone), offsetAt(wall + DAY, zone)];
  const shows = [wall - before, wall - after].filter((at) => at + offsetAt(at, zone) === wall);
  return shows.length > 0 ? Math.min(...shows) : wall - before;
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** A day that there is: no 30 February. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** How far the clocks of a zone are before UTC at a moment, in ms. */
function offsetAt(at: number, zone: Zone): number {
  if (typeof zone === 'number') return zone * MINUTE;
  let format = formats.get(zone);
  if (!format) {
    const two = '2-digit';
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year, month, day, hour, minute, second } = parts as Record<string, number>;
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - Math.floor(at / 1000) * 1000;
}
