/** Money as people write it, where they are. */
import type { Language } from '../types.ts';
import { LOCALES } from './dates.ts';
import { say } from './index.ts';

/** Signs that every letter-form has; a currency with another sign is written with its three letters. */
const PLAIN_SIGN = /^[\u0020-\u00ff\u20ac]*$/;

/** ¥25.00, CN¥25.00. `amount` is an exact decimal. */
export function money(amount: string, currency: string, language: Language): string {
  const format = (currencyDisplay: 'symbol' | 'code') =>
    new Intl.NumberFormat(LOCALES[language], {
      ...{ style: 'currency', currency, currencyDisplay },
      // What was agreed on or paid with more digits is not rounded.
      maximumFractionDigits: 4,
    }).format(amount as `${number}`);
  const signed = format('symbol');
  return PLAIN_SIGN.test(signed) ? signed : format('code');
}

/** 每小时¥25.00, CN¥25.00 per hour */
export function wageText(
  { amount, currency, per }: { amount: string; currency: string; per: 'hour' | 'day' | 'month' | 'piece' },
  language: Language,
): string {
  return say(language, { key: 'wage_text', args: { amount: money(amount, currency, language), per } });
}
