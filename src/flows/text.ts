/** Small, linear tools on what people write: offsets always count UTF-16 units of the original text. */
import { simplified } from './simplified.ts';

export interface Piece {
  start: number;
  end: number;
  text: string;
}

/** Longer texts are kept whole in the turn; for understanding, their beginning is enough. */
export const READ_AT_MOST = 4000;

const SENTENCE_END = /[。！？!?\n\r；;]|\.(?=\s|$)/g;
/** Also where a pause is written without a mark: an emoji, or a space between Chinese characters. */
const CLAUSE_END =
  /[，,。！？!?\n\r；;：:…~～]|\p{Extended_Pictographic}\uFE0F?|(?<=\p{Script=Han}) (?=\p{Script=Han})|\.(?=\s|$)|\s[-–—]+\s|——/gu;

/** Sentences with their closing mark, without the spaces around them. */
export function sentences(text: string): Piece[] {
  return split(text, SENTENCE_END, true);
}

/** Parts of sentences, without the marks between them. */
export function clauses(text: string): Piece[] {
  return split(text, CLAUSE_END, false);
}

function split(text: string, mark: RegExp, keepMark: boolean): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const add = (to: number) => {
    const raw = text.slice(from, to);
    const start = from + raw.length - raw.trimStart().length;
    const trimmed = raw.trim();
    if (trimmed !== '') pieces.push({ start, end: start + trimmed.length, text: trimmed });
  };
  mark.lastIndex = 0;
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    const after = match.index + match[0].length;
    add(keepMark ? after : match.index);
    from = after;
  }
  add(text.length);
  return pieces;
}

/** Who writes without marks still says one thing after the other. */
const THOUGHT_ENDS =
  /(?=(?:然后|后来|而且|所以|因为|反正|还有就是|主要是|不过|但是)\p{Script=Han})|(?=\b(?:and|but|so|because|plus|also)\b)/u;
const LONG_ZH = 24;
const LONG_EN = 12;

/** A long clause without marks in its parts. */
export function thoughts(piece: Piece): Piece[] {
  if (hanCount(piece.text) < LONG_ZH && latinWords(piece.text) < LONG_EN) return [piece];
  let at = piece.start;
  return piece.text.split(THOUGHT_ENDS).flatMap((text) => {
    const start = at + (text.length - text.trimStart().length);
    at += text.length;
    const trimmed = text.trim();
    return trimmed === '' ? [] : [{ start, end: start + trimmed.length, text: trimmed }];
  });
}

const TRIM_START = /^[\s\p{P}\p{S}\p{Cf}\p{Cc}]+/u;
const TRIM_END_CHARACTER = /[\s\p{P}\p{S}\p{Cf}\p{Cc}]/u;
const INVISIBLE = /[\p{Cc}\p{Cf}]+/gu;

/** The words of a message as a command is compared: full width to half, simplified, no marks around, lower case. */
export function bare(text: string): string {
  const read = simplified(text.slice(0, READ_AT_MOST).normalize('NFKC'));
  const plain = read.replace(INVISIBLE, ' ').replace(TRIM_START, '');
  // From the end by hand: an unanchored `+$` is quadratic on a long run of marks.
  let end = plain.length;
  while (end > 0 && TRIM_END_CHARACTER.test(plain[end - 1]!)) end--;
  return plain.slice(0, end).toLowerCase();
}

const WORD = /[\p{L}\p{N}]/u;

/** True when nothing in the text is a letter or a digit: empty, marks, emoji, invisible characters. */
export function wordless(text: string): boolean {
  return !WORD.test(text);
}

const HAN_ALL = /\p{Script=Han}/gu;
const LATIN_WORD_ALL = /[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}'’-]*/gu;

export function hanCount(text: string): number {
  return text.match(HAN_ALL)?.length ?? 0;
}

export function latinWords(text: string): number {
  return text.match(LATIN_WORD_ALL)?.length ?? 0;
}

/** Length in word-units: a Chinese character is 1/1.6 of a word. */
export function wordUnits(text: string): number {
  return hanCount(text) / 1.6 + latinWords(text);
}

/** A 32-bit key of what was said (FNV-1a over the words), to notice that it was said before. */
export function keyOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of bare(text)) {
    if (!WORD.test(character)) continue;
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  }
  return hash >>> 0;
}

/** A text from the flow or the opening that states something: it must not look like a second question. */
export function statement(text: string): string {
  return text.replace(/？/g, '。').replace(/\?/g, '.');
}

/** A text that asks: only its last question mark stays one. */
export function oneQuestion(text: string): string {
  const last = Math.max(text.lastIndexOf('？'), text.lastIndexOf('?'));
  if (last < 0) return text;
  return statement(text.slice(0, last)) + text.slice(last);
}
