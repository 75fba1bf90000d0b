/** What is to be done at the provider of a step: taken under a lease, so that one process at a time asks. */
import type { Json, Language, StepKind } from '../src/types.ts';
import type { Sql, Tx } from './client.ts';

export interface StepWork {
  id: string;
  token: string;
  work: 'start' | 'cancel' | 'reschedule';
  kind: StepKind;
  provider: string;
  externalId: string | null;
  applicationId: string;
  candidateId: string;
  conversationId: string;
  language: Language;
  data: Record<string, Json>;
  /** How often another time was wanted, up to what `data` says. */
  rescheduled: number;
  /** This one included. */
  tries: number;
}

/** Takes the work if it is due and nobody living has it. */
export async function takeStepWork(
  sql: Sql,
  id: string,
  token: string,
  leaseMs: number,
): Promise<StepWork | null> {
  const [row] = await sql<StepWork[]>`
    update steps s set work_token = ${token}, work_tries = s.work_tries + 1,
      work_lease_until = clock_timestamp() + ${leaseMs} * interval '1 ms'
    from applications a, candidates c
    where s.id = ${id} and a.id = s.application_id and c.id = a.candidate_id
      and s.work is not null and s.work_due_at <= clock_timestamp()
      and coalesce(s.work_lease_until, '-infinity') < clock_timestamp()
    returning s.id, ${token} as token, s.work, s.kind, s.provider, s.external_id as "externalId",
      s.application_id as "applicationId", a.candidate_id as "candidateId", a.conversation_id as "conversationId",
      coalesce(c.language, 'zh') as language, s.data, s.rescheduled,
      s.work_tries as tries`;
  return row ?? null;
}

/** The provider has it. False when somebody else is at it, or something else is wanted by now. */
export async function finishStepWork(tx: Tx, work: StepWork, externalId: string | null): Promise<boolean> {
  const rows = await tx`
    update steps set work = work_next, work_next = null, work_due_at = case when work_next is null then null else now() end,
      work_token = null, work_lease_until = null, work_tries = 0, trouble = null, external_id = coalesce(${externalId}, external_id), updated_at = now()
    where id = ${work.id} and work_token = ${work.token} and work = ${work.work} returning 1`;
  return rows.length > 0;
}

/**
 * Not this time. `waitMs` null: it is not tried again by itself.
 * @returns false when somebody else is at it
 */
export async function postponeStepWork(
  tx: Tx,
  work: StepWork,
  { waitMs, trouble }: { waitMs: number | null; trouble: string },
): Promise<boolean> {
  const rows = await tx`
    update steps set work_token = null, work_lease_until = null, trouble = ${trouble}, updated_at = now(),
      -- Who does not want to begin is not told of another time.
      work = case when ${waitMs}::float8 is not null then work when work = 'start' then null else work_next end,
      work_next = case when ${waitMs}::float8 is null then null else work_next end,
      work_tries = case when ${waitMs}::float8 is null then 0 else work_tries end,
      work_due_at = clock_timestamp() + coalesce(${waitMs}::float8, 0) * interval '1 ms'
    where id = ${work.id} and work_token = ${work.token} and work = ${work.work} returning 1`;
  return rows.length > 0;
}

/** Steps with something to do that nobody is at: what the sweep looks after. */
export async function dueStepWork(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from steps
    where work is not null and work_due_at <= clock_timestamp()
      and coalesce(work_lease_until, '-infinity') < clock_timestamp()
    order by work_due_at limit ${limit}`;
  return rows.map(({ id }) => id);
}
