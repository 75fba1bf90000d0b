/**
 * What lists, readings, makings and changes have in common, to be spread into `createRoute`. A resource says the rest: the
 * scope, the path, and what is read or done.
 */
import { z } from '@hono/zod-openapi';
import type { IdPrefix } from '../ids.ts';
import { pageOf, paging } from './pages.ts';
import { notFound } from './problem.ts';
import { bodyProblems, idempotencyHeader, idParam, json, jsonBody, problems } from './schemas.ts';

/** A page of `row`, by the paging parameters and these filters. */
export const listing = <Row extends z.ZodType, Filters extends z.ZodRawShape>(
  row: Row,
  filters: Filters,
) => ({
  method: 'get' as const,
  request: { query: z.strictObject({ ...paging, ...filters }) },
  responses: { 200: json('A page', pageOf(row)), ...problems(400, 422) },
});

/** One of them, by the id in its path. */
export const reading = <Row extends z.ZodType>(prefix: IdPrefix, described: string, row: Row) => ({
  method: 'get' as const,
  request: { params: idParam(prefix) },
  responses: { 200: json(described, row), ...problems(404) },
});

/** A new one out of `creation`; the handler runs it by `once`. */
export const making = <Creation extends z.ZodType, Row extends z.ZodType>(
  creation: Creation,
  described: string,
  row: Row,
) => ({
  method: 'post' as const,
  request: { headers: idempotencyHeader, body: jsonBody(creation) },
  responses: { 201: json(described, row), ...bodyProblems() },
});

/** Some fields of one of them. */
export const changing = <Change extends z.ZodType, Row extends z.ZodType>(
  prefix: IdPrefix,
  change: Change,
  row: Row,
) => ({
  method: 'patch' as const,
  request: { params: idParam(prefix), body: jsonBody(change) },
  responses: { 200: json('As it is now', row), ...bodyProblems(404) },
});

/** @throws TingdaError `not_found` when the query found none */
export function found<Row>(row: Row | null | undefined): Row {
  if (!row) throw notFound();
  return row;
}
