/** A step that was taken too early rests when its application is moved back before it: nobody is reminded of it meanwhile. */
import type { Tx } from '../../db/client.ts';
import { clearDeadline, type DeadlineKind, setDeadline } from '../../db/deadlines.ts';
import { dropHeld } from '../../db/outbox.ts';
import { openStepOf, type StepRow } from '../../db/steps.ts';
import type { Stage, StepKind } from '../types.ts';
import { startClocks } from './contract/clocks.ts';
import { firstShiftOf, setClocks, stopClocks } from './onboarding.ts';
import { seat, unseat } from './seat.ts';
import { ENDS, isBefore } from './stages.ts';

const DAY = 86_400_000;

/** What only reminds. That a contract can be signed no longer, and that a hold is over, comes about all the same. */
const REMINDERS = {
  background_check: ['background_check.remind', 'background_check.remind_again', 'background_check.unfilled'],
  contract: ['contract.remind', 'contract.ending'],
} as const satisfies Partial<Record<StepKind, DeadlineKind[]>>;

/**
 * After a person has moved an application: what is ahead of it rests, and what it came back to or goes on beside goes on.
 * @throws TingdaError `shift_full` where the seat of a first shift that rested is somebody else's by now
 * @returns what the person has to be told of a first shift that they know of; null: nothing
 */
export async function followMove(
  tx: Tx,
  { applicationId, from, to }: { applicationId: string; from: Stage; to: Stage },
  now: number,
): Promise<{ notice: 'onboarding.resting' | 'onboarding.scheduled'; subject: string } | null> {
  for (const kind of ['background_check', 'contract'] as const) {
    if (!isBefore(to, kind)) continue;
    for (const clock of REMINDERS[kind]) await clearDeadline(tx, applicationId, clock);
    await dropHeld(tx, applicationId, REMINDERS[kind]);
  }
  if (isBefore(to, 'onboarding')) await stopClocks(tx, applicationId);
  for (const kind of ['background_check', 'contract', 'onboarding'] as const) {
    const rested = isBefore(from, kind) && !isBefore(to, kind) && !ENDS.has(to);
    const step = rested ? await openStepOf(tx, applicationId, kind) : null;
    if (step) await wake(tx, step, now);
  }
  const shift = await openStepOf(tx, applicationId, 'onboarding');
  if (shift?.state !== 'scheduled') return null;
  if (isBefore(to, 'onboarding')) {
    await unseat(tx, shift);
    return { notice: 'onboarding.resting', subject: shift.id };
  }
  // Where and when it is, once more.
  return to === 'onboarding' ? { notice: 'onboarding.scheduled', subject: shift.id } : null;
}

async function wake(tx: Tx, step: StepRow, now: number): Promise<void> {
  const { kind, state, application_id: applicationId, due_at: due, data } = step;
  const shift = kind === 'onboarding' && state === 'scheduled' && firstShiftOf(step);
  if (shift) {
    const kept = `nothing was moved. Give ${step.id} another time first: reschedule it`;
    await seat(tx, step, { startsAt: new Date(shift.starts_at), shiftId: null, now, kept });
    await setClocks(tx, step, now);
  }
  if (kind === 'contract' && state === 'sent' && due !== null && due.getTime() > now)
    await startClocks(tx, applicationId, new Date(now), due);
  if (kind === 'background_check' && state === 'collecting' && !data.consent_refused_at)
    await setDeadline(tx, applicationId, 'background_check.remind', new Date(now + DAY));
}
