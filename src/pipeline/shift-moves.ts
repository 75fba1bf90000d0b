/** Whose first shift begins with a shift begins with it also when it gets another time. */
import type { Tx } from '../../db/client.ts';
import type { Moved } from '../../db/shift-moves.ts';
import { moveStep } from '../../db/steps.ts';
import { firstShiftOf, setClocks, toAnotherTime } from './onboarding.ts';

/**
 * Gives the first shift the time of its shift, where it keeps its seat; the move, its event, its clocks and what its provider
 * hears are those of every other time. Where nobody can guess the time, nothing is moved.
 * @returns what has to be said: to the person, or to people of HR; null: nothing
 */
export async function followShift(
  tx: Tx,
  { step, shift, from, by, offset }: Moved,
  now: number,
): Promise<'onboarding.rescheduled' | 'step.shift_moved' | null> {
  const first = firstShiftOf(step);
  if (step.state !== 'scheduled' || !first) return null;
  const begins = Date.parse(first.starts_at);
  const starts = shift.starts_at.getTime();
  // Set to another time since, or never to that of the shift: people say when, unless it fits.
  if (begins !== from?.getTime())
    return begins >= starts && begins < shift.ends_at.getTime() ? null : 'step.shift_moved';
  if (begins === starts) return null;
  if (starts <= now) return 'step.shift_moved';
  const reason = 'shift moved';
  // Where nobody knows the place's clock, the new time is told as it was written down.
  const zone = typeof first.zone === 'number' ? (offset ?? first.zone) : first.zone;
  const moved = await moveStep(tx, { ...toAnotherTime(step.id, shift.starts_at, zone), reason, by });
  if (!moved || !('step' in moved)) return null;
  await setClocks(tx, moved.step, now);
  return 'onboarding.rescheduled';
}
