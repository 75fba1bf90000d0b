/**
 * Automatic screening: age and availability, from what is known before anybody has asked. Only what is known to be
 * otherwise is a mismatch, and a mismatch goes to a person; the interview asks the rest.
 */
import { parseSlot, type Span } from '../../db/slots.ts';

/** Codes, for people and programs. */
export type ScreeningReason = 'too_young' | 'no_nights' | 'no_shift_fits';

export interface ScreeningInput {
  /** `birth_date` (a day) goes before `age`. */
  profile: { age?: unknown; birth_date?: unknown };
  preferences: { slots?: unknown; accepts_night?: unknown };
  requirements: { min_age?: unknown; night_shift?: unknown };
  shifts: readonly { starts_at: string; ends_at: string }[];
  /** Where the work is: slots are local. */
  zone: string;
  now: Date;
}

const MINUTE = 60_000;
const WEEK_MINUTES = 7 * 24 * 60;

export function screen(input: ScreeningInput): ScreeningReason[] {
  const { preferences, requirements } = input;
  const reasons: ScreeningReason[] = [];
  const age = ageOf(input);
  if (age !== null && typeof requirements.min_age === 'number' && age < requirements.min_age)
    reasons.push('too_young');
  if (requirements.night_shift === true && preferences.accepts_night === false) reasons.push('no_nights');
  if (noShiftFits(input)) reasons.push('no_shift_fits');
  return reasons;
}

/** In whole years, on the day where the work is. */
function ageOf({ profile, zone, now }: ScreeningInput): number | null {
  const born = typeof profile.birth_date === 'string' && /^(\d{4})-(\d\d)-(\d\d)$/.exec(profile.birth_date);
  if (!born) return typeof profile.age === 'number' ? profile.age : null;
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now);
  const years = Number(today.slice(0, 4)) - Number(born[1]);
  return today.slice(5) < `${born[2]}-${born[3]}` ? years - 1 : years;
}

/** True when both sides name times, and no shift lies within what the candidate named. */
function noShiftFits({ preferences, shifts, zone }: ScreeningInput): boolean {
  const slots = Array.isArray(preferences.slots) ? preferences.slots : [];
  const spans = slots.map((slot) => (typeof slot === 'string' ? parseSlot(slot) : null));
  // A slot that cannot be read could be any time.
  if (shifts.length === 0 || spans.length === 0 || spans.includes(null)) return false;
  const free = joined(spans.flatMap((span) => span ?? []));
  return !shifts.some((shift) => covers(free, shift, zone));
}

/** What touches is one; the week is a ring, written out twice so that a night over its end is whole. */
function joined(spans: Span[]): Span[] {
  const twice = [
    ...spans,
    ...spans.map(({ start, end }) => ({ start: start + WEEK_MINUTES, end: end + WEEK_MINUTES })),
  ].sort((a, b) => a.start - b.start);
  const whole: Span[] = [];
  for (const span of twice) {
    const last = whole.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else whole.push({ ...span });
  }
  return whole;
}

function covers(free: Span[], shift: { starts_at: string; ends_at: string }, zone: string): boolean {
  const starts = new Date(shift.starts_at);
  const start = minuteOfWeek(starts, zone);
  const end = start + (Date.parse(shift.ends_at) - starts.getTime()) / MINUTE;
  return free.some((span) => span.start <= start && end <= span.end);
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** By the wall clock there, from Monday 00:00. */
function minuteOfWeek(at: Date, zone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return DAYS.indexOf(parts.weekday!) * 24 * 60 + Number(parts.hour) * 60 + Number(parts.minute);
}
