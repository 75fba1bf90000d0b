/** What the chat has to know of somebody's first shift and of their work. */
import { pendingApproval } from '../../db/approvals.ts';
import type { EmploymentRow } from '../../db/employments.ts';
import { latestPay } from '../../db/pay-statements.ts';
import type { StepRow } from '../../db/steps.ts';
import { employmentOf, openOnboardingOf } from '../../db/workplace.ts';
import { dayIn } from '../flows/days.ts';
import type { Employment, Shift, Workplace } from '../flows/workplace.ts';
import { zoneOf } from '../pipeline/employment.ts';
import { firstShiftOf } from '../pipeline/onboarding.ts';
import type { Runtime } from '../runtime.ts';
import { payslipOf } from './notices/pay.ts';
import { whenOf } from './when.ts';

type Parts = Pick<Runtime, 'sql' | 'config' | 'now'>;

export async function workplaceOf(parts: Parts, candidateId: string): Promise<Workplace> {
  const step = await openOnboardingOf(parts.sql, candidateId);
  const row = await employmentOf(parts.sql, candidateId);
  return { shift: step && toShift(step), employment: row && (await toEmployment(parts, row)) };
}

function toShift(step: StepRow): Shift | null {
  const shift = firstShiftOf(step);
  if (!shift) return null;
  return {
    stepId: step.id,
    applicationId: step.application_id,
    state: step.state as Shift['state'],
    released: step.state === 'no_show' && step.data.released === true,
    startsAt: Date.parse(shift.starts_at),
    when: whenOf(shift),
    askFor: shift.ask_for?.name ?? null,
  };
}

async function toEmployment({ sql, config, now }: Parts, row: EmploymentRow): Promise<Employment> {
  const today = dayIn(now(), zoneOf(row, config));
  const resignation = await pendingApproval(sql, row.id, 'resignation');
  const pay = await latestPay(sql, row.id);
  return {
    id: row.id,
    applicationId: row.application_id,
    title: row.title,
    state: row.state,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    today,
    resignation: resignation && { lastDay: resignation.data.last_day! },
    pay: pay && payslipOf(pay, today),
  };
}
