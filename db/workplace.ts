/** The first shift and the work of one person, as the chat has to know them. */
import type { Tx } from './client.ts';
import { type EmploymentRow, findEmployment } from './employments.ts';
import { findStep, type StepRow } from './steps.ts';

/** The onboarding of a person that has not ended, the last one. */
export async function openOnboardingOf(tx: Tx, candidateId: string): Promise<StepRow | null> {
  const [row] = await tx<{ id: string }[]>`
    select s.id from steps s join applications a on a.id = s.application_id
    where a.candidate_id = ${candidateId} and s.kind = 'onboarding' and s.ended_at is null
    order by s.position desc limit 1`;
  return row ? findStep(tx, row.id) : null;
}

/** The employment of a person that has not ended, else the last one. */
export async function employmentOf(tx: Tx, candidateId: string): Promise<EmploymentRow | null> {
  const [row] = await tx<{ id: string }[]>`
    select e.id from employments e join applications a on a.id = e.application_id
    where a.candidate_id = ${candidateId} order by e.state <> 'ended' desc, e.position desc limit 1`;
  return row ? findEmployment(tx, row.id) : null;
}
