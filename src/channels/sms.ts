/** What is particular to texts by SMS: letters that look alike cost less, and a send holds so many segments. */
import { isGsm7, smsSegments } from '../flows/segments.ts';
import { splitText } from './split.ts';

/** One character outside GSM 03.38 more than halves what a segment holds; these have a twin inside. */
const TWINS: [RegExp, string][] = [
  [/[\u2018-\u201B\u02B9-\u02BD\u02C8\u2032\u2035\u00B4`]/g, "'"],
  [/[\u201C-\u201F\u00AB\u00BB\u02BA\u2033\u2036]/g, '"'],
  [/[\u2010-\u2015\u2212\u00AD]/g, '-'],
  [/\u2026/g, '...'],
  [/[\u2022\u00B7\u25CF]/g, '*'],
  [/\u2044/g, '/'],
  [/[\u2000-\u200A\u202F\u205F\u3000\u00A0\t]/g, ' '],
  [/\u200B|\u200C|\u200D|\u2060|\uFEFF|\uFE0F/g, ''],
];

/** In plain letters if that is all it takes; a text that needs others anyway keeps its marks. */
export function smartEncode(text: string): string {
  const plain = TWINS.reduce((said, [fancy, twin]) => said.replace(fancy, twin), text.normalize('NFC'));
  return isGsm7(plain) ? plain : text;
}

/** The longest text of this many segments that any letters fit into, in UTF-16 units. */
export function unitsIn(segments: number): number {
  return segments === 1 ? 70 : 67 * segments;
}

/** Cuts a text into pieces that are at most `max` segments long behind `mark`, where a reader would pause. */
export function splitSms(text: string, max: number, mark = ''): string[] {
  const longest = (isGsm7(mark + text) ? (max === 1 ? 160 : 153 * max) : unitsIn(max)) - mark.length;
  // Letters that cost two, or do not fit the end of a segment, leave less room: seldom, and never half of it.
  for (let units = longest; ; units -= 2) {
    const pieces = splitText(text, units);
    if (units <= 2 || pieces.every((piece) => smsSegments(mark + piece) <= max)) return pieces;
  }
}
