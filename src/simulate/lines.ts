/** What can be read off one line, by both sides of the table: the simulated candidate, and who keeps the books. */
import type { Language } from '../types.ts';

/** What counts as an open invitation to tell what nobody asked for. */
const INVITATION = /补充|还有.*想说|anything (else )?(you'd|you would)? ?like to (add|share)|want to add/i;

const QUOTED = /“[^”]*”|「[^」]*」|『[^』]*』|"[^"]*"/g;

/** Without what stands in quotation marks: those are the candidate's own words, or a word to type. */
export function withoutQuotes(line: string): string {
  return line.replace(QUOTED, ' ');
}

export function questionMarks(line: string): number {
  return line.match(/[?？]/g)?.length ?? 0;
}

/** The last sentence that ends in a question mark; empty when there is none. */
export function questionOf(line: string): string {
  return (
    line
      .match(/[^。！？!?.\n]*(?:\.(?!\s|$)[^。！？!?.\n]*)*[?？]/g)
      ?.at(-1)
      ?.trim() ?? ''
  );
}

/** The line's question invites to add something; where nothing is asked, the line as a whole does. */
export function isInvitation(line: string): boolean {
  const said = withoutQuotes(line);
  const question = questionOf(said);
  return INVITATION.test(question === '' ? said : question);
}

/** A cue of Latin letters counts from the beginning of a word: `age` is not in `damaged`. */
export function cueIn(cue: RegExp, line: string): boolean {
  for (const match of line.matchAll(new RegExp(cue.source, 'gi'))) {
    const before = line[match.index - 1] ?? ' ';
    if (match[0] !== '' && !(/^[a-z]/i.test(match[0]) && /[a-z]/i.test(before))) return true;
  }
  return false;
}

function hanCount(text: string): number {
  return text.match(/\p{Script=Han}/gu)?.length ?? 0;
}

function latinWords(text: string): number {
  return text.match(/\p{Script=Latin}+/gu)?.length ?? 0;
}

/** A Chinese line has a few Latin words at most (AI, HR), an English one no Chinese character. */
export function speaks(line: string, language: Language): boolean {
  const said = withoutQuotes(line);
  return language === 'en'
    ? hanCount(said) === 0
    : hanCount(said) > 0 && latinWords(said) <= hanCount(said) / 2;
}

/** Quotes at least four characters in a row (中文) or two words in a row (English) of the message. */
export function isAnchored(line: string, message: string): boolean {
  const characters = [...message.replace(/[^\p{Script=Han}]+/gu, '\n')].join('');
  for (const run of characters.split('\n')) {
    for (let i = 0; i + 4 <= run.length; i++) if (line.includes(run.slice(i, i + 4))) return true;
  }
  const said = wordsOf(line).join(' ');
  const words = wordsOf(message);
  return words.some((word, i) => i > 0 && ` ${said} `.includes(` ${words[i - 1]} ${word} `));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{Script=Latin}\p{N}]+(?:['’-][\p{Script=Latin}\p{N}]+)*/gu) ?? [];
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Words in either language, lower case, marks left out. */
export function segments(text: string): string[] {
  return [...segmenter.segment(text.toLowerCase())]
    .filter((piece) => piece.isWordLike)
    .map((piece) => piece.segment);
}

/** How alike two sentences are: shared pairs of characters, 0 to 1 (Dice). */
export function likeness(a: string, b: string): number {
  const pairs = (text: string) => {
    const plain = text.toLowerCase().replace(/[\s\p{P}]+/gu, '');
    return Array.from({ length: Math.max(0, plain.length - 1) }, (_, i) => plain.slice(i, i + 2));
  };
  const [left, right] = [pairs(a), pairs(b)];
  if (left.length + right.length === 0) return 0;
  const rest = [...right];
  const shared = left.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at === -1) return false;
    rest.splice(at, 1);
    return true;
  });
  return (2 * shared.length) / (left.length + right.length);
}
