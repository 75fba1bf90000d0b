/** `/v1/users/{id}/sessions`: where somebody of HR is signed in. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { endSession, listSessions, type SessionRow } from '../../../db/sessions.ts';
import { findUser } from '../../../db/users.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { once } from '../once.ts';
import { pageOf } from '../pages.ts';
import { notFound } from '../problem.ts';
import {
  bodyProblems,
  id,
  idempotencyHeader,
  idParam,
  json,
  pathId,
  problems,
  stored,
  timestamp,
} from '../schemas.ts';

const session = z
  .object({
    id: id('ses'),
    proof: z.enum(['password', 'recovery_code', 'passkey', 'link']),
    device: z.string().nullable().openapi({ example: 'Chrome · Android' }),
    created_at: timestamp,
    seen_at: timestamp.openapi({ description: 'To the minute' }),
    expires_at: timestamp,
  })
  .openapi('UserSession');

/** A list like others, of one page. */
const sessions = pageOf(session).openapi('UserSessions');

const whole = (rows: SessionRow[]): z.infer<typeof sessions> => ({
  data: rows.map(wire),
  next_cursor: null,
  has_more: false,
});

function wire(row: SessionRow): z.infer<typeof session> {
  return {
    id: row.id,
    proof: row.proof,
    device: row.device,
    created_at: stored(row.created_at),
    seen_at: stored(row.seen_at),
    expires_at: stored(row.expires_at),
  };
}

export function userSessionRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('admin'),
    operationId: 'listUserSessions',
    method: 'get',
    path: '/v1/users/{id}/sessions',
    summary: 'Where they are signed in now, newest first; all of them, a person has few',
    request: { params: idParam('usr') },
    responses: { 200: json('The sessions', sessions), ...problems(404) },
  });
  api.openapi(list, async (c) => {
    const { id: userId } = found(await findUser(deps.sql, c.req.valid('param').id));
    return c.json(whole(await listSessions(deps.sql, userId)), 200);
  });

  const revoke = createRoute({
    ...guard('admin'),
    operationId: 'revokeUserSession',
    method: 'post',
    path: '/v1/users/{id}/sessions/{session_id}/revoke',
    summary: 'Sign somebody out there, at once',
    request: {
      headers: idempotencyHeader,
      params: z.object({ id: idParam('usr').shape.id, session_id: pathId('ses', 'session_id') }),
    },
    responses: { 200: json('Those that are left', sessions), ...bodyProblems(404) },
  });
  api.openapi(revoke, async (c) => {
    const { id: userId, session_id } = c.req.valid('param');
    const made = await once(c, deps, async (tx) => {
      if (!(await endSession(tx, userId, session_id))) throw notFound();
      return { body: whole(await listSessions(tx, userId)) };
    });
    return c.json(made.body, 200, made.headers);
  });
}
