/** `/v1/legal_holds`: what of a person must be kept although they are erased, or their time is over. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findHold, HELD_PARTS, type HoldRow, listHolds, placeHold, releaseHold } from '../../../db/holds.ts';
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
  stored,
  storedOrNull,
  text,
  timestamp,
} from '../schemas.ts';

const part = z.enum(HELD_PARTS);

const creation = z
  .strictObject({
    candidate_id: id('cnd'),
    parts: z.array(part).min(1).max(HELD_PARTS.length),
    reason: text(500).openapi({
      description:
        'The law, the case, the date; without the name of the person: it is kept after they are erased',
    }),
  })
  .openapi('NewLegalHold');

const hold = z
  .object({
    id: id('hld'),
    candidate_id: id('cnd'),
    parts: z.array(part),
    reason: z.string(),
    placed_by: z.string(),
    created_at: timestamp,
    released_at: timestamp.nullable(),
    released_by: z.string().nullable(),
  })
  .openapi('LegalHold');

function wire(row: HoldRow): z.infer<typeof hold> {
  return {
    id: row.id,
    candidate_id: row.candidate_id,
    parts: row.parts,
    reason: row.reason,
    placed_by: row.placed_by,
    created_at: stored(row.created_at),
    released_at: storedOrNull(row.released_at),
    released_by: row.released_by,
  };
}

export function legalHoldRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('admin'),
    operationId: 'listLegalHolds',
    ...listing(hold, { candidate_id: id('cnd').optional(), open: z.enum(['true', 'false']).optional() }),
    path: '/v1/legal_holds',
    summary: 'Legal holds, newest first',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const filter = {
      candidateId: query.candidate_id ?? null,
      open: query.open === undefined ? null : query.open === 'true',
    };
    const page = await listHolds(deps.sql, filter, pageRequest(c, 'legal_holds', query));
    return c.json(pageAnswer(c, 'legal_holds', page, wire), 200);
  });

  const place = createRoute({
    ...guard('admin'),
    operationId: 'createLegalHold',
    ...making(creation, 'Held from now on', hold),
    path: '/v1/legal_holds',
    summary: 'Keep parts of what there is of a candidate, also when they are erased',
  });
  api.openapi(place, async (c) => {
    const { candidate_id: candidateId, parts, reason } = c.req.valid('json');
    const { id: by } = c.get('principal');
    const made = await once(c, deps, async (tx) => {
      const row = await placeHold(tx, { candidateId, parts: [...new Set(parts)], reason, by });
      if (row === null)
        throw invalidFields([{ path: 'candidate_id', message: 'is not the id of a candidate' }]);
      if (row === 'erased') {
        throw new TingdaError('conflict', 'They are erased already: nothing is left that could be kept.');
      }
      return { body: wire(row), location: `/v1/legal_holds/${row.id}` };
    });
    return c.json(made.body, 201, made.headers);
  });

  const read = createRoute({
    ...guard('admin'),
    operationId: 'getLegalHold',
    ...reading('hld', 'The hold', hold),
    path: '/v1/legal_holds/{id}',
    summary: 'One legal hold',
  });
  api.openapi(read, async (c) => {
    return c.json(wire(found(await findHold(deps.sql, c.req.valid('param').id))), 200);
  });

  const release = createRoute({
    ...guard('admin'),
    operationId: 'releaseLegalHold',
    method: 'post',
    path: '/v1/legal_holds/{id}/release',
    summary: 'End a hold; of who was erased meanwhile, what it kept goes now',
    request: { headers: idempotencyHeader, params: idParam('hld') },
    responses: { 200: json('Released', hold), ...bodyProblems(404) },
  });
  api.openapi(release, async (c) => {
    const holdId = c.req.valid('param').id;
    const { id: by } = c.get('principal');
    let told: string | null = null;
    const made = await once(c, deps, async (tx) => {
      const { row, erase } = found(await releaseHold(tx, holdId, by));
      if (erase) {
        await deps.tell.system(tx, erase.conversationId, `erase ${row.candidate_id} ${row.id}`, {
          kind: 'erase',
        });
        told = erase.conversationId;
      }
      return { body: wire(row) };
    });
    if (told) deps.tell.wake(told);
    return c.json(made.body, 200, made.headers);
  });
}
