/**
 * What of a person's words nobody is to judge by: sentences that speak to whoever scores, and what they tell of matters that
 * the law protects. Places are UTF-16 units of the text; the text itself stays as it is.
 */
import { isInjection, tellsProtected } from '../flows/conduct.ts';
import { simplified } from '../flows/simplified.ts';
import { clauses, type Piece, sentences, wordUnits } from '../flows/text.ts';
import { PROTECTED } from '../flows/words/protected.ts';
import { LIKELY_PART_OF_IT, SPEAKS_TO_SCORER } from '../flows/words/scoring.ts';

export interface Cut {
  start: number;
  end: number;
  why: 'injection' | 'protected';
}

/** In order, and none overlaps another. */
export function cutsIn(text: string): Cut[] {
  const told = sentences(text);
  const attacks = told.filter((sentence) => attacksScorer(sentence.text));
  const cuts = told.flatMap((sentence): Cut[] => {
    if (attacks.includes(sentence)) return [attackIn(sentence)];
    // What stands beside an attack and speaks its language belongs to it.
    if (attacks.length > 0 && LIKELY_PART_OF_IT.test(plain(sentence.text)))
      return [{ start: sentence.start, end: sentence.end, why: 'injection' }];
    return tellsProtected(plain(sentence.text)) ? protectedIn(sentence) : [];
  });
  return cuts;
}

/** Tries to have a say in its own judgement. */
export function attacksScorer(sentence: string): boolean {
  const forms = [sentence, plain(sentence), squeezed(sentence)];
  return forms.some((form) => isInjection(form) || SPEAKS_TO_SCORER.test(form));
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

/** From the clause that begins it to the end of the sentence: what was told before it still counts. */
function attackIn(sentence: Piece): Cut {
  const first = clauses(sentence.text).find(({ text }) => attacksScorer(text));
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
