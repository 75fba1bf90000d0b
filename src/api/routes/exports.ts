/** `/v1/exports/…`: lists as files, whole, for spreadsheets and for other systems. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Scope } from '../../auth/scopes.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import * as files from '../exports/kinds.ts';
import { type Ended, type Export, exported } from '../exports/stream.ts';
import type { Guard } from '../guard.ts';
import { problems } from '../schemas.ts';
import { recordFilterOf, recordFilters } from '../synced.ts';
import { filterOf as applicationFilterOf, filters as applicationFilters } from './applications.ts';
import { filters as candidateFilters, wanted } from './candidates.ts';
import { filterOf as employmentFilterOf, filters as employmentFilters } from './employments.ts';

const format = z
  .enum(['csv', 'ndjson'])
  .default('csv')
  .openapi({ description: 'A table with a header, or one object of JSON a line' });

const file = {
  description: 'The file, newest first; whoever was erased is not in it',
  content: {
    'text/csv': { schema: z.string() },
    'application/x-ndjson': { schema: z.string() },
  },
};

interface Exporting<Filters extends z.ZodRawShape, Row> {
  name: string;
  scope: Scope;
  operationId: string;
  summary: string;
  filters: Filters;
  rows(query: z.infer<z.ZodObject<Filters>>): Export<Row>;
}

/** The first row of the audit log stands before the file goes out; how much went is known when it has ended. */
function endOf(c: Context<ApiEnv>, { sql, log }: Pick<ApiDeps, 'sql' | 'log'>): Ended {
  const audit = c.get('audit')!;
  return async (written, status) => {
    try {
      await audit.write(sql, { written, status });
    } catch (error) {
      log.error({ request_id: c.get('requestId'), err: error }, 'the end of a file was not written down');
      throw error;
    }
  };
}

export function exportRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const { sql } = deps;

  function add<Filters extends z.ZodRawShape, Row>(one: Exporting<Filters, Row>): void {
    const route = createRoute({
      ...guard(one.scope),
      operationId: one.operationId,
      method: 'get',
      path: `/v1/exports/${one.name}`,
      summary: one.summary,
      request: { query: z.strictObject({ format, ...one.filters }) },
      responses: { 200: file, ...problems(400, 422) },
    });
    api.openapi(route, async (c) => {
      const { format: wantedFormat, ...query } = c.req.valid('query') as { format: 'csv' | 'ndjson' };
      const name = `${one.name}-${new Date(deps.now()).toISOString().slice(0, 10)}`;
      // It is written as it is read, so there is no value to check it by.
      const rows = one.rows(query as z.infer<z.ZodObject<Filters>>);
      return (await exported(deps.log, rows, wantedFormat, name, endOf(c, deps))) as never;
    });
  }

  add({
    name: 'candidates',
    scope: 'candidates:read',
    operationId: 'exportCandidates',
    summary: 'Candidates as a file that an import takes again; filters as of the list',
    filters: candidateFilters,
    rows: (query) => files.candidates(sql, wanted(deps, query)),
  });
  add({
    name: 'applications',
    scope: 'candidates:read',
    operationId: 'exportApplications',
    summary: 'Applications as a file; filters as of the list',
    filters: applicationFilters,
    rows: (query) => files.applications(sql, applicationFilterOf(query)),
  });
  add({
    name: 'employments',
    scope: 'pipeline:read',
    operationId: 'exportEmployments',
    summary: 'Employments as a file, with the wage of today; filters as of the list',
    filters: employmentFilters,
    rows: (query) => files.employments(deps, employmentFilterOf(query)),
  });
  add({
    name: 'performance_records',
    scope: 'pipeline:read',
    operationId: 'exportPerformanceRecords',
    summary: 'Performance records as a file; filters as of the list',
    filters: recordFilters,
    rows: (query) => files.performanceRecords(sql, recordFilterOf(query)),
  });
  add({
    name: 'pay_statements',
    scope: 'pipeline:read',
    operationId: 'exportPayStatements',
    summary: 'Pay statements as a file; filters as of the list',
    filters: recordFilters,
    rows: (query) => files.payStatements(sql, recordFilterOf(query)),
  });
}
