/** What runs down by itself: the clocks of a person, and those of an application. Types only. */
import type { StepKind } from '../types.ts';

export type TimerKind =
  /** Silence: the interview pauses (30 min). */
  | 'pause'
  /** One nudge (20 h), outside quiet hours. */
  | 'nudge'
  /** The interview expires (7 days). */
  | 'expire'
  /** Consent was asked and never given (7 days): what was written is erased. */
  | 'consent_expire';

export type DeadlineKind = 'decision_warning' | 'decision' | 'next_step';

/** A clock of an application: of its decision, or of a step. */
export type ClockKind = DeadlineKind | `${StepKind | 'employment'}.${string}`;
