/** The template that comes with the house: plain terms in both languages, so that a contract can be made on the first day. */
import { readFileSync } from 'node:fs';
import type { Language } from '../../types.ts';
import type { ContractTemplate } from './template.ts';

const read = (language: Language) =>
  readFileSync(new URL(`./built-in/${language}.md`, import.meta.url), 'utf8');

export function builtInTemplate(): ContractTemplate {
  return { body: { zh: read('zh'), en: read('en') }, fields: {} };
}
