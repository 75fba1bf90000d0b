/** Work in the chat: the payslip on pay day, what was said to a resignation, a new wage, the last day. */
import { findApproval } from '../../../db/approvals.ts';
import { type EmploymentRow, findEmployment, findEmploymentOf } from '../../../db/employments.ts';
import { untoldPay } from '../../../db/pay-statements.ts';
import { dayIn } from '../../flows/days.ts';
import type { Effect, NoticeLine } from '../../flows/model.ts';
import { payslip } from '../../flows/work.ts';
import { payDayAt, toldFrom, zoneOf } from '../../pipeline/employment.ts';
import { dayWords } from '../when.ts';
import type { NoticeDraft, NoticeParts, WriteNotice } from './notice.ts';
import { payslipOf, wageWords } from './pay.ts';

/** Several at once, where several were paid on one day. */
const SLIPS_AT_MOST = 3;

const today = ({ now, config }: NoticeParts, row: EmploymentRow): string => dayIn(now(), zoneOf(row, config));

/** What is paid today is told, and the clock set for what is paid next. */
const payDay: WriteNotice = async (parts, subject) => {
  const employment = await findEmploymentOf(parts.sql, subject);
  if (!employment) return null;
  const day = today(parts, employment);
  const untold = await untoldPay(parts.sql, employment.id, toldFrom(day));
  const due = untold.filter(({ paid_on }) => paid_on <= day).slice(0, SLIPS_AT_MOST);
  const [next] = untold.filter((pay) => !due.includes(pay));
  const effects: Effect[] = [];
  if (due.length > 0) effects.push({ type: 'pay_told', statementIds: due.map(({ id }) => id) });
  if (next) {
    const at = payDayAt(next.paid_on, zoneOf(employment, parts.config), parts.now());
    effects.push({ type: 'deadline', applicationId: subject, kind: 'employment.pay_day', at });
  }
  const lines: NoticeLine[] = due.flatMap((pay) => payslip(payslipOf(pay, day), employment.title));
  if (lines.length > 0) lines.push({ key: 'pay_wrong' });
  return { applicationId: subject, lines, effects };
};

/** Somebody works from a day on, and for what where anybody has said. */
export function begun({
  application_id: applicationId,
  title,
  starts_on,
  wages,
}: EmploymentRow): NoticeDraft {
  const [wage] = wages;
  const args = {
    ...{ title, day: dayWords(starts_on) },
    ...{ wage: wage ? wageWords(wage) : '', known: wage ? 'yes' : 'no' },
  };
  return { applicationId, lines: [{ key: 'employment_started', args }] };
}

/** Without a first shift that was completed. */
const started: WriteNotice = async ({ sql }, subject) => {
  const employment = await findEmployment(sql, subject);
  return employment && begun(employment);
};

/** The last day is over. Whoever was given another one meanwhile has another clock. */
const over: WriteNotice = async (parts, subject) => {
  const employment = await findEmploymentOf(parts.sql, subject);
  if (employment?.state !== 'leaving' || employment.ends_on! >= today(parts, employment)) return null;
  const { id: employmentId, ends_on: endsOn } = employment;
  return {
    ...goodbye(employment),
    effects: [{ type: 'employment_over', employmentId, endsOn: endsOn! }],
  };
};

const goodbye = ({ application_id: applicationId, title, ends_on }: EmploymentRow) => ({
  applicationId,
  lines: [{ key: 'employment_ended', args: { title, day: dayWords(ends_on!) } }],
});

const ended: WriteNotice = async ({ sql }, subject) => {
  const employment = await findEmployment(sql, subject);
  return employment?.state === 'ended' ? goodbye(employment) : null;
};

const leaving: WriteNotice = async ({ sql }, subject) => {
  const employment = await findEmployment(sql, subject);
  if (employment?.state !== 'leaving') return null;
  const args = { title: employment.title, day: dayWords(employment.ends_on!) };
  return { applicationId: employment.application_id, lines: [{ key: 'employment_leaving', args }] };
};

/** What was decided about something that was asked for. */
const decided: WriteNotice = async ({ sql }, subject) => {
  const approval = await findApproval(sql, subject);
  const employment = approval && (await findEmployment(sql, approval.employment_id));
  if (!employment) return null;
  const { application_id: applicationId, title } = employment;
  const { kind, state, reason, data } = approval;
  if (kind === 'wage_change') {
    if (state !== 'approved' || !data.wage) return null;
    const args = { title, day: dayWords(data.from!), wage: wageWords(data.wage) };
    return { applicationId, lines: [{ key: 'wage_changed', args }] };
  }
  if (state === 'rejected')
    return { applicationId, lines: [{ key: 'resign_rejected', args: { message: reason ?? '' } }] };
  if (state !== 'approved' || employment.ends_on === null) return null;
  const args = {
    ...{ day: dayWords(employment.ends_on), message: reason ?? '' },
    given: reason === null ? 'no' : 'yes',
  };
  return { applicationId, lines: [{ key: 'resign_approved', args }] };
};

export const employmentNotices: Record<string, WriteNotice> = {
  'employment.started': started,
  'employment.pay_day': payDay,
  'employment.over': over,
  'employment.ended': ended,
  'employment.leaving': leaving,
  'approval.decided': decided,
};
