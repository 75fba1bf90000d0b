/** The first shift: when its clocks run, and what follows when it is over or does not take place. */
import { findApplication } from '../../db/applications.ts';
import type { Tx } from '../../db/client.ts';
import { lastContractOf } from '../../db/contracts.ts';
import { clearDeadline, setDeadline } from '../../db/deadlines.ts';
import { type NotStarted, startEmployment, type Wage } from '../../db/employments.ts';
import { dropHeld, dropHeldNotices } from '../../db/outbox.ts';
import { freeSeat } from '../../db/seats.ts';
import { amendStep, moveStep, openStepOf, type StepMove, type StepRow } from '../../db/steps.ts';
import { addDays, dayIn, momentOf, type Zone } from '../flows/days.ts';
import { SHIFT_CLOCKS } from '../flows/shift.ts';
import type { Json, Localized } from '../types.ts';
import { moving } from './machine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The evening before, where the work is. */
const EVENING = 18 * 60;
export const SOON_MS = 2 * HOUR;
/** After so long without a word a person looks. */
export const MISSING_AFTER_MS = HOUR;

type Clock = (typeof SHIFT_CLOCKS)[number];

export interface Place {
  name: string | null;
  address: string | null;
  lat: number | null;
  lon: number | null;
  map_url: string | null;
}

/** What is known of a first shift; nothing of it is left after erasure. */
export interface FirstShift {
  /** RFC 3339, UTC. */
  starts_at: string;
  /** Where the work is; minutes east of UTC where only the clock of whoever wrote it down is known. */
  zone: Zone;
  place: Place;
  bring: Localized[];
  ask_for: { name: string; phone: string | null } | null;
  training: { title: Localized; url: string | null; text: Localized | null }[];
  /** Where it has its seat; null where the opening has no shift at that time, and while it rests. */
  shift_id: string | null;
  late_minutes: number | null;
  checked_in_at: string | null;
}

/** The step's own data, as it was written by this resource. */
export const firstShiftOf = (step: Pick<StepRow, 'data'>): FirstShift | null =>
  typeof step.data.starts_at === 'string' ? (step.data as unknown as FirstShift) : null;

export const toData = (shift: FirstShift): Record<string, Json> => shift as unknown as Record<string, Json>;

/** When each clock runs down; null where that is over already. All in epoch ms. */
export function clocksOf(startsAt: number, zone: Zone, now: number): Record<Clock, number | null> {
  const evening = momentOf(addDays(dayIn(startsAt, zone), -1), EVENING, zone);
  const coming = (at: number) => (at > now ? at : null);
  return {
    evening: coming(evening),
    soon: coming(startsAt - SOON_MS),
    start: startsAt,
    missing: startsAt + MISSING_AFTER_MS,
  };
}

const KINDS = SHIFT_CLOCKS.map((clock) => `onboarding.${clock}` as const);

/** What says where and when it is. */
const GUIDES = ['onboarding.scheduled', 'onboarding.rescheduled'];

/** The move to another time; also from where it is already: it is another time then. */
export const toAnotherTime = (id: string, startsAt: Date, zone: Zone): Omit<StepMove, 'reason' | 'by'> => ({
  id,
  from: ['scheduled', 'no_show'],
  to: 'scheduled',
  ends: false,
  data: { starts_at: startsAt.toISOString(), zone, late_minutes: null, checked_in_at: null },
  dueAt: startsAt,
  work: 'reschedule',
});

/** Sets the clocks of a first shift anew; what an older time made us say, and is held for the morning, is not said any more. */
export async function setClocks(tx: Tx, step: StepRow, now: number): Promise<void> {
  const shift = firstShiftOf(step);
  if (!shift) return;
  await dropHeld(tx, step.application_id, KINDS);
  await dropHeldNotices(tx, step.application_id, GUIDES);
  const clocks = clocksOf(Date.parse(shift.starts_at), shift.zone, now);
  for (const clock of SHIFT_CLOCKS) {
    const at = clocks[clock];
    if (at === null) await clearDeadline(tx, step.application_id, `onboarding.${clock}`);
    else await setDeadline(tx, step.application_id, `onboarding.${clock}`, new Date(at));
  }
}

export async function stopClocks(tx: Tx, applicationId: string): Promise<void> {
  for (const kind of KINDS) await clearDeadline(tx, applicationId, kind);
  await dropHeld(tx, applicationId, KINDS);
  await dropHeldNotices(tx, applicationId, GUIDES);
}

/**
 * Somebody was there: the employment begins, with what the contract says where one was signed. `day`: nobody has said from
 * which on.
 */
export async function employ(
  tx: Tx,
  { applicationId, shift }: { applicationId: string; shift: FirstShift | null },
  given: { wage: Wage | null; startsOn: string | null },
  by: string,
): Promise<{ employmentId: string; wage: Wage | null } | NotStarted | { refused: 'day' }> {
  const agreed = await agreedIn(tx, applicationId);
  const startsOn = given.startsOn ?? agreed.startsOn ?? dayOf(shift);
  if (startsOn === null) return { refused: 'day' };
  const wage = given.wage ?? agreed.wage;
  const started = await startEmployment(tx, {
    applicationId,
    startsOn,
    wage,
    source: null,
    remoteId: null,
    by,
  });
  // Whoever asks has found it.
  if ('refused' in started!) return started;
  return { employmentId: started!.row.id, wage };
}

const dayOf = (shift: FirstShift | null) => shift && dayIn(Date.parse(shift.starts_at), shift.zone);

/** What the signed contract says of wage and first day. */
async function agreedIn(
  tx: Tx,
  applicationId: string,
): Promise<{ wage: Wage | null; startsOn: string | null }> {
  const contract = await lastContractOf(tx, { applicationId });
  if (contract?.state !== 'signed' || !contract.terms) return { wage: null, startsOn: null };
  const { wage, starts_on: startsOn } = contract.terms;
  return { wage, startsOn };
}

/** It does not take place: the contract is void, the seat is somebody else's. The step remembers it, for the chat. */
export async function release(tx: Tx, step: StepRow, reason: string | null, by: string): Promise<void> {
  await freeSeat(tx, step.application_id);
  const contract = await openStepOf(tx, step.application_id, 'contract');
  if (contract) {
    const off = { ...moving('contract', 'voided'), work: 'cancel' as const };
    await moveStep(tx, { id: contract.id, ...off, reason: reason ?? `onboarding ${step.state}`, by });
  }
  await amendStep(tx, step.id, { data: { released: true, shift_id: null, voided: contract !== null } });
}

/**
 * What a provider's word that it is done lacks for an employment to begin, as a code; null: nothing. The step must be locked.
 * Whose application a person has moved elsewhere is not brought to work by it.
 */
export async function lackingForWork(tx: Tx, step: StepRow): Promise<string | null> {
  const application = await findApplication(tx, step.application_id);
  const stage = application!.stage;
  if (stage !== 'onboarding' && stage !== 'hired') return `stage_${stage}`;
  const { startsOn } = await agreedIn(tx, step.application_id);
  return (startsOn ?? dayOf(firstShiftOf(step))) === null ? 'day' : null;
}

/**
 * What follows from what a provider has told of it.
 * @returns what nobody has said although somebody works by now, for a person to see; null: nothing
 */
export async function followReport(tx: Tx, step: StepRow): Promise<'no_wage' | null> {
  if (step.state !== 'scheduled') await stopClocks(tx, step.application_id);
  if (step.state === 'completed') {
    const about = { applicationId: step.application_id, shift: firstShiftOf(step) };
    const begun = await employ(tx, about, { wage: null, startsOn: null }, 'provider');
    if ('wage' in begun && begun.wage === null) return 'no_wage';
  }
  // That somebody did not come ends nothing by itself: a person looks.
  if (step.state === 'canceled') await release(tx, step, null, 'provider');
  return null;
}
