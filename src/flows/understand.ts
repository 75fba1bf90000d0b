/** One message, by rules: it can be several things at once, and what is left over is the answer. */

import type { Keyword, Language } from '../types.ts';
import {
  asksWhatWeMean,
  corrects,
  isAbuse,
  isBack,
  isCourtesy,
  isDone,
  isInjection,
  isIrritated,
  isSkip,
  refersBack,
  tellsProtected,
  wantsPause,
  wantsPerson,
  withdraws,
} from './conduct.ts';
import {
  type AboutUs,
  aboutUs,
  asksToo,
  isCandidateQuestion,
  pressesForAnAnswer,
  questionsIn,
  reportsAQuestion,
} from './facts.ts';
import { addition, asksToStop, type Command, wholeCommand } from './intents.ts';
import { wishedLanguage } from './language.ts';
import type { HeardMessage } from './model.ts';
import { type MoveWish, moveWish } from './moves.ts';
import { simplified } from './simplified.ts';
import { clauses, type Piece, READ_AT_MOST, sentences, wordless, wordUnits } from './text.ts';

export interface Understood {
  message: HeardMessage;
  optOut: boolean;
  command: Command | null;
  /** 补充 / add with its text behind: what is left is an addendum. */
  adds: boolean;
  corrects: boolean;
  skips: boolean;
  done: boolean;
  back: boolean;
  /** Says that it was told already. */
  told: boolean;
  person: boolean;
  pause: boolean;
  withdraws: boolean;
  irritated: boolean;
  abuse: boolean;
  injection: boolean;
  tellsProtected: boolean;
  clarify: boolean;
  language: Language | null;
  /** Wishes to go on in another app. */
  moves: MoveWish | null;
  aboutUs: AboutUs[];
  questions: string[];
  /** What is left as an answer, with its place in the message; null when nothing is. */
  answer: Piece | null;
  /** On a model's word alone, see `witness.ts`: the question whose answer is taken back; a wish to leave; an attack. */
  amends: string | null;
  leaves: boolean;
  suspect: boolean;
}

/** Wishes and moods that are dealt with for themselves; without one, and without an answer, nothing was said. */
export const MEANS_MORE = [
  ...(['person', 'language', 'pause', 'withdraws', 'leaves'] as const),
  ...(['irritated', 'abuse', 'injection', 'suspect'] as const),
];

/** Something else than a word on what is open. */
export function isAside(seen: Understood): boolean {
  const asks = seen.questions.length > 0 || seen.aboutUs.length > 0 || seen.clarify;
  return asks || MEANS_MORE.some((name) => seen[name]);
}

export function understand(message: HeardMessage): Understood {
  // Read in simplified characters; of the same length, so that what is kept can be cut out of the original.
  const text = simplified(message.text);
  const seen: Understood = {
    message,
    optOut: message.content.kind !== 'button' && asksToStop(message.content, text, message.channel),
    command: wholeCommand(text) ?? commandOf(keywordOf(message)),
    adds: false,
    corrects: false,
    skips: isSkip(text),
    done: isDone(text),
    back: isBack(text),
    told: refersBack(text),
    person: false,
    pause: false,
    withdraws: false,
    irritated: false,
    abuse: false,
    injection: false,
    tellsProtected: false,
    clarify: false,
    language: null,
    moves: null,
    aboutUs: [],
    questions: [],
    answer: null,
    amends: null,
    leaves: false,
    suspect: false,
  };
  if (seen.command === 'move') seen.moves = { to: null };
  if (seen.optOut || seen.command || text === '') return seen;
  const added = addition(text);
  if (added) seen.adds = true;
  const from = added?.start ?? 0;
  const told = seen.skips || seen.done ? [] : sentences(text.slice(0, READ_AT_MOST));
  const kept = told.flatMap((sentence) => (sentence.end > from ? (sort(seen, sentence) ?? []) : []));
  const start = kept[0] ? Math.max(kept[0].start, from) : 0;
  // What is longer than we read for understanding is still all answer.
  const end = text.length > READ_AT_MOST ? text.length : (kept.at(-1)?.end ?? 0);
  const rest = kept.map((sentence) => sentence.text).join(' ');
  // "Nothing to add. Do you check records?"
  if (kept.length > 0 && kept.every(({ text: one }) => isDone(one.replace(ASIDE_BEHIND, ''))))
    seen.done = true;
  if (kept.length > 0 && !wordless(rest) && !isCourtesy(rest))
    seen.answer = { start, end, text: withoutGaps(message.text, kept, start, end) };
  return seen;
}

/** What the provider has taken the message for. */
export function keywordOf({ content }: HeardMessage): Keyword | undefined {
  return content.kind === 'text' ? content.keyword : undefined;
}

function commandOf(keyword: Keyword | undefined): Command | null {
  return keyword === 'start' || keyword === 'help' ? keyword : null;
}

/** The kept sentences as one text; what stood between them was something else. */
function withoutGaps(text: string, kept: Piece[], start: number, end: number): string {
  if (kept.length < 2) return text.slice(start, end);
  const joined = kept.map((sentence) => text.slice(Math.max(sentence.start, start), sentence.end)).join(' ');
  return end === text.length && end > READ_AT_MOST ? text.slice(start) : joined;
}

/** Notes what a sentence is; what of it is (also) part of the answer comes back. */
function sort(seen: Understood, sentence: Piece): Piece | null {
  const { text } = sentence;
  if (isInjection(text)) {
    // An honest question about how it is judged is no attack.
    if (aboutUs(text) === 'criteria' && isCandidateQuestion(text)) seen.aboutUs.push('criteria');
    else seen.injection = true;
    return null;
  }
  if (isAbuse(text)) {
    seen.abuse = true;
    return null;
  }
  if (isSkip(text)) {
    seen.skips = true;
    return null;
  }
  const language = wishedLanguage(text);
  if (language) {
    seen.language = language;
    return null;
  }
  const moving = moveWish(sentence);
  if (moving) {
    seen.moves = moving.wish;
    return moving.told;
  }
  for (const [test, name] of WISHES) {
    if (test(text)) {
      seen[name] = true;
      return null;
    }
  }
  if (isCandidateQuestion(text)) {
    if (clauses(text).some((clause) => isSkip(clause.text))) seen.skips = true;
    const [before, asked] = tellAndAsk(sentence);
    note(seen, asked);
    return before;
  }
  const trailing = askedBehind(sentence);
  if (trailing) {
    note(seen, trailing.asked);
    return trailing.told;
  }
  if (seen.questions.length > 0 && pressesForAnAnswer(text)) return null;
  if (tellsProtected(text)) seen.tellsProtected = true;
  if (corrects(text)) seen.corrects = true;
  return sentence;
}

function note(seen: Understood, asked: string): void {
  for (const one of questionsIn(asked)) {
    const about = aboutUs(one);
    if (!about) seen.questions.push(one);
    else if (!seen.aboutUs.includes(about)) seen.aboutUs.push(about);
  }
}

/** "…，对了跑一单几块，车能租吗": a long sentence without a mark that ends in asking. Null when it does not. */
function askedBehind({ start, text }: Piece): { told: Piece | null; asked: string } | null {
  if (text.length < 12 || !ASKS_PLAINLY.test(text) || reportsAQuestion(text)) return null;
  const parts = clauses(text);
  const from = parts.findLastIndex((part) => !isCandidateQuestion(part.text.replace(ASIDE, ''))) + 1;
  const first = parts[from];
  if (from === 0 || !first) return null;
  const before = text.slice(0, first.start).replace(/[，,、：: ]+$/, '');
  return { told: { start, end: start + before.length, text: before }, asked: text.slice(first.start) };
}

const ASIDE_BEHIND = /[，, ]*(?:对了|还有|另外|顺便|那|哦|but|and|oh)$/i;
const ASKS_PLAINLY = /(?:吗|嘛|么)$|多少|多久|几[块点号天个]|什么|怎么|哪[里儿个]|能不能|有没有|可不可以/;
const ASIDE = /^(?:对了|还有|另外|顺便|那|by the way|btw|and|also|so)[,， ]*/i;

/** "我理货做过半年，你们包住吗？": an answer and a question in one sentence. */
function tellAndAsk({ start, text }: Piece): [Piece | null, string] {
  const comma = Math.max(text.lastIndexOf('，'), text.lastIndexOf(', '));
  const before = text.slice(0, Math.max(comma, 0));
  const asked = text.slice(comma + 1).trim();
  const tells =
    (wordUnits(before) >= 4 || STATES.test(before) || isDone(before.replace(ASIDE_BEHIND, ''))) &&
    !LEADS_TO_QUESTION.test(before) &&
    !asksToo(before);
  if (comma < 0 || !tells || !isCandidateQuestion(asked)) return [null, text];
  return [{ start, end: start + before.length, text: before }, asked];
}

/** A word is an answer too: 可以，包住吗？ */
const STATES =
  /可以|没问题|不行|不能|都行|随时|满了|^(?:[今明后]天|下周|下个?月|[一二两三四五六七八九十\d]+[天号岁个])|^(?:有|没有|会|不会|是的?|行|好的|能)(?:[，,]|$)|^(?:yes|yeah|no|sure|fine|i can|i do)\b/i;

const LEADS_TO_QUESTION =
  /[问知]|^\s*(?:如果|要是|假如|请问|想问|我想|那|还有|另外|(?:(?:oh|and|but|hey|ok|well)[, ]+)*(?:(?:what |and )?if|what about|when|so|also|and|i (?:was|am) wondering|i'd like to know)\b)/i;

const WISHES = [
  [wantsPerson, 'person'],
  [withdraws, 'withdraws'],
  [wantsPause, 'pause'],
  [isIrritated, 'irritated'],
  [asksWhatWeMean, 'clarify'],
] as const;
