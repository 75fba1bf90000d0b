/** What concerns every step alike: something is wrong at its provider, and a person has to look. */
import { findStep } from '../../../db/steps.ts';
import type { WriteNotice } from './notice.ts';

const trouble: WriteNotice = async ({ sql }, subject) => {
  const step = await findStep(sql, subject);
  if (!step?.trouble) return null;
  const { application_id: applicationId, kind, trouble } = step;
  const ticket = {
    ...({ type: 'ticket', kind: 'step', interviewId: null, turn: null, applicationId } as const),
    reasons: [kind, trouble],
  };
  return { applicationId, lines: [], effects: [ticket] };
};

export const stepNotices: Record<string, WriteNotice> = { 'step.trouble': trouble };
