/** What a request asked for, without what it asked about. */
import type { Context } from 'hono';
import { routePath } from 'hono/route';
import type { ApiEnv } from './deps.ts';

/** `/v1/openings/{id}`: ids stay out of logs' routes and metrics' labels. */
export function template(c: Context<ApiEnv>): string {
  return routePath(c, -1).replace(/:(\w+)/g, '{$1}');
}
