/** The registry of question types: a new type is one file and one line here. */
import type { Question } from '../model.ts';
import { choice } from './choice.ts';
import { date } from './date.ts';
import type { QuestionKind } from './kind.ts';
import { number } from './number.ts';
import { open } from './open.ts';
import { yesNo } from './yes-no.ts';

const KINDS = { open, yes_no: yesNo, choice, number, date } satisfies Record<Question['type'], QuestionKind>;

export function kindOf(question: Question): QuestionKind {
  return KINDS[question.type];
}

/** True when this value is the one that a person of HR has to look at. A number knocks out below `when`. */
export function knocksOut(question: Question, value: string | number | boolean): boolean {
  const when = question.knockout?.when;
  if (when === undefined) return false;
  return typeof when === 'number' && typeof value === 'number' ? value < when : value === when;
}
