/** What a question type contributes: reading a reply, and recognising the answer in something said earlier. */
import type { Language } from '../../types.ts';
import type { Question, QuestionType } from '../model.ts';

/** Never a boolean: a reply can answer, decline, or need to be asked once more. */
export type Parsed =
  | { result: 'answered'; value: string | number | boolean }
  | { result: 'skipped' }
  /** `otherwise`: what it is taken for if it is said again. */
  | { result: 'retry'; otherwise?: boolean };

export interface QuestionKind {
  type: QuestionType;
  /** Reads a reply to this question. `reply` may be a button's value. */
  parse(reply: string, question: Question): Parsed;
  /** The answer that a clause states in passing; null when it only touches the matter. Stricter than `parse`. */
  volunteered(clause: string, question: Question, language: Language): string | number | boolean | null;
  /** Buttons: a text key, or the flow's own label, for each value. */
  choices(
    question: Question,
    language: Language,
  ): { label: { key: string } | { text: string }; value: string }[];
  /** Text key of the clearer wording; takes `{question}`. */
  retry: string;
}
