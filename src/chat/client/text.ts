/** Words of a message made ready for the screen: links, and the language that a screen reader should speak. */

/** A piece of a text; with `href` it is a link. */
export interface Piece {
  text: string;
  href?: string;
}

/** Up to a space, a quotation mark, or Chinese words and marks, which often follow with no space between. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`“”‘’\p{Script=Han}\u3000-\u303f\uff00-\uffef\p{Cf}]+/giu;

/** The pieces, in order; put together they are the text. Only http and https become links. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTail(match[0]);
    if (!isPlain(address)) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: address, href: address });
    end = match.index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** Marks at the end belong to the sentence, and so does a bracket that the address did not open. */
function withoutTail(address: string): string {
  let open = address.split('(').length - address.split(')').length;
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1] ?? '';
    if (last === ')' && open < 0) open++;
    else if (!/[.,;:!?\]}…*_~]/.test(last)) break;
  }
  return address.slice(0, end);
}

/** An address with a name before its host (`https://bank@elsewhere`) reads like another place: it stays text. */
function isPlain(address: string): boolean {
  try {
    const url = new URL(address);
    return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  } catch {
    return false;
  }
}

/** For `lang`; empty where it is neither of our languages, so that none is claimed. */
export function langOf(text: string): 'zh-Hans' | 'en' | '' {
  if (/\p{Script=Han}/u.test(text)) return 'zh-Hans';
  const letters = text.replace(/[^\p{L}]/gu, '');
  return letters !== '' && /^\p{Script=Latin}+$/u.test(letters) ? 'en' : '';
}
