/** A contract as it is printed and as it is shown: the same words on paper and on the page. Pure. */
import { calendarDay, clockOf, dayThere } from '../../texts/dates.ts';
import { say } from '../../texts/index.ts';
import type { Language, Localized } from '../../types.ts';
import { type Block, fillBody } from './document.ts';
import type { Sheet } from './print.ts';
import { type ContractTemplate, templateHash } from './template.ts';
import { type Terms, valuesOf } from './terms.ts';

/** All that a contract's text is made of. */
export interface Agreed {
  id: string;
  template: ContractTemplate;
  terms: Terms;
  language: Language;
  jobTitle: Localized;
  /** Where the work is; its days and hours are meant. */
  zone: string;
  /** When it was made. */
  at: Date;
}

/** How it was signed. */
export interface Signature {
  /** As they typed it. */
  signer: string;
  at: Date;
  sentAt: Date;
  /** Of the PDF that they read. */
  documentHash: string;
  /** Where the code went, masked: `telegram ··6789`. */
  channel: string;
  networkHash: string;
}

/** @throws RangeError for a template and terms that do not go together: they were checked before */
export function blocksOf({ id, template, terms, language, jobTitle, zone, at }: Agreed): Block[] {
  const madeOn = dayThere(at, zone);
  return fillBody(template.body[language], valuesOf({ terms, language, jobTitle, contractId: id, madeOn }));
}

export function sheetOf(agreed: Agreed, signature: Signature | null): Sheet {
  const { id, language, terms, zone } = agreed;
  const blocks = blocksOf(agreed);
  const words = (key: string, args: Record<string, string> = {}) => say(language, { key, args });
  const moment = (at: Date) => momentText(at, language, zone);
  return {
    title: `${blocks.find(({ kind }) => kind === 'title')?.text ?? ''} ${id}`.trim(),
    language: language === 'zh' ? 'zh-CN' : 'en',
    author: terms.employer,
    at: (signature?.at ?? agreed.at).getTime(),
    blocks,
    signatures: [
      {
        role: words('contract_employer'),
        name: terms.employer,
        below: signature ? [words('contract_sent_on', { at: moment(signature.sentAt) })] : [],
      },
      {
        role: words('contract_employee'),
        name: signature?.signer ?? '',
        below: signature
          ? [words('contract_signed_on', { at: moment(signature.at) })]
          : [terms.candidate_name, words('contract_unsigned')],
      },
    ],
    foot: id,
    record: signature && {
      title: words('contract_record_title'),
      rows: [
        { label: words('contract_record_id'), value: id },
        { label: words('contract_record_signer'), value: signature.signer },
        {
          label: words('contract_record_at'),
          value: `${moment(signature.at)}\n${signature.at.toISOString()}`,
        },
        { label: words('contract_record_sent'), value: moment(signature.sentAt) },
        { label: words('contract_record_channel'), value: signature.channel },
        { label: words('contract_record_network'), value: signature.networkHash },
        { label: words('contract_record_hash'), value: signature.documentHash },
        { label: words('contract_record_template'), value: templateHash(agreed.template) },
      ],
      note: words('contract_record_note'),
    },
  };
}

/** 2026年12月1日 14:05（Asia/Shanghai） */
export function momentText(at: Date, language: Language, zone: string): string {
  const day = calendarDay(dayThere(at, zone), language);
  return `${day} ${clockOf(at, language, zone)} (${zone})`;
}

/** Every word that is printed, for those who look whether the letters have them. */
export function wordsOf(sheet: Sheet): string {
  const { title, author, blocks, signatures } = sheet;
  const signed = signatures.flatMap(({ role, name, below }) => [role, name, ...below]);
  return [title, author, ...blocks.map(({ text }) => text), ...signed].join('\n');
}
