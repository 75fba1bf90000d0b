/** Where an application stands and what is waited for, in words: for `status`, which is to be true at every stage. */
import { type ApplicationRow, findApplication } from '../../db/applications.ts';
import { nextStep } from '../pipeline/next-step.ts';
import type { Runtime } from '../runtime.ts';
import { clockOf, dayOf } from '../texts/dates.ts';
import type { Language, Localized, Stage } from '../types.ts';

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
  const next = row && nextStep(row);
  if (!row || !next) return { stage, next: null };
  const zone = row.time_zone ?? row.site_zone ?? config.defaultTimeZone ?? SOMEWHERE;
  const soon = next.what === 'decision' && next.by !== null && next.by.getTime() - now() <= DAY_MS;
  if (soon) return { stage, next: { what: 'decision_soon', by: null } };
  return { stage, next: { what: next.what, by: next.by && whenOf(next, row, zone) } };
}

/** A first shift has an hour; everything else a day. Work is where it is, whatever the clock at home says. */
function whenOf(
  { what, by }: { what: string; by: Date | null },
  row: ApplicationRow,
  zone: string,
): Localized {
  const work = what === 'first_shift' || what === 'last_day';
  const there = work ? (row.site_zone ?? (what === 'last_day' ? SOMEWHERE : zone)) : zone;
  const inWords = (language: Language) => {
    const day = dayOf(by!, language, there);
    return what === 'first_shift' ? `${day} ${clockOf(by!, language, there)}` : day;
  };
  return { zh: inWords('zh'), en: inWords('en') };
}
