/** Assessments: what a model, a person or the rules made of an interview. Versions are added, never changed. */
import { newId } from '../src/ids.ts';
import type {
  AssessedCriterion,
  AssessmentChange,
  NeedsPerson,
  Recommendation,
  RecommendationReason,
  RubricRef,
  UnaskedExperience,
} from '../src/types.ts';
import { type AssessmentJob, finishJob } from './assessment-jobs.ts';
import type { Sql, Tx } from './client.ts';
import { appendEvents } from './events.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';
import { noteRating, noteReview } from './reviews.ts';

export interface NewAssessment {
  interviewId: string;
  conversationId: string;
  applicationId: string;
  openingId: string;
  madeBy: 'model' | 'person' | 'rules';
  ratedBy: string | null;
  model: string | null;
  promptVersion: string | null;
  rubric: RubricRef;
  criteria: AssessedCriterion[];
  unasked: UnaskedExperience[];
  recommendation: Recommendation;
  reasons: RecommendationReason[];
  needsPerson: NeedsPerson[];
  changes: AssessmentChange[];
  reopenedBy: readonly number[];
  uncertainty: number;
  upToSeq: number;
}

export interface AssessmentRow {
  id: string;
  interview_id: string;
  version: number;
  made_by: NewAssessment['madeBy'];
  rated_by: string | null;
  model: string | null;
  prompt_version: string | null;
  rubric: RubricRef;
  criteria: AssessedCriterion[];
  unasked: UnaskedExperience[];
  recommendation: Recommendation;
  reasons: RecommendationReason[];
  needs_person: NeedsPerson[];
  changes: AssessmentChange[];
  reopened_by: number[];
  uncertainty: number;
  up_to_seq: number;
  created_at: Date;
  /** The version that took its place; null while it is the newest, and of a person's rating. */
  superseded_by: string | null;
}

const selected = (tx: Tx) => tx`
  s.id, s.interview_id, s.version, s.made_by, s.rated_by, s.model, s.prompt_version, s.rubric, s.criteria, s.unasked,
  s.recommendation, s.reasons, s.needs_person, s.changes, to_jsonb(s.reopened_by) as reopened_by, s.uncertainty, s.up_to_seq,
  s.created_at, case when s.made_by <> 'person' then (
    select n.id from assessments n
    where n.interview_id = s.interview_id and n.version > s.version and n.made_by <> 'person'
    order by n.version limit 1) end as superseded_by`;

/**
 * Writes what a job has made, if the job is still its own; what was added while it was made stays wanted.
 * @returns false when the job was lost: somebody else has it, or there is nobody to be assessed any more
 */
export async function commitAssessment(
  sql: Sql,
  job: AssessmentJob,
  seen: { wanted: number; addedSeqs: readonly number[] },
  made: NewAssessment | null,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    // The conversation first, as everywhere: an erasure and a turn wait for each other here, and for nobody in a ring.
    await tx`select 1 from conversations where id = ${job.conversationId} for no key update`;
    const held = await tx`
      select 1 from assessment_jobs where interview_id = ${job.interviewId} and lease_token = ${job.token} for update`;
    if (held.length === 0) return false;
    if (made) await insertAssessment(tx, made);
    await finishJob(tx, job, seen);
    return true;
  });
}

/** The caller holds the conversation's row. */
export async function insertAssessment(tx: Tx, made: NewAssessment): Promise<AssessmentRow> {
  const id = newId('asm');
  const json = (value: unknown) => tx.json(value as never);
  const [row] = await tx<{ version: number }[]>`
    insert into assessments (id, interview_id, conversation_id, version, made_by, rated_by, model, prompt_version, rubric,
      criteria, unasked, recommendation, reasons, needs_person, changes, reopened_by, uncertainty, up_to_seq)
    values (${id}, ${made.interviewId}, ${made.conversationId},
      1 + coalesce((select max(version) from assessments where interview_id = ${made.interviewId}), 0),
      ${made.madeBy}, ${made.ratedBy}, ${made.model}, ${made.promptVersion}, ${json(made.rubric)},
      ${json(made.criteria)}, ${json(made.unasked)}, ${made.recommendation}, ${json(made.reasons)},
      ${json(made.needsPerson)}, ${json(made.changes)}, ${[...made.reopenedBy]}::bigint[], ${made.uncertainty},
      ${made.upToSeq})
    returning version`;
  if (made.madeBy === 'person') await noteRating(tx, made.interviewId);
  else await noteReview(tx, { ...made, assessmentId: id });
  const { interviewId, conversationId, applicationId, madeBy } = made;
  const data = { interview_id: interviewId, assessment_id: id, version: row!.version, by: madeBy };
  await appendEvents(tx, [{ type: 'assessment.created', conversationId, applicationId, data }]);
  return (await findAssessment(tx, interviewId, id))!;
}

export async function findAssessment(tx: Tx, interviewId: string, id: string): Promise<AssessmentRow | null> {
  const [row] = await tx<AssessmentRow[]>`
    select ${selected(tx)} from assessments s where s.interview_id = ${interviewId} and s.id = ${id}`;
  return row ?? null;
}

/** The newest that is no person's. */
export async function latestAssessment(tx: Tx, interviewId: string): Promise<AssessmentRow | null> {
  const [row] = await tx<AssessmentRow[]>`
    select ${selected(tx)} from assessments s
    where s.interview_id = ${interviewId} and s.made_by <> 'person' order by s.version desc limit 1`;
  return row ?? null;
}

/** The newest that a model has scored: what comes after it is read beside it. */
export async function latestScored(tx: Tx, interviewId: string): Promise<AssessmentRow | null> {
  const [row] = await tx<AssessmentRow[]>`
    select ${selected(tx)} from assessments s
    where s.interview_id = ${interviewId} and s.made_by = 'model' order by s.version desc limit 1`;
  return row ?? null;
}

/** Newest first. */
export async function listAssessments(
  tx: Tx,
  interviewId: string,
  page: PageRequest,
): Promise<Page<AssessmentRow>> {
  const rows = await tx<AssessmentRow[]>`
    select ${selected(tx)} from assessments s
    where s.interview_id = ${interviewId} ${asked(tx, page.after, tx`and s.version < ${page.after}`)}
    order by s.version desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.version);
}

/** The kinds of what was left for a person in this interview. */
export async function ticketKindsOf(tx: Tx, interviewId: string): Promise<string[]> {
  const rows = await tx<{ kind: string }[]>`
    select distinct kind from tickets where interview_id = ${interviewId} order by kind`;
  return rows.map(({ kind }) => kind);
}

/**
 * The words go, and whoever is at it has nothing to write to; scores, versions and times stay.
 * @param held the words stay, because a hold names them; nobody is asked to look at them any more
 */
export async function eraseAssessments(tx: Tx, conversationId: string, held: boolean): Promise<void> {
  await tx`delete from assessment_jobs where conversation_id = ${conversationId}`;
  await tx`delete from reviews where interview_id in (
    select id from interviews where conversation_id = ${conversationId})`;
  if (held) return;
  await tx`
    update assessments set unasked = '[]', criteria = coalesce((
      select jsonb_agg(one || '{"evidence": []}' order by place)
      from jsonb_array_elements(criteria) with ordinality as c(one, place)), '[]')
    where conversation_id = ${conversationId}`;
}
