/** How a conversation looks on a terminal: columns counted as they are drawn, lines broken where a reader pauses. Pure. */
import type { Button, Language } from '../../types.ts';

export interface Look {
  columns: number;
  colour: boolean;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u;
/** What may not begin a line, and what may not end one. */
const CLOSING = /^[，。！？；：、）》」』”’…·,.!?;:)\]]/u;
const OPENING = /[（《「『“‘([]$/u;

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Columns that a terminal gives to this text. */
export function width(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (ZERO.test(segment)) continue;
    columns += WIDE.test(segment) ? 2 : 1;
  }
  return columns;
}

/** Breaks at spaces and between Chinese characters, never before a closing mark or after an opening one. */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, columns));
}

function wrapParagraph(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    if (line !== '' && width(line) + width(piece.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else {
      line += piece;
    }
  }
  lines.push(line.trimEnd());
  return lines;
}

/** What must stay together: a word with the space after it, a Chinese character with the marks around it. */
function pieces(text: string): string[] {
  const found: string[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const last = found.at(-1);
    const joins =
      last !== undefined &&
      (CLOSING.test(segment) ||
        OPENING.test(last) ||
        (!WIDE.test(segment) && !WIDE.test(last) && !/\s$/.test(last)));
    if (joins) found[found.length - 1] = last + segment;
    else if (last !== undefined && /^\s$/.test(segment)) found[found.length - 1] = last + segment;
    else found.push(segment);
  }
  return found;
}

const paint = (code: string) => (look: Look, text: string) =>
  look.colour ? `\x1b[${code}m${text}\x1b[0m` : text;
export const dim = paint('2');
export const bold = paint('1');
const cyan = paint('36');
const yellow = paint('33');

const NAME: Record<Language, string> = { zh: '听答', en: 'Tingda' };
const YOU: Record<Language, string> = { zh: '你', en: 'You' };
const WIDEST = 88;

/** A line of the bot with its mark, and its choices with their numbers. */
export function botLine(
  look: Look,
  language: Language,
  text: string,
  buttons: readonly Button[] = [],
): string {
  const name = NAME[language];
  const indent = ' '.repeat(width(name));
  const columns = Math.min(look.columns, WIDEST) - width(name) - 3;
  const lines = wrap(text, Math.max(20, columns)).map((line, i) =>
    `${i === 0 ? cyan(look, name) : indent} ${cyan(look, '│')} ${line}`.trimEnd(),
  );
  if (buttons.length > 0) {
    const choices = buttons.map(({ label }, i) => `${yellow(look, String(i + 1))} ${label}`);
    lines.push(`${indent} ${cyan(look, '│')} ${choices.join('   ')}`);
  }
  return lines.join('\n');
}

export function prompt(look: Look, language: Language): string {
  return `${bold(look, YOU[language])} › `;
}

const HINT: Record<Language, string> = {
  zh: '打字就行；有选项时按数字。随时可发：补充、进度、帮助、人工、退订。Ctrl-C 离开。',
  en: 'Just type; where there are choices, a number picks one. At any time: add, status, help, human, stop. Ctrl-C leaves.',
};

export function hint(look: Look, language: Language): string {
  return wrap(HINT[language], Math.min(look.columns, WIDEST))
    .map((line) => dim(look, line))
    .join('\n');
}
