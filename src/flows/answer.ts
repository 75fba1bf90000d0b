/** Takes what was said to the open ask into the state, and says which step comes next. */
import { isDone, saysNever } from './conduct.ts';
import { type Reading, readAnswer } from './episode.ts';
import type { HeardMessage, Hearing, Question, Span } from './model.ts';
import { kindOf, knocksOut } from './questions/index.ts';
import type { Parsed } from './questions/kind.ts';
import { pickQuote, type Quote } from './quote.ts';
import { noteStories } from './stories.ts';
import {
  bare,
  clauses,
  hanCount,
  keyOf,
  latinWords,
  type Piece,
  sentences,
  statement,
  wordless,
} from './text.ts';
import type { Turn } from './turn.ts';
import { findVolunteered, mentions, type Volunteered } from './volunteered.ts';
import { shownAnswer, shownUnasked, slotsIn, toldIn, withFilled } from './witness.ts';

/** Part of a message that answers, with the message. */
export interface Said {
  message: HeardMessage;
  piece: Piece;
}

export type Step =
  /** The next thing of the flow, led in so. */
  | { go: 'next'; lead: 'first' | 'next' | 'kindly' }
  | { go: 'follow_up'; question: Question; reading: Reading; quote: Quote | null }
  /** Introduced themselves as somebody without any job so far. */
  | { go: 'beyond_jobs'; question: Question }
  | { go: 'clearer'; question: Question }
  /** An invitation brought something. */
  | { go: 'invited' }
  /** The offer of earlier answers was neither taken nor refused. */
  | { go: 'passport'; idle: boolean }
  /** 有 / yes to an invitation: it stays open. */
  | { go: 'listen' };

/** About 75 Chinese characters or 40 English words a minute, on a phone. */
const SECONDS_A_HAN = 0.8;
const SECONDS_A_WORD = 1.5;
const HEARD_AT_MOST = 6;
const PLAIN_NO = /^(?:没有?|无|no|nope|nah|none|not really|not now|不用了?|no,? (?:thanks|thank you))$/;

/**
 * Notes facts that a message states unasked; returns their spans. A yes that was given earlier and is a no now ("weekends
 * are fine, but I can't do nights") is changed, and the person is told; both stay.
 */
export function takeVolunteered(turn: Turn, said: Said): Volunteered[] {
  const { interview, start } = turn;
  if (!interview || !start) return [];
  const wanted = (question: Question) => {
    const state = interview.questions[question.id];
    return state === undefined || mayBeContradicted(turn, question, said);
  };
  const text = said.message.text.slice(0, 4000);
  const found = findVolunteered(text, start.pinned.flow, wanted).filter(
    ({ question, value }) => interview.questions[question.id]?.value !== value,
  );
  found.push(...shownUnasked(turn, said.message, found));
  for (const { question, value } of found) {
    const state = interview.questions[question.id];
    if (state) {
      state.value = value;
      if (!turn.lines.some(({ words }) => 'key' in words && words.key === 'corrected'))
        turn.say('acknowledgement', 'corrected');
    } else {
      interview.questions[question.id] = {
        state: 'covered',
        turn: said.message.turn,
        value,
        volunteered: true,
      };
    }
    tellKnockout(turn, question, value, said.message.turn);
  }
  return found;
}

/** Only a yes or no that an earlier message gave: what is told of numbers and dates in passing may be another one. */
function mayBeContradicted(turn: Turn, { id, type }: Question, { message }: Said): boolean {
  const { open, questions } = turn.interview!;
  const state = questions[id]!;
  return (
    type === 'yes_no' &&
    state.state === 'covered' &&
    state.value !== undefined &&
    state.turn !== message.turn &&
    open?.question !== id
  );
}

export function spanOf({ question, start, end }: Volunteered): Span {
  return { slot: question.id, start, end };
}

/** The answer that a burst gives to the open ask. `said` is in the order of the inbox and not empty. */
export function takeAnswer(turn: Turn, said: Said[]): Step {
  const interview = turn.interview!;
  const open = interview.open!;
  for (const { piece } of said) interview.seconds += secondsFor(piece.text);
  interview.seconds = Math.round(interview.seconds);
  const last = said.at(-1)!;
  if (open.kind === 'invitation') return takeInvited(turn, said);
  const question = turn.question(open.question);
  if (!question) return { go: 'next', lead: 'next' };
  interview.last = { turn: last.message.turn, question: question.id };
  return question.type === 'open' ? takeOpen(turn, question, said) : takeFactual(turn, question, said);
}

function secondsFor(text: string): number {
  const sample = text.slice(0, 10_000);
  return hanCount(sample) * SECONDS_A_HAN + latinWords(sample) * SECONDS_A_WORD;
}

/** 有 / yes, and not yet what. */
const WANTS_TO_ADD =
  /^(?:嗯*有[的啊呀]?|对|是的?|嗯+|可以|好[的呀啊]?|行|ok|okay|k|yes|yeah|yep|sure|i do|there is|yes i do|yes please|fine|alright)$/;

function takeInvited(turn: Turn, said: Said[]): Step {
  const open = turn.interview!.open!;
  const text = said.map(({ piece }) => piece.text).join('\n');
  if (WANTS_TO_ADD.test(bare(text))) {
    for (const one of said) turn.hear(one.message, 'other');
    return { go: 'listen' };
  }
  turn.told = toldIn(text);
  for (const one of said) hearAddendum(turn, one, open.question);
  if (open.question) {
    const state = turn.questionState(open.question);
    state.state = 'covered';
    state.turn ??= said[0]!.message.turn;
  }
  turn.interview!.last = { turn: said.at(-1)!.message.turn, question: open.question };
  return { go: 'invited' };
}

/** Unasked experience, or more on an earlier question. */
export function hearAddendum(turn: Turn, one: Said, questionId: string | null): void {
  const spans = takeVolunteered(turn, one).map(spanOf);
  noteStories(turn, one.piece.text);
  const more: Partial<Omit<Hearing, 'turn' | 'kind'>> = { spans };
  if (questionId) more.questionId = questionId;
  turn.hear(one.message, 'addendum', more);
}

function takeOpen(turn: Turn, question: Question, said: Said[]): Step {
  const interview = turn.interview!;
  const open = interview.open!;
  const state = turn.questionState(question.id);
  const text = said.map(({ piece }) => piece.text).join('\n');
  const key = keyOf(text);
  const repeated = state.heard?.includes(key) === true;
  state.heard = [...(state.heard ?? []), key].slice(-HEARD_AT_MOST);
  state.turn ??= said[0]!.message.turn;
  const nothing = saysNever(text) || isDone(text);
  // "…, that's all": there is no more to it.
  const [end] = sentences(text).slice(-1);
  const ends = end !== undefined && isDone(end.text);
  if (open.kind === 'question') state.state = 'covered';
  if (open.slot) state.slots = { ...state.slots, [open.slot]: nothing ? 'declined' : 'covered' };
  const introduction = turn.start!.pinned.flow.sections[interview.section]?.kind === 'introduction';
  const jobless = introduction && open.kind === 'question' && saysNever(text);
  turn.told = toldIn(text);
  const filled = said.flatMap(({ message }) => slotsIn(message).map(({ slot }) => slot));
  if (filled.length > 0) state.filled = [...new Set([...(state.filled ?? []), ...filled])];
  const reading = withFilled(readAnswer(text, introduction, state.told), filled);
  const { onlyWe: _we, full: _full, ...told } = reading;
  state.told = told;
  if ((nothing || repeated) && !jobless) state.enough = true;
  if (ends && (open.kind === 'follow_up' || reading.episode)) state.enough = true;
  noteStories(turn, text);
  let quote: Quote | null = null;
  for (const one of said) {
    const volunteered = takeVolunteered(turn, one);
    const slot = open.slot ? `${question.id}.${open.slot}` : question.id;
    const own: Span = { slot, start: one.piece.start, end: one.piece.end };
    turn.hear(one.message, open.slot ? 'follow_up_answer' : 'answer', {
      questionId: question.id,
      spans: [
        own,
        ...slotsIn(one.message).map((span) => ({ ...span, slot: `${question.id}.${span.slot}` })),
        ...volunteered.map(spanOf),
      ],
    });
    // The last message is the one to come back to.
    const stated = volunteered.map(({ start, end }) => one.message.text.slice(start, end));
    const factual = (clause: string) =>
      stated.some((span) => span.includes(clause)) || speaksOfJobQuestion(turn, clause);
    quote = pickQuote(one.piece.text, factual) ?? quote;
  }
  if (state.enough) return { go: 'next', lead: nothing ? 'kindly' : 'next' };
  if (jobless) return { go: 'beyond_jobs', question };
  return { go: 'follow_up', question, reading, quote };
}

/** A short clause about a job question: quoted, it would sound as if that were asked. */
function speaksOfJobQuestion(turn: Turn, clause: string): boolean {
  if (clause.length > 14) return false;
  const lower = clause.toLowerCase();
  return turn.start!.pinned.flow.sections.some(({ questions }) =>
    questions.some(
      ({ hears, type }) =>
        type !== 'open' &&
        hears &&
        [...hears.zh, ...hears.en].some((word) => lower.includes(word.toLowerCase())),
    ),
  );
}

/** What is left of a reply when statements about other questions are taken out; null when nothing is. */
function aboutThis(turn: Turn, question: Question, text: string): string | null {
  const others = findVolunteered(text, turn.start!.pinned.flow, (one) => one.id !== question.id);
  if (others.length === 0) return text;
  const hears = question.hears;
  const lower = text.toLowerCase();
  if (hears && [...hears.zh, ...hears.en].some((word) => lower.includes(word.toLowerCase()))) return text;
  let rest = text;
  for (const { start, end } of others)
    rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  if (!wordless(rest)) return rest;
  // "Yes and I can lift that too": the first word is the answer.
  return FIRST_WORD.exec(bare(text))?.[0] ?? null;
}

const FIRST_WORD =
  /^(?:yes|yeah|yep|sure|ok|okay|no|nope)\b(?=[,.!]? (?:and|also|plus)\b)|^(?:可以|能|行|不行|不能|没问题|有|没有)(?=[，,。；]|而且|另外|还有)/;

/** A reply; of one that says yes to this and no to that, the clause that speaks of this. */
function parse(question: Question, reply: string): Parsed {
  const parsed = kindOf(question).parse(reply, question);
  if (parsed.result !== 'retry' || question.type !== 'yes_no') return parsed;
  const parts = clauses(reply).map(({ text }) => text);
  const about = parts.length > 2 ? (parts.find((part) => mentions(question, part)) ?? parts[0]) : undefined;
  return about === undefined ? parsed : kindOf(question).parse(about, question);
}

/** What a model has seen said, where the rules saw nothing. */
function shown(question: Question, said: Said[]): Parsed | null {
  const found = said.map(({ message }) => shownAnswer(message, question)).find((one) => one !== null);
  return found ? { result: 'answered', value: found.value } : null;
}

function takeFactual(turn: Turn, question: Question, said: Said[]): Step {
  const state = turn.questionState(question.id);
  const text = said.map(({ piece }) => piece.text).join('\n');
  const rest = aboutThis(turn, question, text);
  // "That's all" answers nothing that was asked here; a plain no does.
  const ends = isDone(text) && !PLAIN_NO.test(bare(text));
  const read: Parsed = rest === null || ends ? { result: 'retry' } : parse(question, rest);
  const parsed = (read.result === 'retry' && shown(question, said)) || read;
  for (const one of said) {
    const volunteered = takeVolunteered(turn, one);
    const own: Span = { slot: question.id, start: one.piece.start, end: one.piece.end };
    turn.hear(one.message, 'answer', { questionId: question.id, spans: [own, ...volunteered.map(spanOf)] });
  }
  if (parsed.result === 'retry' && !state.retried) {
    state.retried = true;
    return { go: 'clearer', question };
  }
  const { turn: number } = said.at(-1)!.message;
  state.turn = number;
  state.state = parsed.result === 'skipped' ? 'declined' : 'covered';
  const value =
    parsed.result === 'answered' ? parsed.value : parsed.result === 'retry' ? parsed.otherwise : undefined;
  if (value !== undefined) {
    state.value = value;
    tellKnockout(turn, question, value, number);
  }
  return { go: 'next', lead: 'next' };
}

/** The answer that a person has to look at: told kindly, and the interview goes on. */
export function tellKnockout(
  turn: Turn,
  question: Question,
  value: string | number | boolean,
  number: number,
): void {
  if (!question.knockout || !knocksOut(question, value)) return;
  turn.ticket('knockout', number, question.id);
  turn.sayWords('notice', { text: statement(question.knockout.say[turn.state.language]) });
}

/** The open ask is declined: nothing more is asked about it. */
export function declineOpen(turn: Turn): void {
  const open = turn.interview?.open;
  if (!open?.question) return;
  const state = turn.questionState(open.question);
  state.enough = true;
  if (open.slot) state.slots = { ...state.slots, [open.slot]: 'declined' };
  else if (state.state === 'asked') state.state = 'declined';
}
