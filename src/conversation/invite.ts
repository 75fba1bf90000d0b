/** From rows that ask us to begin to events: whom to write to, where, and whether at all. */
import type { Lease } from '../../db/conversations.ts';
import type { SystemContent } from '../../db/inbox.ts';
import { findInviting, findScreening } from '../../db/invitations.ts';
import { findOpening } from '../../db/openings.ts';
import type { Undelivered } from '../../db/outbox.ts';
import { addressesOf } from '../../db/reach.ts';
import type { EngineEvent } from '../flows/model.ts';
import { mayTalk } from '../flows/stages.ts';
import { newId, newPersonalCode } from '../ids.ts';
import { screen } from '../pipeline/screening.ts';
import type { Runtime } from '../runtime.ts';
import { chooseRecipient, linkFor } from './recipient.ts';

/** An event, and where and when its line may go. */
export interface Beginning {
  event: EngineEvent;
  /** The identity that is written to; null: nobody. */
  to: string | null;
  /** The interview that the line belongs to. */
  about: string | null;
  /** The recipient's time zone, for quiet hours; null: not known. */
  zone: string | null;
  /** What did not reach them at another address. */
  carries?: Undelivered | null;
}

type Parts = Pick<Runtime, 'sql' | 'config' | 'channels' | 'flows' | 'now'>;
type Content<Kind extends SystemContent['kind']> = Extract<SystemContent, { kind: Kind }>;

/** Where nobody says where the work is. */
const SOMEWHERE = 'UTC';

export async function toInvite(
  parts: Parts,
  lease: Addressed,
  content: Content<'invite'>,
): Promise<Beginning> {
  const row = await findInviting(parts.sql, content.invitation_id);
  const opening = row && (await findOpening(parts.sql, row.opening_id));
  const pinned = opening && parts.flows.get(opening.flow);
  if (!row || !opening) throw new Error('an invitation is gone');
  const { to, unsaid } = await recipientOf(parts, lease, row.channel);
  const closed = opening.status !== 'open' || !pinned;
  return {
    event: {
      type: 'invite',
      invitation: {
        id: row.id,
        code: row.code,
        interviewId: row.interview_id,
        flowHash: pinned?.hash ?? '',
        channel: row.channel,
        title: opening.title,
        minutes: pinned?.flow.budget.minutes ?? 0,
        link: content.link,
        unsaid: row.over ?? (closed ? 'opening_not_open' : mayTalk(row.stage) ? unsaid : 'application_over'),
        language: row.language,
      },
    },
    to,
    about: row.interview_id,
    zone: row.time_zone ?? opening.site.time_zone ?? parts.config.defaultTimeZone ?? null,
  };
}

/** Only an application that nobody has moved, for an opening that is open, is screened. */
export async function toScreen(
  parts: Parts,
  lease: Addressed,
  { application_id: applicationId }: { application_id: string },
): Promise<Beginning> {
  const now = new Date(parts.now());
  const row = await findScreening(parts.sql, applicationId, now);
  const opening = row && (await findOpening(parts.sql, row.opening_id));
  const pinned = opening && parts.flows.get(opening.flow);
  if (row?.stage !== 'applied' || opening?.status !== 'open' || !pinned)
    return { event: { type: 'screened', screening: null }, to: null, about: null, zone: null };
  const site = opening.site.time_zone ?? parts.config.defaultTimeZone;
  const { profile, preferences, shifts } = row;
  const { requirements } = opening;
  const zone = site ?? row.time_zone ?? SOMEWHERE;
  const reasons = screen({ profile, preferences, requirements, shifts, zone, now });
  const { to, channel, unsaid } = await recipientOf(parts, lease, null);
  const [code, interviewId] = [newPersonalCode(), newId('int')];
  return {
    event: {
      type: 'screened',
      screening: {
        applicationId,
        reasons,
        invitation: {
          id: newId('inv'),
          code,
          interviewId,
          flowHash: pinned.hash,
          channel,
          title: opening.title,
          minutes: pinned.flow.budget.minutes,
          link: linkFor(parts.channels, channel, code),
          unsaid,
          language: row.language,
        },
      },
    },
    to,
    about: interviewId,
    zone: row.time_zone ?? site ?? null,
  };
}

type Addressed = Pick<Lease, 'conversationId' | 'replyIdentityId'>;

/** Who cannot be written to has a link all the same: to the web chat, which everybody can open. */
export async function recipientOf(
  { sql, channels, now }: Parts,
  { conversationId, replyIdentityId: replyTo }: Addressed,
  wanted: string | null,
): Promise<{ to: string | null; channel: string; unsaid: string | null }> {
  const known = await addressesOf(sql, conversationId);
  const chosen = chooseRecipient(known, { wanted, replyTo, running: channels, now: now() });
  return chosen.to
    ? { to: chosen.to.id, channel: chosen.to.channel, unsaid: null }
    : { to: null, channel: wanted ?? 'web', unsaid: chosen.unsaid };
}
