/**
 * Hired, by completing the first shift or by moving the application: the same either way. The step is over, its clocks stand
 * still and the employment begins, or nothing of it happens.
 */
import type { Tx } from '../../db/client.ts';
import type { Wage } from '../../db/employments.ts';
import { moveStep, openStepOf, type StepRow } from '../../db/steps.ts';
import { TingdaError } from '../errors.ts';
import { moving } from '../pipeline/machine.ts';
import { employ, firstShiftOf, stopClocks } from '../pipeline/onboarding.ts';
import { erased } from './problem.ts';
import { requireMoved, requireNothingOpen, requireSigned } from './step-guards.ts';

/** Said to the person; `subject` is what it is about. */
interface Told {
  notice: 'onboarding.completed' | 'employment.started';
  subject: string;
}

/**
 * The first day is done. The step must be locked.
 * @throws TingdaError `stale` where the step is by now, `conflict` for what is still open beside it
 */
export async function completeShift(
  tx: Tx,
  { id, application_id: applicationId }: StepRow,
  given: { wage: Wage | null; startsOn: string | null },
  by: string,
): Promise<StepRow> {
  await requireSigned(tx, applicationId);
  const to = moving('onboarding', 'completed');
  const step = requireMoved(await moveStep(tx, { id, ...to, reason: null, by }));
  await stopClocks(tx, applicationId);
  const begun = await employ(tx, { applicationId, shift: firstShiftOf(step) }, given, by);
  if ('refused' in begun && begun.refused !== 'known') throw cannotWork(begun);
  // From here nobody comes back to the pipeline: what is open there could not be settled any more.
  await requireNothingOpen(tx, applicationId);
  return step;
}

/**
 * What follows from a person's move to `hired`: whoever says that somebody works there says that the first shift is done.
 * Without a shift the employment begins by the signed contract; without either nobody has said from which day, and nothing
 * is made up.
 * @throws TingdaError `conflict` for who did not come, a contract that was not signed, and what else is open
 */
export async function hire(tx: Tx, applicationId: string, by: string): Promise<Told | null> {
  const given = { wage: null, startsOn: null };
  const shift = await openStepOf(tx, applicationId, 'onboarding');
  if (shift?.state === 'no_show') throw missed(shift);
  if (shift) {
    const { id } = await completeShift(tx, shift, given, by);
    return { notice: 'onboarding.completed', subject: id };
  }
  await requireSigned(tx, applicationId);
  await requireNothingOpen(tx, applicationId);
  const begun = await employ(tx, { applicationId, shift: null }, given, by);
  return 'refused' in begun ? null : { notice: 'employment.started', subject: begun.employmentId };
}

function missed({ id }: StepRow): TingdaError {
  return new TingdaError(
    'conflict',
    `They did not come to their first shift: ${id} is no_show. Nothing was moved. Check them in if they came after all, or cancel it first.`,
    { items: [{ path: 'to_stage', message: `has ${id} before it, which is no_show` }] },
  );
}

function cannotWork(why: { refused: string; stage?: string }): TingdaError {
  if (why.refused !== 'stage') return erased('recorded');
  return new TingdaError(
    'stale',
    `This application is in the stage ${why.stage} by now, where nobody begins to work; nothing was changed.`,
  );
}
