/** Days and times as people write them, where they are. */
import type { Language } from '../types.ts';

const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

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
