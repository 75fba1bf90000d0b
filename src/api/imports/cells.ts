/** Cells of CSV: what they mean, and how none of them is a formula to a spreadsheet. */

/** What a spreadsheet may run: also behind spaces, and as it is written in Chinese and Japanese. */
const FORMULA = /^'*\s*[=+\-@＝＋－＠\t\r]/u;
/** A number is none, whatever stands before it. */
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Text that nothing runs: `=1+1` gets an apostrophe before it. {@link plain} takes it away. */
export const neutral = (text: string): string =>
  FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;

/** A cell as it was before {@link neutral}. */
export const plain = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

/** One cell of CSV. https://www.rfc-editor.org/rfc/rfc4180 */
export function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  const text = neutral(String(value));
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (values: readonly (string | number | boolean | null)[]): string =>
  `${values.map(cell).join(',')}\r\n`;

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

/** The opposite of {@link list}. */
export function listed(items: readonly string[] | undefined): string | null {
  if (!items?.length) return null;
  const simple = items.every((item) => !/[;；\n]|^\s|\s$/.test(item)) && !items[0]!.startsWith('[');
  return simple ? items.join(';') : JSON.stringify(items);
}

export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
