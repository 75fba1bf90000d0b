/**
 * What is kept of somebody, for themself: the link that they ask for in the chat, and the code of its page. It goes to where a
 * person reads, and not where an integrator speaks for one: neither link nor code stands among the turns.
 */
import { cameLately } from '../../../db/links.ts';
import { findPageLink, pageLinksMade } from '../../../db/page-links.ts';
import type { OwnData } from '../../flows/model.ts';
import type { Channel } from '../../ports.ts';
import type { NoticeParts, WriteNotice } from './notice.ts';
import { newCode, newPage } from './page.ts';

/** What its links are for, and where they lead. */
export const OWN_DATA = 'data';
const LINK_VALID_MS = 24 * 3_600_000;
const LINKS_A_DAY = 3;

/** The channels that show a line to the person, and to nobody else. */
export const outside = (channels: ReadonlyMap<string, Channel>): Map<string, Channel> =>
  new Map([...channels].filter(([, { capabilities }]) => !capabilities.inside));

/** @param from the channel that it was asked on */
export async function ownDataAsked(
  parts: NoticeParts,
  { conversationId, candidateId }: { conversationId: string; candidateId: string },
  from: string,
): Promise<OwnData> {
  const without = (key: string, person = false): OwnData => ({ line: { key }, link: null, person, from });
  if (!outside(parts.channels).has(from)) return without('own_data_person', true);
  // Who has come by a link or an invitation that went astray: there is a day to notice.
  if (await cameLately(parts.sql, conversationId)) return without('own_data_new_here');
  if ((await pageLinksMade(parts.sql, candidateId, OWN_DATA)) >= LINKS_A_DAY) return without('own_data_many');
  const page = newPage(parts, { subject: candidateId, path: OWN_DATA, validMs: LINK_VALID_MS });
  if (!page) return without('own_data_person', true);
  const line = { key: 'own_data_link', args: { link: page.url }, secret: page.secret };
  return { line, link: page.effect, person: false, from };
}

/** The page asked for it: `subject` is what is kept of its link. */
const code: WriteNotice = async (parts, link) => {
  const now = new Date(parts.now());
  const found = await findPageLink(parts.sql, { hash: link, purpose: OWN_DATA, now });
  if (!found?.open) return null;
  const { code: secret, effect } = newCode(parts, OWN_DATA, link);
  return {
    applicationId: null,
    lines: [{ key: 'own_data_code', args: { code: secret }, secret }],
    ifSaid: [effect],
    urgency: 'reply',
  };
};

/** Somebody has the link and not the chat. */
const locked: WriteNotice = async () => ({
  applicationId: null,
  lines: [{ key: 'own_data_locked' }],
  effects: [{ type: 'ticket', kind: 'link', interviewId: null, turn: null, reasons: ['code_guessed'] }],
  urgency: 'reply',
});

export const ownDataNotices: Record<string, WriteNotice> = {
  'own_data.code': code,
  'own_data.locked': locked,
};
