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
