/** `/v1/employments`: who works, since when, for what, and how it ended. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { cancelApprovals } from '../../../db/approvals.ts';
import type { Tx } from '../../../db/client.ts';
import { clearDeadline, setDeadline } from '../../../db/deadlines.ts';
import {
  type EmploymentFilter,
  type EmploymentRow,
  endEmployment,
  findEmployment,
  listEmployments,
  lockEmployment,
  type NotStarted,
  startEmployment,
} from '../../../db/employments.ts';
import { TingdaError } from '../../errors.ts';
import { dayIn } from '../../flows/days.ts';
import { overAt, zoneOf } from '../../pipeline/employment.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { checkOrigin, day, origin, wage } from '../money.ts';
import { notify } from '../notify.ts';
import { once } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { erased, invalidFields } from '../problem.ts';
import {
  bodyProblems,
  id,
  idempotencyHeader,
  idParam,
  json,
  jsonBody,
  stored,
  text,
  timestamp,
  words,
} from '../schemas.ts';
import { requireNothingOpen } from '../step-guards.ts';

const state = z.enum(['active', 'leaving', 'ended']);
export const endReason = z.enum(['resigned', 'dismissed', 'contract_over', 'redundant', 'absent', 'other']);

const employment = z
  .object({
    id: id('emp'),
    application_id: id('app'),
    candidate_id: id('cnd'),
    opening_id: id('opn'),
    state,
    starts_on: day,
    ends_on: day.nullable().openapi({ description: 'The last day of work, once it is known' }),
    end_reason: endReason.nullable(),
    end_note: z.string().nullable().openapi({ description: 'Null after the candidate was erased' }),
    wage: wage.nullable().openapi({ description: 'As it is today; null where nobody has said' }),
    wages: z
      .array(z.strictObject({ ...wage.shape, from: day }))
      .openapi({ description: 'Every wage and the day from which it holds' }),
    source: z.string().nullable(),
    remote_id: z.string().nullable(),
    created_at: timestamp,
  })
  .openapi('Employment');

const creation = z
  .strictObject({
    application_id: id('app'),
    starts_on: day.openapi({ description: 'The first day of work: may be over, or to come' }),
    wage: wage.nullable().default(null),
    ...origin,
  })
  .superRefine(checkOrigin)
  .openapi('NewEmployment');

const ending = z
  .strictObject({
    ends_on: day.openapi({ description: 'The last day of work: until it is over they are `leaving`' }),
    reason: endReason,
    note: text(2000).nullable().default(null).openapi({
      description: 'For the record; the person is not shown it. Not taken of somebody who was erased',
    }),
  })
  .openapi('EmploymentEnd');

interface Clock extends Pick<ApiDeps, 'now'> {
  config: Pick<ApiDeps['config'], 'defaultTimeZone'>;
}

/** The day that it is where the work is. */
export const todayAt = ({ now, config }: Clock, row: Pick<EmploymentRow, 'site_zone'>): string =>
  dayIn(now(), zoneOf(row, config));

/** The wage of a day; before the first one, that. */
export const wageOn = (row: EmploymentRow, today: string) =>
  row.wages.findLast(({ from }) => from <= today) ?? row.wages[0];

function wire(row: EmploymentRow, today: string): z.infer<typeof employment> {
  const now = wageOn(row, today);
  return {
    id: row.id,
    application_id: row.application_id,
    candidate_id: row.candidate_id,
    opening_id: row.opening_id,
    state: row.state,
    starts_on: row.starts_on,
    ends_on: row.ends_on,
    end_reason: row.end_reason as z.infer<typeof endReason> | null,
    end_note: row.end_note,
    wage: now ? { amount: now.amount, currency: now.currency, per: now.per } : null,
    wages: row.wages,
    source: row.source,
    remote_id: row.remote_id,
    created_at: stored(row.created_at),
  };
}

export const filters = {
  state: state.optional(),
  application_id: id('app').optional(),
  candidate_id: id('cnd').optional(),
  opening_id: id('opn').optional(),
  end_reason: endReason.optional(),
  source: words(100).optional(),
};

export const filterOf = (query: z.infer<z.ZodObject<typeof filters>>): EmploymentFilter => ({
  state: query.state,
  applicationId: query.application_id,
  candidateId: query.candidate_id,
  openingId: query.opening_id,
  endReason: query.end_reason,
  source: query.source,
});

export function employmentRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const toWire = (row: EmploymentRow) => wire(row, todayAt(deps, row));

  const list = createRoute({
    ...guard('pipeline:read'),
    operationId: 'listEmployments',
    ...listing(employment, filters),
    path: '/v1/employments',
    summary: 'Employments, newest first',
    description: 'Filter by state, opening, person, or why it ended.',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const page = await listEmployments(deps.sql, filterOf(query), pageRequest(c, 'employments', query));
    return c.json(pageAnswer(c, 'employments', page, toWire), 200);
  });

  const create = createRoute({
    ...guard('pipeline:write'),
    operationId: 'createEmployment',
    ...making(creation, 'Made', employment),
    path: '/v1/employments',
    summary: 'Record that somebody works already; the application is `hired` from then on',
    description:
      'For people who came to you by another way than a first shift arranged here. With `source` and `remote_id` your own system finds it again.',
  });
  api.openapi(create, async (c) => {
    const {
      application_id: applicationId,
      starts_on: startsOn,
      wage,
      source,
      remote_id,
    } = c.req.valid('json');
    const { id: by } = c.get('principal');
    const made = await once(c, deps, async (tx) => {
      const given = { applicationId, startsOn, wage, source, remoteId: remote_id, by };
      const started = await startEmployment(tx, given);
      if (started === null)
        throw invalidFields([{ path: 'application_id', message: 'is not the id of an application' }]);
      if ('refused' in started) throw notStarted(started);
      await requireNothingOpen(tx, applicationId);
      return { body: toWire(started.row), location: `/v1/employments/${started.row.id}` };
    });
    return c.json(made.body, 201, made.headers);
  });

  const read = createRoute({
    ...guard('pipeline:read'),
    operationId: 'getEmployment',
    ...reading('emp', 'The employment', employment),
    path: '/v1/employments/{id}',
    summary: 'One employment',
    description: "With every wage and the day from which it holds. `wage` is today's.",
  });
  api.openapi(read, async (c) => {
    return c.json(toWire(found(await findEmployment(deps.sql, c.req.valid('param').id))), 200);
  });

  const end = createRoute({
    ...guard('pipeline:write'),
    operationId: 'endEmployment',
    method: 'post',
    path: '/v1/employments/{id}/end',
    summary: 'Set the last day of work, and why; the person is told',
    description:
      'A day to come: until it is over the person is `leaving`. Today, or a day that is over: it is ended at once. What waited for a yes is overtaken. Of somebody who was erased the day and the reason are recorded, and nobody is told.',
    request: { headers: idempotencyHeader, params: idParam('emp'), body: jsonBody(ending) },
    responses: { 200: json('As it is now', employment), ...bodyProblems(404) },
  });
  api.openapi(end, async (c) => {
    const { ends_on: endsOn, reason, note } = c.req.valid('json');
    const { id: by } = c.get('principal');
    let told: string | null = null;
    const made = await once(c, deps, async (tx) => {
      const row = found(await lockEmployment(tx, c.req.valid('param').id));
      requireRunning(row);
      if (row.erased && note !== null)
        throw invalidFields([{ path: 'note', message: 'is not kept of who was erased; leave it out' }]);
      if (endsOn < row.starts_on)
        throw invalidFields([
          { path: 'ends_on', message: `must not be before ${row.starts_on}, the first day` },
        ]);
      const to = endsOn <= todayAt(deps, row) ? 'ended' : 'leaving';
      // What waited for a yes is overtaken; a wage may still change while they are here.
      await cancelApprovals(tx, row, to === 'ended' ? ['resignation', 'wage_change'] : ['resignation'], by);
      const ended = await endEmployment(tx, row, { to, endsOn, reason, note, by });
      if (to === 'ended') await clearDeadline(tx, row.application_id, 'employment.over');
      else await watchLastDay(deps, tx, row, endsOn);
      if (!row.erased) told = await notify(deps, tx, row, `employment.${to}`, row.id);
      return { body: toWire(ended), location: `/v1/employments/${row.id}` };
    });
    if (told !== null) deps.tell.wake(told);
    return c.json(made.body, 200, made.headers);
  });
}

/** Ends the employment when its last day is over. */
export const watchLastDay = (
  { config }: Pick<Clock, 'config'>,
  tx: Tx,
  row: EmploymentRow,
  lastDay: string,
): Promise<void> =>
  setDeadline(tx, row.application_id, 'employment.over', new Date(overAt(lastDay, zoneOf(row, config))));

/** @throws TingdaError `stale` when it is over, `conflict` when the person was erased */
export function requireLiving(row: EmploymentRow): void {
  if (row.erased) throw erased('changed');
  requireRunning(row);
}

function requireRunning(row: EmploymentRow): void {
  if (row.state !== 'ended') return;
  throw new TingdaError('stale', `This employment ended on ${row.ends_on}; it was left as it is.`, {
    items: [{ path: 'id', message: 'is ended by now' }],
  });
}

export function notStarted(why: NotStarted): TingdaError {
  switch (why.refused) {
    case 'erased':
      return erased('recorded');
    case 'known':
      return new TingdaError(
        'conflict',
        `This is recorded already, as ${why.id}; it was left as it is. End that one first, or read it.`,
      );
    default:
      return new TingdaError(
        'stale',
        `This application is in the stage ${why.stage}, where nobody works; nothing was recorded. Move it back first.`,
        { items: [{ path: 'application_id', message: `is in the stage ${why.stage}` }] },
      );
  }
}
