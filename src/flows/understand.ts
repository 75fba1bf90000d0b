/** One message, by rules: it can be several things at once, and what is left over is the answer. */

import type { Language } from '../types.ts';
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
  tellsProtected,
  wantsPause,
  wantsPerson,
  withdraws,
} from './conduct.ts';
import { type AboutUs, aboutUs, isCandidateQuestion } from './facts.ts';
import { addition, type Command, isOptOut, wholeCommand } from './intents.ts';
import { wishedLanguage } from './language.ts';
import type { HeardMessage } from './model.ts';
import { type Piece, READ_AT_MOST, sentences, wordless } from './text.ts';

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
  person: boolean;
  pause: boolean;
  withdraws: boolean;
  irritated: boolean;
  abuse: boolean;
  injection: boolean;
  tellsProtected: boolean;
  clarify: boolean;
  language: Language | null;
  aboutUs: AboutUs[];
  questions: string[];
  /** What is left as an answer, with its place in the message; null when nothing is. */
  answer: Piece | null;
}

export function understand(message: HeardMessage): Understood {
  const { text } = message;
  const seen: Understood = {
    message,
    optOut: message.content.kind !== 'button' && isOptOut(text, message.channel),
    command: wholeCommand(text),
    adds: false,
    corrects: false,
    skips: isSkip(text),
    done: isDone(text),
    back: isBack(text),
    person: false,
    pause: false,
    withdraws: false,
    irritated: false,
    abuse: false,
    injection: false,
    tellsProtected: false,
    clarify: false,
    language: null,
    aboutUs: [],
    questions: [],
    answer: null,
  };
  if (seen.optOut || seen.command || text === '') return seen;
  const added = addition(text);
  if (added) seen.adds = true;
  const from = added?.start ?? 0;
  const kept =
    seen.skips || seen.done
      ? []
      : sentences(text.slice(0, READ_AT_MOST)).filter(
          (sentence) => sentence.end > from && sort(seen, sentence),
        );
  const start = kept[0] ? Math.max(kept[0].start, from) : 0;
  // What is longer than we read for understanding is still all answer.
  const end = text.length > READ_AT_MOST ? text.length : (kept.at(-1)?.end ?? 0);
  const rest = kept.map((sentence) => sentence.text).join(' ');
  if (kept.length > 0 && !wordless(rest) && !isCourtesy(rest))
    seen.answer = { start, end, text: text.slice(start, end) };
  if (seen.answer && kept.length > 1) seen.answer.text = withoutGaps(text, kept, start, end);
  return seen;
}

/** The kept sentences as one text; what stood between them was something else. */
function withoutGaps(text: string, kept: Piece[], start: number, end: number): string {
  const joined = kept.map((sentence) => text.slice(Math.max(sentence.start, start), sentence.end)).join(' ');
  return end === text.length && end > READ_AT_MOST ? text.slice(start) : joined;
}

/** Notes what a sentence is; true when it is (also) part of the answer. */
function sort(seen: Understood, { text }: Piece): boolean {
  if (isInjection(text)) {
    // An honest question about how it is judged is no attack.
    if (aboutUs(text) === 'criteria' && isCandidateQuestion(text)) seen.aboutUs.push('criteria');
    else seen.injection = true;
    return false;
  }
  if (isAbuse(text)) {
    seen.abuse = true;
    return false;
  }
  const language = wishedLanguage(text);
  if (language) {
    seen.language = language;
    return false;
  }
  for (const [test, name] of WISHES) {
    if (test(text)) {
      seen[name] = true;
      return false;
    }
  }
  if (isCandidateQuestion(text)) {
    const about = aboutUs(text);
    if (about) seen.aboutUs.push(about);
    else seen.questions.push(text);
    return false;
  }
  if (tellsProtected(text)) seen.tellsProtected = true;
  if (corrects(text)) seen.corrects = true;
  return true;
}

const WISHES = [
  [wantsPerson, 'person'],
  [withdraws, 'withdraws'],
  [wantsPause, 'pause'],
  [isIrritated, 'irritated'],
  [asksWhatWeMean, 'clarify'],
] as const;
