/** What may become of each step. Whoever moves one says where to; where it may come from is here, and nowhere else. */
import type { Stage, StepKind, StepState } from '../types.ts';

type Machine<Kind extends StepKind> = { [From in StepState<Kind>]: readonly StepState<Kind>[] };

const MACHINES: { [Kind in StepKind]: Machine<Kind> } = {
  background_check: {
    collecting: ['pending', 'canceled'],
    pending: ['clear', 'consider', 'suspended', 'canceled'],
    suspended: ['pending', 'clear', 'consider', 'canceled'],
    // Nobody is turned down by a report: a person clears it, or tells the candidate first and waits.
    consider: ['clear', 'on_hold', 'canceled'],
    on_hold: ['clear', 'adverse', 'canceled'],
    clear: [],
    adverse: [],
    canceled: [],
  },
  contract: {
    // A provider may tell of the end alone.
    draft: ['sent', 'signed', 'declined', 'expired', 'voided'],
    sent: ['signed', 'declined', 'expired', 'voided'],
    signed: ['voided'],
    declined: [],
    expired: [],
    voided: [],
  },
  onboarding: {
    scheduled: ['checked_in', 'no_show', 'completed', 'canceled'],
    checked_in: ['completed', 'no_show', 'canceled'],
    // Somebody who comes after all, or gets a new day.
    no_show: ['scheduled', 'checked_in', 'canceled'],
    completed: [],
    canceled: [],
  },
};

/** From where an application may come to a step: a step may be passed over where a job does not need it. */
export const STEP_FROM: Record<StepKind, readonly Stage[]> = {
  background_check: ['advanced'],
  contract: ['advanced', 'background_check'],
  onboarding: ['contract'],
};

/** A move to `to`, to be spread into `moveStep`: from where it may be made, and whether anything comes after it. */
export function moving<Kind extends StepKind>(
  kind: Kind,
  to: StepState<Kind>,
): { from: StepState<Kind>[]; to: StepState<Kind>; ends: boolean } {
  const machine: Record<string, readonly StepState[]> = MACHINES[kind];
  const from = Object.keys(machine).filter((state) => machine[state]!.includes(to));
  return { from: from as StepState<Kind>[], to, ends: machine[to]!.length === 0 };
}

/** Every state that a step of this kind can be in. */
export function statesOf<Kind extends StepKind>(kind: Kind): [StepState<Kind>, ...StepState<Kind>[]] {
  return Object.keys(MACHINES[kind]) as [StepState<Kind>, ...StepState<Kind>[]];
}
