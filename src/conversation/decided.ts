/** From a decision, or a clock that has run down, to what the engine is told of it. */
import type { Lease } from '../../db/conversations.ts';
import { findDecision, findScored, findToTell, heardFromHr, type ToTell } from '../../db/decisions.ts';
import type { SystemContent } from '../../db/inbox.ts';
import type { AboutApplication, DeadlineKind } from '../flows/model.ts';
import { UNDECIDED } from '../flows/stages.ts';
import { receiptOf } from '../pipeline/receipts.ts';
import type { Runtime } from '../runtime.ts';
import { dayOf } from '../texts/dates.ts';
import { type Beginning, recipientOf } from './invite.ts';

type Parts = Pick<Runtime, 'sql' | 'config' | 'channels' | 'flows' | 'now' | 'settings'>;
type Addresses = Pick<Lease, 'conversationId' | 'replyIdentityId'>;
type Content<Kind extends SystemContent['kind']> = Extract<SystemContent, { kind: Kind }>;

/** Where nobody said in which zone they live. */
const SOMEWHERE = 'UTC';

export async function toDecided(
  parts: Parts,
  lease: Addresses,
  content: Content<'decided'>,
): Promise<Beginning> {
  const decision = await findDecision(parts.sql, content.decision_id);
  const row = decision && (await findToTell(parts.sql, decision.application_id));
  if (!decision || !row) throw new Error('a decision is gone');
  const { told, way } = await tellable(parts, lease, row, decision.next_step_by);
  const { outcome, message } = decision;
  const scored = row.interview_id && (await findScored(parts.sql, row.interview_id));
  const receipt = scored ? receiptOf(scored.criteria, scored.rubric) : { met: [], open: [] };
  return { event: { type: 'decided', decided: { ...told, outcome, message, receipt } }, ...way };
}

/** Ended by a person: who has an interview that goes on, or is over, hears of it. */
export async function toEnded(
  parts: Parts,
  lease: Addresses,
  { application_id: applicationId, stage }: Content<'application_ended'>,
): Promise<Beginning> {
  const row = await findToTell(parts.sql, applicationId);
  if (!row) throw new Error('an application is gone');
  const { told, way } = await tellable(parts, lease, row, null);
  return { event: { type: 'application_ended', applicationId, stage, about: told }, ...way };
}

/**
 * It matters while nobody has decided about a finished interview, wherever they have put it meanwhile; of the next step,
 * while there is none and nobody has written.
 */
export async function toDeadline(
  parts: Parts,
  lease: Addresses,
  content: Content<'deadline'>,
): Promise<Beginning> {
  const deadline = content.deadline as DeadlineKind;
  const row = await findToTell(parts.sql, content.application_id);
  const matters =
    deadline === 'next_step'
      ? row?.stage === 'advanced' && !(await heardFromHr(parts.sql, content.application_id))
      : row?.stage === 'reviewing' || (row?.finished && UNDECIDED.has(row.stage));
  if (!row || !matters)
    return { event: { type: 'deadline', deadline, about: null }, to: null, about: null, zone: null };
  const again = new Date(parts.now() + parts.settings.decisionAgainMs);
  const { told, way } = await tellable(parts, lease, row, again);
  return { event: { type: 'deadline', deadline, about: told }, ...way };
}

/** What is told of an application, and where it goes. `by` is when they hear more. */
async function tellable(
  parts: Parts,
  lease: Addresses,
  row: ToTell,
  by: Date | null,
): Promise<{ told: AboutApplication; way: Omit<Beginning, 'event'> }> {
  const { to, unsaid } = await recipientOf(parts, lease, null);
  const zone = row.time_zone ?? row.site_zone ?? parts.config.defaultTimeZone ?? null;
  return {
    told: {
      applicationId: row.application_id,
      interviewId: row.interview_id,
      title: row.title,
      unsaid,
      language: row.language,
      by: by && { zh: dayOf(by, 'zh', zone ?? SOMEWHERE), en: dayOf(by, 'en', zone ?? SOMEWHERE) },
    },
    way: { to, about: row.interview_id, zone },
  };
}
