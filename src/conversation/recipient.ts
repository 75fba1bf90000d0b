/** To whom something goes that we begin. */
import type { Recipient } from '../../db/conversations.ts';

/**
 * The address that an invitation goes to, or why there is none. Whoever asked us to stop, from whatever address, is not
 * begun with at any other.
 * @param wanted a channel; null: wherever the person is
 * @param running the channels that are on
 */
export function chooseRecipient(
  identities: readonly Recipient[],
  {
    wanted,
    replyTo,
    running,
  }: { wanted: string | null; replyTo: string | null; running: ReadonlyMap<string, unknown> },
): { to: Recipient } | { to: null; unsaid: string } {
  const nobody = (unsaid: string) => ({ to: null, unsaid });
  if (identities.some(({ state }) => state === 'closed')) return nobody('opted_out');
  if (wanted !== null && !running.has(wanted)) return nobody('channel_off');
  const there = identities.filter(({ channel }) =>
    wanted === null ? running.has(channel) : channel === wanted,
  );
  const open = there.filter(({ state }) => state === 'open');
  const to = open.find(({ id }) => id === replyTo) ?? open.at(-1);
  if (to) return { to };
  // Nobody can be written to before they write: not on Telegram, not on the web.
  return nobody(there.length > 0 ? 'unreachable' : 'no_address');
}
