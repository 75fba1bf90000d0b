/** `/v1/imports`: files of rows that are taken in by and by. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import {
  cancelImport,
  dropFile,
  findImport,
  type ImportKind,
  type ImportRow,
  insertImport,
  listImports,
  listProblems,
} from '../../../db/imports.ts';
import { allows } from '../../auth/scopes.ts';
import { TingdaError } from '../../errors.ts';
import { isCountry } from '../../phone.ts';
import { requirePlain } from '../body.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, reading } from '../frames.ts';
import { type Guard, requireScope } from '../guard.ts';
import { receiveFile } from '../imports/create.ts';
import { charsetOf } from '../imports/file.ts';
import { scopesOf } from '../imports/kinds.ts';
import { once } from '../once.ts';
import { pageAnswer, pageOf, pageRequest, paging } from '../pages.ts';
import {
  bodyProblems,
  id,
  idempotencyHeader,
  idParam,
  json,
  problems,
  stored,
  storedOrNull,
  timestamp,
  words,
} from '../schemas.ts';

const KINDS = ['candidates', 'employments', 'performance_records', 'pay_statements'] as const;
const kind = z.enum(KINDS);
const status = z.enum(['queued', 'running', 'completed', 'failed', 'canceled']);
const count = z.int().min(0);

const imported = z
  .object({
    id: id('imp'),
    kind,
    format: z.enum(['csv', 'ndjson']),
    charset: z.string().openapi({ description: 'As it was declared, or told by the bytes' }),
    source: z.string().nullable(),
    country: z.string().nullable(),
    dry_run: z.boolean(),
    status,
    reason: z
      .string()
      .nullable()
      .openapi({ description: 'Why it failed: `batch_failed`, or `broken_at_line_N`' }),
    rows: z.object({
      done: count,
      created: count,
      updated: count,
      unchanged: count,
      skipped: count,
      failed: count,
    }),
    progress: z.number().min(0).max(1).openapi({ description: 'The share of the file that is behind it' }),
    by: z.string().openapi({ description: 'The key that asked for it, or `command`' }),
    created_at: timestamp,
    started_at: timestamp.nullable(),
    finished_at: timestamp.nullable(),
  })
  .openapi('Import');

const rowError = z
  .object({
    line: z.int().openapi({ description: 'Where the row begins; the first line of the file is 1' }),
    column: z.string().nullable().openapi({ description: 'Null where it is about the whole row' }),
    code: z.string(),
    message: z.string(),
  })
  .openapi('ImportRowError');

const TYPES = { 'text/csv': 'csv', 'application/x-ndjson': 'ndjson' } as const;

/** Whom rows and files are taken from: see docs/imports.md. */
const wanted = z.strictObject({
  kind,
  dry_run: z
    .enum(['true', 'false'])
    .default('false')
    .openapi({ description: 'Checks every row and says what would become of it; nothing is changed' }),
  source: words(100)
    .optional()
    .openapi({ description: 'The system that the rows come from, where they have no `source`' }),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'must be two capital letters like CN', abort: true })
    .refine(isCountry, 'is not a country that has phone numbers')
    .optional()
    .openapi({ description: 'Of phone numbers that come without one', example: 'CN' }),
});

const wire = (row: ImportRow): z.infer<typeof imported> => ({
  id: row.id,
  kind: row.kind,
  format: row.format,
  charset: row.charset,
  source: row.source,
  country: row.country,
  dry_run: row.dry_run,
  status: row.status,
  reason: row.reason,
  rows: {
    done: row.rows_done,
    created: row.rows_created,
    updated: row.rows_updated,
    unchanged: row.rows_unchanged,
    skipped: row.rows_skipped,
    failed: row.rows_failed,
  },
  progress: row.bytes === 0 ? 1 : Math.min(1, Math.round((row.bytes_done / row.bytes) * 1000) / 1000),
  by: row.asked_by,
  created_at: stored(row.created_at),
  started_at: storedOrNull(row.started_at),
  finished_at: storedOrNull(row.finished_at),
});

/** The file stays on the wire: the handler takes it piece by piece. */
const leaveBody: MiddlewareHandler<ApiEnv> = (_c, next) => next();

/** @throws TingdaError `unsupported_media_type` */
function formatOf(c: Context<ApiEnv>): 'csv' | 'ndjson' {
  const type = (c.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  const format = (TYPES as Partial<Record<string, 'csv' | 'ndjson'>>)[type];
  if (format) return format;
  throw new TingdaError(
    'unsupported_media_type',
    'Only text/csv or application/x-ndjson is taken here; nothing was stored. Set Content-Type and send it again.',
  );
}

export function importRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const open = (c: Context<ApiEnv>, verb: 'read' | 'write', asked?: ImportKind): ImportKind[] =>
    (asked ? [asked] : KINDS).filter((one) => allows(c.get('principal').scopes, scopesOf[one][verb]));
  /** @throws TingdaError `not_found` also for one whose kind this key may not see */
  const visible = (c: Context<ApiEnv>, row: ImportRow | null): ImportRow =>
    found(row && open(c, 'read', row.kind).length > 0 ? row : null);

  const { security, middleware } = guard('candidates:write');
  const creating = {
    security,
    operationId: 'createImport',
    method: 'post',
    path: '/v1/imports',
    summary: 'Import a file of candidates, employments, performance records or pay statements',
    responses: { 201: json('Kept, and taken in from now on', imported), ...bodyProblems() },
  } as const;
  const request = { headers: idempotencyHeader, query: wanted };
  // The library would read the file to check it: it is described here, and taken by the handler.
  const content = Object.fromEntries(
    Object.keys(TYPES).map((type) => [type, { schema: z.string().openapi({ format: 'binary' }) }]),
  );
  api.openAPIRegistry.registerPath({
    ...creating,
    request: { ...request, body: { required: true, content } },
  });
  const create = createRoute({
    ...creating,
    hide: true,
    middleware: middleware.toSpliced(-1, 1, leaveBody),
    request,
  });
  api.openapi(create, async (c) => {
    const query = c.req.valid('query');
    const { id: by, scopes: given } = c.get('principal');
    requireScope(given, scopesOf[query.kind].write);
    requirePlain(c.req.header('content-encoding'));
    const format = formatOf(c);
    const charset = charsetOf(c.req.header('content-type') ?? '');
    const received = await receiveFile(
      { sql: deps.sql, store: deps.media, crash: deps.crash },
      { kind: query.kind, format, body: c.req.raw.body ?? none(), charset },
    );
    // The same file under the same key is the same request.
    c.set('body', received.hash);
    let used = false;
    try {
      const made = await once(c, deps, async (tx) => {
        const row = await insertImport(tx, received.id, {
          ...received.file,
          source: query.source ?? null,
          country: query.country ?? null,
          dry_run: query.dry_run === 'true',
          asked_by: by,
        });
        if (!row)
          throw new TingdaError('unavailable', 'The file came too slowly and was not kept. Send it again.');
        used = true;
        return { body: wire(row), location: `/v1/imports/${row.id}` };
      });
      deps.crash('import.made');
      return c.json(made.body, 201, made.headers);
    } finally {
      if (!used) await dropFile(deps.sql, received.id);
    }
  });

  const list = createRoute({
    ...guard('candidates:read'),
    operationId: 'listImports',
    ...listing(imported, { kind: kind.optional(), status: status.optional() }),
    path: '/v1/imports',
    summary: 'Imports of the kinds that the key may read, newest first',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const filter = { kinds: open(c, 'read', query.kind), status: query.status };
    const page = await listImports(deps.sql, filter, pageRequest(c, 'imports', query));
    return c.json(pageAnswer(c, 'imports', page, wire), 200);
  });

  const read = createRoute({
    ...guard('candidates:read'),
    operationId: 'getImport',
    ...reading('imp', 'The import', imported),
    path: '/v1/imports/{id}',
    summary: 'One import: how far it is, and what became of its rows',
  });
  api.openapi(read, async (c) => {
    return c.json(wire(visible(c, await findImport(deps.sql, c.req.valid('param').id))), 200);
  });

  const errors = createRoute({
    ...guard('candidates:read'),
    operationId: 'listImportErrors',
    method: 'get',
    path: '/v1/imports/{id}/errors',
    summary: 'What is wrong with rows of an import, in the order of the file; never what stands in them',
    request: { params: idParam('imp'), query: z.strictObject(paging) },
    responses: { 200: json('A page', pageOf(rowError)), ...problems(400, 404, 422) },
  });
  api.openapi(errors, async (c) => {
    const { id: importId } = c.req.valid('param');
    visible(c, await findImport(deps.sql, importId));
    const page = await listProblems(
      deps.sql,
      importId,
      pageRequest(c, 'import_errors', c.req.valid('query')),
    );
    const line = ({ line, field, code, message }: (typeof page.rows)[number]) => ({
      line,
      column: field,
      code,
      message,
    });
    return c.json(pageAnswer(c, 'import_errors', page, line), 200);
  });

  const cancel = createRoute({
    ...guard('candidates:write'),
    operationId: 'cancelImport',
    method: 'post',
    path: '/v1/imports/{id}/cancel',
    summary: 'Stop an import; what was taken in stays',
    request: { headers: idempotencyHeader, params: idParam('imp') },
    responses: { 200: json('As it is now', imported), ...bodyProblems(404) },
  });
  api.openapi(cancel, async (c) => {
    const { id: importId } = c.req.valid('param');
    const row = found(await findImport(deps.sql, importId));
    const { scopes: given } = c.get('principal');
    requireScope(given, scopesOf[row.kind].write);
    const { body, headers } = await once(c, deps, async (tx) => {
      return { body: wire(found(await cancelImport(tx, importId))), location: `/v1/imports/${importId}` };
    });
    if (body.status === 'completed' || body.status === 'failed') throw over(body.status);
    return c.json(body, 200, headers);
  });
}

const over = (state: string) =>
  new TingdaError('stale', `This import has ${state} already; there is nothing left to stop.`);

/** No body at all. */
async function* none(): AsyncGenerator<Uint8Array> {}
