/** Rows as a file, page by page: as many are read as the reader takes, and none any more when it has gone away. */
import type { Page, PageRequest } from '../../../db/pages.ts';
import type { Log } from '../../log.ts';
import { flowing } from '../flowing.ts';
import { csvLine } from '../imports/cells.ts';

export type Cell = string | number | boolean | null;

export interface Export<Row> {
  /** The page after a place, without whoever was erased. */
  page(request: PageRequest): Promise<Page<Row>>;
  columns: readonly string[];
  /** In the order of the columns. */
  cells(row: Row): Cell[];
  object(row: Row): object;
}

/** How a file ended: `200` whole, `499` the reader went away, `500` it could not be read on. With the rows that went out. */
export type Ended = (rows: number, status: 200 | 499 | 500) => Promise<void>;

const PAGE = 500;
/** By it spreadsheets know that it is UTF-8. */
const MARK = '\ufeff';

/**
 * @param first was read before the answer began, so that what fails then is answered as an error
 * @param ended what cannot be told there makes the file one that broke off
 */
async function* written<Row>(
  { page, columns, cells, object }: Export<Row>,
  format: 'csv' | 'ndjson',
  first: Page<Row>,
  ended: Ended,
): AsyncGenerator<string> {
  const line = (row: Row) => (format === 'csv' ? csvLine(cells(row)) : `${JSON.stringify(object(row))}\n`);
  let rows = 0;
  // Until something else is known: whoever goes away ends it in the middle of a piece.
  let status: Parameters<Ended>[1] = 499;
  try {
    if (format === 'csv') yield MARK + csvLine(columns);
    for (let found = first; ; found = await page({ after: found.next, limit: PAGE })) {
      rows += found.rows.length;
      if (found.rows.length > 0) yield found.rows.map(line).join('');
      if (found.next === null) break;
    }
    status = 200;
  } catch (error) {
    status = 500;
    throw error;
  } finally {
    await ended(rows, status);
  }
}

export async function exported<Row>(
  log: Pick<Log, 'error'>,
  what: Export<Row>,
  format: 'csv' | 'ndjson',
  name: string,
  ended: Ended,
): Promise<Response> {
  const pieces = written(what, format, await what.page({ after: null, limit: PAGE }), ended);
  return new Response(flowing(log, pieces), {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
      'content-disposition': `attachment; filename="${name}.${format}"`,
    },
  });
}
