/**
 * What a model's reading adds to what the rules have heard. The rules come first: an opt-out, a command, a word that skips
 * are theirs, and a model takes none of it back. On a model's word somebody may be answered, asked less, or get a person's
 * attention; nothing is ended, nothing is stopped, and no fact is noted that the rules cannot read in the words it shows.
 */
import type { Reading } from './episode.ts';
import { aboutUs, reportsAQuestion } from './facts.ts';
import type { HeardMessage, Question, Slot, Span } from './model.ts';
import { kindOf } from './questions/index.ts';
import type { Part } from './reading.ts';
import { READ_AT_MOST, sentences, wordless, wordUnits } from './text.ts';
import type { Turn } from './turn.ts';
import { type Understood, understand } from './understand.ts';
import { mentions, type Volunteered } from './volunteered.ts';
import { speaksToUs } from './words/addressed.ts';

/** Longer than this it is told, not wished: the limit of the rules too. */
const WISH_AT_MOST = 80;
const QUESTION_AT_MOST = 160;
/** An open answer begins here; what is as long is no small talk. */
const ANSWER_FROM = 15;

/** One message, by rules first, and by a model's reading of it where there is one. */
export function hear(message: HeardMessage): Understood {
  const seen = understand(message);
  const { reading } = message;
  if (!reading || isSettled(seen)) return seen;
  for (const part of reading.parts) if (take(seen, part)) cut(seen, part);
  seen.irritated ||= reading.irritated;
  const [only] = reading.parts;
  if (reading.parts.length === 1 && only && !seen.answer && isCommand(only)) seen.command = only.kind;
  return seen;
}

/** Understood to the last word: there is nothing to add. */
export function isSettled({ message, optOut, command, answer, ...seen }: Understood): boolean {
  if (optOut || command || message.text === '') return true;
  return !answer && (seen.skips || seen.done || seen.back);
}

function isCommand(part: Part): part is Part & { kind: 'status' | 'help' } {
  return part.kind === 'status' || part.kind === 'help';
}

/** @returns whether the piece is no part of an answer */
function take(seen: Understood, part: Part): boolean {
  const { kind, text } = part;
  if (kind === 'injection') {
    seen.suspect = true;
    return true;
  }
  if (kind === 'question') return takeQuestion(seen, text);
  if (kind === 'amendment') {
    seen.amends = part.questionId ?? null;
    return !seen.corrects && seen.amends !== null;
  }
  if (text.length > WISH_AT_MOST) return false;
  switch (kind) {
    case 'person':
    case 'pause':
      seen[kind] = true;
      return true;
    case 'stop':
      seen.leaves = true;
      return true;
    case 'skip':
      seen.skips = true;
      return true;
    case 'unclear':
      seen.clarify = true;
      return true;
    case 'language':
      seen.language ??= part.language ?? null;
      return part.language !== undefined;
    case 'abuse':
      // Nobody is told to keep it civil because a model thinks so.
      seen.irritated = true;
      return true;
    case 'small_talk':
      return wordUnits(text) < ANSWER_FROM;
    default:
      return true;
  }
}

function takeQuestion(seen: Understood, text: string): boolean {
  if (text.length > QUESTION_AT_MOST || reportsAQuestion(text)) return false;
  const known = seen.questions.some((one) => one.includes(text) || text.includes(one));
  const about = aboutUs(text);
  if (known || (about && seen.aboutUs.includes(about))) return false;
  if (about) seen.aboutUs.push(about);
  else seen.questions.push(text);
  return true;
}

/** Takes the piece out of what is left as an answer. */
function cut(seen: Understood, { start, end, text }: Part): void {
  const { answer } = seen;
  if (!answer?.text.includes(text)) return;
  const rest = answer.text.replace(text, ' ').trim();
  if (wordless(rest)) {
    seen.answer = null;
    return;
  }
  seen.answer = {
    start: start <= answer.start ? Math.min(end, answer.end) : answer.start,
    end: end >= answer.end ? Math.max(start, answer.start) : answer.end,
    text: rest,
  };
}

const SLOTS = new Set<string>([
  'example',
  'personal',
  'action',
  'result',
  'situation',
  'task',
] satisfies Slot[]);

/** The gaps of the open question that a model has seen filled in this message. */
export function slotsIn({ reading }: HeardMessage): (Span & { slot: Slot })[] {
  return (reading?.spans ?? []).filter((span): span is Span & { slot: Slot } => SLOTS.has(span.slot));
}

/** What may be taken up again in a model's words. */
export const toldIn = (text: string): string =>
  sentences(text.slice(0, READ_AT_MOST))
    .filter((sentence) => !speaksToUs(sentence.text))
    .map((sentence) => sentence.text)
    .join('\n');

/** What was told, with what a model has seen of it: nothing is asked that was answered in words of its own. */
export function withFilled(reading: Reading, filled: readonly Slot[]): Reading {
  if (filled.length === 0) return reading;
  const has = (slot: Slot) => filled.includes(slot);
  const episode = reading.episode || has('example');
  const act = reading.act || has('action') || has('personal');
  const ending = reading.ending || has('result');
  const onlyWe = reading.onlyWe && !has('personal');
  return {
    ...reading,
    episode,
    act,
    ending,
    onlyWe,
    full: reading.full || (episode && act && ending && !onlyWe),
  };
}

/** The words in which a model has seen this factual question answered, as far as the question's own type can read them. */
export function shownAnswer(
  { text, reading }: HeardMessage,
  question: Question,
): (Volunteered & { quote: string }) | null {
  for (const { slot, start, end } of reading?.spans ?? []) {
    if (slot !== question.id || question.type === 'open') continue;
    const quote = text.slice(start, end);
    const parsed = kindOf(question).parse(quote, question);
    if (parsed.result === 'answered') return { question, value: parsed.value, start, end, quote };
  }
  return null;
}

/**
 * Facts that a model has seen stated unasked. The piece has to speak of the question in the words that the flow gives for it:
 * a yes to one thing is a yes to nothing else.
 */
export function shownUnasked(
  turn: Turn,
  message: HeardMessage,
  known: readonly Volunteered[],
): Volunteered[] {
  const ids = new Set(message.reading?.spans.map(({ slot }) => slot));
  if (ids.size === 0) return [];
  const questions = turn.start!.pinned.flow.sections.flatMap((section) =>
    section.kind === 'job' ? section.questions : [],
  );
  return questions.flatMap((question) => {
    const asked = turn.interview!.questions[question.id] !== undefined;
    if (asked || !ids.has(question.id) || known.some((one) => one.question.id === question.id)) return [];
    const shown = shownAnswer(message, question);
    return shown && mentions(question, shown.quote) ? [shown] : [];
  });
}
