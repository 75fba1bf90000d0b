/** The same number on two channels: who else has it here, and a code that goes to it. */
import type { InboxRow, Lease } from '../../db/conversations.ts';
import type { SystemContent } from '../../db/inbox.ts';
import { linksMade } from '../../db/links.ts';
import { othersByPhone } from '../../db/reach.ts';
import type { SameNumber } from '../flows/ways.ts';
import { newId, newPersonalCode } from '../ids.ts';
import type { Runtime } from '../runtime.ts';
import type { Beginning } from './invite.ts';
import { phoneTypes } from './recipient.ts';

/** Codes that one person is sent in a day, however often somebody asks. */
const MOST_A_DAY = 6;

/** Somebody else's record with the number that one of these rows shares; null mostly. */
export async function sameNumberFor(
  { sql, channels }: Pick<Runtime, 'sql' | 'channels'>,
  { conversationId }: Pick<Lease, 'conversationId'>,
  rows: readonly InboxRow[],
): Promise<SameNumber | null> {
  const shared = rows.findLast(({ content }) => content?.kind === 'contact' && content.own)?.content;
  if (shared?.kind !== 'contact') return null;
  const types = phoneTypes(channels);
  return othersByPhone(sql, shared.phone, conversationId, types);
}

/** The code goes to the address whose number was shared, if we may write there. */
export async function toProve(
  { sql, channels, linkHash }: Pick<Runtime, 'sql' | 'channels' | 'linkHash'>,
  { conversationId, identities }: Pick<Lease, 'conversationId' | 'identities'>,
  { identity, channel }: Extract<SystemContent, { kind: 'prove' }>,
): Promise<Beginning> {
  const to = identities.find(({ id, state }) => id === identity && state === 'open');
  const sends = to && channels.has(to.channel) && (await linksMade(sql, conversationId)) < MOST_A_DAY;
  const code = newPersonalCode();
  const move = sends ? { id: newId('lnk'), code, hash: linkHash(code) } : null;
  return { event: { type: 'prove', channel, move }, to: sends ? to.id : null, about: null, zone: null };
}
