/** `/v1/openings/{id}/shifts`: when work is to be done, and how many are wanted. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findOpening } from '../../../db/openings.ts';
import { noteMoved } from '../../../db/shift-moves.ts';
import {
  deleteShift,
  findShift,
  insertShift,
  listShifts,
  lockShift,
  type NewShift,
  type ShiftRow,
  seatsIn,
  updateShift,
} from '../../../db/shifts.ts';
import { type ErrorItem, TingdaError } from '../../errors.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { changing, found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { offsetIn } from '../onboarding-making.ts';
import { changed, once } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { invalidFields } from '../problem.ts';
import { bodyProblems, id, idParam, moment, pathId, problems, stored, timestamp } from '../schemas.ts';

const HOUR = 3_600_000;
const LONGEST_HOURS = 48;

const fields = {
  starts_at: moment,
  ends_at: moment.openapi({ description: `After its start, by at most ${LONGEST_HOURS} hours` }),
  capacity: z.int().min(0).max(100_000).openapi({ description: 'Seats; never fewer than are taken' }),
};

const creation = z
  .strictObject(fields)
  .superRefine((given, context) => {
    const items = wrongTimes({ starts_at: new Date(given.starts_at), ends_at: new Date(given.ends_at) });
    for (const { path, message } of items) context.addIssue({ code: 'custom', path: [path], message });
  })
  .openapi('NewShift');

const change = z.strictObject(fields).partial().openapi('ShiftChange');

const shift = z
  .object({
    id: id('shf'),
    opening_id: id('opn'),
    starts_at: timestamp,
    ends_at: timestamp,
    capacity: z.int(),
    claimed: z.int().openapi({ description: 'Seats taken' }),
    created_at: timestamp,
    updated_at: timestamp.openapi({ description: 'Seats that are taken do not count as a change' }),
  })
  .openapi('Shift');

const shiftParams = z.object({ id: pathId('opn', 'id'), shift_id: pathId('shf', 'shift_id') });

/** Both are moments, so a night in which the clocks change is as long as it is. */
function wrongTimes({ starts_at, ends_at }: Omit<NewShift, 'capacity'>): ErrorItem[] {
  const hours = (ends_at.getTime() - starts_at.getTime()) / HOUR;
  if (hours <= 0) return [{ path: 'ends_at', message: 'must be after starts_at' }];
  if (hours > LONGEST_HOURS) {
    return [{ path: 'ends_at', message: `must be at most ${LONGEST_HOURS} hours after starts_at` }];
  }
  return [];
}

const isElsewhen = (before: ShiftRow, { starts_at, ends_at }: NewShift) =>
  before.starts_at.getTime() !== starts_at.getTime() || before.ends_at.getTime() !== ends_at.getTime();

/** They could not be there any more: whoever changes it has to say when they come. */
const tooLate = (along: number) =>
  invalidFields([
    {
      path: 'starts_at',
      message: `is over already, and first shifts that have not begun begin with it (${along}): give them another time, or cancel them, first`,
    },
  ]);

function wire(row: ShiftRow): z.infer<typeof shift> {
  return {
    id: row.id,
    opening_id: row.opening_id,
    starts_at: stored(row.starts_at),
    ends_at: stored(row.ends_at),
    capacity: row.capacity,
    claimed: row.claimed,
    created_at: stored(row.created_at),
    updated_at: stored(row.updated_at),
  };
}

export function shiftRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const shape = listing(shift, {
    starts_after: moment.optional().openapi({ description: 'That moment or later' }),
    starts_before: moment.optional(),
  });
  const list = createRoute({
    ...guard('openings:read'),
    operationId: 'listShifts',
    ...shape,
    request: { ...shape.request, params: idParam('opn') },
    responses: { ...shape.responses, ...problems(400, 404, 422) },
    path: '/v1/openings/{id}/shifts',
    summary: 'Shifts of an opening, in the order in which they were made',
    description: 'Past ones too. `starts_after` and `starts_before` narrow the list.',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const { id: openingId } = found(await findOpening(deps.sql, c.req.valid('param').id));
    const filter = { startsAfter: query.starts_after, startsBefore: query.starts_before };
    const page = await listShifts(deps.sql, openingId, filter, pageRequest(c, 'shifts', query));
    return c.json(pageAnswer(c, 'shifts', page, wire), 200);
  });

  const make = making(creation, 'Made', shift);
  const create = createRoute({
    ...guard('openings:write'),
    operationId: 'createShift',
    ...make,
    request: { ...make.request, params: idParam('opn') },
    responses: { ...make.responses, ...problems(404) },
    path: '/v1/openings/{id}/shifts',
    summary: 'Add a shift to an opening',
    description: `At most ${LONGEST_HOURS} hours long, with so many seats. Whoever gets a first shift in it takes a seat.`,
  });
  api.openapi(create, async (c) => {
    const { starts_at, ends_at, capacity } = c.req.valid('json');
    const { id: openingId } = c.req.valid('param');
    const made = await once(c, deps, async (tx) => {
      found(await findOpening(tx, openingId));
      const given = { starts_at: new Date(starts_at), ends_at: new Date(ends_at), capacity };
      const body = wire(await insertShift(tx, openingId, given));
      return { body, location: `/v1/openings/${openingId}/shifts/${body.id}` };
    });
    return c.json(made.body, 201, made.headers);
  });

  const read = createRoute({
    ...guard('openings:read'),
    operationId: 'getShift',
    ...reading('opn', 'The shift', shift),
    request: { params: shiftParams },
    path: '/v1/openings/{id}/shifts/{shift_id}',
    summary: 'One shift',
    description: '`claimed` says how many of its seats are taken.',
  });
  api.openapi(read, async (c) => {
    const { id: openingId, shift_id } = c.req.valid('param');
    return c.json(wire(found(await findShift(deps.sql, openingId, shift_id))), 200);
  });

  const alter = changing('opn', change, shift);
  const update = createRoute({
    ...guard('openings:write'),
    operationId: 'updateShift',
    ...alter,
    request: { ...alter.request, params: shiftParams },
    path: '/v1/openings/{id}/shifts/{shift_id}',
    summary: 'Change a shift; what is left out stays',
    description:
      'Seats that are taken stay taken: `capacity` cannot go below them. Whose first shift begins when the shift began gets its new start by itself, in a moment, and is told as by `reschedule`; of several changes the last one counts. A first shift that was set to begin later stays where it is, and where that is outside of the new times a person gets a ticket `step` (`onboarding`, `shift_moved`). What has begun, or is over, is left as it is. While first shifts begin with it, the start cannot be moved into the past. Nobody is told of another end, or of more seats.',
  });
  api.openapi(update, async (c) => {
    const { id: openingId, shift_id } = c.req.valid('param');
    const given = c.req.valid('json');
    const row = await changed(c, deps, async (tx) => {
      const before = found(await lockShift(tx, openingId, shift_id));
      const after = {
        starts_at: given.starts_at === undefined ? before.starts_at : new Date(given.starts_at),
        ends_at: given.ends_at === undefined ? before.ends_at : new Date(given.ends_at),
        capacity: given.capacity ?? before.capacity,
      };
      const wrong = wrongTimes(after);
      if (after.capacity < before.claimed) {
        wrong.push({
          path: 'capacity',
          message: `must be at least ${before.claimed}: so many seats are taken`,
        });
      }
      if (wrong.length > 0) throw invalidFields(wrong);
      if (isElsewhen(before, after)) {
        const now = new Date(deps.now());
        const offset = given.starts_at && !/Z$/i.test(given.starts_at) ? offsetIn(given.starts_at) : null;
        const along = await noteMoved(tx, before, after, { by: c.get('principal').id, now, offset });
        if (along > 0 && after.starts_at <= now) throw tooLate(along);
      }
      return updateShift(tx, shift_id, after);
    });
    return c.json(wire(row), 200);
  });

  const remove = createRoute({
    ...guard('openings:write'),
    operationId: 'deleteShift',
    method: 'delete',
    path: '/v1/openings/{id}/shifts/{shift_id}',
    summary: 'Remove a shift in which nobody has a seat',
    description:
      'One in which somebody has a seat is a 409 that names their first shifts: give them another time, or cancel them, first.',
    request: { params: shiftParams },
    responses: { 204: { description: 'Removed' }, ...bodyProblems(404) },
  });
  api.openapi(remove, async (c) => {
    const { id: openingId, shift_id } = c.req.valid('param');
    await changed(c, deps, async (tx) => {
      const { claimed } = found(await lockShift(tx, openingId, shift_id));
      if (claimed > 0) {
        const items = (await seatsIn(tx, shift_id)).map((one) => ({
          path: 'onboarding_id',
          message: `${one.id} has a seat, and is ${one.state}`,
        }));
        throw new TingdaError(
          'conflict',
          `${claimed} seats of this shift are taken; it was left as it is. Free them first: give the first shifts that \`errors\` names another time, or cancel them. A shift that somebody has worked in stays.`,
          { items },
        );
      }
      await deleteShift(tx, shift_id);
    });
    return c.body(null, 204);
  });
}
