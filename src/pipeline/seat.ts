/** The seat that a first shift has in a shift of its opening. */
import type { Tx } from '../../db/client.ts';
import { type FreeShift, leaveSeat, type Seat, takeSeat } from '../../db/seats.ts';
import { amendStep, findStep, type StepRow } from '../../db/steps.ts';
import { TingdaError } from '../errors.ts';

/** Whoever gets one has none of another shift any more. `kept` says to who is refused what stays as it was. */
export interface Seating {
  startsAt: Date;
  /** The shift that is meant; null: whichever is on then. */
  shiftId: string | null;
  now: number;
  kept: string;
}

/**
 * Takes the seat, in the transaction that arranges the first shift. Where the opening has no shift at that time there is
 * none to take, and `shift_id` is null.
 * @throws TingdaError `shift_full` that names shifts with a free seat; `validation_failed` for a shift that is not meant here
 */
export async function seat(tx: Tx, step: StepRow, seating: Seating): Promise<StepRow> {
  const { startsAt, shiftId, now, kept } = seating;
  const { application_id: applicationId, id: stepId } = step;
  const taken = await takeSeat(tx, { applicationId, stepId, startsAt, shiftId, now: new Date(now) });
  if (taken.got === null && taken.why !== 'none') throw refusal(taken, kept);
  return remember(tx, step, taken.got);
}

/** Gives it back while the first shift rests: somebody else may come then. */
export async function unseat(tx: Tx, step: StepRow): Promise<StepRow> {
  await leaveSeat(tx, step.application_id);
  return remember(tx, step, null);
}

/** In the step too, for whoever reads it, and for a provider. */
async function remember(tx: Tx, step: StepRow, shiftId: string | null): Promise<StepRow> {
  if ((step.data.shift_id ?? null) === shiftId) return step;
  await amendStep(tx, step.id, { data: { shift_id: shiftId } });
  return (await findStep(tx, step.id))!;
}

function refusal(seat: Seat & { got: null }, kept: string): TingdaError {
  if (seat.why === 'full') {
    const { shift, free } = seat;
    const others =
      free.length > 0
        ? `Seats are free in ${free.map(({ id }) => id).join(', ')}: choose one of these times, or give this shift more capacity.`
        : 'No coming shift of this opening has a free seat: give one more capacity, or make another.';
    const items = free.map((one) => ({ path: 'shift_id', message: nameOf(one) }));
    const taken = `All ${shift.capacity} seats of the shift ${shift.id} are taken`;
    return new TingdaError('shift_full', `${taken}; ${kept}. ${others}`, { items });
  }
  const message =
    seat.why === 'unknown' ? 'is no shift of this opening' : 'is a shift that is not on at starts_at';
  return new TingdaError(
    'validation_failed',
    'Nothing was stored. Correct what `errors` names and send it again.',
    {
      items: [{ path: 'shift_id', message }],
    },
  );
}

const nameOf = ({ id, starts_at, ends_at, free }: FreeShift) =>
  `${id} has ${free} free, from ${starts_at.toISOString()} to ${ends_at.toISOString()}`;
