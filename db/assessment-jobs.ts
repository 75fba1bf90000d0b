/** Which interviews are to be assessed, and who is at it. */
import type { Sql, Tx } from './client.ts';

/** The longest that additions of one interview are gathered before they are assessed. */
const GATHER_AT_MOST_S = 600;

/** Each addition is waited for twice as long as the one before: whoever adds without end has few versions made. */
const gathered = (tx: Tx, additions: string) => tx`
  clock_timestamp() + least(${GATHER_AT_MOST_S}, power(2, least(${tx(additions)}, 20))) * interval '1 second'`;

/**
 * There is something to assess: the interview is complete, or `turn` was added to it. In the transaction of that change.
 */
export async function wantAssessment(tx: Tx, interviewId: string, turn: number | null): Promise<void> {
  await tx`
    insert into assessment_jobs as j (interview_id, conversation_id, added_seqs)
    select id, conversation_id, ${turn === null ? [] : [turn]}::bigint[] from interviews where id = ${interviewId}
    on conflict (interview_id) do update set
      wanted = j.wanted + 1, additions = j.additions + 1, added_seqs = j.added_seqs || excluded.added_seqs,
      attempts = case when j.done < j.wanted then j.attempts else 0 end,
      due_at = case when j.done < j.wanted then j.due_at else ${gathered(tx, 'j.additions')} end`;
}

export interface AssessmentJob {
  interviewId: string;
  conversationId: string;
  token: string;
  /** This try included. */
  attempts: number;
}

/** Takes the job of an interview if it is due and nobody is at it. */
export async function takeAssessment(
  sql: Sql,
  interviewId: string,
  token: string,
  leaseMs: number,
): Promise<AssessmentJob | null> {
  const [row] = await sql<AssessmentJob[]>`
    update assessment_jobs set lease_token = ${token}, attempts = attempts + 1,
      lease_until = clock_timestamp() + ${leaseMs} * interval '1 ms'
    where interview_id = ${interviewId} and done < wanted and due_at <= clock_timestamp()
      and coalesce(lease_until, '-infinity') < clock_timestamp()
    returning interview_id as "interviewId", conversation_id as "conversationId", lease_token as token, attempts`;
  return row ?? null;
}

/** Keeps a job that is worked on; false when somebody else has it, or nobody may. */
export async function extendAssessment(sql: Sql, job: AssessmentJob, leaseMs: number): Promise<boolean> {
  const rows = await sql`
    update assessment_jobs set lease_until = clock_timestamp() + ${leaseMs} * interval '1 ms'
    where interview_id = ${job.interviewId} and lease_token = ${job.token} returning 1`;
  return rows.length > 0;
}

/** How much is wanted, and the turns that were added since the last version. */
export async function wantedOf(
  sql: Sql,
  job: AssessmentJob,
): Promise<{ wanted: number; addedSeqs: number[] } | null> {
  const [row] = await sql<{ wanted: number; addedSeqs: number[] }[]>`
    select wanted, added_seqs as "addedSeqs" from assessment_jobs
    where interview_id = ${job.interviewId} and lease_token = ${job.token}`;
  return row ? { ...row, addedSeqs: row.addedSeqs.map(Number) } : null;
}

/** Not now: another try after a while. Given back without a try having been made, it does not count as one. */
export async function postponeAssessment(
  sql: Sql,
  job: AssessmentJob,
  { waitMs, tried }: { waitMs: number; tried: boolean },
): Promise<void> {
  await sql`
    update assessment_jobs set lease_token = null, lease_until = null,
      due_at = clock_timestamp() + ${waitMs} * interval '1 ms', attempts = attempts - ${tried ? 0 : 1}
    where interview_id = ${job.interviewId} and lease_token = ${job.token}`;
}

/** What was wanted when the interview was read is done; what was added since is the next version's. */
export async function finishJob(
  tx: Tx,
  job: AssessmentJob,
  seen: { wanted: number; addedSeqs: readonly number[] },
): Promise<void> {
  await tx`
    update assessment_jobs set done = ${seen.wanted}, attempts = 0, lease_token = null, lease_until = null,
      due_at = case when wanted > ${seen.wanted} then ${gathered(tx, 'additions')} else due_at end,
      added_seqs = coalesce((select array_agg(seq order by seq) from unnest(added_seqs) seq
        where seq <> all(${[...seen.addedSeqs]}::bigint[])), '{}')
    where interview_id = ${job.interviewId} and lease_token = ${job.token}`;
}

/** Interviews that are due and that nobody is at: what the sweep wakes. */
export async function dueAssessments(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select interview_id as id from assessment_jobs
    where done < wanted and due_at <= clock_timestamp() and coalesce(lease_until, '-infinity') < clock_timestamp()
    order by due_at limit ${limit}`;
  return rows.map((row) => row.id);
}
