/** From an address that could not be reached to the next: what we began there goes on here. */
import type { Lease } from '../../db/conversations.ts';
import type { SystemContent } from '../../db/inbox.ts';
import { findUndelivered } from '../../db/outbox.ts';
import { addressesOf } from '../../db/reach.ts';
import type { Runtime } from '../runtime.ts';
import type { Beginning } from './invite.ts';
import { chooseRecipient } from './recipient.ts';

type Unreachable = Extract<SystemContent, { kind: 'unreachable' }>;

export async function toElsewhere(
  { sql, channels, now }: Pick<Runtime, 'sql' | 'channels' | 'now'>,
  { conversationId, replyIdentityId }: Pick<Lease, 'conversationId' | 'replyIdentityId'>,
  { identity, seq }: Unreachable,
): Promise<Beginning> {
  const known = await addressesOf(sql, conversationId);
  // Whoever has written from there meanwhile can be reached there again.
  const others = known.filter(({ id, state }) => id !== identity || state === 'closed');
  const { to } = chooseRecipient(others, {
    wanted: null,
    replyTo: replyIdentityId,
    running: channels,
    now: now(),
  });
  const carries = to && (await findUndelivered(sql, { conversationId, identityId: identity, seq }));
  return {
    event: { type: 'unreachable', here: identity === replyIdentityId, reachable: to !== null },
    to: to?.id ?? null,
    about: null,
    zone: null,
    carries,
  };
}
