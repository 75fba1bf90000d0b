/** Decisions: a person says how an application ends, with a reason; of two who say so at once one wins. */
import { newId } from '../src/ids.ts';
import type { AssessedCriterion, Language, Localized, Recommendation, Stage } from '../src/types.ts';
import { moveStage } from './applications.ts';
import type { Tx } from './client.ts';
import { clearDeadline, setDeadline } from './deadlines.ts';
import { appendEvents } from './events.ts';
import { isSamePerson } from './keys.ts';
import { callOff, findingOf, type StepRow } from './steps.ts';

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
  /** When the application was taken back to before it; null: it holds. */
  taken_back_at: Date | null;
}

export interface NewDecision {
  applicationId: string;
  outcome: Outcome;
  /** Null only where a move on to `advanced` came without one. */
  reason: string | null;
  message: string | null;
  nextStepBy: Date | null;
  /** Not whoever decided before, where somebody has appealed since. */
  by: string;
}

/** Where each outcome can be decided, and where it leads. */
const FROM: Record<Outcome, ReadonlySet<Stage>> = {
  advance: new Set(['reviewing']),
  decline: new Set(['applied', 'screening', 'interviewing', 'reviewing']),
};
const TO: Record<Outcome, Stage> = { advance: 'advanced', decline: 'declined' };

const columns = (tx: Tx) => tx`
  d.id, d.application_id, d.outcome, d.reason, d.message, d.next_step_by, d.recommendation, d.decided_by, d.at,
  d.taken_back_at`;

/** Why nothing was decided: where the application is by now, and what was decided before, if anything. */
export type Undecided =
  | { refused: 'stage'; stage: Stage; last: DecisionRow | null }
  /** Whoever made a decision does not judge the appeal against it. */
  | { refused: 'same_person' }
  /** What a background check found is told, and waited for, before anybody is turned down. */
  | { refused: 'finding'; check: StepRow }
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
  const { applicationId, outcome, by, nextStepBy } = decision;
  await tx`
    select 1 from conversations where id = (select conversation_id from applications where id = ${applicationId})
    for no key update`;
  const [row] = await tx<{ stage: Stage; conversation_id: string }[]>`
    select stage, conversation_id from applications where id = ${applicationId} for update`;
  if (!row) return null;
  if (!FROM[outcome].has(row.stage))
    return { refused: 'stage', stage: row.stage, last: await lastDecision(tx, applicationId) };
  if (await judgesThemselves(tx, applicationId, by)) return { refused: 'same_person' };
  const check = outcome === 'decline' ? await findingOf(tx, applicationId) : null;
  if (check) return { refused: 'finding', check };
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
  if (nextStepBy) await setDeadline(tx, applicationId, 'next_step', nextStepBy);
  else await clearDeadline(tx, applicationId, 'next_step');
  await closeAppeals(tx, applicationId, by);
  return { decision: made, conversationId: row.conversation_id };
}

/**
 * To decline somebody, or to go on with them, is to decide about them, wherever a person does so: recorded in the transaction
 * that moved the application. Whether they may is asked before.
 */
export async function recordByMove(
  tx: Tx,
  decided: Pick<NewDecision, 'applicationId' | 'outcome' | 'reason' | 'by'>,
  conversationId: string,
): Promise<DecisionRow> {
  const made = await recordDecision(tx, { ...decided, message: null, nextStepBy: null }, conversationId);
  await clearDeadline(tx, decided.applicationId, 'next_step');
  await closeAppeals(tx, decided.applicationId, decided.by);
  return made;
}

/**
 * An appeal was made against the last decision, and this is whoever made it: by their own name, or with a key of theirs. What
 * became of the ticket says nothing: only another decision answers an appeal.
 */
export async function judgesThemselves(tx: Tx, applicationId: string, by: string): Promise<boolean> {
  const last = await lastDecision(tx, applicationId);
  if (!last || !(await isSamePerson(tx, last.decided_by, by))) return false;
  const appeals = await tx`
    select 1 from ${appealsOf(tx, applicationId)} and t.at >= ${last.at} limit 1`;
  return appeals.length > 0;
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

const appealsOf = (tx: Tx, applicationId: string) => tx`
  applications a join tickets t on t.conversation_id = a.conversation_id
    left join interviews i on i.id = t.interview_id
  where a.id = ${applicationId} and t.kind = 'appeal' and coalesce(t.application_id, i.application_id) = a.id`;

async function closeAppeals(tx: Tx, applicationId: string, by: string): Promise<void> {
  await tx`
    update tickets set state = 'closed', settled_at = now(), settled_by = ${by}
    where id in (select t.id from ${appealsOf(tx, applicationId)} and t.state = 'open')`;
}

/** What a conversation has to know to tell a decision, or that there is none yet. */
export interface ToTell {
  application_id: string;
  stage: Stage;
  title: Localized;
  /** The last interview that was begun; null: nobody was ever talked to about this. */
  interview_id: string | null;
  /** They have come to the end of that one, where they were promised to hear. */
  finished: boolean;
  language: Language | null;
  time_zone: string | null;
  site_zone: string | null;
}

/** @returns null when there is no such application */
export async function findToTell(tx: Tx, applicationId: string): Promise<ToTell | null> {
  const [row] = await tx<ToTell[]>`
    select a.id as application_id, a.stage, o.title, c.language, c.time_zone, o.site->>'time_zone' as site_zone,
      i.id as interview_id, coalesce(i.status = 'completed', false) as finished
    from applications a join openings o on o.id = a.opening_id join candidates c on c.id = a.candidate_id
      left join lateral (
        select id, status from interviews where application_id = a.id and status <> 'invited'
        order by position desc limit 1
      ) i on true
    where a.id = ${applicationId}`;
  return row ?? null;
}

/** A person has written in the chat since the last decision: what they promised is theirs to say. */
export async function heardFromHr(tx: Tx, applicationId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from applications a join turns u on u.conversation_id = a.conversation_id
    where a.id = ${applicationId} and u.speaker = 'hr'
      and u.at >= (select max(at) from decisions where application_id = a.id) limit 1`;
  return rows.length > 0;
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
