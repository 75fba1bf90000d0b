/** A flow file as the engine reads it; its shape is checked in `schema.ts`, its wording in `check.ts`. */
import type { Language, Localized } from '../types.ts';
import type { Slot } from './state.ts';

export type QuestionType = 'open' | 'yes_no' | 'choice' | 'number' | 'date';
export type SectionKind = 'introduction' | 'situation' | 'job' | 'open_floor';

export interface Question {
  id: string;
  type: QuestionType;
  ask: Localized;
  criteria: string[];
  /** `hints`: what to ask in this question's own words where a slot is missing, in place of the general wording. */
  follow_ups?: { max: number; hints?: Partial<Record<Slot, Localized>> };
  options?: { id: string; label: Localized }[];
  /** The answer that a person has to look at; `say` is told to the candidate. Nobody is declined by it. */
  knockout?: { when: string | number | boolean; say: Localized };
  optional?: boolean;
  /**
   * Words by which a volunteered statement is recognised as being about this question, so that it is not asked again; an
   * open question is always asked, and a correction that points at it by them is taken to be about it.
   */
  hears?: Record<Language, string[]>;
  /** True of the person and not of the opening: an earlier interview's answer is offered under this short name. */
  passport?: Localized;
}

export interface Section {
  id: string;
  kind: SectionKind;
  questions: Question[];
}

export interface Criterion {
  id: string;
  title: Localized;
  weight: number;
  anchors: Record<'1' | '2' | '3' | '4' | '5', Localized>;
}

export interface Flow {
  id: string;
  version: number;
  title: Localized;
  languages: Language[];
  budget: { minutes: number; follow_ups: number };
  sections: Section[];
  rubric: { id: string; version: number; criteria: Criterion[] };
}

/** A flow with the hash of its content: what an interview is pinned to. */
export interface PinnedFlow {
  hash: string;
  flow: Flow;
}
