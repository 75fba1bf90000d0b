/**
 * Keyset pages: a reader goes on after the row that it saw last, so rows that come meanwhile neither shift a page nor
 * show a row twice, and the thousandth page costs what the first does.
 */
import type postgres from 'postgres';
import type { Tx } from './database.ts';

type Fragment = postgres.PendingQuery<postgres.Row[]>;

/**
 * A condition that is asked for; else nothing. What nobody asks for stands in no statement, so that each combination of
 * filters is planned for itself, by the index that answers it.
 */
export function asked<Value>(tx: Tx, value: Value | null | undefined, condition: Fragment): Fragment {
  return value === null || value === undefined ? tx`` : condition;
}

/** `after` is the position of the last row seen; null begins. At most `limit` rows. */
export interface PageRequest {
  after: number | null;
  limit: number;
}

/** `next` is the position to go on after; null at the end. */
export interface Page<Row> {
  rows: Row[];
  next: number | null;
}

/** One row more than asked for is read: it is never shown, it only says that there is more. */
export function toPage<Row>(found: Row[], limit: number, position: (row: Row) => number): Page<Row> {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: last && found.length > limit ? position(last) : null };
}
