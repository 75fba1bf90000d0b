/** `/v1/performance_records`: what an employer's systems say of somebody's work, period by period. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  changePerformance,
  findPerformance,
  insertPerformance,
  listPerformance,
  lockPerformanceOf,
  type PerformanceRow,
} from '../../../db/performance-records.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { checkOrigin, checkPeriod, day, origin } from '../money.ts';
import { once } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { id, json, stored, timestamp } from '../schemas.ts';
import { employmentFor, recordFilterOf, recordFilters, sync, told } from '../synced.ts';

const metrics = z
  .record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be like parcels_per_hour'), z.number())
  .openapi({ description: 'Figures by name', example: { parcels_per_hour: 118, errors: 2 } });
const rating = z.int().min(1).max(5).nullable();
const period = {
  period_start: day,
  period_end: day.openapi({ description: 'The last day of the period' }),
};

const record = z
  .object({
    id: id('prf'),
    employment_id: id('emp'),
    ...period,
    metrics,
    rating,
    source: z.string().nullable(),
    remote_id: z.string().nullable(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .openapi('PerformanceRecord');

const recorded = record.extend({ result: told }).openapi('RecordedPerformance');

export const performanceFields = {
  ...period,
  metrics: metrics.default({}),
  rating: rating.default(null).openapi({ description: '1 to 5' }),
  ...origin,
};

export const creation = z
  .strictObject({ employment_id: id('emp'), ...performanceFields })
  .superRefine(checkPeriod)
  .superRefine(checkOrigin)
  .openapi('NewPerformanceRecord');

export const table = { insert: insertPerformance, lockByName: lockPerformanceOf, change: changePerformance };

const wire = (row: PerformanceRow): z.infer<typeof record> => ({
  id: row.id,
  employment_id: row.employment_id,
  period_start: row.period_start,
  period_end: row.period_end,
  metrics: row.metrics,
  rating: row.rating,
  source: row.source,
  remote_id: row.remote_id,
  created_at: stored(row.created_at),
  updated_at: stored(row.updated_at),
});

export function performanceRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('pipeline:read'),
    operationId: 'listPerformanceRecords',
    ...listing(record, recordFilters),
    path: '/v1/performance_records',
    summary: 'Performance records, newest first',
    description: 'Filter by employment, or by the system that they come from.',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const page = await listPerformance(
      deps.sql,
      recordFilterOf(query),
      pageRequest(c, 'performance_records', query),
    );
    return c.json(pageAnswer(c, 'performance_records', page, wire), 200);
  });

  const make = making(creation, 'Recorded', recorded);
  const create = createRoute({
    ...guard('pipeline:write'),
    operationId: 'recordPerformance',
    ...make,
    responses: { ...make.responses, 200: json('It was known; as it is now', recorded) },
    path: '/v1/performance_records',
    summary: 'Record performance; the same `source` and `remote_id` again change it, or nothing',
    description:
      'Numbers by names of your choice, and a rating of 1 to 5 if you have one. Told again by `source` and `remote_id` it is changed, never doubled: 201 for a new one, 200 for one that was there.',
  });
  api.openapi(create, async (c) => {
    const given = c.req.valid('json');
    const made = await once(c, deps, async (tx) => {
      await employmentFor(tx, given.employment_id);
      const { row, result } = await sync(tx, table, given);
      return { body: { ...wire(row), result }, location: `/v1/performance_records/${row.id}` };
    });
    return c.json(made.body, made.body.result === 'created' ? 201 : 200, made.headers);
  });

  const read = createRoute({
    ...guard('pipeline:read'),
    operationId: 'getPerformanceRecord',
    ...reading('prf', 'The record', record),
    path: '/v1/performance_records/{id}',
    summary: 'One performance record',
    description: 'What was recorded for one period.',
  });
  api.openapi(read, async (c) => {
    return c.json(wire(found(await findPerformance(deps.sql, c.req.valid('param').id))), 200);
  });
}
