/** Verbatim: where a quote stands in what was said, and at which second of the recording. */

interface Span {
  start: number;
  end: number;
}

/** Shorter than this, a quote could stand anywhere. */
const LEAST_LETTERS = 4;

/**
 * Where a quote stands in a text, in UTF-16 units of the text: literally, or apart from its marks, spaces and case, which
 * models put right without being asked. What is kept is always the text's own wording. Null when it does not stand there.
 */
export function locate(quote: string, text: string): Span | null {
  const literal = quote.trim();
  const at = literal === '' ? -1 : text.indexOf(literal);
  const wanted = fold(literal);
  if (wanted.letters.length < LEAST_LETTERS) return null;
  if (at >= 0) return { start: at, end: at + literal.length };
  const folded = fold(text);
  const found = folded.letters.indexOf(wanted.letters);
  if (found < 0) return null;
  const last = found + wanted.letters.length - 1;
  return { start: folded.from[found]!, end: folded.to[last]! };
}

interface Folded {
  letters: string;
  /** Of each letter, where it begins and ends in the original. */
  from: number[];
  to: number[];
}

const LETTER = /[\p{L}\p{N}]/u;

function fold(text: string): Folded {
  let letters = '';
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  for (const character of text) {
    for (const one of character.normalize('NFKC').toLowerCase()) {
      if (!LETTER.test(one)) continue;
      letters += one;
      for (let unit = 0; unit < one.length; unit++) {
        from.push(at);
        to.push(at + character.length);
      }
    }
    at += character.length;
  }
  return { letters, from, to };
}

interface Segment {
  start: number;
  text: string;
}

/**
 * The second at which a span of a transcript begins; null where the transcriber told no times. Where the person has
 * corrected what was heard, it is the place that lies as far into the words.
 */
export function audioStart(
  words: string,
  start: number,
  segments: readonly Segment[] | undefined,
): number | null {
  if (!segments || segments.length === 0) return null;
  const before = fold(words.slice(0, start)).letters.length;
  const all = fold(words).letters.length;
  const lengths = segments.map(({ text }) => fold(text).letters.length);
  const heard = lengths.reduce((sum, length) => sum + length, 0);
  const place = all === 0 ? 0 : (before / all) * heard;
  let passed = 0;
  for (const [i, segment] of segments.entries()) {
    passed += lengths[i]!;
    if (place < passed) return segment.start;
  }
  return segments.at(-1)!.start;
}
