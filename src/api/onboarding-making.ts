/** A first shift from what HR has given: where it is, in which zone its clocks run, and who takes care of it. */
import type { z } from '@hono/zod-openapi';
import { findApplication } from '../../db/applications.ts';
import type { Tx } from '../../db/client.ts';
import { findOpening } from '../../db/openings.ts';
import { createStep, type StepRow } from '../../db/steps.ts';
import { TingdaError } from '../errors.ts';
import type { Zone } from '../flows/days.ts';
import { STEP_FROM } from '../pipeline/machine.ts';
import { type FirstShift, type Place, toData } from '../pipeline/onboarding.ts';
import { BUILT_IN, usualProvider } from '../pipeline/providers/index.ts';
import { seat } from '../pipeline/seat.ts';
import type { Opening } from '../types.ts';
import type { ApiDeps } from './deps.ts';
import { erased, invalidFields } from './problem.ts';
import type { creation } from './routes/onboarding-body.ts';
import { stored } from './schemas.ts';
import { requireSettledCheck, requireSigned } from './step-guards.ts';

type Deps = Pick<ApiDeps, 'now' | 'providers' | 'config' | 'crash'>;

/** The first shift as a step, in the transaction of the caller. @throws TingdaError for what does not fit */
export async function beginOnboarding(
  deps: Deps,
  tx: Tx,
  given: z.infer<typeof creation>,
  by: string,
): Promise<StepRow> {
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
    shift_id: null,
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
  await requireSettledCheck(tx, application!.id);
  await requireSigned(tx, application!.id);
  const kept = 'nothing was arranged, and the candidate was told nothing';
  const seated = await seat(tx, made!, { startsAt, shiftId: given.shift_id, now: deps.now(), kept });
  deps.crash('once.seated');
  return seated;
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
export function offsetIn(given: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(given) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** @throws TingdaError `validation_failed` for a time that is over */
export function requireToCome({ now }: Deps, startsAt: string): void {
  if (Date.parse(startsAt) <= now()) throw invalidFields([{ path: 'starts_at', message: 'is over already' }]);
}
