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

const PAGE = 500;
/** By it spreadsheets know that it is UTF-8. */
const MARK = '\ufeff';

/** @param first was read before the answer began, so that what fails then is answered as an error */
async function* written<Row>(
  { page, columns, cells, object }: Export<Row>,
  format: 'csv' | 'ndjson',
  first: Page<Row>,
): AsyncGenerator<string> {
  if (format === 'csv') yield MARK + csvLine(columns);
  const line = (row: Row) => (format === 'csv' ? csvLine(cells(row)) : `${JSON.stringify(object(row))}\n`);
  for (let found = first; ; found = await page({ after: found.next, limit: PAGE })) {
    if (found.rows.length > 0) yield found.rows.map(line).join('');
    if (found.next === null) return;
  }
}

export async function exported<Row>(
  log: Pick<Log, 'error'>,
  what: Export<Row>,
  format: 'csv' | 'ndjson',
  name: string,
): Promise<Response> {
  const pieces = written(what, format, await what.page({ after: null, limit: PAGE }));
  return new Response(flowing(log, pieces), {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
      'content-disposition': `attachment; filename="${name}.${format}"`,
    },
  });
}
