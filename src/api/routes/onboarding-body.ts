/** What an onboarding is on the wire, and what its actions are told. */
import { z } from '@hono/zod-openapi';
import type { StepRow } from '../../../db/steps.ts';
import { statesOf } from '../../pipeline/machine.ts';
import { firstShiftOf } from '../../pipeline/onboarding.ts';
import type { StepState } from '../../types.ts';
import { day, wage } from '../money.ts';
import { id, latitude, localized, longitude, moment, stored, text, timestamp } from '../schemas.ts';

export const state = z.enum(statesOf('onboarding'));

const url = z
  .url({ protocol: /^https?$/, error: 'must be a link that begins with https://' })
  .max(500)
  .openapi({ example: 'https://example.org/gate' });

const place = z.strictObject({
  name: text(200).nullable().default(null),
  address: text(500).nullable().default(null),
  lat: latitude.nullable().default(null),
  lon: longitude.nullable().default(null),
  map_url: url.nullable().default(null).openapi({ description: 'A map of your own; without, one is made' }),
});

const askFor = z.strictObject({ name: text(100), phone: text(40).nullable().default(null) });

const training = z.strictObject({
  title: localized,
  url: url.nullable().default(null),
  text: localized.nullable().default(null),
});

export const onboarding = z
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
    shift_id: id('shf').nullable().openapi({
      description:
        'The shift in which it has a seat; null: none, as where the opening has no shift at that time',
    }),
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

const wantedShift = id('shf').nullable().default(null).openapi({
  description:
    'Without, the shift of the opening that is on at starts_at; with several, one that has a free seat',
});

export const creation = z
  .strictObject({
    application_id: id('app'),
    starts_at: moment.openapi({ description: 'The first shift; in the time to come' }),
    shift_id: wantedShift,
    place: place.nullable().default(null).openapi({ description: "Without, the opening's site" }),
    bring: z.array(localized).max(20).default([]),
    ask_for: askFor.nullable().default(null),
    training: z.array(training).max(10).default([]),
    provider: text(40).nullable().default(null),
  })
  .openapi('NewOnboarding');

const reason = text(2000).nullable().default(null);
export const moved = z
  .strictObject({ starts_at: moment, shift_id: wantedShift, reason })
  .openapi('OnboardingReschedule');
export const arrived = z
  .strictObject({
    at: moment.nullable().default(null).openapi({ description: 'Now, without' }),
    late_minutes: z.int().min(0).max(1440).nullable().default(null),
  })
  .openapi('OnboardingCheckIn');
export const missed = z
  .strictObject({
    reason,
    keep_place: z.boolean().default(false).openapi({
      description: 'True: only recorded. Else the contract is void and the seat is free again',
    }),
  })
  .openapi('OnboardingNoShow');
export const completed = z
  .strictObject({
    wage: wage.nullable().default(null).openapi({ description: 'Without, what the signed contract says' }),
    starts_on: day.nullable().default(null).openapi({ description: 'The first day of the employment' }),
  })
  .openapi('OnboardingComplete');
export const canceled = z.strictObject({ reason: text(2000) }).openapi('OnboardingCancel');

export function wire(row: StepRow): z.infer<typeof onboarding> {
  const shift = firstShiftOf(row);
  return {
    id: row.id,
    application_id: row.application_id,
    candidate_id: row.candidate_id,
    provider: row.provider,
    external_id: row.external_id,
    state: row.state as StepState<'onboarding'>,
    starts_at: shift?.starts_at ?? null,
    shift_id: shift?.shift_id ?? null,
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
