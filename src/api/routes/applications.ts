/** `/v1/applications`: a candidate for an opening. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  type ApplicationFilter,
  type ApplicationRow,
  findApplication,
  insertApplication,
  listApplications,
} from '../../../db/applications.ts';
import { findCandidate } from '../../../db/candidates.ts';
import type { Tx } from '../../../db/client.ts';
import { lockChat } from '../../../db/desk.ts';
import { findOpening } from '../../../db/openings.ts';
import { reachOf } from '../../../db/reach.ts';
import { reachFirst } from '../../conversation/recipient.ts';
import { type ErrorItem, TingdaError } from '../../errors.ts';
import { NEXT_STEPS, nextStep } from '../../pipeline/next-step.ts';
import type { Opening } from '../../types.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { once } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { invalidFields } from '../problem.ts';
import { id, moment, stage, stored, storedOrNull, text, timestamp, words } from '../schemas.ts';

const application = z
  .object({
    id: id('app'),
    candidate_id: id('cnd'),
    opening_id: id('opn'),
    stage,
    source: z.string().nullable(),
    applied_at: timestamp,
    interview_id: id('int').nullable(),
    recommendation: z.enum(['advance', 'review', 'decline']).nullable(),
    decision: z.enum(['advance', 'decline']).nullable().openapi({
      description: 'The one that holds; null where nobody has decided, and after it was taken back',
    }),
    next_step: z
      .object({ what: z.enum(NEXT_STEPS), by: timestamp.nullable() })
      .nullable()
      .openapi({ description: 'Null where nobody knows' }),
    created_at: timestamp.openapi({ description: 'The same as `applied_at`' }),
    updated_at: timestamp,
  })
  .openapi('Application');

const creation = z
  .strictObject({
    candidate_id: id('cnd'),
    opening_id: id('opn'),
    source: text(100).nullable().default(null),
  })
  .openapi('NewApplication');

function wire({ config }: Pick<ApiDeps, 'config'>, row: ApplicationRow): z.infer<typeof application> {
  const next = nextStep(row, config);
  return {
    id: row.id,
    candidate_id: row.candidate_id,
    opening_id: row.opening_id,
    stage: row.stage,
    source: row.source,
    applied_at: stored(row.applied_at),
    interview_id: row.interview_id,
    recommendation: row.recommendation,
    decision: row.decision,
    next_step: next && { what: next.what, by: storedOrNull(next.by) },
    created_at: stored(row.applied_at),
    updated_at: stored(row.updated_at),
  };
}

export const filters = {
  opening_id: id('opn').optional(),
  candidate_id: id('cnd').optional(),
  stage: stage.optional(),
  source: words(100).optional(),
  updated_after: moment.optional(),
};

export const filterOf = (query: z.infer<z.ZodObject<typeof filters>>): ApplicationFilter => ({
  openingId: query.opening_id,
  candidateId: query.candidate_id,
  updatedAfter: query.updated_after,
  stage: query.stage,
  source: query.source,
});

export function applicationRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('candidates:read'),
    operationId: 'listApplications',
    ...listing(application, filters),
    path: '/v1/applications',
    summary: 'Applications, newest first',
    description:
      '`updated_after` finds what changed since you looked last: the stage, the interview, the recommendation, the decision, what comes next. Take the largest `updated_at` that you have and go back a minute, or follow `/v1/events`. How far silence has come (`next_step.by` of an interview that goes on) and the state of the opening are no change of the application.',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const page = await listApplications(deps.sql, filterOf(query), pageRequest(c, 'applications', query));
    return c.json(
      pageAnswer(c, 'applications', page, (row) => wire(deps, row)),
      200,
    );
  });

  const create = createRoute({
    ...guard('candidates:write'),
    operationId: 'createApplication',
    ...making(creation, 'Made', application),
    path: '/v1/applications',
    summary: 'Apply for a candidate',
    description:
      'For an opening that is `open` the person is screened at once and, if they fit, invited. What does not fit goes to a person, never to `declined`. A second application of one person for one opening is a 409.',
  });
  api.openapi(create, async (c) => {
    const given = c.req.valid('json');
    let screening: string | null = null;
    const made = await once(c, deps, async (tx) => {
      const { row, opening } = await apply(tx, given);
      // By the inbox of the conversation: once, whatever dies meanwhile. It sends the invitation.
      const { conversationId } = await reachFirst(deps, tx, row.candidate_id, null);
      if (opening.status === 'open') {
        const content = { kind: 'screen', application_id: row.id } as const;
        await deps.tell.system(tx, conversationId, `screen ${row.id}`, content);
        screening = conversationId;
      }
      const body = wire(deps, row);
      return { body, location: `/v1/applications/${body.id}` };
    });
    if (screening !== null) deps.tell.wake(screening);
    return c.json(made.body, 201, made.headers);
  });

  const read = createRoute({
    ...guard('candidates:read'),
    operationId: 'getApplication',
    ...reading('app', 'The application', application),
    path: '/v1/applications/{id}',
    summary: 'One application',
    description:
      '`next_step` says what is waited for and by when, in the same words that the candidate gets for `status`.',
  });
  api.openapi(read, async (c) => {
    const row = found(await findApplication(deps.sql, c.req.valid('param').id));
    return c.json(wire(deps, row), 200);
  });
}

/** @throws TingdaError `validation_failed` for an id of nothing, `conflict` for a closed opening or a second time */
async function apply(
  tx: Tx,
  given: z.infer<typeof creation>,
): Promise<{ row: ApplicationRow; opening: Opening }> {
  const candidate = await findCandidate(tx, given.candidate_id);
  const opening = await findOpening(tx, given.opening_id);
  const missing: ErrorItem[] = [];
  if (!candidate) missing.push({ path: 'candidate_id', message: 'is not the id of a candidate' });
  if (!opening) missing.push({ path: 'opening_id', message: 'is not the id of an opening' });
  if (!candidate || !opening) throw invalidFields(missing);
  if (opening.status === 'closed' || opening.status === 'filled') {
    throw new TingdaError(
      'conflict',
      `This opening is ${opening.status}; nothing was stored. Choose another.`,
      {
        items: [{ path: 'opening_id', message: `is ${opening.status}` }],
      },
    );
  }
  // The conversation first, as everywhere: a turn may be beginning the same application, and nobody waits in a ring.
  await lockChat(tx, (await reachOf(tx, candidate.id)).conversationId);
  const row = await insertApplication(tx, {
    candidateId: candidate.id,
    openingId: opening.id,
    source: given.source,
  });
  if (row) return { row, opening };
  throw new TingdaError(
    'conflict',
    'This candidate has already applied for this opening; that application was left as it is.',
  );
}
