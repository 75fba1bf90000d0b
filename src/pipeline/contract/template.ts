/** Templates of contracts: what has to be in one, found out when it is saved and not when somebody waits for it. Pure. */
import { createHash } from 'node:crypto';
import type { ErrorItem } from '../../errors.ts';
import type { Localized } from '../../types.ts';
import { parseBody, placeholdersIn, textBetween } from './document.ts';

export interface ContractTemplate {
  body: Localized;
  /** What whoever makes a contract has to say besides, by placeholder: its name, for people. */
  fields: Record<string, Localized>;
}

/** Without these nobody knows what they sign. */
const REQUIRED = ['employer', 'candidate_name', 'wage', 'hours', 'place', 'start_date'];
const OPTIONAL = ['end_date', 'job_title', 'contract_id', 'made_on'];

/** What a template's own field may not be called. */
const OURS = new Set([...REQUIRED, ...OPTIONAL]);

/** One item for everything that is wrong, with the language and the placeholder it is about. Empty: it can be used. */
export function checkTemplate({ body, fields }: ContractTemplate): ErrorItem[] {
  const own = Object.keys(fields);
  const taken = own
    .filter((name) => OURS.has(name))
    .map((name) => ({ path: `fields.${name}`, message: 'is a placeholder of ours; call it something else' }));
  return [
    ...taken,
    ...(['zh', 'en'] as const).flatMap((language) => checkBody(`body.${language}`, body[language], own)),
  ];
}

function checkBody(path: string, body: string, own: string[]): ErrorItem[] {
  const present = placeholdersIn(body);
  const item = (message: string): ErrorItem => ({ path, message });
  const titles = parseBody(body).filter(({ kind }) => kind === 'title');
  const broken = /\{\{|\}\}/.test(textBetween(body));
  return [
    ...(titles.length === 1 ? [] : [item('needs one line that begins with "# ": the title')]),
    ...(broken ? [item('has "{{" or "}}" that belong to no placeholder')] : []),
    ...REQUIRED.filter((name) => !present.includes(name)).map((name) => item(`misses {{${name}}}`)),
    ...own
      .filter((name) => !present.includes(name))
      .map((name) => item(`misses {{${name}}}, which \`fields\` names`)),
    ...present
      .filter((name) => !OURS.has(name) && !own.includes(name))
      .map((name) =>
        item(`has {{${name.slice(0, 60)}}}, which is not known; name it in \`fields\` or take it out`),
      ),
  ];
}

/** What a contract is pinned to: 64 hexadecimal digits that change with any letter of the text. */
export function templateHash({ body, fields }: ContractTemplate): string {
  const names = Object.keys(fields).sort();
  const own = names.map((name) => [name, fields[name]?.zh, fields[name]?.en]);
  return createHash('sha256')
    .update(JSON.stringify([body.zh, body.en, own]))
    .digest('hex');
}
