/** The day that somebody names: 下周五, 月底, "in two weeks", "30 November". Whoever says it is shown the day and asked. */
import { addDays, isDay, weekdayOf } from './days.ts';
import { simplified } from './simplified.ts';
import { numberOf } from './working.ts';

const WEEKDAYS_ZH = '日一二三四五六';
const WEEKDAYS_EN = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTHS_EN = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const COUNT = '(\\d{1,2}|[一二两三四五六七八九十]{1,3}|an?|one|two|three|four|five|six)';
const COUNTS: Record<string, number> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 };

type Reader = [pattern: RegExp, read: (found: string[], today: string) => string | null];

const READERS: Reader[] = [
  [/(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/, ([, y, m, d]) => dateOf(Number(y), Number(m), Number(d))],
  [/大后天/, (_, today) => addDays(today, 3)],
  [/后天|the day after tomorrow/, (_, today) => addDays(today, 2)],
  [/明天|\btomorrow\b/, (_, today) => addDays(today, 1)],
  [/今天|今晚|\b(?:today|tonight)\b/, (_, today) => today],
  [
    /(下+|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天末])/,
    ([, which, day], today) => {
      // 天 and 末 end the week, as 日 does.
      const at = Math.max(0, WEEKDAYS_ZH.indexOf(day!));
      return inWeek(today, at, (which ?? '').split('下').length - 1, which !== undefined);
    },
  ],
  [
    /\b(this|next)? ?(sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?\b/,
    ([, which, day], today) => {
      const at = WEEKDAYS_EN.indexOf(day!.slice(0, 3));
      return inWeek(today, at, which === 'next' ? 1 : 0, which !== undefined);
    },
  ],
  [
    /([\d一二三四五六七八九十]{1,3})月([\d一二三四五六七八九十]{1,3})[号日]?/,
    ([, m, d], today) => coming(today, numberOf(m!), numberOf(d!)),
  ],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTHS_EN.join('|')})[a-z]*\\b`),
    ([, d, m], today) => coming(today, MONTHS_EN.indexOf(m!) + 1, Number(d)),
  ],
  [
    new RegExp(`\\b(${MONTHS_EN.join('|')})[a-z]* (?:the )?(\\d{1,2})(?:st|nd|rd|th)?\\b`),
    ([, m, d], today) => coming(today, MONTHS_EN.indexOf(m!) + 1, Number(d)),
  ],
  [/下个?月底|end of next month/, (_, today) => endOfMonth(today, 1)],
  [/(?:这个?|本)?月底|end of (?:the|this) month/, (_, today) => endOfMonth(today, 0)],
  [/下个?月([\d一二三四五六七八九十]{1,3})[号日]/, ([, d], today) => inMonth(today, 1, numberOf(d!))],
  // Not there any more next month: there until this one ends.
  [/(?:从)?下个?月(?:起|开始|初)?(?:我)?(?:就)?不/, (_, today) => endOfMonth(today, 0)],
  [
    /([\d一二三四五六七八九十]{1,3})[号日]/,
    ([, d], today) => {
      const day = numberOf(d!);
      const here = inMonth(today, 0, day);
      return here !== null && here >= today ? here : inMonth(today, 1, day);
    },
  ],
  [
    /\b(?:the )?(\d{1,2})(?:st|nd|rd|th)\b/,
    ([, d], today) => {
      const here = inMonth(today, 0, Number(d));
      return here !== null && here >= today ? here : inMonth(today, 1, Number(d));
    },
  ],
  [
    new RegExp(`${COUNT} ?个?(?:周|星期|礼拜|weeks?'?)`),
    ([, n], today) => addDays(today, 7 * (COUNTS[n!] ?? numberOf(n!) ?? 0)),
  ],
  [new RegExp(`${COUNT} ?(?:天|days?)`), ([, n], today) => addDays(today, COUNTS[n!] ?? numberOf(n!) ?? 0)],
];

/** @param today the day that it is where the work is. Null where no day is named. */
export function dayNamed(text: string, today: string): string | null {
  const plain = simplified(text.slice(0, 300).normalize('NFKC')).replace(/’/g, "'").toLowerCase();
  for (const [pattern, read] of READERS) {
    const found = pattern.exec(plain);
    if (found) return read(found as unknown as string[], today);
  }
  return null;
}

function dateOf(year: number, month: number, day: number): string | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDay(text) ? text : null;
}

/** The next such date, today included. */
function coming(today: string, month: number | null, day: number | null): string | null {
  if (month === null || day === null) return null;
  const year = Number(today.slice(0, 4));
  const here = dateOf(year, month, day);
  return here !== null && here < today ? dateOf(year + 1, month, day) : here;
}

/** Weeks begin on Monday. A day alone, or one of this week that is over, is the next one. */
function inWeek(today: string, weekday: number, weeks: number, named: boolean): string {
  const place = (day: number) => (day + 6) % 7;
  const ahead = place(weekday) - place(weekdayOf(today));
  if (named && weeks > 0) return addDays(today, ahead + 7 * weeks);
  return addDays(today, ahead < 0 ? ahead + 7 : ahead);
}

function inMonth(today: string, months: number, day: number | null): string | null {
  if (day === null) return null;
  const at = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 + months;
  return dateOf(Math.floor(at / 12), (at % 12) + 1, day);
}

function endOfMonth(today: string, months: number): string {
  return addDays(inMonth(today, months + 1, 1)!, -1);
}
