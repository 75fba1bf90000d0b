/** What concerns every step alike: something is wrong at its provider, and a person has to look. */
import type { Tx } from '../../../db/client.ts';
import { findEmploymentOf } from '../../../db/employments.ts';
import { findStep, type StepRow } from '../../../db/steps.ts';
import { hasOpenTicket } from '../../../db/tickets.ts';
import type { NoticeDraft, WriteNotice } from './notice.ts';

const trouble: WriteNotice = async ({ sql }, subject) => {
  const step = await findStep(sql, subject);
  return step?.trouble ? ticketFor(step, [step.trouble]) : null;
};

function ticketFor({ application_id: applicationId, kind }: StepRow, reasons: string[]): NoticeDraft {
  const about = { interviewId: null, turn: null, applicationId };
  return {
    applicationId,
    lines: [],
    effects: [{ type: 'ticket', kind: 'step', ...about, reasons: [kind, ...reasons] }],
  };
}

/** However often it is told, one is enough until somebody has looked. */
async function ticketOnce(sql: Tx, step: StepRow, reasons: string[]): Promise<NoticeDraft | null> {
  const { application_id: applicationId, kind } = step;
  const asked = await hasOpenTicket(sql, { applicationId, kind: 'step', reasons: [kind, ...reasons] });
  return asked ? null : ticketFor(step, reasons);
}

/** A provider takes back what it said at the end: nothing is undone by that, a person decides what follows. */
const lateReport: WriteNotice = async ({ sql }, subject) => {
  const step = await findStep(sql, subject);
  const reported = step?.data.late_report;
  if (!step || typeof reported !== 'string') return null;
  return ticketOnce(sql, step, ['late_report', reported]);
};

/** A provider says that somebody has worked for whom no work can begin here: it waits until people have settled what is lacking. */
const unmetReport: WriteNotice = async ({ sql }, subject) => {
  const step = await findStep(sql, subject);
  const { unmet_report: reported, lacking } = step?.data ?? {};
  if (!step || step.ended_at !== null || typeof reported !== 'string') return null;
  return ticketOnce(sql, step, ['unmet_report', reported, String(lacking)]);
};

/** Somebody works by a provider's word, and nobody has said for what. */
const noWage: WriteNotice = async ({ sql }, subject) => {
  const step = await findStep(sql, subject);
  const employment = step && (await findEmploymentOf(sql, step.application_id));
  return employment?.wages.length === 0 ? ticketOnce(sql, step!, ['no_wage']) : null;
};

/** Its shift has other times, and nobody can guess which one is theirs. */
const shiftMoved: WriteNotice = async ({ sql }, subject) => {
  const step = await findStep(sql, subject);
  return step?.state === 'scheduled' ? ticketOnce(sql, step, ['shift_moved']) : null;
};

const noShow: WriteNotice = async ({ sql }, subject) => {
  const step = await findStep(sql, subject);
  return step?.state === 'no_show' ? ticketFor(step, ['no_show']) : null;
};

/** A provider says that somebody did not come whose shift has not begun, or came who has no place any more; or voids what somebody
 * works by, or has somebody work beside what is not settled. */
const odd =
  (why: string): WriteNotice =>
  async ({ sql }, subject) => {
    const step = await findStep(sql, subject);
    return step && ticketOnce(sql, step, [why]);
  };

export const stepNotices: Record<string, WriteNotice> = {
  'step.trouble': trouble,
  'step.late_report': lateReport,
  'step.unmet_report': unmetReport,
  'step.no_wage': noWage,
  'step.shift_moved': shiftMoved,
  'step.no_show': noShow,
  'step.early_no_show': odd('early_no_show'),
  'step.after_no_show': odd('after_no_show'),
  'step.voided_under_work': odd('voided_under_work'),
  'step.completed_beside': odd('completed_beside'),
};
