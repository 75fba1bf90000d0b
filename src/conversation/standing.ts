/** Where an application stands and what is waited for, in words: for `status`, which is to be true at every stage. */
import { findApplication } from '../../db/applications.ts';
import { openStepOf } from '../../db/steps.ts';
import { zoneOf } from '../pipeline/employment.ts';
import { nextStep } from '../pipeline/next-step.ts';
import { firstShiftOf } from '../pipeline/onboarding.ts';
import type { Runtime } from '../runtime.ts';
import { dayOf } from '../texts/dates.ts';
import type { Localized, Stage } from '../types.ts';
import { both, whenOf as shiftWords } from './when.ts';

/** Where nobody said in which zone they live. */
const SOMEWHERE = 'UTC';

type Parts = Pick<Runtime, 'sql' | 'config' | 'now'>;

/** A promise of a day is said in hours while it holds. */
const DAY_MS = 24 * 3_600_000;

/** Stages in which the interview itself tells where it stands. */
const TALKING: ReadonlySet<Stage> = new Set<Stage>(['applied', 'screening', 'interviewing']);

/** What is waited for is read only when it may be told: most turns are those of an interview. */
export async function standingOf(
  { sql, config, now }: Parts,
  applicationId: string | null | undefined,
  stage: Stage | null,
): Promise<{ stage: Stage; next: { what: string; by: Localized | null } | null } | null> {
  if (stage === null) return null;
  const row = TALKING.has(stage) || !applicationId ? null : await findApplication(sql, applicationId);
  if (row?.work_state === 'ended') return { stage, next: { what: 'over', by: null } };
  const next = row && nextStep(row, config);
  if (!row || !next) return { stage, next: null };
  if (next.what === 'first_shift') {
    // In the words of the guide: its clock is the one of the work, or that it was written down by.
    const step = await openStepOf(sql, row.id, 'onboarding');
    const shift = step && firstShiftOf(step);
    if (shift) return { stage, next: { what: next.what, by: shiftWords(shift) } };
  }
  const zone = row.time_zone ?? row.site_zone ?? config.defaultTimeZone ?? SOMEWHERE;
  const soon = next.what === 'decision' && next.by !== null && next.by.getTime() - now() <= DAY_MS;
  if (soon) return { stage, next: { what: 'decision_soon', by: null } };
  // A last day is one where the work is; every other day is one where the person is.
  const there = next.what === 'last_day' ? zoneOf(row, config) : zone;
  return {
    stage,
    next: { what: next.what, by: next.by && both((language) => dayOf(next.by!, language, there)) },
  };
}
