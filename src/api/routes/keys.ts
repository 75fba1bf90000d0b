/** `/v1/keys`: who may ask, and for what. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findKey, type KeyRow, listKeys, revokeKey } from '../../../db/keys.ts';
import { changeKey, createKey } from '../../auth/keys.ts';
import { SCOPES } from '../../auth/scopes.ts';
import { TingdaError } from '../../errors.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { once } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { invalidFields } from '../problem.ts';
import {
  bodyProblems,
  id,
  idempotencyHeader,
  idParam,
  json,
  jsonBody,
  stored,
  storedOrNull,
  text,
  timestamp,
} from '../schemas.ts';

const creation = z
  .strictObject({
    name: text(100),
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
    expires_at: z.iso
      .datetime({ offset: true })
      // With its offset it may be in a year that has five digits, in UTC.
      .refine((at) => Date.parse(at) < Date.UTC(10_000, 0), 'must be before the year 10000')
      .nullable()
      .default(null),
  })
  .openapi('NewKey');

const key = z
  .object({
    id: id('key'),
    name: z.string(),
    scopes: z.array(z.string()),
    expires_at: timestamp.nullable(),
    revoked_at: timestamp.nullable(),
    last_used_at: timestamp.nullable().openapi({ description: 'To the minute; null: never' }),
    old_key_until: timestamp
      .nullable()
      .openapi({ description: 'After a rotation: the key before works until then' }),
    made_by: id('usr').nullable().openapi({
      description:
        'The user whose it is: who made it, also by way of another key, or was the last to rotate it. It ends with them',
    }),
    created_at: timestamp,
  })
  .openapi('Key');

const DAY_S = 24 * 60 * 60;

const rotation = z
  .strictObject({
    overlap_seconds: z
      .int()
      .min(0)
      .max(DAY_S)
      .default(60 * 60)
      .openapi({ description: 'So long the key before works on; 0 ends it at once' }),
  })
  .openapi('KeyRotation');

const newKey = key
  .extend({ key: z.string().optional().openapi({ description: 'Shown once; not in a repeated answer' }) })
  .openapi('MadeKey');

function wire(row: KeyRow): z.infer<typeof key> {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    expires_at: storedOrNull(row.expires_at),
    revoked_at: storedOrNull(row.revoked_at),
    last_used_at: storedOrNull(row.last_used_at),
    old_key_until: storedOrNull(row.old_until),
    made_by: row.made_by,
    created_at: stored(row.created_at),
  };
}

export function keyRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('admin', { reads: 'nobody' }),
    operationId: 'listKeys',
    ...listing(key, {}),
    path: '/v1/keys',
    summary: 'Keys, newest first',
    description: 'Who may do what, and when each was used last. The keys themselves are not kept.',
  });
  api.openapi(list, async (c) => {
    const page = await listKeys(deps.sql, pageRequest(c, 'keys', c.req.valid('query')));
    return c.json(pageAnswer(c, 'keys', page, wire), 200);
  });

  const create = createRoute({
    ...guard('admin'),
    operationId: 'createKey',
    ...making(creation, 'Made', newKey),
    path: '/v1/keys',
    summary: 'Make a key',
    description:
      'The answer has the key, once. It may do what its scopes say: give each system its own, with as little as it needs.',
  });
  api.openapi(create, async (c) => {
    const { name, scopes, expires_at } = c.req.valid('json');
    const made = await once<z.infer<typeof newKey>>(c, deps, async (tx) => {
      const expiresAt = expires_at === null ? null : new Date(expires_at);
      if (expiresAt && expiresAt.getTime() <= deps.now())
        throw invalidFields([{ path: 'expires_at', message: 'must be in the future' }]);
      const row = await createKey(tx, { name, scopes, expiresAt, by: c.get('principal').id });
      return { body: wire(row), location: `/v1/keys/${row.id}`, secret: { key: row.key } };
    });
    return c.json(made.body, 201, made.headers);
  });

  const read = createRoute({
    ...guard('admin', { reads: 'nobody' }),
    operationId: 'getKey',
    ...reading('key', 'The key', key),
    path: '/v1/keys/{id}',
    summary: 'One key, without the key itself',
    description: 'What it may do, until when, and when it was used last.',
  });
  api.openapi(read, async (c) => {
    const row = found(await findKey(deps.sql, c.req.valid('param').id));
    return c.json(wire(row), 200);
  });

  const revoke = createRoute({
    ...guard('admin'),
    operationId: 'revokeKey',
    method: 'post',
    path: '/v1/keys/{id}/revoke',
    summary: 'Revoke a key at once',
    description:
      'Streams that it has open are closed, and its next request is a 401. It cannot be taken back.',
    request: { headers: idempotencyHeader, params: idParam('key') },
    responses: { 200: json('Revoked', key), ...bodyProblems(404) },
  });
  api.openapi(revoke, async (c) => {
    const keyId = c.req.valid('param').id;
    const made = await once(c, deps, async (tx) => {
      return { body: wire(found(await revokeKey(tx, keyId))) };
    });
    return c.json(made.body, 200, made.headers);
  });

  const rotate = createRoute({
    ...guard('admin'),
    operationId: 'rotateKey',
    method: 'post',
    path: '/v1/keys/{id}/rotate',
    summary: 'A new secret for a key; the one before works on for a while, at most a day',
    description:
      'The key is yours from now on: this is how it goes on when its maker is disabled. What they know of it ends then.',
    request: { headers: idempotencyHeader, params: idParam('key'), body: jsonBody(rotation) },
    responses: { 200: json('With the new secret', newKey), ...bodyProblems(404) },
  });
  api.openapi(rotate, async (c) => {
    const keyId = c.req.valid('param').id;
    const { overlap_seconds } = c.req.valid('json');
    const made = await once<z.infer<typeof newKey>>(c, deps, async (tx) => {
      found(await findKey(tx, keyId));
      const row = await changeKey(tx, keyId, overlap_seconds * 1000, c.get('principal').id);
      if (!row) {
        throw new TingdaError(
          'conflict',
          'This key is revoked or has expired; nothing was changed. Make another.',
        );
      }
      return { body: wire(row), secret: { key: row.key } };
    });
    return c.json(made.body, 200, made.headers);
  });
}
