/**
 * Whether a line that a model wrote may be said. Rules and closed lists, no judgement: what fails is replaced by a template,
 * and counted by the rule that it broke. A model asked for one question at a time obeys about three times in four (measured
 * on 135 turns of AI interviewers), so it is not asked but checked.
 */
import type { Language } from '../types.ts';
import { isName } from './quote.ts';
import type { LintedPart, LintRule } from './reading.ts';
import { simplified } from './simplified.ts';
import { hanCount, latinWords } from './text.ts';
import { protectedObjections, questionObjections } from './wording.ts';
import { HUMAN, JUDGES, PROMISES, SECRETS, TERMS } from './words/claims.ts';
import { PLAIN } from './words/plain.ts';
import { PROTECTED as NEVER_QUOTED } from './words/protected.ts';

export interface LintRoom {
  part: LintedPart;
  language: Language;
  /** Whose words may be used: the candidate's, or, in an answer, what the opening and their application state. */
  said: string;
  /** The question that it follows up; its words are known. */
  question?: string;
  /** What was asked before. */
  earlier?: string[];
}

/**
 * Characters, in Chinese and in English. The narrowest channel is a text message of three segments: 201 Chinese characters
 * for an acknowledgement and a follow-up, or an answer and the question that is said again behind it.
 */
const AT_MOST: Record<LintedPart, Record<Language, number>> = {
  follow_up: { zh: 60, en: 180 },
  acknowledgement: { zh: 30, en: 90 },
  answer: { zh: 90, en: 260 },
};

/** Marks of JSON, Markdown, tags, links and addresses; anything invisible or on a line of its own. */
const FORM =
  /[{}[\]<>`*_#|\\~^=@]|[\p{Cc}\p{Cf}\p{Co}\u2028\u2029]|\p{Extended_Pictographic}|https?:|www\.|\b[\w-]+\.(?:com|cn|net|org|io|me|co|app|xyz|top)\b|^\s*[-•·]|^\s*\d+[.)、]/iu;

/** So alike, it is the same question. */
const ALIKE = 0.75;

/** The rule that the line breaks, or null: then it may be said. Linear in the length of the line. */
export function lint(line: string, room: LintRoom): LintRule | null {
  const { part, language } = room;
  const text = line.trim();
  if (text === '' || hanCount(text) + latinWords(text) === 0) return 'empty';
  if (text.length > AT_MOST[part][language]) return 'length';
  if (FORM.test(text)) return 'form';
  if (!speaks(text, language)) return 'language';
  const marks = text.match(/[?？]/g)?.length ?? 0;
  if (marks !== (part === 'follow_up' ? 1 : 0)) return 'question_marks';
  if (part === 'follow_up' && !/[?？]$/.test(text)) return 'question_marks';
  return claimIn(text, room) ?? grounding(text, room);
}

function speaks(text: string, language: Language): boolean {
  const han = hanCount(text);
  return language === 'en' ? han === 0 : han > 0 && latinWords(text) <= han / 2;
}

function claimIn(text: string, { part, language, said }: LintRoom): LintRule | null {
  const plain = simplified(text).replace(/’/g, "'");
  const known = part === 'answer' ? simplified(said) : '';
  const claims = (list: RegExp) => {
    const found = new RegExp(list.source, `${list.flags}g`);
    return [...plain.matchAll(found)].some(([words]) => !known.includes(words));
  };
  if (claims(SECRETS[language])) return 'secret';
  if (claims(JUDGES[language])) return 'judgement';
  if (claims(PROMISES[language])) return 'promise';
  // In quotation marks it is the candidate who speaks.
  const ours = plain.replace(QUOTED, ' ');
  if (HUMAN[language].test(ours)) return 'human';
  if (part !== 'answer' && TERMS[language].test(ours)) return 'terms';
  if (part === 'answer') return protectedObjections(plain, language).length > 0 ? 'protected' : null;
  if (NEVER_QUOTED.test(plain) || protectedObjections(plain, language).length > 0) return 'protected';
  return part === 'follow_up' && choiceIn(plain, language) ? 'choice' : null;
}

const QUOTED = /“([^”]*)”|「([^」]*)」|『([^』]*)』|"([^"]*)"/g;

const OR = /还是|或者?(?!许)|\bor\b/i;

/** Two things asked, a choice offered, or the wanted answer shown. */
const choiceIn = (text: string, language: Language): boolean =>
  OR.test(text) || questionObjections(text, language, 'open').length > 0;

/** Nothing but known words, and some of the very words that it is about. */
function grounding(text: string, room: LintRoom): LintRule | null {
  const { part, language, earlier = [] } = room;
  const quotes = quotesIn(text);
  const said = simplified(room.said).toLowerCase();
  if (!quotes.every((quote) => hasWords(said, quote))) return 'quote';
  // A question that uses their words says that they are theirs, and has none of them besides.
  const asks = part === 'follow_up';
  // "You said \"I am Ken\". What exactly did you do then?"
  if (asks && quotes.length > 0 && quotes.every(isName)) return 'name_only';
  const ours = asks ? text.replace(QUOTED, ' ') : text;
  if (!onlyKnownWords(ours, asks ? { ...room, said: '' } : room)) return 'new_words';
  if (!isAnchored(asks ? quotes.join('\n') : text, room.said)) return 'not_anchored';
  if (asks && !ASKS[language].test(simplified(ours))) return 'asks_nothing';
  if (part === 'answer' && NEGATES[language].test(text) !== NEGATES[language].test(closest(text, room)))
    return 'negation';
  return earlier.some((other) => likeness(other, text) >= ALIKE) ? 'similar' : null;
}

/** Their own words, none of them cut in two. */
function hasWords(said: string, quote: string): boolean {
  if (quote !== quote.trim()) return false;
  for (let at = said.indexOf(quote); at >= 0; at = said.indexOf(quote, at + 1)) {
    const end = at + quote.length;
    if (!isCut(said, at) && !isCut(said, end)) return true;
  }
  return false;
}

const isCut = (text: string, at: number): boolean =>
  /^[\p{Script=Latin}\d]{2}$/u.test(text.slice(at - 1, at + 1));

const quotesIn = (text: string): string[] =>
  [...simplified(text).toLowerCase().matchAll(QUOTED)].map(([, ...one]) => one.join(''));

const ASKS: Record<Language, RegExp> = {
  zh: /什么|怎么|怎样|如何|哪|谁|多久|讲|说说|聊|(?:后来|然后|之后|结果)呢/,
  en: /\b(?:what|how|which|who|when|where|why|tell|walk|describe|explain)\b/i,
};

const NEGATES: Record<Language, RegExp> = {
  zh: /不|没|无|非|未|别|免|禁/,
  en: /\b(?:no|not|never|none|without|nor|neither|cannot|free)\b|n't\b/i,
};

/** The sentence among what is known that the answer is most like. */
function closest(text: string, { said }: LintRoom): string {
  const sentences = said.split(/[。！？!?\n；;]|\.(?=\s|$)/).filter((one) => one.trim() !== '');
  const alike = (one: string) => shared(pairs(one), pairs(text));
  return sentences.toSorted((a, b) => alike(b) - alike(a))[0] ?? '';
}

// Locale data, not state: the same input always gives the same words.
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

function onlyKnownWords(text: string, { part, language, said, question = '' }: LintRoom): boolean {
  const known = simplified(`${said}\n${part === 'answer' ? '' : question}`).toLowerCase();
  const plain = simplified(text).toLowerCase().replace(/’/g, "'");
  const numbers = plain.match(/\d+(?:[.:]\d+)?/g) ?? [];
  const stated = new Set(known.match(/\d+(?:[.:]\d+)?/g) ?? []);
  if (numbers.some((number) => !stated.has(number))) return false;
  const words = new Set(wordsIn(known).map(stem));
  const latin = wordsIn(plain).every((word) => PLAIN.en.has(stripped(word)) || words.has(stem(word)));
  if (!latin || language === 'en') return latin;
  const chinese = [...segmenter.segment(plain)].map(({ segment }) => segment);
  return chinese.filter((word) => hanCount(word) > 0).every((word) => isSpelt(word, known));
}

const wordsIn = (text: string): string[] =>
  text.replace(/’/g, "'").match(/[\p{Script=Latin}]+(?:['-][\p{Script=Latin}]+)*/gu) ?? [];

/** "what's", "you've": the word before. "Didn't" stays: a no is nobody's but the candidate's. */
const stripped = (word: string): string => word.replace(/'(?:s|d|re|ve|m|ll)$/, '');

function stem(word: string): string {
  const plain = stripped(word);
  return plain.length > 4 ? plain.replace(/(?:ing|ed|es|s|d|e)$/, '') : plain;
}

/** Put together of plain words and of pieces, two characters and more, of what is known. */
function isSpelt(word: string, known: string): boolean {
  const fits: boolean[] = [true];
  for (let to = 1; to <= word.length; to++) {
    fits[to] = false;
    for (let from = 0; from < to && !fits[to]; from++) {
      const piece = word.slice(from, to);
      const may = PLAIN.zh.has(piece) || (known.includes(piece) && (piece.length > 1 || word.length === 1));
      fits[to] = fits[from] === true && may;
    }
  }
  return fits[word.length] === true;
}

const RUN_OF_HAN = 4;

/** Holds four Chinese characters, or two words of English, in a row of what was said; a shorter thing as a whole. */
export function isAnchored(line: string, said: string): boolean {
  const text = simplified(line).toLowerCase();
  const known = simplified(said).toLowerCase();
  for (const run of text.split(/[^\p{Script=Han}\p{N}]+/u)) {
    for (let i = 0; i + RUN_OF_HAN <= run.length; i++)
      if (known.includes(run.slice(i, i + RUN_OF_HAN))) return true;
  }
  const words = wordsIn(text);
  const heard = ` ${wordsIn(known).join(' ')} `;
  const names = (word: string) => !PLAIN.en.has(stripped(word));
  return words.some((word, i) => {
    const before = words[i - 1];
    return before !== undefined && (names(word) || names(before)) && heard.includes(` ${before} ${word} `);
  });
}

/** How alike two lines are: shared pairs of characters, 0 to 1 (Dice). */
function likeness(a: string, b: string): number {
  const [left, right] = [pairs(a), pairs(b)];
  const all = left.length + right.length;
  return all === 0 ? 0 : (2 * shared(left, right)) / all;
}

function pairs(text: string): string[] {
  const plain = simplified(text.slice(0, 400))
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, '');
  return Array.from({ length: Math.max(0, plain.length - 1) }, (_, i) => plain.slice(i, i + 2));
}

function shared(left: string[], right: string[]): number {
  const counts = new Map<string, number>();
  for (const pair of right) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  return left.filter((pair) => {
    const count = counts.get(pair) ?? 0;
    if (count > 0) counts.set(pair, count - 1);
    return count > 0;
  }).length;
}
