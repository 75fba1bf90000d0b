/** `/v1/candidates`: the people. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  type CandidateChange,
  type CandidateRow,
  findCandidate,
  insertCandidate,
  listCandidates,
  updateCandidate,
} from '../../../db/candidates.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { changing, found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { once } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { id, storedOrNull, text, timestamp, timeZone } from '../schemas.ts';

const phone = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'must be international, like +8613800000000')
  .openapi({ description: 'E.164' });

const preferences = z.strictObject({
  areas: z.array(text(100)).max(50).optional(),
  slots: z.array(text(60)).max(50).optional(),
  roles: z.array(text(40)).max(50).optional(),
  accepts_night: z.boolean().optional(),
});

const profile = z.strictObject({
  education: text(500).optional(),
  experience: z.array(text(2000)).max(50).optional(),
  skills: z.array(text(200)).max(100).optional(),
});

const location = z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) });

const fields = {
  name: text(200).nullable(),
  phone: phone.nullable(),
  language: z.enum(['zh', 'en']).nullable(),
  time_zone: timeZone.nullable(),
  preferences,
  profile,
  location: location.nullable(),
};

const source = text(100).nullable();

const creation = z.strictObject({
  name: fields.name.default(null),
  phone: fields.phone.default(null),
  language: fields.language.default(null),
  time_zone: fields.time_zone.default(null),
  preferences: preferences.default({}),
  profile: profile.default({}),
  location: fields.location.default(null),
  source: source.default(null),
});

const change = z.strictObject(fields).partial();

const candidate = z
  .object({
    id: id('cnd'),
    ...fields,
    identities: z.array(
      z.object({
        channel: z.string(),
        address: z.string(),
        state: z.enum(['open', 'closed', 'unreachable']),
      }),
    ),
    source,
    consents: z.array(z.object({ kind: z.string(), given: z.boolean(), at: timestamp })),
    opted_out_at: timestamp.nullable(),
  })
  .openapi('Candidate');

/** Names each field: what a row holds besides never gets out by itself. */
function wire(row: CandidateRow): z.infer<typeof candidate> {
  return {
    id: row.id,
    name: row.name,
    phone: row.phone,
    language: row.language,
    time_zone: row.time_zone,
    preferences: row.preferences,
    profile: row.profile,
    location: row.location,
    identities: row.identities,
    source: row.source,
    consents: row.consents,
    opted_out_at: storedOrNull(row.opted_out_at),
  };
}

export function candidateRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('candidates:read'),
    operationId: 'listCandidates',
    ...listing(candidate, {}),
    path: '/v1/candidates',
    summary: 'Candidates, newest first',
  });
  api.openapi(list, async (c) => {
    const page = await listCandidates(deps.sql, pageRequest('candidates', c.req.valid('query')));
    return c.json(pageAnswer(c, 'candidates', page, wire), 200);
  });

  const create = createRoute({
    ...guard('candidates:write'),
    operationId: 'createCandidate',
    ...making(creation.openapi('NewCandidate'), 'Added', candidate),
    path: '/v1/candidates',
    summary: 'Add a candidate',
  });
  api.openapi(create, async (c) => {
    const given = c.req.valid('json');
    const made = await once(c, deps, async (tx) => {
      const body = wire(await insertCandidate(tx, given));
      return { body, location: `/v1/candidates/${body.id}` };
    });
    return c.json(made.body, 201, made.headers);
  });

  const read = createRoute({
    ...guard('candidates:read'),
    operationId: 'getCandidate',
    ...reading('cnd', 'The candidate', candidate),
    path: '/v1/candidates/{id}',
    summary: 'One candidate',
  });
  api.openapi(read, async (c) => {
    const row = found(await findCandidate(deps.sql, c.req.valid('param').id));
    return c.json(wire(row), 200);
  });

  const update = createRoute({
    ...guard('candidates:write'),
    operationId: 'updateCandidate',
    ...changing('cnd', change.openapi('CandidateChange'), candidate),
    path: '/v1/candidates/{id}',
    summary: 'Change a candidate; what is left out stays, null empties',
  });
  api.openapi(update, async (c) => {
    const given: CandidateChange = c.req.valid('json');
    const row = found(await updateCandidate(deps.sql, c.req.valid('param').id, given));
    return c.json(wire(row), 200);
  });
}
