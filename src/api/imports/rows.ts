/** A file as rows, one after the other, however long it is: each with the line that it begins on. */
import { Readable } from 'node:stream';
import { type Parser, parse } from 'csv-parse';
import { TingdaError } from '../../errors.ts';
import { parseJson } from '../body.ts';

/** Of one row; nobody has as much to say in a table. */
const MAX_ROW_BYTES = 256 * 1024;

export interface FileRow<Value> {
  /** The first line of the file is 1. */
  line: number;
  /** Of the file, as UTF-8, up to the end of the row; about, where lines end in two characters. */
  bytes: number;
  value: Value;
}

/** From here on nobody can tell where a row ends. */
export class BrokenFile extends Error {
  readonly line: number;
  constructor(line: number) {
    super('the file cannot be read on');
    this.line = line;
  }
}

/** Lines end in one character: the parser counts two as two lines. */
async function* oneEnding(text: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  for await (const piece of text) {
    const whole = held + piece;
    held = whole.endsWith('\r') ? '\r' : '';
    yield whole.slice(0, whole.length - held.length).replaceAll(/\r\n?/g, '\n');
  }
  if (held !== '') yield '\n';
}

/** What stands between the cells, by the first line: spreadsheets of some countries write others than the comma. */
function delimiterOf(start: string): string {
  const line = start.split('\n', 1)[0]!.replaceAll(/"[^"]*"/g, '');
  const count = (mark: string) => line.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

type Pushed =
  | { record: string[]; info: { lines: number; empty_lines: number; bytes: number } }
  | { broken: true };

/** The cells of each row, the header's first. Lines with nothing in them are none. @throws BrokenFile */
export async function* csvRows(text: AsyncIterable<string>): AsyncGenerator<FileRow<string[]>> {
  const pieces = oneEnding(text);
  const first = await pieces.next();
  if (first.done) return;
  const parser: Parser = parse({
    delimiter: delimiterOf(first.value),
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_BYTES,
    // An error would throw away what was read before it and nobody has taken yet: it stands in its place among the rows.
    skip_records_with_error: true,
    on_skip: () => void parser.push({ broken: true }),
  });
  const source = Readable.from(
    (async function* () {
      yield first.value;
      yield* pieces;
    })(),
  );
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let [end, empty] = [0, 0];
  try {
    for await (const pushed of parser as AsyncIterable<Pushed>) {
      if ('broken' in pushed) throw new BrokenFile(end + 1);
      const { record, info } = pushed;
      const line = end + 1 + info.empty_lines - empty;
      [end, empty] = [info.lines, info.empty_lines];
      if (record.some((cell) => cell.trim() !== '')) yield { line, bytes: info.bytes, value: record };
    }
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** The object of each line, or what is wrong with it. Lines with nothing in them are none. */
export async function* ndjsonRows(
  text: AsyncIterable<string>,
): AsyncGenerator<FileRow<object | TingdaError>> {
  let [line, bytes] = [0, 0];
  for await (const { words, size } of lines(text)) {
    line += 1;
    bytes += size;
    if (words === null || words.trim() !== '')
      yield { line, bytes, value: words === null ? tooLong() : objectOf(words) };
  }
}

/** `words` is null for a line that is longer than a row may be: it is not held. */
async function* lines(text: AsyncIterable<string>): AsyncGenerator<{ words: string | null; size: number }> {
  let held: string | null = '';
  let size = 0;
  for await (const piece of text) {
    const parts = piece.split('\n');
    for (const [i, part] of parts.entries()) {
      size += Buffer.byteLength(part);
      held = held === null || size > MAX_ROW_BYTES ? null : held + part;
      if (i === parts.length - 1) break;
      yield { words: held, size: size + 1 };
      [held, size] = ['', 0];
    }
  }
  if (size > 0) yield { words: held, size };
}

const tooLong = () =>
  new TingdaError('payload_too_large', `is longer than ${MAX_ROW_BYTES / 1024} KiB, which no row is`);

function objectOf(words: string): object | TingdaError {
  try {
    const value = parseJson(Buffer.from(words));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    return new TingdaError('payload_invalid', 'must be an object of JSON: {…}');
  } catch (error) {
    if (!(error instanceof TingdaError)) throw error;
    return error.items.length > 0 ? error : new TingdaError('payload_invalid', 'is not JSON');
  }
}
