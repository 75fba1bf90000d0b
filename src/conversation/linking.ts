/**
 * Several addresses of one person. A row that brings a link's code, or says that somebody else did, is taken up alone: what
 * was received before it is answered before it.
 */
import { type InboxRow, type Lease, releaseLease } from '../../db/conversations.ts';
import { LineUnderWay } from '../../db/erasure.ts';
import { lookUp } from '../../db/links.ts';
import { commitJoin, type Joining } from '../../db/moving.ts';
import { wholeCommand } from '../flows/intents.ts';
import { disowns, wantsToMove } from '../flows/moves.ts';
import type { Move, Way } from '../flows/ways.ts';
import { isPersonalCode, newId, newPersonalCode } from '../ids.ts';
import type { Channel } from '../ports.ts';
import type { Runtime } from '../runtime.ts';
import { codeIn, MAX_TRIES } from './codes.ts';
import { isOptOutRow, type Ready, textOf } from './heard.ts';

type Parts = Pick<Runtime, 'sql' | 'linkHash' | 'channels'>;

/** The code of a row that may be a link's or an invitation's. */
function personalCode({ content, identityId }: InboxRow): string | null {
  if (identityId === null || (content?.kind !== 'start' && content?.kind !== 'text')) return null;
  const code = codeIn(content);
  return code !== null && isPersonalCode(code) ? code : null;
}

/** The rows to take up now, and the conversation that the first of them leads to, if it is another. */
export async function withoutCrossing(
  parts: Parts,
  lease: Pick<Lease, 'conversationId'>,
  ready: Ready,
): Promise<{ ready: Ready; joining: Joining | null }> {
  const { rows } = ready;
  if (ready.aside !== 'no') return { ready, joining: null };
  // Who asks us to stop is heard at once, whatever else came along.
  const stops = rows.some(isOptOutRow);
  const asked = new Map<string, number>();
  for (const [i, row] of rows.entries()) {
    const code = personalCode(row);
    if (code === null) {
      if (stops || !row.identityId || !disowns(textOf(row))) continue;
      return { ready: cut(ready, i), joining: null };
    }
    const identityId = row.identityId!;
    const hash = parts.linkHash(code);
    const { tries, link } = await lookUp(parts.sql, hash, identityId);
    const n = (asked.get(identityId) ?? tries) + 1;
    if (n > MAX_TRIES) continue;
    asked.set(identityId, n);
    if (!link) continue;
    const home = link.conversationId === lease.conversationId;
    if (home && !stops) return { ready: cut(ready, i), joining: null };
    // An integrator speaks for whom the interview belongs to, and for nobody else.
    const inside = parts.channels.get(row.channel)?.capabilities.inside;
    if (home || !link.usable || inside) continue;
    const joining = i === 0 ? { hash, to: link.conversationId, identityId } : null;
    return { ready: cut(ready, i), joining };
  }
  return { ready, joining: null };
}

/** Up to this row; this row alone if it is the first. */
function cut(ready: Ready, at: number): Ready {
  const rows = ready.rows.slice(0, Math.max(1, at));
  return { ...ready, rows, more: ready.more || rows.length < ready.rows.length };
}

/** Until a line that is on its way to the address has arrived, or its voice has been listened to. */
const UNDER_WAY_MS = 200;

/** The address goes over, with the code and all that was written behind it; the other conversation is told by its inbox. */
export async function join(runtime: Runtime, lease: Lease, joining: Joining): Promise<void> {
  const { conversationId } = lease;
  runtime.crash('link.before_join');
  let joined: boolean;
  try {
    joined = await commitJoin(runtime.sql, lease, joining);
  } catch (error) {
    if (!(error instanceof LineUnderWay)) throw error;
    await releaseLease(runtime.sql, lease, UNDER_WAY_MS, false);
    runtime.wake.wake(conversationId, Date.now() + UNDER_WAY_MS + 1);
    return;
  }
  runtime.crash('link.joined');
  runtime.wake.wake(conversationId);
  if (!joined) return;
  await runtime.session.forget(conversationId);
  runtime.log.info(
    { conversation_id: conversationId, to: joining.to, identity_id: joining.identityId },
    'an address went over to another conversation',
  );
  runtime.wake.wake(joining.to);
  runtime.mediaWake.wake(joining.to);
}

/** A fresh link and where it leads, if one of these rows wishes to go on elsewhere. */
export function moveFor(
  parts: Pick<Runtime, 'linkHash' | 'channels'>,
  rows: readonly InboxRow[],
): Move | null {
  const wishing = rows.findLast((row) => {
    const text = textOf(row);
    return row.identityId !== null && (wholeCommand(text) === 'move' || wantsToMove(text));
  });
  if (!wishing) return null;
  const code = newPersonalCode();
  const here = parts.channels.get(wishing.channel);
  const ways = [...parts.channels.values()].flatMap((channel) => wayInto(channel, here, code) ?? []);
  return { id: newId('lnk'), code, hash: parts.linkHash(code), ways };
}

function wayInto(channel: Channel, here: Channel | undefined, code: string): Way | null {
  const { inside, byPhone, live } = channel.capabilities;
  if (channel === here || inside || (byPhone && here?.capabilities.byPhone)) return null;
  const link = channel.link(code);
  // Nobody finds a page of ours without its address.
  if (live && link === null) return null;
  if (!byPhone) return { channel: channel.type, link, number: null };
  // A link that opens the messages of this phone is of no use on a computer: the number is said.
  const number = /^sms:(\+?\d+)/.exec(link ?? '')?.[1];
  return number === undefined ? null : { channel: channel.type, link: null, number };
}
