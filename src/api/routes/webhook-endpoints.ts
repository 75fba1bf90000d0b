/** `/v1/webhook_endpoints`: who is told what happened, by Standard Webhooks. The secret is shown once. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Tx } from '../../../db/client.ts';
import {
  type DeliveryRow,
  findDelivery,
  insertPing,
  listDeliveries,
} from '../../../db/webhook-deliveries.ts';
import {
  changeEndpoint,
  type EndpointRow,
  findEndpoint,
  insertDeliveries,
  insertEndpoint,
  listEndpoints,
  rewind,
  rotateSecret,
} from '../../../db/webhook-endpoints.ts';
import { newId } from '../../ids.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { eventPattern } from '../event-names.ts';
import { changing, found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { changed, once, onceFinished } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { invalidFields } from '../problem.ts';
import {
  bodyProblems,
  id,
  idempotencyHeader,
  idParam,
  json,
  jsonBody,
  moment,
  stored,
  storedOrNull,
  timestamp,
} from '../schemas.ts';

const MOST_EVENTS = 50;
const MOST_REPLAYED = 500;
/** So long the secret before is signed with too. */
const OVERLAP_MS = 24 * 3_600_000;
const LOOK_MS = 50;

const url = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with https:// or http://' })
  .max(2000)
  .refine((text) => URL.parse(text)?.username === '', 'must hold no user name')
  .openapi({ example: 'https://ats.example.com/hooks/tingda' });
const events = z
  .array(eventPattern)
  .min(1)
  .max(MOST_EVENTS)
  .openapi({ example: ['interview.completed', 'contract.*'] });

const creation = z.strictObject({ url, events }).openapi('NewWebhookEndpoint');
const change = z
  .strictObject({ url, events, state: z.enum(['active', 'disabled']) })
  .partial()
  .openapi('WebhookEndpointChange');

const endpoint = z
  .object({
    id: id('whk'),
    url: z.string(),
    events: z.array(z.string()),
    state: z.enum(['active', 'disabled']),
    disabled_because: z.enum(['gone', 'failing', 'by_hand', 'restored']).nullable().openapi({
      description:
        '`gone`: the receiver answered 410; `failing`: it took no call for five days; `restored`: it was changed since the backup that was brought back',
    }),
    failing_since: timestamp.nullable().openapi({
      description: 'Since then every call failed; null: the last one was taken, or there was none yet',
    }),
    old_secret_until: timestamp
      .nullable()
      .openapi({ description: 'Until then the secret before is signed with too' }),
    created_at: timestamp,
  })
  .openapi('WebhookEndpoint');

const made = endpoint
  .extend({
    secret: z.string().optional().openapi({ description: 'whsec_…; shown once, not in a repeated answer' }),
  })
  .openapi('MadeWebhookEndpoint');

const delivery = z
  .object({
    id: id('dlv'),
    event_id: id('evt').nullable().openapi({ description: 'The `webhook-id`; null for a ping' }),
    event_type: z.string().nullable(),
    state: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.int(),
    next_attempt_at: timestamp.nullable(),
    last_status: z.int().nullable(),
    last_error: z.string().nullable().openapi({ description: 'A code, where there was no answer' }),
    last_ms: z.int().nullable(),
    created_at: timestamp,
    last_attempt_at: timestamp.nullable(),
  })
  .openapi('WebhookDelivery');

const replay = z
  .strictObject({
    since: moment.optional().openapi({ description: 'Everything from this moment on, once more' }),
    event_ids: z.array(id('evt')).min(1).max(MOST_REPLAYED).optional(),
  })
  .refine(({ since, event_ids }) => (since === undefined) !== (event_ids === undefined), {
    path: ['since'],
    message: 'or event_ids: send one of them',
  })
  .openapi('WebhookReplay', { example: { since: '2026-03-05T00:00:00Z' } });

function wire(row: EndpointRow): z.infer<typeof endpoint> {
  return {
    id: row.id,
    url: row.url,
    events: row.events,
    state: row.state,
    disabled_because: row.disabled_because,
    failing_since: storedOrNull(row.failing_since),
    old_secret_until: storedOrNull(row.old_secret_until),
    created_at: stored(row.created_at),
  };
}

function wireDelivery(row: DeliveryRow): z.infer<typeof delivery> {
  return {
    id: row.id,
    event_id: row.event_id,
    event_type: row.event_type,
    state: row.state,
    attempts: row.attempts,
    next_attempt_at: row.state === 'pending' ? stored(row.next_at) : null,
    last_status: row.status,
    last_error: row.error,
    last_ms: row.ms,
    created_at: stored(row.created_at),
    last_attempt_at: storedOrNull(row.tried_at),
  };
}

const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

export function webhookEndpointRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('webhooks:write'),
    operationId: 'listWebhookEndpoints',
    ...listing(endpoint, {}),
    path: '/v1/webhook_endpoints',
    summary: 'Webhook endpoints, newest first',
    description:
      'A disabled one says why: it answered 410, it took no call for five days, or somebody switched it off.',
  });
  api.openapi(list, async (c) => {
    const page = await listEndpoints(deps.sql, pageRequest(c, 'webhook_endpoints', c.req.valid('query')));
    return c.json(pageAnswer(c, 'webhook_endpoints', page, wire), 200);
  });

  const create = createRoute({
    ...guard('webhooks:write'),
    operationId: 'createWebhookEndpoint',
    ...making(creation, 'Made', made),
    path: '/v1/webhook_endpoints',
    summary: 'Be told what happens from now on',
    description:
      'The answer has the secret, once: keep it, and check the signature of every call with it. `events` may name a type, all of one kind (`contract.*`) or everything (`*`); a name that no event has is a 422 that names the nearest. Addresses on private networks are refused unless the operator allows them.',
  });
  api.openapi(create, async (c) => {
    const given = c.req.valid('json');
    const answer = await once<z.infer<typeof made>>(c, deps, async (tx) => {
      const [endpointId, secret] = [newId('whk'), newSecret()];
      const sealed = deps.webhookSeal.seal(secret, endpointId);
      const by = c.get('principal').id;
      const row = await insertEndpoint(tx, { id: endpointId, ...given, secret: sealed, by });
      return { body: wire(row), location: `/v1/webhook_endpoints/${row.id}`, secret: { secret } };
    });
    return c.json(answer.body, 201, answer.headers);
  });

  const read = createRoute({
    ...guard('webhooks:write'),
    operationId: 'getWebhookEndpoint',
    ...reading('whk', 'The endpoint', endpoint),
    path: '/v1/webhook_endpoints/{id}',
    summary: 'One webhook endpoint, without its secret',
    description: 'The secret was in the first answer only; make a new one with `rotate_secret`.',
  });
  api.openapi(read, async (c) => {
    return c.json(wire(found(await findEndpoint(deps.sql, c.req.valid('param').id))), 200);
  });

  const patch = createRoute({
    ...guard('webhooks:write'),
    operationId: 'changeWebhookEndpoint',
    ...changing('whk', change, endpoint),
    path: '/v1/webhook_endpoints/{id}',
    summary: 'Change where it is and what it hears; switch it off, or on again where it was',
    description:
      'Switched on again it goes on where it was, and hears of what waited and of everything that happened meanwhile. What had run out of its tries is among the `deliveries` that `failed`: `replay` tells it.',
  });
  api.openapi(patch, async (c) => {
    const row = await changed(c, deps, async (tx) =>
      found(await changeEndpoint(tx, c.req.valid('param').id, c.req.valid('json'))),
    );
    return c.json(wire(row), 200);
  });

  const deliveries = createRoute({
    ...guard('webhooks:write'),
    operationId: 'listWebhookDeliveries',
    ...listing(delivery, { state: z.enum(['pending', 'delivered', 'failed']).optional() }),
    path: '/v1/webhook_endpoints/{id}/deliveries',
    summary: 'What was told, newest first, and how it was answered',
    description:
      'Every call with its attempts, the last status, how long it took, and when it is tried next.',
  });
  const listed = { ...deliveries, request: { ...deliveries.request, params: idParam('whk') } };
  api.openapi({ ...listed, responses: { ...listed.responses, ...bodyProblems(404) } }, async (c) => {
    const query = c.req.valid('query');
    const { id: endpointId } = found(await findEndpoint(deps.sql, c.req.valid('param').id));
    const request = pageRequest(c, 'webhook_deliveries', query);
    const page = await listDeliveries(deps.sql, endpointId, query.state ?? null, request);
    return c.json(pageAnswer(c, 'webhook_deliveries', page, wireDelivery), 200);
  });

  const ping = createRoute({
    ...guard('webhooks:write'),
    operationId: 'pingWebhookEndpoint',
    method: 'post',
    path: '/v1/webhook_endpoints/{id}/ping',
    summary: 'Send a `webhook.ping`, and see what came of it',
    description: 'Waits up to the time-out for the answer of your endpoint, and tells what it was.',
    request: { headers: idempotencyHeader, params: idParam('whk') },
    responses: { 200: json('As far as it has come', delivery), ...bodyProblems(404) },
  });
  api.openapi(ping, async (c) => {
    const begin = async (tx: Tx) => {
      const { id: endpointId } = found(await findEndpoint(tx, c.req.valid('param').id));
      return { body: { id: await insertPing(tx, endpointId) } };
    };
    const { headers, body } = await onceFinished(c, deps, begin, async (pinged) => {
      const until = Date.now() + deps.patienceMs;
      for (;;) {
        const row = found(await findDelivery(deps.sql, pinged.id));
        if (row.tried_at || Date.now() > until) return wireDelivery(row);
        await sleep(LOOK_MS);
      }
    });
    return c.json(body, 200, headers);
  });

  const rotate = createRoute({
    ...guard('webhooks:write'),
    operationId: 'rotateWebhookSecret',
    method: 'post',
    path: '/v1/webhook_endpoints/{id}/rotate_secret',
    summary: 'A new secret; the one before is signed with too for a day',
    description: 'Calls carry both signatures for a day, so that you can change it without missing one.',
    request: { headers: idempotencyHeader, params: idParam('whk') },
    responses: { 200: json('With the new secret', made), ...bodyProblems(404) },
  });
  api.openapi(rotate, async (c) => {
    const endpointId = c.req.valid('param').id;
    const answer = await once<z.infer<typeof made>>(c, deps, async (tx) => {
      const secret = newSecret();
      const until = new Date(Date.now() + OVERLAP_MS);
      const row = found(await rotateSecret(tx, endpointId, deps.webhookSeal.seal(secret, endpointId), until));
      return { body: wire(row), secret: { secret } };
    });
    return c.json(answer.body, 200, answer.headers);
  });

  const again = createRoute({
    ...guard('webhooks:write'),
    operationId: 'replayWebhooks',
    method: 'post',
    path: '/v1/webhook_endpoints/{id}/replay',
    summary: 'Tell it once more: everything since a moment, or these events; with the same ids',
    description:
      'The same ids go out again: whoever keeps `webhook-id` notices that they come a second time.',
    request: { headers: idempotencyHeader, params: idParam('whk'), body: jsonBody(replay) },
    responses: { 200: json('As it is now', endpoint), ...bodyProblems(404) },
  });
  api.openapi(again, async (c) => {
    const { since, event_ids } = c.req.valid('json');
    const answer = await once(c, deps, async (tx) => {
      const row = found(await findEndpoint(tx, c.req.valid('param').id));
      if (event_ids) {
        const ids = [...new Set(event_ids)];
        const n = await insertDeliveries(tx, row.id, ids);
        // All or nothing: the refusal takes back what was made.
        if (n < ids.length)
          throw invalidFields([{ path: 'event_ids', message: 'not all of them are events' }]);
      } else if (!(await rewind(tx, row.id, new Date(since!))))
        throw invalidFields([{ path: 'since', message: 'nothing has happened since then' }]);
      return { body: wire(row) };
    });
    return c.json(answer.body, 200, answer.headers);
  });
}
