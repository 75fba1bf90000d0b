/** Long lines: one provider send holds only so much. */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Where a reader would pause, best first: between paragraphs, lines, sentences, words. */
const PAUSES = [
  /(?=\r?\n\s*\n)/g,
  /(?=\r?\n)/g,
  /(?<=[。！？][”’」』）]*)(?![。！？…”’」』）])|(?<=[.!?…]["')”’]*)(?=\s)/g,
  /(?=\s)/g,
];

/**
 * Cuts a text into pieces of at most `max` UTF-16 units, in order; white space at a cut is dropped, and so is a text of
 * nothing else. A cut never goes through what a person sees as one character (an emoji of several, a letter with its
 * accents), unless that alone is longer than `max`; then it still never goes through a surrogate pair.
 */
export function splitText(text: string, max: number): string[] {
  if (text.length <= max) return text.trim() === '' ? [] : [text];
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const at = cut(rest, max);
    pieces.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

/** The best place at or before `max`. A pause in the first half would waste too much of the piece. */
function cut(text: string, max: number): number {
  // No real character is longer than this: the work stays proportional to the piece, not to the text.
  const near = text.slice(0, max + 256);
  const segments = graphemes.segment(near);
  const isWhole = (at: number) => segments.containing(at)?.index === at;
  for (const pause of PAUSES) {
    let best = 0;
    for (const { index } of near.matchAll(pause)) {
      if (index > max) break;
      if (isWhole(index)) best = index;
    }
    if (best > max / 2) return best;
  }
  const at = segments.containing(max)?.index ?? max;
  if (at > 0) return at;
  const splitsPair = /[\uDC00-\uDFFF]/.test(text[max]!) && /[\uD800-\uDBFF]/.test(text[max - 1]!);
  return splitsPair && max > 1 ? max - 1 : max;
}
