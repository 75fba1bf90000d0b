/** What a person says before it is asked: the question is then covered by that span, and never asked. */

import type { Language } from '../types.ts';
import { isCandidateQuestion } from './facts.ts';
import type { Flow, Question } from './model.ts';
import { kindOf } from './questions/index.ts';
import { simplified } from './simplified.ts';
import { clauses, hanCount, type Piece, thoughts } from './text.ts';

export interface Volunteered {
  question: Question;
  value: string | number | boolean;
  start: number;
  end: number;
}

const TELLS_NAME =
  /^(?:(?:hi|hello|hey)[ ,]*)?(?:i'?m|i am|my name is|我叫|我是|我姓)\s*\S+(?: \S+)?$|^(?:[男女][生的]?|male|female)$/i;

/** The factual questions of the flow that this text answers, among those that `wanted` lets through. */
export function findVolunteered(
  written: string,
  flow: Flow,
  wanted: (question: Question) => boolean,
): Volunteered[] {
  const questions = flow.sections
    .flatMap((section) => (section.kind === 'job' ? section.questions : []))
    .filter((question) => question.hears && wanted(question));
  if (questions.length === 0) return [];
  const text = simplified(written);
  const heard = questions.filter((question) => {
    // An age is told in many ways, all of them with a number.
    if (/岁/.test(question.ask.zh) && AGE_MAY_BE.test(text)) return true;
    return question.type === 'date' || mentions(question, text);
  });
  if (heard.length === 0) return [];
  const found: Volunteered[] = [];
  // "Do I need my own scooter?" tells nothing of one.
  const asks = ({ text: clause, end }: Piece) => /[?？]/.test(text[end] ?? '') || isCandidateQuestion(clause);
  const pieces = clauses(text)
    .filter((piece) => !asks(piece))
    .flatMap(thoughts);
  for (const question of heard) {
    const match = firstMatch(question, pieces, text);
    if (match) found.push({ question, ...match });
  }
  return found;
}

const AGE_MAY_BE = /\d{2}|今年|十|周岁/;

function firstMatch(question: Question, pieces: Piece[], text: string): Omit<Volunteered, 'question'> | null {
  for (const [i, piece] of pieces.entries()) {
    const language: Language = hanCount(piece.text) > 0 ? 'zh' : 'en';
    const kind = kindOf(question);
    const alone = kind.volunteered(piece.text, question, language);
    if (alone !== null) return { value: alone, start: piece.start, end: piece.end };
    // "I'm Dana, 31": a number behind the name is an age.
    const before = pieces[i - 1];
    if (before && /^\d{2}$/.test(piece.text) && TELLS_NAME.test(before.text)) {
      const told = kind.volunteered(
        language === 'zh' ? `我${piece.text}` : `i'm ${piece.text}`,
        question,
        language,
      );
      if (told !== null) return { value: told, start: piece.start, end: piece.end };
    }
    // "夜班，周末，都可以": a bare mention goes with the clause that says yes.
    const next = pieces[i + 1];
    if (!next || piece.text.length > 12 || !mentions(question, piece.text)) continue;
    const joined = text.slice(piece.start, next.end);
    if (/[。！？!?\n.]/.test(joined)) continue;
    const together = kind.volunteered(joined, question, language);
    if (together !== null) return { value: together, start: piece.start, end: next.end };
  }
  return null;
}

/** Speaks of the question's matter, in one of its words. */
export function mentions({ hears }: Question, text: string): boolean {
  const lower = text.toLowerCase();
  return hears !== undefined && [...hears.zh, ...hears.en].some((word) => lower.includes(word.toLowerCase()));
}
