/** `/v1/onboardings`: the first shift: when, where, what to bring, whom to ask; who was there, and who was not. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { findApplication } from '../../../db/applications.ts';
import type { Tx } from '../../../db/client.ts';
import { findOpening } from '../../../db/openings.ts';
import { createStep, findStep, listSteps, lockStep, moveStep, type StepRow } from '../../../db/steps.ts';
import { TingdaError } from '../../errors.ts';
import type { Zone } from '../../flows/days.ts';
import { moving, STEP_FROM, statesOf } from '../../pipeline/machine.ts';
import {
  employ,
  type FirstShift,
  firstShiftOf,
  type Place,
  release,
  setClocks,
  stopClocks,
  toData,
} from '../../pipeline/onboarding.ts';
import { BUILT_IN, usualProvider } from '../../pipeline/providers/index.ts';
import type { Opening, StepState } from '../../types.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { day, wage } from '../money.ts';
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
  localized,
  moment,
  stored,
  text,
  timestamp,
} from '../schemas.ts';

const state = z.enum(statesOf('onboarding'));

const url = z
  .url({ protocol: /^https?$/, error: 'must be a link that begins with https://' })
  .max(500)
  .openapi({ example: 'https://example.org/gate' });

const place = z.strictObject({
  name: text(200).nullable().default(null),
  address: text(500).nullable().default(null),
  lat: z.number().min(-90).max(90).nullable().default(null),
  lon: z.number().min(-180).max(180).nullable().default(null),
  map_url: url.nullable().default(null).openapi({ description: 'A map of your own; without, one is made' }),
});

const askFor = z.strictObject({ name: text(100), phone: text(40).nullable().default(null) });

const training = z.strictObject({
  title: localized,
  url: url.nullable().default(null),
  text: localized.nullable().default(null),
});

const onboarding = z
  .object({
    id: id('onb'),
    application_id: id('app'),
    candidate_id: id('cnd'),
    provider: z.string(),
    external_id: z.string().nullable(),
    state,
    starts_at: timestamp
      .nullable()
      .openapi({ description: 'Null after the candidate was erased, as all of it' }),
    time_zone: z
      .string()
      .nullable()
      .openapi({ description: 'In which it is told; null: by the offset that starts_at was given with' }),
    place: place.nullable(),
    bring: z.array(localized),
    ask_for: askFor.nullable(),
    training: z.array(training),
    late_minutes: z.int().nullable().openapi({ description: 'As they said, or as they came' }),
    checked_in_at: timestamp.nullable(),
    trouble: z.string().nullable().openapi({ description: 'A code: what is wrong at the provider' }),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .openapi('Onboarding');

const creation = z
  .strictObject({
    application_id: id('app'),
    starts_at: moment.openapi({ description: 'The first shift; in the time to come' }),
    place: place.nullable().default(null).openapi({ description: "Without, the opening's site" }),
    bring: z.array(localized).max(20).default([]),
    ask_for: askFor.nullable().default(null),
    training: z.array(training).max(10).default([]),
    provider: text(40).nullable().default(null),
  })
  .openapi('NewOnboarding');

const reason = text(2000).nullable().default(null);
const moved = z.strictObject({ starts_at: moment, reason }).openapi('OnboardingReschedule');
const arrived = z
  .strictObject({
    at: moment.nullable().default(null).openapi({ description: 'Now, without' }),
    late_minutes: z.int().min(0).max(1440).nullable().default(null),
  })
  .openapi('OnboardingCheckIn');
const missed = z
  .strictObject({
    reason,
    keep_place: z.boolean().default(false).openapi({
      description: 'True: only recorded. Else the contract is void and the seat is free again',
    }),
  })
  .openapi('OnboardingNoShow');
const completed = z
  .strictObject({
    wage: wage.nullable().default(null).openapi({ description: 'Without, what the signed contract says' }),
    starts_on: day.nullable().default(null).openapi({ description: 'The first day of the employment' }),
  })
  .openapi('OnboardingComplete');
const canceled = z.strictObject({ reason: text(2000) }).openapi('OnboardingCancel');

function wire(row: StepRow): z.infer<typeof onboarding> {
  const shift = firstShiftOf(row);
  return {
    id: row.id,
    application_id: row.application_id,
    candidate_id: row.candidate_id,
    provider: row.provider,
    external_id: row.external_id,
    state: row.state as StepState<'onboarding'>,
    starts_at: shift?.starts_at ?? null,
    time_zone: typeof shift?.zone === 'string' ? shift.zone : null,
    place: shift?.place ?? null,
    bring: shift?.bring ?? [],
    ask_for: shift?.ask_for ?? null,
    training: shift?.training ?? [],
    late_minutes: shift?.late_minutes ?? null,
    checked_in_at: shift?.checked_in_at ?? null,
    trouble: row.trouble,
    created_at: stored(row.created_at),
    updated_at: stored(row.updated_at),
  };
}

type Deps = Pick<ApiDeps, 'sql' | 'tell' | 'now' | 'providers' | 'config'>;
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
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const { application_id: applicationId, candidate_id: candidateId, state } = query;
    const filter = { kind: 'onboarding', applicationId, candidateId, state } as const;
    const page = await listSteps(deps.sql, filter, pageRequest('onboardings', query));
    return c.json(pageAnswer(c, 'onboardings', page, wire), 200);
  });

  const create = createRoute({
    ...guard('pipeline:write'),
    operationId: 'createOnboarding',
    ...making(creation, 'Arranged', onboarding),
    path: '/v1/onboardings',
    summary: 'Arrange the first shift; the guide goes into the chat',
  });
  api.openapi(create, async (c) => {
    const given = c.req.valid('json');
    const { id: by } = c.get('principal');
    let told: string | null = null;
    const made = await once(c, deps, async (tx) => {
      const step = await begin(deps, tx, given, by);
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
  });
  api.openapi(read, async (c) => c.json(wire(await find(deps.sql, c.req.valid('param').id)), 200));

  /** An action on one of them, by the name in its path. */
  const acting = <Body extends z.ZodType, Name extends string>(
    name: Name,
    operationId: string,
    summary: string,
    body: Body,
  ) =>
    createRoute({
      ...guard('pipeline:write'),
      operationId,
      method: 'post',
      path: `/v1/onboardings/{id}/${name}`,
      summary,
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
    moved,
  );
  api.openapi(reschedule, (c) =>
    run(c, c.req.valid('param').id, c.req.valid('json'), async (tx, before, { starts_at, reason }, by) => {
      requireToCome(deps, starts_at);
      const shift = firstShiftOf(before)!;
      const zone = typeof shift.zone === 'number' ? offsetIn(starts_at) : shift.zone;
      const startsAt = new Date(starts_at);
      const data = {
        starts_at: stored(startsAt),
        zone,
        late_minutes: null,
        checked_in_at: null,
        released: false,
        voided: false,
      };
      // Also from where it is already: it is another time then.
      const to = { from: ['scheduled', 'no_show'] as const, to: 'scheduled' as const, ends: false };
      const step = required(await moveStep(tx, { id: before.id, ...to, data, dueAt: startsAt, reason, by }));
      await setClocks(tx, step, deps.now());
      return { step, notice: 'onboarding.rescheduled' };
    }),
  );

  const checkIn = acting(
    'check_in',
    'checkInOnboarding',
    'They are there; their word in the chat does the same',
    arrived,
  );
  api.openapi(checkIn, (c) =>
    run(c, c.req.valid('param').id, c.req.valid('json'), async (tx, before, { at, late_minutes }, by) => {
      const now = deps.now();
      if (at !== null && Date.parse(at) > now)
        throw invalidFields([{ path: 'at', message: 'must not be in the time to come' }]);
      const data = {
        checked_in_at: stored(new Date(at ?? now)),
        ...(late_minutes === null ? {} : { late_minutes }),
      };
      const to = moving('onboarding', 'checked_in');
      const step = required(await moveStep(tx, { id: before.id, ...to, data, reason: null, by }));
      await stopClocks(tx, step.application_id);
      return { step, notice: null };
    }),
  );

  const noShow = acting(
    'no_show',
    'noShowOnboarding',
    'They did not come; the person is asked kindly, and the place is given back',
    missed,
  );
  api.openapi(noShow, (c) =>
    run(c, c.req.valid('param').id, c.req.valid('json'), async (tx, before, { reason, keep_place }, by) => {
      if (Date.parse(firstShiftOf(before)!.starts_at) > deps.now())
        throw new TingdaError('conflict', 'The first shift has not begun yet; nothing was recorded.');
      const to = moving('onboarding', 'no_show');
      const step = required(await moveStep(tx, { id: before.id, ...to, reason, by }));
      await stopClocks(tx, step.application_id);
      if (!keep_place) await release(tx, step, reason, by);
      return { step, notice: 'onboarding.no_show' };
    }),
  );

  const complete = acting(
    'complete',
    'completeOnboarding',
    'The first day is done: the application is `hired`, and the employment begins',
    completed,
  );
  api.openapi(complete, (c) =>
    run(c, c.req.valid('param').id, c.req.valid('json'), async (tx, before, { wage, starts_on }, by) => {
      const to = moving('onboarding', 'completed');
      const step = required(await moveStep(tx, { id: before.id, ...to, reason: null, by }));
      await stopClocks(tx, step.application_id);
      const begun = await employ(tx, step, { wage, startsOn: starts_on }, by);
      if ('refused' in begun && begun.refused !== 'known') throw cannotWork(begun);
      return { step, notice: 'onboarding.completed' };
    }),
  );

  const cancel = acting(
    'cancel',
    'cancelOnboarding',
    'It does not take place: the contract is void, the seat is free again, and the person is told',
    canceled,
  );
  api.openapi(cancel, (c) =>
    run(c, c.req.valid('param').id, c.req.valid('json'), async (tx, before, { reason }, by) => {
      const to = { ...moving('onboarding', 'canceled'), work: 'cancel' as const };
      const step = required(await moveStep(tx, { id: before.id, ...to, reason, by }));
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

async function begin(deps: Deps, tx: Tx, given: z.infer<typeof creation>, by: string): Promise<StepRow> {
  requireToCome(deps, given.starts_at);
  const application = await findApplication(tx, given.application_id);
  const opening = application && (await findOpening(tx, application.opening_id));
  if (!opening) throw invalidFields([{ path: 'application_id', message: 'is not the id of an application' }]);
  const provider = given.provider ?? usualProvider(deps.providers, 'onboarding');
  if (provider !== BUILT_IN && !deps.providers.onboarding.has(provider))
    throw invalidFields([{ path: 'provider', message: 'is none that is on here' }]);
  const startsAt = new Date(given.starts_at);
  const { bring, ask_for, training } = given;
  const shift: FirstShift = {
    starts_at: stored(startsAt),
    zone: zoneOf(deps, opening, given.starts_at),
    place: placeIn(given.place ?? siteOf(opening)),
    bring,
    ask_for,
    training,
    late_minutes: null,
    checked_in_at: null,
  };
  const made = await createStep(tx, {
    applicationId: application!.id,
    kind: 'onboarding',
    provider,
    state: 'scheduled',
    data: toData(shift),
    dueAt: startsAt,
    fromStages: STEP_FROM.onboarding,
    start: true,
    by,
  });
  if (made === 'erased') throw erased('arranged');
  if (made && 'refused' in made) {
    if (made.refused === 'open') {
      throw new TingdaError(
        'conflict',
        `A first shift is arranged already, as ${made.step.id}; it was left as it is. Reschedule or cancel that one.`,
      );
    }
    throw new TingdaError(
      'stale',
      `This application is in the stage ${made.stage}, from where nobody begins; nothing was arranged. It has to be in ${STEP_FROM.onboarding.join(' or ')}.`,
      { items: [{ path: 'application_id', message: `is in the stage ${made.stage}` }] },
    );
  }
  return made!;
}

const siteOf = ({ site }: Opening): Place => ({
  name: site.name ?? null,
  address: site.address ?? null,
  lat: site.lat ?? null,
  lon: site.lon ?? null,
  map_url: null,
});

/** @throws TingdaError `validation_failed` for a place that nobody could find, or half of a point */
function placeIn(given: Place): Place {
  if ((given.lat === null) !== (given.lon === null)) {
    const path = given.lat === null ? 'place.lat' : 'place.lon';
    throw invalidFields([{ path, message: 'is needed with the other one' }]);
  }
  if (given.name === null && given.address === null)
    throw invalidFields([
      { path: 'place', message: "needs a name or an address; the opening's site has neither" },
    ]);
  return given;
}

function zoneOf({ config }: Deps, { site }: Opening, startsAt: string): Zone {
  return site.time_zone ?? config.defaultTimeZone ?? offsetIn(startsAt);
}

/** The minutes east of UTC of `2026-03-06T22:00:00+08:00`. */
function offsetIn(given: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(given) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function requireToCome({ now }: Deps, startsAt: string): void {
  if (Date.parse(startsAt) <= now()) throw invalidFields([{ path: 'starts_at', message: 'is over already' }]);
}

/** @throws TingdaError `stale` where the step is by now, when that is somewhere else */
function required(made: Awaited<ReturnType<typeof moveStep>>): StepRow {
  if (made && 'step' in made) return made.step;
  const state = made?.state ?? 'gone';
  throw new TingdaError(
    'stale',
    `This onboarding is ${state} by now, where that cannot be; nothing was changed.`,
    {
      items: [{ path: 'state', message: `is ${state} by now` }],
    },
  );
}

function cannotWork(why: { refused: string; stage?: string }): TingdaError {
  if (why.refused === 'erased') return erased('recorded');
  return new TingdaError(
    'stale',
    `This application is in the stage ${why.stage} by now, where nobody begins to work; nothing was changed.`,
  );
}
