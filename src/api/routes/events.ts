/** `/v1/events`: everything that happened, for who keeps up by asking. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type EventPlace, type EventRow, listEvents, placeOf } from '../../../db/events.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { eventType } from '../event-names.ts';
import { createEventStreams } from '../event-streams.ts';
import type { Guard } from '../guard.ts';
import { badCursor, limit, linkNext, pageOf } from '../pages.ts';
import { id, json, problems, stored, timestamp } from '../schemas.ts';

const event = z
  .object({
    id: id('evt'),
    type: z.string().openapi({ example: 'interview.completed' }),
    at: timestamp,
    application_id: id('app').nullable(),
    sequence: z.int().nullable().openapi({ description: 'Counts up within one application' }),
    data: z.record(z.string(), z.unknown()).openapi({ description: 'Ids and states only' }),
  })
  .openapi('Event');

const filters = {
  type: eventType.optional(),
  application_id: id('app').optional(),
};

const query = z
  .strictObject({
    after: id('evt').optional().openapi({ description: 'The id of the last event seen' }),
    cursor: id('evt').optional().openapi({ description: 'The same as `after`: a list goes on by either' }),
    ...filters,
    limit,
  })
  .refine((given) => given.after === undefined || given.cursor === undefined, {
    path: ['cursor'],
    message: 'says the same as after: send one of them',
  });

function wire({ id, type, at, application_id, sequence, data }: EventRow): z.infer<typeof event> {
  return { id, type, at: stored(at), application_id, sequence, data };
}

export function eventRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('candidates:read', { reads: 'nobody' }),
    operationId: 'listEvents',
    method: 'get',
    path: '/v1/events',
    summary:
      'Events, first to last. Keep the id of the last one and ask again with `after`: none is ever skipped',
    description:
      "Each has ids and states, and nobody's words. An event is shown when every transaction that began before it has ended, so that going on after the last one you saw never skips any.",
    request: { query },
    responses: { 200: json('A page', pageOf(event)), ...problems(400, 422) },
  });
  api.openapi(list, async (c) => {
    const given = c.req.valid('query');
    const after = given.after ?? given.cursor ?? null;
    const filter = { type: given.type, applicationId: given.application_id };
    const found = await listEvents(deps.sql, after, given.limit + 1, filter);
    if (found === null) throw badCursor(given.after === undefined ? 'cursor' : 'after');
    const rows = found.slice(0, given.limit);
    const next = found.length > given.limit ? rows.at(-1)!.id : null;
    if (next !== null) linkNext(c, given.cursor === undefined ? 'after' : 'cursor', next);
    return c.json({ data: rows.map(wire), next_cursor: next, has_more: next !== null }, 200);
  });

  const streams = createEventStreams(deps);
  const stream = createRoute({
    ...guard('candidates:read', { reads: 'nobody' }),
    operationId: 'streamEvents',
    method: 'get',
    path: '/v1/events/stream',
    summary:
      'Events as they happen, as server-sent events; on from `Last-Event-ID`, none skipped, none twice',
    description:
      'Without `after` it begins now. A comment every 15 seconds keeps the connection alive. A reader that lets 1,000 pieces wait is closed, and so is one whose key was revoked: come back with `Last-Event-ID`. A key may have ten streams open.',
    request: {
      headers: z.object({
        'last-event-id': z.string().optional().openapi({ description: 'The id of the last event seen' }),
      }),
      query: z.strictObject({
        after: id('evt').optional().openapi({
          description: 'The same, for the first time; without either, from now on',
        }),
        ...filters,
      }),
    },
    responses: {
      200: {
        description: 'Each event with its `id`, its type as `event`, and itself as `data`',
        content: { 'text/event-stream': { schema: z.string() } },
      },
      ...problems(400, 422),
    },
  });
  api.openapi(stream, async (c) => {
    const { after, type, application_id } = c.req.valid('query');
    // A browser that comes back asks for the same address again: what it has seen since counts.
    const header = c.req.header('last-event-id') || undefined;
    const place = header
      ? await placeSeen(deps, 'Last-Event-ID', header)
      : after === undefined
        ? null
        : await placeSeen(deps, 'after', after);
    const filter = { type, applicationId: application_id };
    const { id: reader, sessionId = reader } = c.get('principal');
    return streams.open(sessionId, filter, place, wire);
  });
}

/** @throws TingdaError `payload_invalid` for what is not the id of an event */
async function placeSeen(deps: Pick<ApiDeps, 'sql'>, parameter: string, seen: string): Promise<EventPlace> {
  const place = id('evt').safeParse(seen).success ? await placeOf(deps.sql, seen) : null;
  if (!place) throw badCursor(parameter);
  return place;
}
