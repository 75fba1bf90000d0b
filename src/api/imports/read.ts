/** The rows of an import's file, checked: each is what its kind takes, or has its problems. */
import type { ImportRow } from '../../../db/imports.ts';
import { TingdaError } from '../../errors.ts';
import type { MediaStore } from '../../media/store.ts';
import { textOf } from './file.ts';
import { type Header, headerOf, objectIn } from './header.ts';
import type { Kind, RowProblem } from './kind.ts';
import { nameable, problemOf } from './problems.ts';
import { BrokenFile, csvRows, type FileRow, ndjsonRows } from './rows.ts';

type File = Pick<ImportRow, 'id' | 'format' | 'charset' | 'file_bytes'>;

export type CheckedRow = FileRow<{ row: unknown } | { problems: RowProblem[] }> & {
  /** Null where a row is no row of a table. */
  header: Header | null;
};

/** Of one row: the rest is seen when these are right. */
const MANY = 5;

/** @throws BrokenFile where nobody can tell any more where a row ends */
export async function* checkedRows(store: MediaStore, file: File, kind: Kind): AsyncGenerator<CheckedRow> {
  const text = textOf(store, file);
  if (file.format === 'ndjson') {
    for await (const { line, bytes, value } of ndjsonRows(text)) {
      yield {
        header: null,
        line,
        bytes,
        value: checked(value instanceof TingdaError ? problemsOf(value) : value, kind),
      };
    }
    return;
  }
  let header: Header | null = null;
  for await (const { line, bytes, value } of csvRows(text)) {
    if (header === null) {
      header = headerOf(value, kind);
      continue;
    }
    const object = objectIn(header, value);
    yield { header, line, bytes, value: checked(Array.isArray(object) ? object : object.value, kind) };
  }
}

/**
 * Looks at the first line of a file, before its import is made.
 * @throws TingdaError `validation_failed` when it names no columns, or other than there are
 */
export async function checkHeader(store: MediaStore, file: File, kind: Kind): Promise<void> {
  if (file.format === 'ndjson') return;
  try {
    for await (const { value } of csvRows(textOf(store, file))) return void headerOf(value, kind);
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
  }
  headerOf([], kind);
}

function checked(value: object | RowProblem[], kind: Kind): { row: unknown } | { problems: RowProblem[] } {
  if (Array.isArray(value)) return { problems: value };
  const result = kind.row.safeParse(value);
  if (result.success) return { row: result.data };
  const problems = result.error.issues.slice(0, MANY).map((issue) => problemOf(issue));
  return { problems };
}

const problemsOf = ({ code, items, message }: TingdaError): RowProblem[] =>
  items.length > 0
    ? items.slice(0, MANY).map((item) => ({ field: nameable([item.path]), code, message: item.message }))
    : [{ field: null, code, message }];
