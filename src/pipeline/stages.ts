/** Where an application may go when a person moves it. What the interview does by itself is the engine's. */
import type { Stage } from '../types.ts';

/** Ways out that are open from every stage before the first day of work. */
const OUT = ['declined', 'withdrawn', 'closed'] as const;

/** Where nothing more is asked. */
export const ENDS: ReadonlySet<Stage> = new Set<Stage>([...OUT, 'expired']);

const ORDER: readonly Stage[] = [
  'applied',
  'screening',
  'interviewing',
  'reviewing',
  'advanced',
  'background_check',
  'contract',
  'onboarding',
  'hired',
];

/** On the way there, or taken back to before it; an end is before nothing. */
export const isBefore = (stage: Stage, other: Stage): boolean =>
  ORDER.includes(stage) && ORDER.indexOf(stage) < ORDER.indexOf(other);

/**
 * Forward a step, or past one that this job does not need; back where a person took a step too early; out; and in again,
 * for who was declined by mistake, changed their mind, or whose opening opens again. Nobody is put back to `applied`, and
 * `hired` ends here: what comes after it is an employment.
 */
export const NEXT_STAGES: Record<Stage, readonly Stage[]> = {
  applied: ['screening', 'interviewing', 'reviewing', ...OUT],
  screening: ['interviewing', 'reviewing', ...OUT],
  interviewing: ['reviewing', 'expired', ...OUT],
  reviewing: ['interviewing', 'advanced', ...OUT],
  advanced: ['reviewing', 'background_check', 'contract', ...OUT],
  background_check: ['advanced', 'contract', ...OUT],
  contract: ['background_check', 'onboarding', ...OUT],
  onboarding: ['contract', 'hired', ...OUT],
  hired: [],
  declined: ['reviewing'],
  withdrawn: ['screening', 'reviewing'],
  expired: ['screening', 'reviewing'],
  closed: ['screening', 'reviewing'],
};

/** What a person decides by moving an application there; null: nothing. It is recorded and told like any other decision. */
export function outcomeOf(from: Stage, to: Stage): 'advance' | 'decline' | null {
  if (to === 'declined') return 'decline';
  return from === 'reviewing' && to === 'advanced' ? 'advance' : null;
}
