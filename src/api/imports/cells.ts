/** Cells of CSV, and what they mean. */

/** What a spreadsheet may run: also behind spaces, and as it is written in Chinese and Japanese. */
const FORMULA = /^'*\s*[=+\-@＝＋－＠\t\r]/u;
/** A number is none, whatever stands before it. */
const NUMBER = /^-?\d+(\.\d+)?$/;

/** A cell without the apostrophe that keeps a spreadsheet from running it. */
export const plain = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

const YES = ['true', 'yes', 'y', '1', '是', '可以', '接受'];
const NO = ['false', 'no', 'n', '0', '否', '不可以', '不接受'];

export function yesOrNo(text: string): unknown {
  const said = text.trim().toLowerCase();
  return YES.includes(said) ? true : NO.includes(said) ? false : text;
}

export const number = (text: string): unknown => (NUMBER.test(text.trim()) ? Number(text) : text);

/** `分拣;夜班`, or an array of JSON where an item has a `;` in it. */
export function list(text: string): unknown {
  if (text.trimStart().startsWith('[')) return json(text);
  return text
    .split(/[;；\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
