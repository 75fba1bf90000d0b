/**
 * Sentences made of word lists, so that a rule can be read. A wording is a row of lists, `{want} {talk} {with} {person}`;
 * `?` after a list makes it optional, and `_` stands for a few characters of anything within the clause. The whole of
 * what is read has to be one such sentence, with polite words before and behind it.
 */
import type { Language } from '../../types.ts';

/** Words of a list, separated by `|`. */
export type Lists = Record<string, string>;

export interface Grammar {
  lists: Lists;
  /** What may stand around a wording, a few times. */
  before: string;
  after: string;
  wordings: string[];
}

const SOME: Record<Language, string> = { zh: '[^，,。！？!?\\n]{0,6}?', en: "[a-z0-9' ]{0,24}?" };
const BETWEEN: Record<Language, string> = { zh: '[，,、 ]*', en: '[, ]+' };

/** One pattern of all wordings. */
export function sentencesOf(language: Language, { lists, before, after, wordings }: Grammar): RegExp {
  const gap = BETWEEN[language];
  const one = (wording: string) => {
    const all = tokens(wording);
    const first = all.findIndex((token) => token !== '_' && !isOptional(token));
    return all
      .map((token, i) => {
        const optional = isOptional(token) || token === '_';
        const words = pattern(token, lists, language);
        if (i < first) return `(?:${words}${gap})?`;
        if (i === first) return words;
        return optional ? `(?:${gap}${words})?` : gap + words;
      })
      .join('');
  };
  const core = wordings.map(one).join('|');
  // Words of a list may begin alike: a bound keeps the tries few.
  return new RegExp(
    `^(?:(?:${before})${gap}){0,4}(?:${core})(?:${BETWEEN.zh}(?:${after})){0,4}[，, ]*$`,
    'i',
  );
}

function pattern(token: string, lists: Lists, language: Language): string {
  if (token === '_') return SOME[language];
  const name = isOptional(token) ? token.slice(0, -1) : token;
  return `(?:${name.replace(/\{(\w+)\}/g, (_, list) => listed(lists, list))})`;
}

/** One list or one group, with a `?` behind. */
function isOptional(token: string): boolean {
  if (!token.endsWith('?')) return false;
  let depth = 0;
  const body = token.slice(0, -1);
  for (const [i, character] of [...body].entries()) {
    if (character === '(' || character === '{') depth++;
    if (character === ')' || character === '}') depth--;
    if (depth === 0 && i < body.length - 1) return false;
  }
  return /[)}]$/.test(body);
}

/** Split at the spaces that stand in no group. */
function tokens(wording: string): string[] {
  const found = [''];
  let depth = 0;
  for (const character of wording) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === ' ' && depth === 0) found.push('');
    else found[found.length - 1] += character;
  }
  return found.map((token) => token.replace(/^\?/, '')).filter((token) => token !== '');
}

function listed(lists: Lists, name: string): string {
  const words = lists[name];
  if (words === undefined) throw new RangeError(`no list of words "${name}"`);
  return `(?:${words.replace(/\s*\n\s*/g, '')})`;
}
