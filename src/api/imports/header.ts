/** The first line of a table: which column each cell of a row goes into. */
import { TingdaError } from '../../errors.ts';
import { isReadable } from '../body.ts';
import { plain } from './cells.ts';
import type { Column, Kind, RowProblem } from './kind.ts';

/** The columns of a file, by their place. */
export type Header = { name: string; column: Column }[];

type Columns = Pick<Kind, 'columns' | 'column'>;

/** @throws TingdaError `validation_failed`, naming every column that is not known here, or is there twice */
export function headerOf(cells: readonly string[], kind: Columns): Header {
  const names = cells.map((cell) => plain(cell).trim());
  while (names.length > 0 && names.at(-1) === '') names.pop();
  const header = names.map((name) => ({ name, column: columnOf(name, kind) }));
  const items = header.flatMap(({ name, column }, i) => {
    const path = name === '' || !isReadable(name) ? `column ${i + 1}` : name.slice(0, 60);
    if (!column) return [{ path, message: 'is not a column here' }];
    const twice = header.findIndex((other) => other.column?.path.join() === column.path.join()) < i;
    return twice ? [{ path, message: 'is there twice' }] : [];
  });
  if (items.length > 0 || header.length === 0) {
    const known = Object.keys(kind.columns).join(', ');
    throw new TingdaError(
      'validation_failed',
      `The first line must name columns that are known here; nothing was stored. These are: ${known}.`,
      { items: items.length > 0 ? items : [{ path: 'line 1', message: 'names no column' }] },
    );
  }
  return header as Header;
}

function columnOf(given: string, { columns, column }: Columns): Column | null {
  const name = given.toLowerCase().replaceAll(/[\s-]+/g, '_');
  if (Object.hasOwn(columns, name)) return columns[name]!;
  const known = Object.values(columns).find(({ also }) => also?.includes(name));
  return known ?? column?.(name) ?? null;
}

/** A row of cells as an object. A cell with nothing in it is left out. */
export function objectIn(header: Header, cells: readonly string[]): { value: object } | RowProblem[] {
  // Spreadsheets write cells that are empty behind the last column.
  const more = cells.slice(header.length).some((cell) => cell.trim() !== '');
  const given = more ? cells : cells.slice(0, header.length);
  if (given.length !== header.length) {
    const message = `has ${given.length} cells where the first line has ${header.length}`;
    return [{ field: null, code: 'ragged', message }];
  }
  const unreadable = header.filter((_, i) => !isReadable(given[i]!));
  if (unreadable.length > 0)
    return unreadable.map(({ column }) => ({
      field: column.path.join('.'),
      code: 'unreadable',
      message: 'has a control character in it',
    }));
  const value: Record<string, unknown> = {};
  for (const [i, { column }] of header.entries()) {
    const cell = plain(given[i]!).trim();
    if (cell === '') continue;
    let place = value;
    for (const step of column.path.slice(0, -1)) {
      place[step] ??= {};
      place = place[step] as Record<string, unknown>;
    }
    place[column.path.at(-1)!] = column.read ? column.read(cell) : cell;
  }
  return { value };
}
