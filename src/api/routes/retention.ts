/** `/v1/retention`: how long what is kept, and what would go. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { countDrafts } from '../../../db/media-drafts.ts';
import { countDue, restingPeople } from '../../../db/retention.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import type { Guard } from '../guard.ts';
import { id, json, problems, stored, timestamp } from '../schemas.ts';

const kept = z.int().nullable();
const retention = z
  .object({
    profile: z.enum(['default', 'short', 'off']),
    days: z
      .object({ people: kept, workers: kept, recordings: kept, messages: kept, deliveries: kept })
      .openapi({ description: 'Null: as long as nobody erases it' }),
    due: z.object({ recordings: z.int(), messages: z.int(), deliveries: z.int(), files: z.int() }).openapi({
      description:
        'What goes at the next look; `files` that no row names go within two days, if none does by then',
    }),
    people: z
      .array(z.object({ candidate_id: id('cnd'), kind: z.enum(['people', 'workers']), on: timestamp }))
      .openapi({
        description: 'Who is erased by then, unless something happens: at most 200, the first ones first',
      }),
  })
  .openapi('Retention');

const SHOWN = 200;
const DAY_MS = 86_400_000;

export function retentionRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const read = createRoute({
    ...guard('admin'),
    operationId: 'getRetention',
    method: 'get',
    path: '/v1/retention',
    summary: 'How long what is kept, and who and what goes next; nothing is changed',
    request: {
      query: z.strictObject({ within_days: z.coerce.number().int().min(0).max(365).default(30) }),
    },
    responses: { 200: json('As it is now', retention), ...problems(422) },
  });
  api.openapi(read, async (c) => {
    const { profile, days } = deps.config.retention;
    const until = deps.now() + c.req.valid('query').within_days * DAY_MS;
    const people = await restingPeople(deps.sql, { days, until, limit: SHOWN });
    const counted = await countDue(deps.sql, days, deps.now());
    const due = { ...counted, files: await countDrafts(deps.sql) } as z.infer<typeof retention>['due'];
    const wire = people.map(({ candidate_id, kind, on }) => ({ candidate_id, kind, on: stored(on) }));
    return c.json({ profile, days, due, people: wire }, 200);
  });
}
