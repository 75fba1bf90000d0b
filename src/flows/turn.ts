/** The draft of one result: the rooms of the engine write on it, and nothing else changes a state. */
import type { Language } from '../types.ts';
import { type LintRoom, lint } from './lint.ts';
import type {
  AskKind,
  ConversationState,
  Effect,
  EngineContext,
  EngineResult,
  HeardMessage,
  Hearing,
  InterviewState,
  Line,
  LinePart,
  Question,
  QuestionState,
  Slot,
  Start,
  TimerKind,
  Words,
} from './model.ts';
import type { Linted, Wording } from './reading.ts';

/** Asks that may still get a late message; older ones add to the interview as a whole. */
const TRAIL_AT_MOST = 48;

type Ticket = Extract<Effect, { type: 'ticket' }>['kind'];

export class Turn {
  readonly context: EngineContext;
  readonly state: ConversationState;
  readonly effects: Effect[] = [];
  readonly hearings: Hearing[] = [];
  readonly timers: Partial<Record<TimerKind, number | null>> = {};
  readonly lines: Line[] = [];
  readonly elsewhere: Line[] = [];
  start: Start | null;
  /** What a model proposes to say; nothing once somebody has tried to command us. */
  wording: Wording | null;
  trusts = true;
  /** What was told in this batch in answer to an open question: the words that may be taken up. */
  told = '';
  readonly linted: Linted[] = [];
  urgency: EngineResult['urgency'] = 'reply';
  evenIfClosed = false;

  constructor(state: ConversationState | null, context: EngineContext, language: Language) {
    this.context = context;
    this.start = context.current;
    this.wording = context.wording ?? null;
    // A plain copy: the state is JSON, and the one that came in stays as it was.
    this.state = state ? structuredClone(state) : emptyState(language);
  }

  get interview(): InterviewState | null {
    return this.state.interview;
  }

  say(part: LinePart, key: string, args?: Record<string, string | number>): void {
    this.lines.push({ part, words: args ? { key, args } : { key } });
  }

  sayWords(part: LinePart, words: Words): void {
    this.lines.push({ part, words });
  }

  /** The one thing asked in this result. `repeats` says it again: the same ask under a new number. */
  ask(
    about: { kind: AskKind; question: string | null; slot?: Slot; part: LinePart; repeats?: boolean },
    words: Words,
    choices: Line['choices'] = [],
  ): void {
    const interview = this.interview;
    if (!interview) return;
    const ask = ++this.state.asks;
    const first = about.repeats && interview.open ? interview.open.first : ask;
    interview.open = { first, ask, kind: about.kind, question: about.question, at: this.context.now };
    if (about.slot) interview.open.slot = about.slot;
    interview.trail.push([ask, about.question ?? '']);
    if (interview.trail.length > TRAIL_AT_MOST) interview.trail.shift();
    const line: Line = { part: about.part, words, ask };
    if (about.question) line.questionId = about.question;
    if (choices.length > 0) line.choices = choices;
    this.lines.push(line);
  }

  /** Somebody tries to command us: nothing of this batch is said in words that a model wrote. */
  distrust(): void {
    this.trusts = false;
    this.wording = null;
  }

  /** A line that a model wrote, if the linter lets it through; what it does not is counted. */
  worded(text: string | null | undefined, room: Omit<LintRoom, 'language'>): string | null {
    if (!text) return null;
    const rule = lint(text, { ...room, language: this.state.language });
    if (!rule) return text.trim();
    this.linted.push({ part: room.part, rule });
    return null;
  }

  ticket(kind: Ticket, turn: number | null, questionId?: string | null): void {
    const ticket: Effect = { type: 'ticket', kind, interviewId: this.interview?.id ?? null, turn };
    this.effects.push(questionId ? { ...ticket, questionId } : ticket);
  }

  /** Moves the interview, or another one, to a status, once. */
  status(status: InterviewState['status'], interview: InterviewState | null = this.interview): void {
    if (!interview || interview.status === status) return;
    interview.status = status;
    this.effects.push({ type: 'interview', interviewId: interview.id, status });
  }

  language(language: Language, chosen: boolean): void {
    const { state } = this;
    if (chosen) state.languageChosen = true;
    if (state.language === language) return;
    state.language = language;
    if (state.consent === 'given') this.effects.push({ type: 'language', language });
  }

  hear(
    message: HeardMessage,
    kind: Hearing['kind'],
    more: Partial<Omit<Hearing, 'turn' | 'kind'>> = {},
  ): void {
    const hearing: Hearing = { turn: message.turn, kind, record: this.state.consent === 'given', ...more };
    const interview = this.interview;
    if (hearing.record && interview && hearing.interviewId === undefined) hearing.interviewId = interview.id;
    // A message may correct one thing and answer another: it is one hearing, with the spans of both.
    const amendment = this.hearings.find((one) => one.turn === message.turn && one.kind === 'amendment');
    if (amendment) amendment.spans = [...(amendment.spans ?? []), ...(hearing.spans ?? [])];
    else this.hearings.push(hearing);
  }

  question(id: string | null | undefined): Question | null {
    if (!id || !this.start) return null;
    for (const section of this.start.pinned.flow.sections) {
      const found = section.questions.find((question) => question.id === id);
      if (found) return found;
    }
    return null;
  }

  /** The state of a question, made when it is first needed. */
  questionState(id: string): QuestionState {
    const questions = this.interview!.questions;
    questions[id] ??= { state: 'asked' };
    return questions[id];
  }

  result(): EngineResult {
    return {
      state: this.state,
      lines: this.lines,
      elsewhere: this.elsewhere,
      language: this.state.language,
      urgency: this.urgency,
      evenIfClosed: this.evenIfClosed,
      hearings: this.hearings,
      effects: this.effects,
      timers: this.timers,
      progress: this.#progress(),
      linted: this.linted,
    };
  }

  #progress(): EngineResult['progress'] {
    const { interview, start } = this;
    if (!interview || !start || start.pinned.hash !== interview.flowHash) return null;
    const questions = start.pinned.flow.sections.flatMap((section) => section.questions);
    const asked = questions.filter((question) => interview.questions[question.id]).length;
    return { asked, total: questions.length };
  }
}

function emptyState(language: Language): ConversationState {
  return {
    language,
    languageChosen: false,
    consent: 'none',
    stopped: false,
    takenOver: false,
    asks: 0,
    phoneKnown: false,
    pending: null,
    interview: null,
    earlier: [],
  };
}

/** A new interview at its first question. */
export function newInterview(start: Start, ids: EngineContext['ids']): InterviewState {
  return {
    id: ids.interview,
    applicationId: ids.application,
    openingId: start.opening.id,
    flowHash: start.pinned.hash,
    status: 'in_progress',
    section: 0,
    item: 0,
    open: null,
    questions: {},
    trail: [],
    followUps: 0,
    used: {},
    invitedAgain: null,
    seconds: 0,
    nudged: false,
    adding: false,
    last: null,
  };
}
