/** Quiet hours: they bind what we begin, never a reply. Computed in the recipient's own zone, DST included. */
import type { QuietHours } from '../config.ts';
import type { Language } from '../types.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;
const DAY = DAY_MINUTES * MINUTE;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Where a person may be whose zone nobody told us: a moment must be allowed in every one of these. */
const PLAUSIBLE: Record<Language, string[]> = {
  zh: ['Asia/Shanghai'],
  en: ['America/New_York', 'America/Los_Angeles'],
};

/**
 * The first moment from `now` on (epoch ms, whole minutes) at which we may begin to write.
 * @param zone an IANA name; null when unknown: then the strictest window of the plausible zones holds
 */
export function nextAllowed(now: number, quiet: QuietHours, zone: string | null, language: Language): number {
  if (!quiet) return now;
  const zones = zone ? [zone] : PLAUSIBLE[language];
  let at = now;
  // Quiet hours end within a day in any zone; two days bound the search whatever the settings are.
  while (at < now + 2 * DAY) {
    const left = Math.max(...zones.map((name) => minutesLeft(at, quiet, name)));
    if (left === 0) return at;
    const from = Math.floor(at / MINUTE) * MINUTE;
    const end = from + left * MINUTE;
    // Clocks put forward bring the end nearer, by an hour at most: then the last hour goes minute by minute.
    const tooFar = zones.every((name) => !isQuiet(end - MINUTE, quiet, name));
    at = tooFar ? from + Math.max(1, left - 60) * MINUTE : end;
  }
  return at;
}

/** By the wall clock, until the quiet hours are over; 0 when it is not quiet. */
function minutesLeft(at: number, quiet: NonNullable<QuietHours>, zone: string): number {
  if (!isQuiet(at, quiet, zone)) return 0;
  return (quiet.end - minuteOfDay(at, zone) + DAY_MINUTES) % DAY_MINUTES;
}

/** @param at epoch milliseconds */
export function isQuiet(at: number, quiet: NonNullable<QuietHours>, zone: string): boolean {
  const minute = minuteOfDay(at, zone);
  return quiet.start <= quiet.end
    ? minute >= quiet.start && minute < quiet.end
    : minute >= quiet.start || minute < quiet.end;
}

function minuteOfDay(at: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const [hour, minute] = format.format(at).split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}
