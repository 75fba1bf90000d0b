/** The template that comes with the house: plain terms in both languages, so that a contract can be made on the first day. */
import { readFileSync } from 'node:fs';
import type { Sql } from '../../../db/client.ts';
import { keepBuiltIn } from '../../../db/contract-templates.ts';
import type { Language } from '../../types.ts';
import { type ContractTemplate, templateHash } from './template.ts';

const read = (language: Language) =>
  readFileSync(new URL(`./built-in/${language}.md`, import.meta.url), 'utf8');

export function builtInTemplate(): ContractTemplate {
  return { body: { zh: read('zh'), en: read('en') }, fields: {} };
}

/** Puts it where contracts find it. */
export async function keepContractTemplate(sql: Sql): Promise<void> {
  const template = builtInTemplate();
  await keepBuiltIn(sql, { ...template, name: 'built-in', hash: templateHash(template), by: 'system' });
}
