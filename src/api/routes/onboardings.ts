/** `/v1/onboardings`: the first shift: when, where, what to bring, whom to ask; who was there, and who was not. */
import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { findApplication } from '../../../db/applications.ts';
import type { Tx } from '../../../db/client.ts';
import { findStep, listSteps, lockStep, moveStep, type StepRow } from '../../../db/steps.ts';
import { TingdaError } from '../../errors.ts';
import { lateMinutes } from '../../flows/shift.ts';
import { moving } from '../../pipeline/machine.ts';
import { firstShiftOf, release, setClocks, stopClocks, toAnotherTime } from '../../pipeline/onboarding.ts';
import { seat } from '../../pipeline/seat.ts';
import { isBefore } from '../../pipeline/stages.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { completeShift } from '../hiring.ts';
import { notify } from '../notify.ts';
import { beginOnboarding, offsetIn, requireToCome } from '../onboarding-making.ts';
import { once } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { erased, invalidFields } from '../problem.ts';
import { bodyProblems, id, idempotencyHeader, idParam, json, jsonBody, stored } from '../schemas.ts';
import { requireMoved } from '../step-guards.ts';
import {
  arrived,
  canceled,
  completed,
  creation,
  missed,
  moved,
  onboarding,
  state,
  wire,
} from './onboarding-body.ts';

/** What an action is given: the step, locked, and who acts. Its `notice` is what the person is told. */
type Act<Body> = (
  tx: Tx,
  step: StepRow,
  body: Body,
  by: string,
) => Promise<{ step: StepRow; notice: string | null }>;

export function onboardingRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('pipeline:read'),
    operationId: 'listOnboardings',
    ...listing(onboarding, {
      state: state.optional(),
      application_id: id('app').optional(),
      candidate_id: id('cnd').optional(),
    }),
    path: '/v1/onboardings',
    summary: 'Onboardings, newest first',
    description: 'Filter by state or by application.',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const { application_id: applicationId, candidate_id: candidateId, state } = query;
    const filter = { kind: 'onboarding', applicationId, candidateId, state } as const;
    const page = await listSteps(deps.sql, filter, pageRequest(c, 'onboardings', query));
    return c.json(pageAnswer(c, 'onboardings', page, wire), 200);
  });

  const create = createRoute({
    ...guard('pipeline:write'),
    operationId: 'createOnboarding',
    ...making(creation, 'Arranged', onboarding),
    path: '/v1/onboardings',
    summary: 'Arrange the first shift; the guide goes into the chat',
    description:
      'When, where, what to bring, whom to ask for. With a shift of the opening at that time, a seat in it is taken; of two who want the last one, the second is a 409 `shift_full` that names shifts with free seats. The guide goes into the chat, with a reminder the evening before and two hours ahead.',
  });
  api.openapi(create, async (c) => {
    const given = c.req.valid('json');
    const { id: by } = c.get('principal');
    let told: string | null = null;
    const made = await once(c, deps, async (tx) => {
      const step = await beginOnboarding(deps, tx, given, by);
      await setClocks(tx, step, deps.now());
      told = await notify(deps, tx, step, 'onboarding.scheduled', step.id);
      return { body: wire(step), location: `/v1/onboardings/${step.id}` };
    });
    if (told !== null) deps.tell.wake(told);
    return c.json(made.body, 201, made.headers);
  });

  const read = createRoute({
    ...guard('pipeline:read'),
    operationId: 'getOnboarding',
    ...reading('onb', 'The onboarding', onboarding),
    path: '/v1/onboardings/{id}',
    summary: 'One onboarding',
    description: '`late_minutes` is what the person said in the chat, if they said that they are late.',
  });
  api.openapi(read, async (c) => c.json(wire(await find(deps.sql, c.req.valid('param').id)), 200));

  /** An action on one of them, by the name in its path. */
  const acting = <Body extends z.ZodType, Name extends string>(
    name: Name,
    operationId: string,
    summary: string,
    description: string,
    body: Body,
  ) =>
    createRoute({
      ...guard('pipeline:write'),
      operationId,
      method: 'post',
      path: `/v1/onboardings/{id}/${name}`,
      summary,
      description,
      request: { headers: idempotencyHeader, params: idParam('onb'), body: jsonBody(body) },
      responses: { 200: json('As it is now', onboarding), ...bodyProblems(404) },
    });

  async function run<Body>(c: Context<ApiEnv>, stepId: string, body: Body, act: Act<Body>) {
    const { id: by } = c.get('principal');
    let told: string | null = null;
    const made = await once(c, deps, async (tx) => {
      await find(tx, stepId);
      const before = (await lockStep(tx, stepId))!;
      if (!firstShiftOf(before)) throw erased('changed');
      const { step, notice } = await act(tx, before, body, by);
      if (notice !== null) told = await notify(deps, tx, step, notice, step.id);
      return { body: wire(step), location: `/v1/onboardings/${stepId}` };
    });
    if (told !== null) deps.tell.wake(told);
    return c.json(made.body, 200, made.headers);
  }

  const reschedule = acting(
    'reschedule',
    'rescheduleOnboarding',
    'Another time; the guide goes into the chat again',
    'Also for somebody who did not come. A seat in the old shift is given back, one in the new is taken; where none is free it is a 409 `shift_full`, and nothing is changed. While the application is moved back to before its first shift only the time is kept, and `shift_id` is refused: the seat is taken, and the person told, when it goes on.',
    moved,
  );
  api.openapi(reschedule, (c) =>
    run(
      c,
      c.req.valid('param').id,
      c.req.valid('json'),
      async (tx, before, { starts_at, shift_id, reason }, by) => {
        requireToCome(deps, starts_at);
        const shift = firstShiftOf(before)!;
        const zone = typeof shift.zone === 'number' ? offsetIn(starts_at) : shift.zone;
        const startsAt = new Date(starts_at);
        requirePlace(before);
        const to = toAnotherTime(before.id, startsAt, zone);
        const moved = requireMoved(await moveStep(tx, { ...to, reason, by }));
        // They were told not to come for now: the move that lets it go on takes a seat, and tells.
        const { stage } = found(await findApplication(tx, before.application_id));
        if (isBefore(stage, 'onboarding')) {
          if (shift_id !== null)
            throw invalidFields([
              { path: 'shift_id', message: 'is for when it goes on: no seat is taken while it rests' },
            ]);
          return { step: moved, notice: null };
        }
        const kept = 'nothing was changed, and the candidate was told nothing';
        const step = await seat(tx, moved, { startsAt, shiftId: shift_id, now: deps.now(), kept });
        await setClocks(tx, step, deps.now());
        return { step, notice: 'onboarding.rescheduled' };
      },
    ),
  );

  const checkIn = acting(
    'check_in',
    'checkInOnboarding',
    'They are there; their word in the chat does the same',
    'For who forgot to say so in the chat. Twice is once.',
    arrived,
  );
  api.openapi(checkIn, (c) =>
    run(c, c.req.valid('param').id, c.req.valid('json'), async (tx, before, { at, late_minutes }, by) => {
      requirePlace(before);
      const came = at === null ? deps.now() : Date.parse(at);
      if (came > deps.now())
        throw invalidFields([{ path: 'at', message: 'must not be in the time to come' }]);
      const startsAt = Date.parse(firstShiftOf(before)!.starts_at);
      const data = {
        checked_in_at: stored(new Date(came)),
        // As in the chat: what counts is when they came, not what they had said.
        late_minutes: late_minutes ?? lateMinutes(startsAt, came),
      };
      const to = moving('onboarding', 'checked_in');
      const step = requireMoved(await moveStep(tx, { id: before.id, ...to, data, reason: null, by }));
      await stopClocks(tx, step.application_id);
      return { step, notice: null };
    }),
  );

  const noShow = acting(
    'no_show',
    'noShowOnboarding',
    'They did not come; the person is asked kindly, and the place is given back',
    'Only after the time has come. The person is asked what happened; if they come after all, check them in or give them a new time.',
    missed,
  );
  api.openapi(noShow, (c) =>
    run(c, c.req.valid('param').id, c.req.valid('json'), async (tx, before, { reason, keep_place }, by) => {
      if (Date.parse(firstShiftOf(before)!.starts_at) > deps.now())
        throw new TingdaError('conflict', 'The first shift has not begun yet; nothing was recorded.');
      const to = moving('onboarding', 'no_show');
      const step = requireMoved(await moveStep(tx, { id: before.id, ...to, reason, by }));
      await stopClocks(tx, step.application_id);
      if (!keep_place) await release(tx, step, reason, by);
      return { step, notice: 'onboarding.no_show' };
    }),
  );

  const complete = acting(
    'complete',
    'completeOnboarding',
    'The first day is done: the application is `hired`, and the employment begins',
    'From here on they are employed, from the day that you give and for the wage that you give, or that of the contract.',
    completed,
  );
  api.openapi(complete, (c) =>
    run(c, c.req.valid('param').id, c.req.valid('json'), async (tx, before, { wage, starts_on }, by) => {
      const step = await completeShift(tx, before, { wage, startsOn: starts_on }, by);
      return { step, notice: 'onboarding.completed' };
    }),
  );

  const cancel = acting(
    'cancel',
    'cancelOnboarding',
    'It does not take place: the contract is void, the seat is free again, and the person is told',
    'For good. The reason is for the record; the person is told kindly that it does not take place.',
    canceled,
  );
  api.openapi(cancel, (c) =>
    run(c, c.req.valid('param').id, c.req.valid('json'), async (tx, before, { reason }, by) => {
      const to = { ...moving('onboarding', 'canceled'), work: 'cancel' as const };
      const step = requireMoved(await moveStep(tx, { id: before.id, ...to, reason, by }));
      await stopClocks(tx, step.application_id);
      await release(tx, step, reason, by);
      return { step, notice: 'onboarding.canceled' };
    }),
  );
}

async function find(tx: Tx, stepId: string): Promise<StepRow> {
  const step = found(await findStep(tx, stepId));
  return found(step.kind === 'onboarding' ? step : null);
}

/** @throws TingdaError `conflict` for who did not come, and whose place was given to somebody else: nothing brings that back */
function requirePlace({ id, state, data }: StepRow): void {
  if (state !== 'no_show' || data.released !== true) return;
  throw new TingdaError(
    'conflict',
    `They did not come, and the place was given away: the contract is void, the seat free. Nothing was changed. To try again, cancel ${id}, move the application back to contract, have a new contract signed, and arrange a new first shift.`,
    { items: [{ path: 'state', message: 'is no_show, and the place was given away' }] },
  );
}
