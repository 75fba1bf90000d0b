/** Seats: those of shifts, and those of an opening, which somebody has who is about to work there or does. */
import type { Tx } from './client.ts';
import { screenWaiting } from './deadlines.ts';

/**
 * Gives back what an application had: its seats in shifts, and its place in the opening, which takes people again if it was
 * full by this one only. The conversation must be locked, and the application not be on its way any more.
 */
export async function freeSeat(tx: Tx, applicationId: string): Promise<void> {
  await tx`
    select 1 from shifts where id in (select shift_id from shift_claims where application_id = ${applicationId})
    order by id for update`;
  await tx`delete from shift_claims where application_id = ${applicationId}`;
  const [opening] = await tx<{ id: string; headcount: number; status: string }[]>`
    select o.id, o.headcount, o.status from openings o join applications a on a.opening_id = o.id
    where a.id = ${applicationId} for update of o`;
  if (opening?.status !== 'filled') return;
  const [seats] = await tx<{ taken: number }[]>`
    select count(*)::int as taken from applications a
    where a.opening_id = ${opening.id} and a.id <> ${applicationId} and (
      exists (select 1 from employments e where e.application_id = a.id and e.state <> 'ended')
      or exists (select 1 from steps s where s.application_id = a.id and s.kind = 'onboarding'
        and s.state in ('scheduled', 'checked_in')))`;
  // Fuller or emptier than that, it was filled for another reason.
  if (seats!.taken !== opening.headcount - 1) return;
  await tx`update openings set status = 'open', updated_at = now() where id = ${opening.id}`;
  await screenWaiting(tx, opening.id);
}
