/** Days and times as people write them, where they are. */
import type { Language } from '../types.ts';

export const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

/** 11月28日星期六, Saturday 28 November. `timeZone` is an IANA name. */
export function dayOf(at: Date, language: Language, timeZone: string): string {
  const format = { weekday: 'long', month: 'long', day: 'numeric', timeZone } as const;
  return new Intl.DateTimeFormat(LOCALES[language], format).format(at);
}

/** 22:00 */
export function clockOf(at: Date, language: Language, timeZone: string): string {
  const format = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  return new Intl.DateTimeFormat(LOCALES[language], format).format(at);
}

/** A day of the calendar with its year, from `2026-12-01`: 2026年12月1日, 1 December 2026. */
export function calendarDay(day: string, language: Language): string {
  const format = { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(LOCALES[language], format).format(new Date(`${day}T00:00:00Z`));
}

/** The calendar's day there and then: `2026-12-01`. */
export function dayThere(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);
}
