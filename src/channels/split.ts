/** Long lines: one provider send holds only so much. */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Where a reader would pause, best first: after a paragraph, a line, a sentence, a word. */
const PAUSES = [/\n\s*\n/g, /\n/g, /[。！？…!?.][”’」』）"')]*(?=\s|\p{Script=Han}|$)/gu, /\s/g];

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
  // A cluster longer than any real one needs no look beyond it: the work stays proportional to the piece.
  const segments = graphemes.segment(text.slice(0, max + 256));
  const whole = (at: number) => segments.containing(at)?.index === at;
  const window = text.slice(0, max + 1);
  for (const pause of PAUSES) {
    let best = 0;
    for (const match of window.matchAll(pause)) {
      const end = match.index + match[0].length;
      if (end <= max && whole(end)) best = end;
    }
    if (best > max / 2) return best;
  }
  const at = segments.containing(max)?.index ?? max;
  if (at > 0) return at;
  const splitsPair = /[\uDC00-\uDFFF]/.test(text[max]!) && /[\uD800-\uDBFF]/.test(text[max - 1]!);
  return splitsPair && max > 1 ? max - 1 : max;
}
