/**
 * What the engine is given and what it gives. It is pure: `next(state, event, context)` has no clock, no I/O, no randomness;
 * the same input always gives the same output, so a turn that crashed can simply be run again.
 */
import type { Localized, Stage } from '../types.ts';
import type { NoticeLine, OwnData, Start } from './events.ts';
import type { Flow } from './flow.ts';
import type { Wording } from './reading.ts';
import type { Effect, Hearing } from './results.ts';
import type { Span } from './state.ts';
import type { Move, SameNumber } from './ways.ts';
import type { Workplace } from './workplace.ts';

export type { ClockKind, DeadlineKind, TimerKind } from './clocks.ts';
export type {
  AboutApplication,
  Decided,
  EngineEvent,
  HeardMessage,
  Invitation,
  Notice,
  NoticeLine,
  OwnData,
  Start,
} from './events.ts';
export type {
  Criterion,
  Flow,
  PinnedFlow,
  Question,
  QuestionType,
  Section,
  SectionKind,
} from './flow.ts';
export type { Effect, EngineResult, Hearing, Line, LinePart, Words } from './results.ts';
export type {
  AskKind,
  ConversationState,
  InterviewState,
  Offered,
  QuestionState,
  Slot,
  Span,
} from './state.ts';

export interface EngineContext {
  /** Epoch milliseconds. */
  now: number;
  /** The opening and flow of the interview in progress (or of the start that waits for consent). */
  current: Start | null;
  /** Where the application of the current interview stands, for `status`. */
  application: Standing | null;
  /** Where the application stands that an interview begun in this event would be for; null where there is none yet. */
  applied: Standing | null;
  /** Fresh random ids, used if an interview begins in this event. */
  ids: { application: string; interview: string };
  settings: EngineSettings;
  /** What was said in interviews begun before, oldest first: given when an interview may begin. */
  said?: EarlierSaid[];
  /** What the interviews of the state that are not talked about lead to. */
  aside?: Aside[];
  /** A fresh link and where it leads: given when somebody wishes to go on elsewhere. */
  move?: Move;
  /** The contract that somebody asks for, as it is said: a fresh link to it, or that there is none. */
  contract?: { lines: NoticeLine[]; effects: Effect[] };
  /** Given when somebody asks for what we keep of them. */
  ownData?: OwnData;
  /** Given when somebody shares a number of their own that is somebody's here already. */
  sameNumber?: SameNumber;
  /** Their first shift and their work: given where they have any. */
  work?: Workplace;
  /** What a model proposes to say. */
  wording?: Wording;
}

/** An interview that was set aside: its opening, the flow that it is pinned to, and where its application stands. */
export interface Aside {
  interviewId: string;
  start: Start;
  stage: Stage | null;
  next?: Next | null;
}

/** Where an application stands, and what is waited for. */
interface Standing {
  stage: Stage;
  /** Absent where nobody knows, and before the interview is over. */
  next?: Next | null;
}

interface Next {
  /** A code; see `next-step.ts`. */
  what: string;
  /** By when, in words. */
  by: Localized | null;
}

/** A message of an earlier interview that answered something. */
export interface EarlierSaid {
  turn: number;
  interviewId: string;
  /** The flow of that interview: what was asked there. */
  flow: Flow;
  kind: Hearing['kind'];
  questionId: string | null;
  text: string;
  spans: Span[];
  /** Epoch milliseconds. */
  at: number;
}

export interface EngineSettings {
  pauseAfterMs: number;
  nudgeAfterMs: number;
  expireAfterMs: number;
  consentExpireMs: number;
  /** After the end of an interview: HR is warned, and the candidate hears where it stands. */
  decisionWarningMs: number;
  decisionWithinMs: number;
  /** While nobody decides, they are told so again. */
  decisionAgainMs: number;
}
