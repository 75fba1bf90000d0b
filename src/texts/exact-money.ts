/** Amounts that are kept as text, as people write them: every digit of them, and no float in between. */
import type { Language } from '../types.ts';

const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

/** ¥4,980.00, -CN¥320.10; `amount` is a decimal in text, `currency` three letters. */
export function exactMoney(amount: string, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(LOCALES[language], {
    style: 'currency',
    currency,
    // What is written with more digits than the currency has is shown with them.
    maximumFractionDigits: 4,
  });
  return format.format(amount as `${number}`);
}
