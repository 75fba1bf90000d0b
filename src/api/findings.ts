/** What was found is settled where it is asked about: also after the check was called off, or the application moved back. */
import { type ApplicationRow, moveStage } from '../../db/applications.ts';
import type { Tx } from '../../db/client.ts';
import { findingOf, type StepMove, type StepRow } from '../../db/steps.ts';
import { ENDS, isBefore } from '../pipeline/stages.ts';
import type { Stage } from '../types.ts';

const KIND = 'background_check';

/** The move that settles a finding, also of a check that was called off since, unless the application is over. */
export async function settling(
  tx: Tx,
  { id, state }: StepRow,
  { id: applicationId, stage }: ApplicationRow,
  move: Pick<StepMove, 'from' | 'to' | 'ends'>,
): Promise<Pick<StepMove, 'from' | 'to' | 'ends'>> {
  if (state !== 'canceled' || ENDS.has(stage)) return move;
  return (await findingOf(tx, applicationId))?.id === id ? { ...move, from: ['canceled'] } : move;
}

/**
 * Whoever hears of a finding is at the check, and can answer it there: an application that was taken back comes to it again.
 * @returns where it stands now
 */
export async function bringBack(
  tx: Tx,
  { id: applicationId, stage }: ApplicationRow,
  by: string,
): Promise<Stage> {
  if (!isBefore(stage, KIND)) return stage;
  await moveStage(tx, { applicationId, from: stage, to: KIND, reason: null, by });
  return KIND;
}
