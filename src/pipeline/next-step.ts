/** What happens next with an application, and by when, as far as anybody knows: the API and the chat tell the same. */
import type { ApplicationRow } from '../../db/applications.ts';
import { overAt, zoneOf } from './employment.ts';

export const NEXT_STEPS = [
  'screening',
  'interview',
  'decision',
  /** People write, or call. */
  'contact',
  /** The candidate gives what the check needs. */
  'details',
  'background_check',
  /** Something was found, and a person looks at it. */
  'findings',
  /** The candidate may answer what was found. */
  'reply',
  'contract',
  'signature',
  'onboarding',
  'first_shift',
  /** They are there: the first day goes on. */
  'first_day',
  /** Their last day of work is agreed on. */
  'last_day',
] as const;

export interface NextStep {
  what: (typeof NEXT_STEPS)[number];
  by: Date | null;
}

/** What candidates are told at the end of their interview: `about_result` in the texts. */
const RESULT_WITHIN_MS = 24 * 3_600_000;

/** By the state of the step that the application stands at; null is where there is none yet. */
const OF_STEP: Partial<Record<string, NextStep['what']>> = {
  background_check: 'contact',
  'background_check.collecting': 'details',
  'background_check.pending': 'background_check',
  'background_check.suspended': 'background_check',
  'background_check.consider': 'findings',
  'background_check.on_hold': 'reply',
  'background_check.clear': 'contract',
  'background_check.adverse': 'contact',
  'background_check.canceled': 'contact',
  contract: 'contract',
  'contract.draft': 'contract',
  'contract.sent': 'signature',
  'contract.signed': 'onboarding',
  'contract.declined': 'contact',
  'contract.expired': 'contact',
  'contract.voided': 'contact',
  onboarding: 'onboarding',
  'onboarding.scheduled': 'first_shift',
  'onboarding.checked_in': 'first_day',
  'onboarding.no_show': 'contact',
  'onboarding.canceled': 'contact',
};

/** Null where nobody knows: while the opening takes nobody, and at an end. */
export function nextStep(
  row: ApplicationRow,
  config: { defaultTimeZone: string | undefined },
): NextStep | null {
  if (row.stage === 'reviewing') {
    const done = row.interview_completed_at;
    // While nobody decides, the candidate is told a new day.
    const by = row.decision_due_at ?? (done && new Date(done.getTime() + RESULT_WITHIN_MS));
    return { what: 'decision', by };
  }
  if (row.work_state === 'leaving' && row.last_day !== null)
    return { what: 'last_day', by: new Date(overAt(row.last_day, zoneOf(row, config)) - 1) };
  if (row.stage === 'advanced') return { what: 'contact', by: row.next_step_by };
  const what = OF_STEP[row.step_state === null ? row.stage : `${row.stage}.${row.step_state}`];
  if (what) return { what, by: row.step_due_at };
  if (row.opening_status !== 'open') return null;
  if (row.stage === 'applied') return { what: 'screening', by: null };
  if (row.stage === 'screening') return { what: 'interview', by: null };
  if (row.stage === 'interviewing') return { what: 'interview', by: row.interview_expires_at };
  return null;
}
