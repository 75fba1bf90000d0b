/** What is known of somebody's first shift and of their work, where they have any. Types only. */
import type { Localized } from '../types.ts';

export interface Workplace {
  /** The first shift that is arranged; null where none is, or it is over. */
  shift: Shift | null;
  /** The last one; also one that has ended, whose pay may still be asked for. */
  employment: Employment | null;
}

export interface Shift {
  stepId: string;
  applicationId: string;
  state: 'scheduled' | 'checked_in' | 'no_show';
  /** They did not come, and the place was given to somebody else. */
  released: boolean;
  /** Epoch milliseconds. */
  startsAt: number;
  /** In words, where the work is. */
  when: Localized;
  /** Whom to ask there. */
  askFor: string | null;
}

export interface Employment {
  id: string;
  applicationId: string;
  title: Localized;
  state: 'active' | 'leaving' | 'ended';
  /** Days where the work is, as `2026-03-06`. */
  startsOn: string;
  endsOn: string | null;
  today: string;
  /** A resignation that waits for a yes. */
  resignation: { lastDay: string } | null;
  pay: Payslip | null;
}

/** The latest one, ready to be said. */
export interface Payslip {
  period: Localized;
  paidOn: Localized;
  /** The day of it is over, or has come. */
  paid: boolean;
  net: Localized;
  gross: Localized;
  /** Line by line; empty where there are none. */
  lines: Localized;
}
