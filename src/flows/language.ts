/** Which language a person writes, and whether they ask for another one. */
import type { Language } from '../types.ts';
import { bare, hanCount, latinWords, READ_AT_MOST } from './text.ts';
import { languageWish } from './words/language.ts';

/** Letters with no digit among them: `SORT01` is in no language. */
const WORD = /(?<![\p{L}\p{N}])\p{Script=Latin}{2,}(?![\p{L}\p{N}])/u;

/** What the first words say; null when they say nothing (a code, a number, an emoji). */
export function firstLanguage(text: string): Language | null {
  const sample = text.slice(0, READ_AT_MOST);
  if (hanCount(sample) > 0) return 'zh';
  return WORD.test(sample) ? 'en' : null;
}

/** The language of a text that is clearly, and at length, in one language; null for anything short or mixed. */
export function clearLanguage(text: string): Language | null {
  const sample = text.slice(0, READ_AT_MOST);
  const han = hanCount(sample);
  const latin = latinWords(sample);
  if (latin === 0 ? han >= 6 : han >= 12 && han > latin * 4) return 'zh';
  if (latin >= 6 && han === 0) return 'en';
  return null;
}

/** The language of a few words too, where nothing was answered in another one yet; a lone "ok" says nothing about it. */
export function plainLanguage(text: string): Language | null {
  const clear = clearLanguage(text);
  if (clear) return clear;
  const plain = bare(text);
  return plain.length < 2 || /^(?:ok|okay)$/.test(plain) ? null : firstLanguage(text);
}

interface Heard {
  message: { text: string };
  /** Asked for. */
  language: Language | null;
}

/** The language to go on in: the one asked for last, else one that is clearly written, unless another was chosen. */
export function languageAfter(
  state: { language: Language; languageChosen: boolean },
  seen: readonly Heard[],
): Language {
  const wish = seen.findLast(({ language }) => language !== null)?.language;
  if (wish) return wish;
  if (state.languageChosen) return state.language;
  return clearLanguage(seen.map(({ message }) => message.text).join('\n')) ?? state.language;
}

const NAMED = '(中文|汉语|普通话|国语|英文|英语|chinese|mandarin|english)';
const WHOLE = new RegExp(
  `^(?:请|麻烦|还是|那|就)*(?:说|用|讲|[换切改转]换?[成回到用]?|in |use |speak |switch to )?${NAMED}(?:吧|please| please|谢谢)?$`,
);
const ZH_WISH = new RegExp(
  `(?:我们|咱们|能不能|可不可以|可以|能|请|麻烦|想|希望|方便|还是|要不)[^。！？?\\n]{0,6}(?:说|用|讲|[换切改转]换?[成回到用]?)${NAMED}(?:来)?(?:聊|说|讲|面试|回答|沟通|交流)?(?:吗|吧|么|可以吗|好吗|行吗|[?？。！!]|$)`,
  'i',
);
const ZH_ABLE = new RegExp(`${NAMED}(?:可以|行)(?:吗|么|不|[?？])`, 'i');
const EN_WISH = new RegExp(
  `^(?:(?:hi|hello|hey|sorry|ok|okay|actually)[, ]+)*(?:please |pls )?(?:(?:can|could|may|shall) (?:we|you|i)(?: please)? |let'?s |i(?:'d| would) (?:like|prefer)(?: to)? |i want to )?(?:speak|use|do (?:this|it) in|talk in|talk|chat in|i(?:'d| would)? prefer|write in|switch to|change to|continue in|go on in|in) ?(?:in )?${NAMED}\\b[^.]{0,20}$`,
);

/** The language that a sentence asks for, or null. That somebody speaks a language is not a wish. */
export function wishedLanguage(sentence: string): Language | null {
  if (sentence.length > 80) return null;
  const plain = bare(sentence).replace(/’/g, "'");
  const match =
    WHOLE.exec(plain) ??
    (/我(?:会|能|可以|懂|的)?(?:说|用|讲)/.test(sentence) && !/[吗么?？]/.test(sentence)
      ? null
      : (ZH_WISH.exec(sentence) ?? ZH_ABLE.exec(sentence))) ??
    EN_WISH.exec(plain);
  const named = match?.[1]?.toLowerCase();
  if (named === undefined) return languageWish(plain);
  return /英|english/.test(named) ? 'en' : 'zh';
}
