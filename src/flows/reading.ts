/**
 * What a model understood of a burst: a plain value that comes in with the messages, so that the engine stays pure. A model
 * is a witness. It adds to what the rules have heard and takes nothing away from it, and behind everything that it says of
 * a message stands a verbatim piece of that message.
 */
import type { Language } from '../types.ts';
import type { Slot, Span } from './state.ts';
import type { Piece } from './text.ts';

/** What a piece of a message can be besides an answer. */
export const PART_KINDS = [
  'question',
  'amendment',
  'person',
  'language',
  'skip',
  'pause',
  /** Wants no more messages, or gives up: never obeyed on a model's word, see `witness.ts`. */
  'stop',
  'status',
  'help',
  'unclear',
  'abuse',
  'injection',
  'small_talk',
] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** A piece of a message that is something else than an answer. */
export interface Part extends Piece {
  kind: PartKind;
  /** Of an amendment: the question whose answer it takes back. */
  questionId?: string;
  /** Of a wish for a language. */
  language?: Language;
}

/** A question of the candidate's that was answered from what is known of the opening and of their own application. */
export interface Answered {
  question: string;
  text: string;
  /** What the answer has to rest on, word for word. */
  sources: string[];
}

/** What one message holds, besides what the rules hear. */
export interface MessageReading {
  parts: Part[];
  /** Verbatim pieces that fill a gap of the open question (its slot) or answer another question (its id). */
  spans: Span[];
  irritated: boolean;
  answered: Answered[];
}

/** Words that a model proposes to say. The engine decides whether one of them is said, and the linter whether it may be. */
export interface Wording {
  /** One sentence that takes up what was just told. */
  acknowledgement: string | null;
  /** A question for each gap that the open question may still have. */
  followUps: Partial<Record<Slot, string>>;
}

/** What a line of a model's was to be. */
export type LintedPart = 'follow_up' | 'acknowledgement' | 'answer';

/** Why it was not said. */
export type LintRule =
  | 'empty'
  | 'length'
  | 'form'
  | 'language'
  | 'question_marks'
  | 'choice'
  | 'protected'
  | 'judgement'
  | 'promise'
  | 'secret'
  | 'human'
  | 'terms'
  | 'quote'
  | 'name_only'
  | 'new_words'
  | 'not_anchored'
  | 'asks_nothing'
  | 'negation'
  | 'similar';

/** A line that was not said, and why. */
export interface Linted {
  part: LintedPart;
  rule: LintRule;
}
