/** `/v1/candidates`: the people. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { CandidateFilter } from '../../../db/candidate-filters.ts';
import {
  type CandidateRow,
  findCandidate,
  listCandidates,
  lockCandidate,
  updateCandidate,
} from '../../../db/candidates.ts';
import { parseSlot, SLOT } from '../../../db/slots.ts';
import { phoneTypes } from '../../conversation/recipient.ts';
import { masked, openIdentity } from '../../pipeline/identity.ts';
import { addCandidate, requireOwnPhone } from '../candidate-making.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { changing, found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { changed, once } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { invalidFields } from '../problem.ts';
import {
  channel,
  id,
  latitude,
  longitude,
  moment,
  phone,
  stage,
  stored,
  storedOrNull,
  text,
  timestamp,
  timeZone,
  words,
} from '../schemas.ts';
import { etagOf, ifMatchHeader, requireVersion } from '../versions.ts';

/** See `db/slots.ts`. */
const slot = z
  .string()
  .max(40)
  .transform((given) => given.trim().toLowerCase())
  .refine(
    (given) => parseSlot(given) !== null,
    'must be a day or days and two clocks, like fri 22:00-06:00 or mon-fri 09:00-17:00',
  )
  .openapi({ type: 'string', pattern: SLOT.source, example: 'fri 22:00-06:00' });

export const preferences = z.strictObject({
  areas: z.array(text(100)).max(50).optional(),
  slots: z.array(slot).max(50).optional(),
  roles: z.array(text(40)).max(50).optional(),
  accepts_night: z.boolean().optional(),
});

export const profile = z.strictObject({
  education: text(500).optional(),
  experience: z.array(text(2000)).max(50).optional(),
  skills: z.array(text(200)).max(100).optional(),
  age: z.int().min(0).max(120).optional(),
  birth_date: z.iso.date().optional().openapi({ description: 'Goes before `age`', example: '2001-05-31' }),
});

export const location = z.strictObject({
  lat: latitude,
  lon: longitude,
});

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
  remote_id: text(200)
    .nullable()
    .default(null)
    .openapi({ description: 'What the system `source` calls them: one person for each' }),
  unique_phone: z.boolean().default(false).openapi({
    description:
      'Refuse with a 409 if somebody has this number already. Without it they are two: a family may share a phone',
  }),
});

const change = z
  .strictObject({
    ...fields,
    unique_phone: z.boolean().openapi({
      description: 'With a `phone`: refuse with a 409 if somebody else has this number already',
    }),
  })
  .partial();

export const candidate = z
  .object({
    id: id('cnd'),
    ...fields,
    identities: z.array(
      z.object({
        channel,
        address: z.string(),
        state: z.enum(['open', 'closed', 'unreachable']),
      }),
    ),
    source,
    remote_ids: z
      .array(z.object({ source: z.string(), remote_id: z.string() }))
      .openapi({ description: 'What other systems call them' }),
    consents: z.array(z.object({ kind: z.string(), given: z.boolean(), at: timestamp })),
    opted_out_at: timestamp.nullable(),
    created_at: timestamp,
    updated_at: timestamp.openapi({ description: 'Addresses, consents and STOPs count too' }),
    legal_name: z.string().nullable().openapi({ description: 'Asked only from the background check on' }),
    id_number: z.string().nullable().openapi({
      description: 'Asked only from the background check on, kept sealed; only its end is shown',
      example: '**************002X',
    }),
  })
  .openapi('Candidate');

const FAR_KM = 2000;
const NEAR_KM = 10;

export const filters = {
  near: z
    .string()
    .regex(
      /^-?\d{1,2}(\.\d{1,9})?,-?\d{1,3}(\.\d{1,9})?$/,
      'must be a latitude and a longitude like 31.23,121.47',
    )
    .refine(
      (given) => place(given) !== null,
      'must be a latitude of -90 to 90 and a longitude of -180 to 180',
    )
    .optional()
    .openapi({ description: '`lat,lon`; who has no location is nowhere near', example: '31.23,121.47' }),
  radius_km: z.coerce
    .number()
    .min(0.1)
    .max(FAR_KM)
    .optional()
    .openapi({ description: `With \`near\`; ${NEAR_KM} without` }),
  slot: slot.optional().openapi({ description: 'Local times that the slots of a candidate cover' }),
  accepts_night: z.enum(['true', 'false']).optional().openapi({ description: 'Those who said so' }),
  role: words(40).optional().openapi({ description: 'Among the roles that a candidate wants' }),
  stage: stage.optional().openapi({ description: 'Of an application; with `opening_id`, of the one for it' }),
  opening_id: id('opn').optional().openapi({ description: 'Those who applied for it' }),
  source: words(100)
    .optional()
    .openapi({ description: 'Where they came from; with `remote_id`, the system that calls them so' }),
  remote_id: words(200)
    .optional()
    .openapi({ description: 'What the system `source` calls them: with it, one person or nobody' }),
  phone: phone.optional().openapi({
    description: 'Their number, or one that they write SMS from; E.164, its `+` written `%2B`',
    example: '+8613800138000',
  }),
  q: words(100).optional().openapi({
    description:
      'Pieces of the name, the phone number or a skill, as they stand; each of several must be found',
  }),
  updated_after: moment.optional(),
  language: fields.language.unwrap().optional(),
};

function place(given: string): { lat: number; lon: number } | null {
  const [lat, lon] = given.split(',').map(Number) as [number, number];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

/** @throws TingdaError `validation_failed` for a radius around nothing, and a name in no system */
export function wanted(
  { channels }: Pick<ApiDeps, 'channels'>,
  query: z.infer<z.ZodObject<typeof filters>>,
): CandidateFilter {
  const around = query.near === undefined ? null : place(query.near);
  if (!around && query.radius_km !== undefined) {
    throw invalidFields([{ path: 'radius_km', message: 'needs near, the place that it is around' }]);
  }
  if (query.remote_id !== undefined && query.source === undefined) {
    throw invalidFields([{ path: 'remote_id', message: 'needs source, the system that calls them so' }]);
  }
  return {
    near: around ? { ...around, radiusKm: query.radius_km ?? NEAR_KM } : undefined,
    slot: query.slot,
    acceptsNight: query.accepts_night === undefined ? undefined : query.accepts_night === 'true',
    role: query.role,
    stage: query.stage,
    openingId: query.opening_id,
    source: query.source,
    remoteId: query.remote_id,
    phone: query.phone === undefined ? undefined : { number: query.phone, channels: phoneTypes(channels) },
    words: query.q?.split(/\s+/u),
    updatedAfter: query.updated_after,
    language: query.language,
  };
}

/** Names each field: what a row holds besides never gets out by itself. */
export function wireCandidate(
  { identities }: Pick<ApiDeps, 'identities'>,
  row: CandidateRow,
): z.infer<typeof candidate> {
  const identity = openIdentity(identities, row.id, row.identity);
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
    remote_ids: row.remote_ids,
    consents: row.consents,
    opted_out_at: storedOrNull(row.opted_out_at),
    created_at: stored(row.created_at),
    updated_at: stored(row.updated_at),
    legal_name: identity?.legal_name ?? null,
    id_number: identity && masked(identity.id_number),
  };
}

export function candidateRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('candidates:read'),
    operationId: 'listCandidates',
    ...listing(candidate, filters),
    path: '/v1/candidates',
    summary: 'Candidates, newest first; those of whom all filters are true',
    description:
      'Several filters at once narrow it. `near` and `radius_km` find who lives around a place, `slot` who can work then, and `q` looks for a piece of a name or number.',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const page = await listCandidates(deps.sql, wanted(deps, query), pageRequest(c, 'candidates', query));
    return c.json(
      pageAnswer(c, 'candidates', page, (row) => wireCandidate(deps, row)),
      200,
    );
  });

  const create = createRoute({
    ...guard('candidates:write'),
    operationId: 'createCandidate',
    ...making(creation.openapi('NewCandidate'), 'Added', candidate),
    path: '/v1/candidates',
    summary: 'Add a candidate',
    description:
      'Somebody whom you know already. Nobody is written to by this: invite them, or let them write first. `source` and `remote_id` are what your system calls them. Who is here already by that name, or with `unique_phone` by their number, is a 409 whose `errors` has their `id`: change that one.',
  });
  api.openapi(create, async (c) => {
    const given = c.req.valid('json');
    const made = await once(c, deps, async (tx) => {
      const body = wireCandidate(deps, await addCandidate(deps, tx, given));
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
    description:
      'With the addresses they wrote from, what they agreed to, and whether they asked not to be written to. Papers are there from the background check on, masked.',
  });
  api.openapi(read, async (c) => {
    const shown = wireCandidate(deps, found(await findCandidate(deps.sql, c.req.valid('param').id)));
    c.header('etag', etagOf(shown));
    return c.json(shown, 200);
  });

  const altering = changing('cnd', change.openapi('CandidateChange'), candidate);
  const update = createRoute({
    ...guard('candidates:write'),
    operationId: 'updateCandidate',
    ...altering,
    request: { ...altering.request, headers: ifMatchHeader },
    path: '/v1/candidates/{id}',
    summary: 'Change a candidate; what is left out stays, null empties',
    description:
      '`preferences` and `profile` are each replaced as a whole: send all that should hold, with `If-Match`, so that nothing is lost that somebody else wrote meanwhile. What the person told us themselves in the chat may be changed too: you answer for it. A number that somebody else has is taken, unless you send `unique_phone`: then it is a 409 whose `errors` has their `id`.',
  });
  api.openapi(update, async (c) => {
    const { unique_phone, ...given }: z.infer<typeof change> = c.req.valid('json');
    const phone = unique_phone ? given.phone : null;
    const candidateId = c.req.valid('param').id;
    const row = await changed(c, deps, async (tx) => {
      if (phone) await requireOwnPhone(deps, tx, phone, candidateId);
      await requireVersion(c, async () => wireCandidate(deps, found(await lockCandidate(tx, candidateId))));
      return found(await updateCandidate(tx, candidateId, given));
    });
    const shown = wireCandidate(deps, row);
    c.header('etag', etagOf(shown));
    return c.json(shown, 200);
  });
}
