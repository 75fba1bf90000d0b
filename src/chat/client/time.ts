/** Times as people say them, in the reader's own zone. */
import type { Language } from '../../types.ts';
import { LOCALES, TEXTS } from './texts.ts';

const DAY = 86_400_000;

/** `14:05`, or `2:05 PM`. */
export function clock(at: string, language: Language, timeZone?: string): string {
  const hours = language === 'zh' ? '2-digit' : 'numeric';
  return format(language, { hour: hours, minute: '2-digit', hour12: language === 'en' }, timeZone).format(
    new Date(at),
  );
}

/** The day in that zone, to compare by: `2025-11-26`. */
export function dayOf(at: string | number, timeZone?: string): string {
  return format('iso', { year: 'numeric', month: '2-digit', day: '2-digit' }, timeZone).format(new Date(at));
}

/** `Today`, `Yesterday`, else the date; the year only when it is not this one. */
export function dayLabel(at: string, now: number, language: Language, timeZone?: string): string {
  const day = dayOf(at, timeZone);
  const today = dayOf(now, timeZone);
  if (day === today) return TEXTS[language].today;
  if (day === dayOf(now - DAY, timeZone)) return TEXTS[language].yesterday;
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  return format(language, { ...year, month: 'long', day: 'numeric', weekday: 'long' }, timeZone).format(
    new Date(at),
  );
}

/** Made once each: a formatter costs more than what it formats. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(
  language: Language | 'iso',
  options: Intl.DateTimeFormatOptions,
  timeZone?: string,
): Intl.DateTimeFormat {
  const all = { ...options, ...(timeZone !== undefined && { timeZone }) };
  const key = language + JSON.stringify(all);
  const made =
    formats.get(key) ?? new Intl.DateTimeFormat(language === 'iso' ? 'sv' : LOCALES[language], all);
  formats.set(key, made);
  return made;
}
