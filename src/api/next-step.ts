/** What happens next with an application, as far as that is known. */
import type { ApplicationRow } from '../../db/applications.ts';

export const NEXT_STEPS = ['screening', 'interview', 'decision', 'contact'] as const;

export interface NextStep {
  what: (typeof NEXT_STEPS)[number];
  by: Date | null;
}

/** What candidates are told at the end of their interview: `about_result` in the texts. */
const RESULT_WITHIN_MS = 24 * 3_600_000;

/**
 * Null where nobody knows: while the opening takes nobody, and at an end. After a decision to go on the recruiters write; which
 * steps follow is up to them.
 */
export function nextStep(row: ApplicationRow): NextStep | null {
  if (row.stage === 'reviewing') {
    const done = row.interview_completed_at;
    return { what: 'decision', by: done && new Date(done.getTime() + RESULT_WITHIN_MS) };
  }
  if (row.stage === 'advanced') return { what: 'contact', by: row.next_step_by };
  if (row.opening_status !== 'open') return null;
  if (row.stage === 'applied') return { what: 'screening', by: null };
  if (row.stage === 'screening') return { what: 'interview', by: null };
  if (row.stage === 'interviewing') return { what: 'interview', by: row.interview_expires_at };
  return null;
}
