/** Amounts and payslips in words. An amount stays the text that it came as: no float ever holds it. */
import type { Wage } from '../../../db/employments.ts';
import type { PayRow } from '../../../db/pay-statements.ts';
import type { Payslip } from '../../flows/workplace.ts';
import { say } from '../../texts/index.ts';
import { money, wageText } from '../../texts/money.ts';
import type { Localized } from '../../types.ts';
import { both, dayWords } from '../when.ts';

/** 每小时¥26.50, CN¥26.50 per hour */
export const wageWords = (wage: Wage): Localized => both((language) => wageText(wage, language));

/** @param today the day that it is where the work is */
export function payslipOf(pay: PayRow, today: string): Payslip {
  const paid = (amount: string | null) => both((language) => money(amount ?? '0', pay.currency, language));
  const [first, last] = [shortDay(pay.period_start), shortDay(pay.period_end)];
  return {
    period: both((language) => `${first[language]}–${last[language]}`),
    paidOn: dayWords(pay.paid_on),
    paid: pay.paid_on <= today,
    net: paid(pay.net),
    gross: paid(pay.gross),
    lines: both((language) =>
      pay.lines
        .map(({ label, amount }) => {
          const args = { label: label[language], amount: money(amount, pay.currency, language) };
          return say(language, { key: 'pay_line', args });
        })
        .join('\n'),
    ),
  };
}

/** 10月1日, 1 October: a payslip says its year by the day that it was paid on. */
const shortDay = (day: string): Localized =>
  both((language) =>
    new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
      month: 'long',
      day: 'numeric',
      timeZone: 'UTC',
    }).format(new Date(`${day}T00:00:00Z`)),
  );
