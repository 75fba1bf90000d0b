/** What two parties agree on, checked before anything is made of it, and put into the words of a contract. Pure. */
import type { ErrorItem } from '../../errors.ts';
import { calendarDay } from '../../texts/dates.ts';
import { say } from '../../texts/index.ts';
import { wageText } from '../../texts/money.ts';
import type { Language, Localized } from '../../types.ts';
import { placeholdersIn } from './document.ts';
import type { ContractTemplate } from './template.ts';

export interface Wage {
  /** An exact decimal, more than 0: `26.50`. */
  amount: string;
  currency: string;
  per: 'hour' | 'day' | 'month' | 'piece';
}

export interface Terms {
  employer: string;
  candidate_name: string;
  wage: Wage;
  hours: string;
  place: string;
  /** Days of the calendar where the work is: `2026-12-01`. */
  starts_on: string;
  /** Null: it ends on no day that is known. */
  ends_on: string | null;
  /** The template's own fields. */
  more: Record<string, string>;
}

/**
 * What is wrong with the terms for this template, by path. Empty: a contract can be made of them.
 * @param today where the work is, `2026-11-26`
 */
export function checkTerms(
  terms: Terms,
  template: ContractTemplate,
  language: Language,
  today: string,
): ErrorItem[] {
  const items: ErrorItem[] = [...checkWage(terms.wage)];
  const item = (path: string, message: string) => items.push({ path: `fields.${path}`, message });
  if (terms.candidate_name.trim() === '')
    item('candidate_name', "is needed: the candidate's name is not known here");
  if (terms.starts_on < today) item('starts_on', `is in the past; where the work is, today is ${today}`);
  if (terms.ends_on !== null && terms.ends_on < terms.starts_on) item('ends_on', 'is before starts_on');
  const used = placeholdersIn(template.body[language]);
  if (terms.ends_on !== null && !used.includes('end_date'))
    item('ends_on', 'has no place in this template, which says {{end_date}} nowhere');
  for (const name of Object.keys(template.fields))
    if (!terms.more[name]) item(`more.${name}`, 'is needed: the template asks for it');
  for (const name of Object.keys(terms.more))
    if (!Object.hasOwn(template.fields, name)) item(`more.${name}`, 'is not in the template');
  return items;
}

function checkWage({ amount, currency }: Wage): ErrorItem[] {
  const item = (path: string, message: string) => [{ path: `fields.wage.${path}`, message }];
  if (!Intl.supportedValuesOf('currency').includes(currency))
    return item('currency', 'is no currency that is in use');
  const digits = digitsOf(currency);
  const given = /\.(\d*?)0*$/.exec(amount)?.[1] ?? '';
  return given.length > digits
    ? item('amount', `may have ${digits} digits behind the point in ${currency}`)
    : [];
}

function digitsOf(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return maximumFractionDigits ?? 2;
}

export interface Filling {
  terms: Terms;
  language: Language;
  jobTitle: Localized;
  contractId: string;
  /** `2026-11-26`, where the work is. */
  madeOn: string;
}

/** Every placeholder's words. */
export function valuesOf({ terms, language, jobTitle, contractId, madeOn }: Filling): Map<string, string> {
  const end =
    terms.ends_on === null ? say(language, { key: 'contract_no_end' }) : calendarDay(terms.ends_on, language);
  return new Map([
    ...Object.entries(terms.more),
    ['employer', terms.employer],
    ['candidate_name', terms.candidate_name],
    ['wage', wageText(terms.wage, language)],
    ['hours', terms.hours],
    ['place', terms.place],
    ['start_date', calendarDay(terms.starts_on, language)],
    ['end_date', end],
    ['job_title', jobTitle[language]],
    ['contract_id', contractId],
    ['made_on', calendarDay(madeOn, language)],
  ]);
}
