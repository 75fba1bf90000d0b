/**
 * What the pipeline has to say, by name: a resource is one file beside this one and one line here. Whoever takes a notice up
 * looks what is so now; a name that nobody writes is nothing to be said.
 */
import type { Lease } from '../../../db/conversations.ts';
import { findToTell } from '../../../db/decisions.ts';
import type { Notice } from '../../flows/model.ts';
import { type Beginning, recipientOf } from '../invite.ts';
import { backgroundCheckNotices } from './background-check.ts';
import { contractNotices } from './contract.ts';
import { employmentNotices } from './employment.ts';
import type { NoticeDraft, NoticeParts, WriteNotice } from './notice.ts';
import { onboardingNotices } from './onboarding.ts';
import { outside, ownDataNotices } from './own-data.ts';
import { stepNotices } from './steps.ts';

const notices: Record<string, WriteNotice> = {
  ...stepNotices,
  ...backgroundCheckNotices,
  ...contractNotices,
  ...onboardingNotices,
  ...employmentNotices,
  ...ownDataNotices,
};

export async function toNotice(
  parts: NoticeParts,
  lease: Pick<Lease, 'conversationId' | 'replyIdentityId'>,
  { notice: name, subject }: { notice: string; subject: string },
): Promise<Beginning> {
  const draft = await notices[name]?.(parts, subject);
  if (draft?.applicationId === null) return toThemself(parts, lease, name, draft);
  const row = draft && (await findToTell(parts.sql, draft.applicationId));
  if (!draft || !row) return { event: { type: 'notice', notice: null }, to: null, about: null, zone: null };
  const { to, unsaid } = await recipientOf(parts, lease, null);
  const notice: Notice = {
    applicationId: row.application_id,
    interviewId: row.interview_id,
    unsaid,
    language: row.language,
    ...toBeSaid(name, draft),
  };
  const zone = row.time_zone ?? row.site_zone ?? parts.config.defaultTimeZone ?? null;
  return { event: { type: 'notice', notice }, to, about: row.interview_id, zone };
}

/** About no application: it may be somebody who has none. */
async function toThemself(
  parts: NoticeParts,
  lease: Pick<Lease, 'conversationId' | 'replyIdentityId'>,
  name: string,
  draft: NoticeDraft,
): Promise<Beginning> {
  const { to, unsaid } = await recipientOf({ ...parts, channels: outside(parts.channels) }, lease, null);
  const about = { applicationId: null, interviewId: null, unsaid, language: null };
  return {
    event: { type: 'notice', notice: { ...about, ...toBeSaid(name, draft) } },
    to,
    about: null,
    zone: null,
  };
}

const toBeSaid = (name: string, { lines, effects = [], ifSaid = [], urgency = 'notice' }: NoticeDraft) => ({
  ...{ name, lines, effects, ifSaid, urgency },
});
