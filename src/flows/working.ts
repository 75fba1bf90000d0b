/**
 * What somebody means who works, or is about to. Read from whole clauses, so that a story which merely holds such words is
 * none of these; and only asked where the person is at that point, see `work.ts`.
 */
import { simplified } from './simplified.ts';
import { clauses, READ_AT_MOST, sentences } from './text.ts';
import {
  ARRIVES_EN,
  ARRIVES_ZH,
  CANNOT_COME_EN,
  CANNOT_COME_ZH,
  LAST_DAY_EN,
  LAST_DAY_ZH,
  LATE_EN,
  LATE_ZH,
  NOT_LATE,
  NOT_MY_PAY,
  ON_THE_WAY,
  PAY_AMOUNT,
  PAY_MISSING,
  PAY_WHEN,
  RESIGNS_EN,
  RESIGNS_ZH,
  STAYS_EN,
  STAYS_ZH,
  THERE_EN,
} from './words/working.ts';

/** Nobody says it in more; and a story may hold any sentence. */
const LONGEST = 240;

/** "I quit", 我想离职, 我做到月底就不干了. */
export const resigns = (text: string): boolean =>
  parts(text).some((part) =>
    [RESIGNS_ZH, RESIGNS_EN, LAST_DAY_ZH, LAST_DAY_EN].some((one) => one.test(part)),
  );

/** Takes a resignation back. */
export const staysAfterAll = (text: string): boolean =>
  parts(text).some((part) => STAYS_ZH.test(part) || STAYS_EN.test(part));

/** "I'm here", 我到了. */
export const arrives = (text: string): boolean =>
  !asks(text) && parts(text).some((part) => [ARRIVES_ZH, ARRIVES_EN, THERE_EN].some((one) => one.test(part)));

/** "I can't make it today", 今天来不了. */
export const cannotCome = (text: string): boolean =>
  !asks(text) && parts(text).some((part) => CANNOT_COME_ZH.test(part) || CANNOT_COME_EN.test(part));

/** Comes later; with how many minutes, where that was said. Null who does not. */
export function comesLate(text: string): { minutes: number | null } | null {
  const plain = plainOf(text);
  if (plain.length > LONGEST || NOT_LATE.test(plain)) return null;
  return LATE_ZH.test(plain) || LATE_EN.test(plain) ? { minutes: minutesIn(plain) } : null;
}

/** "On my way", 在路上, 还没到: said to who asks whether they are there. */
export const isOnTheWay = (text: string): boolean => ON_THE_WAY.test(plainOf(text));

/** What somebody wants to know of their own pay. */
export function asksPay(text: string): 'when' | 'amount' | 'missing' | null {
  const plain = plainOf(text);
  if (plain.length > LONGEST || NOT_MY_PAY.test(plain)) return null;
  if (PAY_MISSING.test(plain)) return 'missing';
  if (PAY_WHEN.test(plain)) return 'when';
  return PAY_AMOUNT.test(plain) ? 'amount' : null;
}

/** How long, in minutes: 二十分钟, 半小时, "half an hour"; null where nothing of the kind is said. */
export function minutesIn(text: string): number | null {
  const plain = plainOf(text);
  const zh =
    /(\d{1,3}|[一二两三四五六七八九十]{1,3}|半)?(?:来|多)?(个半小时|个?半钟头|刻钟|分钟?|个?小时|个?钟头|个钟)/.exec(
      plain,
    );
  const en =
    /\b(\d{1,3}|an?|one|two|three|five|ten|fifteen|twenty|thirty|forty|half an|quarter of an|half)[- ]?(minutes?|mins?|m|hours?|hrs?|h)\b/.exec(
      plain,
    );
  const found = zh ?? en;
  if (!found) return null;
  const [, count, unit] = found;
  const each = /刻/.test(unit!) ? 15 : /分|^m/.test(unit!) ? 1 : 60;
  const half = /半/.test(unit!) ? 0.5 : 0;
  const n = count === undefined ? (half > 0 ? 0 : null) : (COUNTS[count] ?? numberOf(count));
  if (n === null) return null;
  const minutes = Math.round((n + half) * each);
  return minutes > 0 && minutes <= 600 ? minutes : null;
}

const COUNTS: Record<string, number> = {
  半: 0.5,
  'half an': 0.5,
  half: 0.5,
  'quarter of an': 0.25,
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  five: 5,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
};

const DIGITS = '零一二三四五六七八九';

/** 12, 十二, 三十; null for what is no number up to 99. */
export function numberOf(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const found = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text.replaceAll('两', '二'));
  if (!found || text === '') return null;
  const [, tens, ten, ones] = found;
  if (!ten) return ones === undefined || tens === undefined ? DIGITS.indexOf(tens ?? ones ?? '') : null;
  return (tens ? DIGITS.indexOf(tens) : 1) * 10 + (ones ? DIGITS.indexOf(ones) : 0);
}

const plainOf = (text: string): string =>
  simplified(text.slice(0, READ_AT_MOST).normalize('NFKC')).replace(/’/g, "'").toLowerCase().trim();

/** Whole sentences, and their clauses. */
function parts(text: string): string[] {
  const plain = plainOf(text);
  if (plain.length > LONGEST) return [];
  const trim = (part: string) => part.replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, '');
  const whole = sentences(plain).map((one) => trim(one.text));
  return [...new Set([...whole, ...clauses(plain).map((one) => trim(one.text))])].filter((one) => one !== '');
}

const asks = (text: string): boolean => /[?？]|吗|怎么办|\bwhat if\b|\bif i\b|如果|万一/.test(plainOf(text));
