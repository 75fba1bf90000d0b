/** What may be told to a candidate who asks: of this opening, and of their own application. Nothing else is in reach. */
import { upcomingShifts } from '../../db/shifts.ts';
import type { Known } from '../agent/answer.ts';
import { allFacts } from '../flows/facts.ts';
import type { ConversationState, EngineContext, Words } from '../flows/model.ts';
import type { Runtime } from '../runtime.ts';
import { clockOf, dayOf } from '../texts/dates.ts';
import { say } from '../texts/index.ts';
import type { Language } from '../types.ts';

/** More than a week of them is no answer any more. */
const SHIFTS_AT_MOST = 7;

/** The interview and its opening must be known. */
export async function knownOf(
  runtime: Pick<Runtime, 'sql' | 'config'>,
  { interview }: ConversationState,
  { now, current, application }: EngineContext,
  language: Language,
): Promise<Known> {
  const { opening, pinned } = current!;
  const facts = Object.entries(allFacts(opening, language));
  const shifts = await upcomingShifts(runtime.sql, opening.id, new Date(now), SHIFTS_AT_MOST);
  const zone = opening.site.time_zone ?? runtime.config.defaultTimeZone;
  const questions = pinned.flow.sections.flatMap((section) => section.questions);
  const title = opening.title[language];
  const status: Words =
    interview!.status === 'completed'
      ? { key: 'status_stage', args: { title, stage: application?.stage ?? 'reviewing' } }
      : {
          key: 'status_interview',
          args: {
            title,
            asked: questions.filter(({ id }) => interview!.questions[id]).length,
            total: questions.length,
          },
        };
  return {
    job: Object.fromEntries(facts.map(([key, words]) => [key, say(language, words)])),
    // Without a zone nobody knows what time it is there.
    shifts: zone ? shifts.map((shift) => spanOf(shift, language, zone)) : [],
    application: [status, { key: 'about_result' }].map((words) => say(language, words)),
  };
}

function spanOf(shift: { starts_at: Date; ends_at: Date }, language: Language, zone: string): string {
  const clock = (at: Date) => clockOf(at, language, zone);
  return `${dayOf(shift.starts_at, language, zone)} ${clock(shift.starts_at)}–${clock(shift.ends_at)}`;
}
