/** Everything that a person reads, in both languages, as ICU messages; a message is compiled once. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Words } from '../flows/model.ts';
import type { Language } from '../types.ts';
import en from './en.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

const TEXTS: Record<Language, Record<string, string>> = { zh, en };
const LOCALES: Record<Language, string> = { zh: 'zh-Hans', en: 'en' };

const compiled: Record<Language, Map<string, IntlMessageFormat>> = { zh: new Map(), en: new Map() };

/**
 * The words in that language. A key that is not in the texts is a mistake of ours: throws `RangeError`. Arguments that a
 * message names and that are not given throw too (`intl-messageformat`); those that it does not name are ignored.
 */
export function say(language: Language, words: Words): string {
  if ('text' in words) return words.text;
  if ('lines' in words) return words.lines.map((line) => say(language, line)).join('\n');
  return String(message(language, words.key).format(words.args));
}

/** The keys, for the checks that both languages say the same things. */
export function textKeys(language: Language): string[] {
  return Object.keys(TEXTS[language]);
}

function message(language: Language, key: string): IntlMessageFormat {
  const known = compiled[language].get(key);
  if (known) return known;
  const source = Object.hasOwn(TEXTS[language], key) ? TEXTS[language][key] : undefined;
  if (source === undefined) throw new RangeError(`no text "${key}" in ${language}`);
  // A person's words may hold "<": nothing here is markup.
  const made = new IntlMessageFormat(source, LOCALES[language], undefined, { ignoreTag: true });
  compiled[language].set(key, made);
  return made;
}
