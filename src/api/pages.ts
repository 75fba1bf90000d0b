/** Lists on the wire: `{data, next_cursor, has_more}` and a `Link` to the next page. */
import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Page, PageRequest } from '../../db/pages.ts';
import { TingdaError } from '../errors.ts';
import type { ApiEnv } from './deps.ts';

export const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(100)
  .default(25)
  .openapi({ description: 'Rows of one page, 1 to 100' });

/** Query parameters of every list. */
export const paging = {
  cursor: z.string().max(200).optional().openapi({ description: '`next_cursor` of the page before' }),
  limit,
};

/** The schema of a page of `row`. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  const next = z.string().nullable().openapi({ description: 'Null on the last page', example: null });
  return z.object({ data: z.array(row), next_cursor: next, has_more: z.boolean() });
}

/**
 * A cursor names its list, with the filters that it was read by, and a position; outside it is opaque.
 * @throws TingdaError `payload_invalid` for one that this list never gave
 */
export function pageRequest(
  c: Context<ApiEnv>,
  list: string,
  query: { cursor?: string | undefined; limit: number },
): PageRequest {
  if (query.cursor === undefined) return { after: null, limit: query.limit };
  const text = Buffer.from(query.cursor, 'base64url').toString();
  const [, of, position] = /^(\w+:[\w-]+):(\d{1,15})$/.exec(text) ?? [];
  if (of !== nameOf(c, list)) throw badCursor('cursor');
  return { after: Number(position), limit: query.limit };
}

export function badCursor(parameter: string): TingdaError {
  return new TingdaError(
    'payload_invalid',
    `This list never gave that ${parameter}; nothing was read. Begin again without it.`,
    { items: [{ path: parameter, message: 'is not known here' }] },
  );
}

/** The page on the wire; sets the `Link` header. */
export function pageAnswer<Row, Wire>(
  c: Context<ApiEnv>,
  list: string,
  page: Page<Row>,
  wire: (row: Row) => Wire,
): { data: Wire[]; next_cursor: string | null; has_more: boolean } {
  const audit = c.get('audit');
  if (audit) audit.shown = page.rows.length;
  const cursor =
    page.next === null ? null : Buffer.from(`${nameOf(c, list)}:${page.next}`).toString('base64url');
  if (cursor !== null) linkNext(c, 'cursor', cursor);
  return { data: page.rows.map(wire), next_cursor: cursor, has_more: cursor !== null };
}

/** What is listed there by these filters: a position among others would pass rows over in silence. */
function nameOf(c: Context<ApiEnv>, list: string): string {
  const filters = new URL(c.req.url).searchParams;
  for (const name of ['cursor', 'limit']) filters.delete(name);
  filters.sort();
  const hash = createHash('sha256').update(`${c.req.path}?${filters}`).digest('base64url');
  return `${list}:${hash.slice(0, 8)}`;
}

/** `Link: <…>; rel="next"`, with the same filters. https://www.rfc-editor.org/rfc/rfc8288 */
export function linkNext(c: Context<ApiEnv>, parameter: string, value: string): void {
  const query = new URL(c.req.url).searchParams;
  query.set(parameter, value);
  c.header('link', `<${c.req.path}?${query}>; rel="next"`);
}
