/**
 * What the words of a flow must not do, as lists. They catch what is written often, not everything that can be: a person
 * reviews a flow too. An error is something that must not be asked or rated; a warning is something to read again.
 */
import type { Language } from '../types.ts';
import type { QuestionType } from './model.ts';
import { EITHER, JOINED, LEADING, TWO_THINGS } from './words/asking.ts';
import { PROTECTED, PROXIES } from './words/taboos.ts';

export interface Objection {
  level: 'error' | 'warning';
  message: string;
}

const HAN = /\p{Script=Han}/u;

/** A text in the wrong language: the candidate would be answered in a language that they did not choose. */
export function wrongLanguage(text: string, language: Language): Objection[] {
  if (language === 'en' && HAN.test(text)) {
    return [{ level: 'error', message: 'has Chinese characters in the English text' }];
  }
  if (language === 'zh' && !HAN.test(text)) {
    return [{ level: 'error', message: 'has no Chinese in the Chinese text' }];
  }
  return [];
}

/** What is wrong with the wording of a question of this type. */
export function questionObjections(text: string, language: Language, type: QuestionType): Objection[] {
  const objections = protectedObjections(text, language);
  const error = (message: string) => objections.push({ level: 'error', message });

  const marks = text.match(/[?？]/g)?.length ?? 0;
  if (marks > 1) error(`has ${marks} question marks; ask one thing, the rest can be a follow-up`);
  else if (TWO_THINGS[language].test(text)) error('asks two things at once; make it two questions');
  else if (type === 'yes_no' && JOINED[language].test(text)) {
    error('joins two things, so that a yes may mean either; ask them apart');
  }
  if (type !== 'choice' && EITHER[language].test(text)) {
    error('offers a choice; make it a choice question with options');
  }
  if (LEADING[language].test(text)) error('suggests the answer; ask so that no answer is the expected one');
  return objections;
}

/** What must not be asked, offered or rated at all. */
export function protectedObjections(text: string, language: Language): Objection[] {
  return PROTECTED.filter((taboo) => taboo[language].test(text)).map(({ what }) => ({
    level: 'error',
    message: `touches a protected matter (${what}); ask only what the work needs`,
  }));
}

/** What must not be rated. */
export function rubricObjections(text: string, language: Language): Objection[] {
  const proxies = PROXIES.filter((taboo) => taboo[language].test(text)).map(
    ({ what }): Objection => ({
      level: 'error',
      message: `rates ${what}; rate something that the person said or did`,
    }),
  );
  return [...protectedObjections(text, language), ...proxies];
}

/** What is wrong with a follow-up in a question's own words. */
export function hintObjections(text: string, language: Language, ask: string): Objection[] {
  const objections = questionObjections(text, language, 'open');
  if (!/[?？]/.test(text))
    objections.push({ level: 'error', message: 'asks nothing; end it with a question mark' });
  const known = `${ask.toLowerCase()} ${ASKS_ABOUT[language]}`;
  const fresh = contentWords(text, language).filter((word) => !known.includes(word));
  if (fresh.length > 0) {
    const message = `brings in ${fresh.map((word) => `"${word}"`).join(', ')}, which neither the question nor the candidate has said`;
    objections.push({ level: 'warning', message });
  }
  return objections;
}

/** Words that ask, and name nothing. */
const ASKS_ABOUT: Record<Language, string> = {
  zh: '那件事 这件事 那件 那个 的是 对方 以后 具体 当时 那次 那时 后来 最后 结果 怎么 什么 怎样 自己 做了 做的 哪些 哪一步 哪一次 一次 一件 负责 情况 真实 亲身 经历 先做 第一步 然后 那会儿 发生 最近 印象 最深 你们 处理 起来 一个 例子 说说 讲讲 可以 时候 起因 开始 一步 之后 本人 那段 时间 多久 到底 事情',
  en: 'could would about after again before began during exactly example first happened happen ended ended which what where when there then that time last they them their your yours yourself with were real really result situation started step thing things turn turned came come part next afterwards person people going tell end did have been from most best remember one responsible',
};

function contentWords(text: string, language: Language): string[] {
  if (language === 'en') return text.toLowerCase().match(/[a-z]{4,}/g) ?? [];
  return [...segmenter.segment(text)]
    .map(({ segment }) => segment)
    .filter((word) => /^\p{Script=Han}{2,}$/u.test(word));
}

// Locale data, not state.
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
