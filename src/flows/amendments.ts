/** Corrections: both versions are kept, and the one that is amended is named. */
import { type Said, spanOf, takeVolunteered, tellKnockout } from './answer.ts';
import { corrects } from './conduct.ts';
import type { EarlierSaid, HeardMessage, Question, QuestionState, Span } from './model.ts';
import { pointedAt } from './pointing.ts';
import { kindOf } from './questions/index.ts';
import { simplified } from './simplified.ts';
import { clauses, sentences } from './text.ts';
import type { Turn } from './turn.ts';
import { findVolunteered, mentions } from './volunteered.ts';

/** What a correction takes back: a turn, and the question that it answered. */
export interface Amended {
  turn: number;
  question: string | null;
}

/** Keeps the correction beside what it corrects; factual answers are read anew, as many as it speaks of. */
export function amend(turn: Turn, message: HeardMessage, amended: Amended): void {
  const said: Said = { message, piece: { start: 0, end: message.text.length, text: message.text } };
  const spans = readAnew(turn, message, amended.question);
  spans.push(...takeVolunteered(turn, said).map(spanOf));
  const { turn: amends, question: questionId } = amended;
  turn.hear(message, 'amendment', questionId ? { amends, questionId, spans } : { amends, spans });
}

/** What the correction names, by any question's matter, its place, or its words; else the latest answer. */
export function amendedBy(turn: Turn, text: string): Amended {
  return amendedIn(turn, text) ?? turn.interview!.last ?? { turn: 0, question: null };
}

/** What the correction names in this interview; null when it names nothing of it. */
export function amendedIn(turn: Turn, text: string): Amended | null {
  const interview = turn.interview!;
  const told = questionsOf(turn).filter(({ id }) => interview.questions[id]?.turn !== undefined);
  const answered = (question: Question | undefined): Amended | null => {
    const at = question && interview.questions[question.id]?.turn;
    return question && at !== undefined ? { turn: at, question: question.id } : null;
  };
  const flow = turn.start?.pinned.flow;
  const factual = told.filter(({ type }) => type !== 'open');
  const [stated] = flow ? findVolunteered(text.slice(0, 4000), flow, (one) => factual.includes(one)) : [];
  // Of several sentences those that correct: "It was five days, not three. And I ran the Saturday shift."
  const about = sentences(text).filter((sentence) => corrects(simplified(sentence.text)));
  const head = about.length > 0 ? about.map((sentence) => sentence.text).join(' ') : text;
  const mentioned = answered(factual.find((question) => mentions(question, head)));
  if (stated && stated.start < head.length + (about[0]?.start ?? 0)) return answered(stated.question);
  const story = namedIn(turn, head) ?? quotedIn(turn, head) ?? answered(pointedAt(head, told, asked(turn)));
  return mentioned && !isOpen(turn, story) ? mentioned : (story ?? mentioned ?? answered(stated?.question));
}

const isOpen = (turn: Turn, amended: Amended | null) => turn.question(amended?.question)?.type === 'open';

const questionsOf = (turn: Turn): Question[] =>
  turn.start?.pinned.flow.sections.flatMap((section) => section.questions) ?? [];

/** The questions in the order in which they were asked. */
function asked(turn: Turn): Question[] {
  const ids = new Set(turn.interview!.trail.map(([, question]) => question).filter((id) => id !== ''));
  return [...ids].flatMap((id) => turn.question(id) ?? []);
}

const QUOTES = /[“"「『‘']([^”"」』’']{2,60})[”"」』’']/g;
/** What is no longer so: 不是两周，是三周; "not two weeks but three", "three, not two". */
const OLD_ZH = /(?:不是|并非|没有?)\s*([^，,。；;、是而！!]{2,16})\s*[，,、]?\s*(?:而?是|应该|其实)/g;
const OLD_EN =
  /\b(?:not|said|wrote|typed|put|instead of|rather than) (?:it was |it's |that )?([a-z0-9][a-z0-9' ]{1,40}?)(?=[,.;!]|$| but\b| and\b| i meant| when\b| it\b)/gi;

/** The turn that holds the words which are taken back, when only one answer does. */
function quotedIn(turn: Turn, text: string): Amended | null {
  const words = [QUOTES, OLD_ZH, OLD_EN].flatMap((pattern) =>
    [...text.slice(0, 400).matchAll(pattern)].map((match) => match[1]!.trim().toLowerCase()),
  );
  return onlyIn(saidHere(turn), words);
}

const saidHere = (turn: Turn): EarlierSaid[] =>
  (turn.context.said ?? []).filter((one) => one.interviewId === turn.interview!.id);

/** The answer that holds the first of these words which stands in one answer only. */
function onlyIn(said: EarlierSaid[], words: string[]): Amended | null {
  for (const word of words) {
    const found = said.filter((one) => one.questionId !== null && one.text.toLowerCase().includes(word));
    const questions = new Set(found.map(({ questionId }) => questionId));
    const last = found.at(-1);
    if (last && questions.size === 1) return { turn: last.turn, question: last.questionId };
  }
  return null;
}

const NAMED_ZH = /([\p{Script=Han}A-Za-z0-9]{2,10})(?:那件事|那个事|那次|那段|那回|那里|的事)/gu;
const NAMED_EN = /\b(?:about|regarding|on|with|in) (?:the|my|that|those|our) ([a-z]{4,}(?: [a-z]{4,})?)/gi;

/** "About the wedding": the one answer that speaks of it. */
function namedIn(turn: Turn, text: string): Amended | null {
  const named = (pattern: RegExp) =>
    [...text.slice(0, 200).matchAll(pattern)].map((match) => match[1]!.trim().toLowerCase());
  return onlyIn(saidHere(turn), [...named(NAMED_ZH).flatMap(ends), ...named(NAMED_EN)]);
}

/** 前面说的啤酒 ends with what it names; the longest end first. */
const ends = (word: string): string[] =>
  Array.from({ length: word.length - 1 }, (_, i) => word.slice(i)).filter((end) => end.length >= 2);

/** Reads the factual answers that the correction gives; what it is about first. */
function readAnew(turn: Turn, message: HeardMessage, about: string | null): Span[] {
  const spans: Span[] = [];
  const main = turn.question(about);
  const whole = { start: 0, end: message.text.length };
  if (main?.type === 'open') {
    // An edit is the whole answer; a correction in words says only what was wrong in it.
    if (message.content.kind === 'edit') spans.push({ slot: main.id, ...whole });
  } else if (main) {
    const value = newValue(turn, main, message.text);
    if (value !== null) {
      spans.push({ slot: main.id, ...whole });
      change(turn, main, value, message.turn);
    }
  }
  const asked = (question: Question) =>
    question.id !== main?.id && turn.interview!.questions[question.id] !== undefined;
  for (const found of findVolunteered(message.text.slice(0, 4000), turn.start!.pinned.flow, asked)) {
    spans.push(spanOf(found));
    change(turn, found.question, found.value, message.turn);
  }
  return spans;
}

type Value = NonNullable<QuestionState['value']>;

function newValue(turn: Turn, question: Question, text: string): Value | null {
  const [stated] = findVolunteered(text, turn.start!.pinned.flow, ({ id }) => id === question.id);
  if (stated && question.type === 'yes_no') return stated.value;
  const rest = question.type === 'yes_no' ? text : withoutOld(text);
  const about = clauses(rest).filter((clause) => mentions(question, clause.text));
  for (const part of [...about.map((clause) => clause.text), rest.replace(TAKES_BACK, '')]) {
    const parsed = kindOf(question).parse(part, question);
    if (parsed.result === 'answered') return parsed.value;
  }
  return null;
}

/** Only what holds now: the old number is named first as often as not. */
function withoutOld(text: string): string {
  return text
    .replace(/(?:不是|并非)[^，,。；;是]{1,16}(?:[，,、]\s*)?(?=而?是|应该)/g, ' ')
    .replace(/[，,、]?\s*不是[^，,。；;是]{1,16}(?=$|[，,。；;])/g, ' ')
    .replace(/\b(?:not|instead of|rather than) [a-z0-9' ]{1,24}?(?=[,.;!]|$| but\b)/gi, ' ')
    .replace(/\b(?:i )?(?:said|wrote|typed|put) [^,.;!]{1,40}?(?=,| but\b| i meant| when\b)/gi, ' ');
}

/** The words that only say that something was wrong: 说错了 holds no answer. */
const TAKES_BACK =
  /(?:我)?(?:刚才?|刚刚|前面|之前|上面)?(?:我)?(?:说|写|打|讲|记|答|发|填)(?:得)?(?:错|反)(?:一?个?字)?了|说的?不对|^不对|更正(?:一下)?|纠正(?:一下)?|\b(?:i )?(?:made a mistake|misspoke|mistyped|got (?:that|it) wrong|said (?:that|it) wrong)\b|\bnot (?:right|correct)\b|\bmy mistake\b|^(?:sorry|no|oops|wait|correction)[,.: ]+/gi;

function change(turn: Turn, question: Question, value: Value, number: number): void {
  const state = turn.questionState(question.id);
  const before = state.value;
  state.value = value;
  if (state.state !== 'covered') Object.assign(state, { state: 'covered', turn: number });
  if (value !== before) tellKnockout(turn, question, value, number);
}
