/** Decisions: a person says how an application ends, with a reason; of two who say so at once one wins. */
import { newId } from '../src/ids.ts';
import type { AssessedCriterion, Language, Localized, Recommendation, Stage } from '../src/types.ts';
import { moveStage } from './applications.ts';
import type { Tx } from './client.ts';
import { appendEvents } from './events.ts';
import { isSamePerson } from './keys.ts';
import { callOff } from './steps.ts';

export type Outcome = 'advance' | 'decline';

export interface DecisionRow {
  id: string;
  application_id: string;
  outcome: Outcome;
  reason: string | null;
  message: string | null;
  next_step_by: Date | null;
  recommendation: Recommendation | null;
  decided_by: string;
  at: Date;
}

export interface NewDecision {
  applicationId: string;
  outcome: Outcome;
  reason: string;
  message: string | null;
  nextStepBy: Date | null;
  /** What an earlier decision may not have been made by, where somebody appealed against it. */
  by: string;
}

/** Where each outcome can be decided, and where it leads. */
const FROM: Record<Outcome, ReadonlySet<Stage>> = {
  advance: new Set(['reviewing']),
  decline: new Set(['applied', 'screening', 'interviewing', 'reviewing']),
};
const TO: Record<Outcome, Stage> = { advance: 'advanced', decline: 'declined' };

const columns = (tx: Tx) => tx`
  d.id, d.application_id, d.outcome, d.reason, d.message, d.next_step_by, d.recommendation, d.decided_by, d.at`;

/** Why nothing was decided: where the application is by now, and what was decided before, if anything. */
export type Undecided =
  | { refused: 'stage'; stage: Stage; last: DecisionRow | null }
  /** Whoever made a decision does not judge the appeal against it. */
  | { refused: 'same_person' }
  | { refused: 'erased' };

/**
 * Records a decision and moves the application, in the transaction of the caller. The conversation is locked first, as
 * everywhere: who comes second finds the stage changed.
 * @returns null when there is no such application
 */
export async function decide(
  tx: Tx,
  decision: NewDecision,
): Promise<{ decision: DecisionRow; conversationId: string } | Undecided | null> {
  const { applicationId, outcome, by } = decision;
  await tx`
    select 1 from conversations where id = (select conversation_id from applications where id = ${applicationId})
    for no key update`;
  const [row] = await tx<{ stage: Stage; conversation_id: string }[]>`
    select stage, conversation_id from applications where id = ${applicationId} for update`;
  if (!row) return null;
  const last = await lastDecision(tx, applicationId);
  if (!FROM[outcome].has(row.stage)) return { refused: 'stage', stage: row.stage, last };
  const appeals = await openAppeals(tx, applicationId);
  if (appeals.length > 0 && last && (await isSamePerson(tx, last.decided_by, by)))
    return { refused: 'same_person' };
  const made = await recordDecision(tx, decision, row.conversation_id);
  const moved = await moveStage(tx, {
    applicationId,
    from: row.stage,
    to: TO[outcome],
    reason: decision.reason,
    by,
  });
  if (moved === 'erased') return { refused: 'erased' };
  // From where a person took it back to, a check or a contract may still be open.
  if (outcome === 'decline') await callOff(tx, applicationId, by);
  await closeAppeals(tx, appeals, by);
  return { decision: made, conversationId: row.conversation_id };
}

/**
 * To decline somebody is to decide about them, wherever a person does so: recorded with its reason, in the transaction that
 * moved the application. @returns false for who judges the appeal against their own decision
 */
export async function recordDecline(
  tx: Tx,
  { applicationId, reason, by }: Pick<NewDecision, 'applicationId' | 'reason' | 'by'>,
  conversationId: string,
): Promise<boolean> {
  const appeals = await openAppeals(tx, applicationId);
  if (appeals.length > 0 && (await lastDecision(tx, applicationId))?.decided_by === by) return false;
  const declined = {
    applicationId,
    outcome: 'decline',
    reason,
    message: null,
    nextStepBy: null,
    by,
  } as const;
  await recordDecision(tx, declined, conversationId);
  await closeAppeals(tx, appeals, by);
  return true;
}

/** The decision itself and its event; whoever calls moves the application. */
export async function recordDecision(
  tx: Tx,
  decision: NewDecision,
  conversationId: string,
): Promise<DecisionRow> {
  const { applicationId, outcome } = decision;
  const [made] = await tx<DecisionRow[]>`
    insert into decisions as d (id, application_id, outcome, reason, message, next_step_by, recommendation, decided_by)
    values (${newId('dec')}, ${applicationId}, ${outcome}, ${decision.reason}, ${decision.message},
      ${decision.nextStepBy}, (
        select s.recommendation from assessments s join interviews i on i.id = s.interview_id
        where i.application_id = ${applicationId} and s.made_by <> 'person'
        order by i.position desc, s.version desc limit 1), ${decision.by})
    returning ${columns(tx)}`;
  await appendEvents(tx, [
    {
      type: 'decision.recorded',
      conversationId,
      applicationId,
      data: { decision_id: made!.id, outcome, recommendation: made!.recommendation },
    },
  ]);
  return made!;
}

/** The last decision about an application, also one that was taken back since; null before the first. */
export async function lastDecision(tx: Tx, applicationId: string): Promise<DecisionRow | null> {
  const [row] = await tx<DecisionRow[]>`
    select ${columns(tx)} from decisions d where d.application_id = ${applicationId}
    order by d.position desc limit 1`;
  return row ?? null;
}

async function openAppeals(tx: Tx, applicationId: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select t.id from applications a join tickets t on t.conversation_id = a.conversation_id
    left join interviews i on i.id = t.interview_id
    where a.id = ${applicationId} and t.kind = 'appeal' and t.state = 'open'
      and coalesce(t.application_id, i.application_id) = a.id`;
  return rows.map(({ id }) => id);
}

async function closeAppeals(tx: Tx, appeals: readonly string[], by: string): Promise<void> {
  await tx`
    update tickets set state = 'closed', settled_at = now(), settled_by = ${by}
    where id = any(${appeals as string[]}) and state = 'open'`;
}

/** What a conversation has to know to tell a decision, or that there is none yet. */
export interface ToTell {
  application_id: string;
  stage: Stage;
  title: Localized;
  /** The last interview that was begun; null: nobody was ever talked to about this. */
  interview_id: string | null;
  language: Language | null;
  time_zone: string | null;
  site_zone: string | null;
}

/** @returns null when there is no such application */
export async function findToTell(tx: Tx, applicationId: string): Promise<ToTell | null> {
  const [row] = await tx<ToTell[]>`
    select a.id as application_id, a.stage, o.title, c.language, c.time_zone, o.site->>'time_zone' as site_zone,
      (select i.id from interviews i where i.application_id = a.id and i.status <> 'invited'
        order by i.position desc limit 1) as interview_id
    from applications a join openings o on o.id = a.opening_id join candidates c on c.id = a.candidate_id
    where a.id = ${applicationId}`;
  return row ?? null;
}

/** A decision by its id; null when it is gone. */
export async function findDecision(tx: Tx, id: string): Promise<DecisionRow | null> {
  const [row] = await tx<DecisionRow[]>`select ${columns(tx)} from decisions d where d.id = ${id}`;
  return row ?? null;
}

/** What a decision about this interview rests on: a person's rating before a model's. Null where nobody has scored. */
export async function findScored(
  tx: Tx,
  interviewId: string,
): Promise<{ criteria: AssessedCriterion[]; rubric: { id: string; title: Localized }[] } | null> {
  const [row] = await tx<{ criteria: AssessedCriterion[]; rubric: { id: string; title: Localized }[] }[]>`
    select s.criteria, f.body->'rubric'->'criteria' as rubric
    from assessments s join interviews i on i.id = s.interview_id join flows f on f.hash = i.flow_hash
    where s.interview_id = ${interviewId} and s.made_by <> 'rules'
    order by s.made_by = 'person' desc, s.version desc limit 1`;
  return row ?? null;
}
