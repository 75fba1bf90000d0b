/** `/v1/openings`: what is offered, and the facts that may be said about it. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Tx } from '../../../db/client.ts';
import { screenWaiting } from '../../../db/deadlines.ts';
import {
  findOpening,
  insertOpening,
  listOpenings,
  lockOpening,
  type NewOpening,
  type OpeningChange,
  type OpeningRow,
  updateOpening,
} from '../../../db/openings.ts';
import { phoneChannels } from '../../conversation/recipient.ts';
import { TingdaError } from '../../errors.ts';
import { newCode } from '../../ids.ts';
import type { OpeningStatus } from '../../types.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { changing, found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { changed, once } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { invalidFields } from '../problem.ts';
import {
  id,
  latitude,
  localized,
  longitude,
  moment,
  stored,
  text,
  timestamp,
  timeZone,
  words,
} from '../schemas.ts';
import { etagOf, ifMatchHeader, requireVersion } from '../versions.ts';

const status = z.enum(['draft', 'open', 'paused', 'filled', 'closed']);

/**
 * What may become of an opening. A draft is seen by nobody, so what was open never becomes one again: its code is on
 * posters. What is filled or closed may open again.
 */
const NEXT: Record<OpeningStatus, readonly OpeningStatus[]> = {
  draft: ['open', 'closed'],
  open: ['paused', 'filled', 'closed'],
  paused: ['open', 'filled', 'closed'],
  filled: ['open', 'closed'],
  closed: ['open'],
};

const site = z.strictObject({
  name: text(200).optional(),
  address: text(500).optional(),
  city: text(100).optional(),
  lat: latitude.optional(),
  lon: longitude.optional(),
  time_zone: timeZone.optional(),
});

const pay = z.strictObject({
  amount: z.number().min(0).max(1_000_000_000).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be three capital letters like CNY')
    .optional(),
  per: z.enum(['hour', 'day', 'month', 'piece']).optional(),
  text: localized.optional(),
});

const requirements = z
  .object({ min_age: z.int().min(0).max(120).optional(), night_shift: z.boolean().optional() })
  .catchall(z.union([text(500), z.number(), z.boolean()]));

const factKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be like night_bus');

const role = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be like sorter or customer_service')
  .openapi({ example: 'sorter' });

const fields = {
  title: localized,
  role,
  flow: text(100).openapi({ description: 'The id of a flow in the library', example: 'warehouse-sorter' }),
  headcount: z.int().min(0).max(1_000_000),
  site,
  pay,
  requirements,
  facts: z.record(factKey, localized).openapi({ description: 'All that the bot may say about the job' }),
};

/** Words that mean something else when a candidate sends them. */
const RESERVED = /^(STOP|STOPALL|UNSUBSCRIBE|CANCEL|QUIT|REVOKE|OPTOUT|START|HELP|INFO|STATUS|PAUSE|RESUME)$/;

const code = z
  .string()
  .regex(/^[A-Za-z0-9]{4,12}$/, 'must be 4 to 12 letters or digits')
  .transform((given) => given.toUpperCase())
  .refine((given) => !RESERVED.test(given), 'is a command word; take another')
  .openapi({ type: 'string', pattern: '^[A-Za-z0-9]{4,12}$', example: 'SORT2026' });

const creation = z.strictObject({
  ...fields,
  code: code.optional(),
  status: status.default('draft'),
  headcount: fields.headcount.default(1),
  site: site.default({}),
  pay: pay.default({}),
  requirements: requirements.default({}),
  facts: fields.facts.default({}),
});

const change = z.strictObject({ ...fields, status }).partial();

const link = z.string().nullable();
const opening = z
  .object({
    id: id('opn'),
    code: z.string(),
    ...fields,
    status,
    links: z.object({ telegram: link, sms: link, wecom: link, web: link, qr: link }),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .openapi('Opening');

export function openingRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const wire = (row: OpeningRow): z.infer<typeof opening> => {
    const address = deps.address();
    const web = address && `${address}/chat/${row.code}`;
    return {
      id: row.id,
      code: row.code,
      title: row.title,
      role: row.role,
      flow: row.flow,
      headcount: row.headcount,
      site: row.site,
      pay: row.pay,
      requirements: row.requirements as Record<string, string | number | boolean>,
      facts: row.facts,
      status: row.status,
      links: {
        telegram: deps.channels.get('telegram')?.link(row.code) ?? null,
        wecom: deps.channels.get('wecom')?.link(row.code) ?? null,
        sms: phoneChannels(deps.channels)[0]?.link(row.code) ?? null,
        web,
        qr: web && `${web}/qr.svg`,
      },
      created_at: stored(row.created_at),
      updated_at: stored(row.updated_at),
    };
  };

  const requireFlow = (flow: string | undefined) => {
    if (flow === undefined || deps.flows.has(flow)) return;
    const known = [...deps.flows.keys()].join(', ');
    throw invalidFields([{ path: 'flow', message: `is not in the library, which has: ${known}` }]);
  };

  const list = createRoute({
    ...guard('openings:read'),
    operationId: 'listOpenings',
    ...listing(opening, {
      status: status.optional(),
      role: role.optional(),
      q: words(100).optional().openapi({ description: 'A piece of the code, the title or the place' }),
      updated_after: moment.optional(),
    }),
    path: '/v1/openings',
    summary: 'Openings, newest first',
    description:
      'Filter by state, by role, or by a piece of the code, the title or the place. Each has the links by which candidates come to it. `updated_after` finds what changed since you looked last: take the largest `updated_at` that you have and go back a minute.',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const { updated_after: updatedAfter, ...filter } = query;
    const request = pageRequest(c, 'openings', query);
    const page = await listOpenings(deps.sql, { ...filter, updatedAfter }, request);
    return c.json(pageAnswer(c, 'openings', page, wire), 200);
  });

  const create = createRoute({
    ...guard('openings:write'),
    operationId: 'createOpening',
    ...making(creation.openapi('NewOpening'), 'Made', opening),
    path: '/v1/openings',
    summary: 'Make an opening',
    description:
      'A draft unless you say `open`: nobody sees a draft. The code that candidates type or scan is made for you unless you bring one; it can never be changed. Who applied before it opened is screened when it opens.',
  });
  api.openapi(create, async (c) => {
    const given = c.req.valid('json');
    const made = await once(c, deps, async (tx) => {
      requireFlow(given.flow);
      const body = wire(await insertWithCode(tx, given as Omit<NewOpening, 'code'>, given.code));
      return { body, location: `/v1/openings/${body.id}` };
    });
    return c.json(made.body, 201, made.headers);
  });

  const read = createRoute({
    ...guard('openings:read'),
    operationId: 'getOpening',
    ...reading('opn', 'The opening', opening),
    path: '/v1/openings/{id}',
    summary: 'One opening',
    description:
      'With its facts and links. A link is null where its channel is off. `ETag` names what you read: send it as `If-Match` with a change.',
  });
  api.openapi(read, async (c) => {
    const shown = wire(found(await findOpening(deps.sql, c.req.valid('param').id)));
    c.header('etag', etagOf(shown));
    return c.json(shown, 200);
  });

  const altering = changing('opn', change.openapi('OpeningChange'), opening);
  const update = createRoute({
    ...guard('openings:write'),
    operationId: 'updateOpening',
    ...altering,
    request: { ...altering.request, headers: ifMatchHeader },
    path: '/v1/openings/{id}',
    summary: 'Change an opening; what is left out stays. The code stays for ever: it is on posters',
    description:
      'The state may go from `draft` to `open`, from there to `paused`, `filled` or `closed`, and back to `open`; never back to `draft`. `site`, `pay`, `requirements` and `facts` are each replaced as a whole: send all that should hold, with `If-Match`, so that nothing is lost that somebody else wrote meanwhile.',
  });
  api.openapi(update, async (c) => {
    const given = c.req.valid('json');
    const openingId = c.req.valid('param').id;
    requireFlow(given.flow);
    const from = status.options.filter((one) => given.status && NEXT[one].includes(given.status));
    const row = await changed(c, deps, async (tx) => {
      await requireVersion(c, async () => wire(found(await lockOpening(tx, openingId))));
      const row = await updateOpening(tx, openingId, given as OpeningChange, from);
      // Who applied before is screened now, a few at a time.
      if (row && given.status === 'open') await screenWaiting(tx, openingId);
      if (!row) throw notNext(found(await findOpening(tx, openingId)).status);
      return row;
    });
    const shown = wire(row);
    c.header('etag', etagOf(shown));
    return c.json(shown, 200);
  });
}

function notNext(now: OpeningStatus): TingdaError {
  return new TingdaError(
    'conflict',
    `This opening is ${now}; from there it may become ${NEXT[now].join(' or ')}. Nothing was changed.`,
    { items: [{ path: 'status', message: `cannot follow ${now}` }] },
  );
}

/** @throws TingdaError `conflict` when the code given is taken */
async function insertWithCode(
  tx: Tx,
  given: Omit<NewOpening, 'code'>,
  wanted: string | undefined,
): Promise<OpeningRow> {
  // A made code is free at the first try, but for one time in a million million.
  for (let attempt = 0; attempt < 5; attempt++) {
    const row = await insertOpening(tx, { ...given, code: wanted ?? newCode(8) });
    if (row) return row;
    if (wanted !== undefined) break;
  }
  throw new TingdaError(
    'conflict',
    'This code belongs to another opening; nothing was stored. Take another.',
    {
      items: [{ path: 'code', message: 'is taken' }],
    },
  );
}
