/**
 * What of a person's words nobody is to judge by: sentences that speak to whoever scores, and what they tell of matters that
 * the law protects. Places are UTF-16 units of the text; the text itself stays as it is.
 */
import { isInjection, tellsProtected } from '../flows/conduct.ts';
import { simplified } from '../flows/simplified.ts';
import { clauses, type Piece, sentences, wordless, wordUnits } from '../flows/text.ts';
import { PROTECTED } from '../flows/words/protected.ts';
import { AT_WORK, LIKELY_PART_OF_IT, SPEAKS_OF_JUDGEMENT, SPEAKS_TO_SCORER } from '../flows/words/scoring.ts';

export interface Cut {
  start: number;
  end: number;
  why: 'injection' | 'protected';
}

/** In order, and none overlaps another. */
export function cutsIn(text: string): Cut[] {
  const told = sentences(text).filter((sentence) => !wordless(sentence.text));
  const attacks = told.map((sentence) => attacksScorer(sentence.text));
  if (!attacks.includes(true))
    return told.flatMap((one) => (tellsProtected(plain(one.text)) ? protectedIn(one) : []));
  return told.flatMap((sentence, i): Cut[] => {
    if (attacks[i]) return [attackIn(sentence)];
    const beside = attacks[i - 1] === true || attacks[i + 1] === true;
    if (belongsToAttack(sentence.text, beside))
      return [{ start: sentence.start, end: sentence.end, why: 'injection' }];
    return tellsProtected(plain(sentence.text)) ? protectedIn(sentence) : [];
  });
}

/** What stands in a message with an attack and speaks its language, or leads up to it and tells nothing. */
function belongsToAttack(sentence: string, beside: boolean): boolean {
  if (LIKELY_PART_OF_IT.test(squeezed(sentence))) return true;
  return beside && !TELLS.test(plain(sentence)) && wordUnits(sentence) <= PREAMBLE;
}

const PREAMBLE = 6;
/** Of somebody's own doing, or how much and when. */
const TELLS =
  /我|咱|[\d两三四五六七八九十百千万半几]|[年月周天次件]|以前|当时|后来|有一次|\b(?:i|i'm|i've|we|my|our|one|two|three|four|five|ten|hundred|thousand|years?|months?|weeks?|days?|last|once|when|then)\b/i;

/** Tries to have a say in its own judgement. */
export function attacksScorer(sentence: string): boolean {
  const forms = [sentence, plain(sentence), squeezed(sentence)];
  return forms.some((form) => isInjection(form) || SPEAKS_TO_SCORER.test(form));
}

/** Somebody is told to do something, and nobody tells of themselves. */
const ORDERS =
  /^(?:请|请你|务必|必须|你必须|你要|你应|你得|直接)(?!问)|^(?:please|you (?:must|should|have to|will|need to|are to)|make sure|be sure to|always|never)\b/i;
const OF_SELF = /我|咱|\b(?:i|i'm|i've|i'd|we|my|our|me|us)\b/i;

/**
 * Is no account of anybody's work: an order, or a verdict on oneself. A score may not rest on it; it is no attack for that.
 */
export function isNoAccount(sentence: string): boolean {
  const read = squeezed(sentence).trim();
  if (ORDERS.test(read) && !OF_SELF.test(read)) return true;
  return SPEAKS_OF_JUDGEMENT.test(read) && !AT_WORK.test(read);
}

/** As it is compared: full width to half, nothing invisible, simplified characters. */
function plain(text: string): string {
  return simplified(text.normalize('NFKC').replace(/[\p{Cf}\p{Mn}]+/gu, ''));
}

/** "s c o r e" and 打 满 分 are words too. */
function squeezed(text: string): string {
  return plain(text)
    .replace(/(?<=\p{Script=Han})[\s·.*_-]+(?=\p{Script=Han})/gu, '')
    .replace(/\b(?:[a-z][\s.*_-]){2,}[a-z]\b/gi, (word) => word.replace(/[\s.*_-]/g, ''));
}

/** From the first clause that may belong to it to the end of the sentence: what was told before it still counts. */
function attackIn(sentence: Piece): Cut {
  const first = clauses(sentence.text).find(
    ({ text }) => !TELLS.test(plain(text)) || LIKELY_PART_OF_IT.test(squeezed(text)) || attacksScorer(text),
  );
  return { start: sentence.start + (first?.start ?? 0), end: sentence.end, why: 'injection' };
}

function protectedIn(sentence: Piece): Cut[] {
  const parts = clauses(sentence.text).filter(({ text }) => PROTECTED.test(plain(text)));
  const whole = { start: 0, end: sentence.text.length };
  return (parts.length > 0 ? parts : [whole]).map(({ start, end }) => ({
    start: sentence.start + start,
    end: sentence.start + end,
    why: 'protected',
  }));
}

/** Fewer word-units than this say nothing of anybody's work. */
const LEAST = 2;

/**
 * A quote as whoever scores may see it: clauses on protected matters are left out.
 * @returns null when little else is in it
 */
export function withoutProtected(quote: string): string | null {
  const parts = clauses(quote);
  if (!parts.some(({ text }) => PROTECTED.test(plain(text)))) return wordUnits(quote) < LEAST ? null : quote;
  const kept = parts.filter(({ text }) => !PROTECTED.test(plain(text)));
  const rest = kept.map(({ text }) => text).join(' … ');
  return wordUnits(rest) < LEAST ? null : rest;
}
