/** To whom something goes that we begin. */
import type { Tx } from '../../db/client.ts';
import type { Recipient } from '../../db/conversations.ts';
import { type Reach, reachByPhone, reachOf } from '../../db/reach.ts';
import { takeStop } from '../../db/stops.ts';
import type { Channel } from '../ports.ts';
import type { Hash } from '../secrets.ts';
import type { Tell } from './tell.ts';

/**
 * The address for what we begin, or why there is none: where they wrote from last, else where it costs nothing, else where
 * they were seen last. Whoever asked us to stop, from whatever address, is not begun with at any other.
 * @param wanted a channel; null: wherever the person is
 * @param running the channels that are on
 */
export function chooseRecipient(
  identities: readonly Recipient[],
  {
    wanted,
    replyTo,
    running,
    now = Date.now(),
  }: {
    wanted: string | null;
    replyTo: string | null;
    running: ReadonlyMap<string, Pick<Channel, 'capabilities'>>;
    now?: number;
  },
): { to: Recipient } | { to: null; unsaid: string } {
  const nobody = (unsaid: string) => ({ to: null, unsaid });
  if (identities.some(({ state }) => state === 'closed')) return nobody('opted_out');
  if (wanted !== null && !running.has(wanted)) return nobody('channel_off');
  const there = identities.filter(({ channel }) =>
    wanted === null ? running.has(channel) : channel === wanted,
  );
  const termsOf = ({ channel }: Recipient) => running.get(channel)?.capabilities;
  const inTime = (one: Recipient) => {
    const { window } = termsOf(one) ?? {};
    return window === undefined || one.lastSeen === undefined || now - (one.lastSeen ?? 0) < window.ms;
  };
  const dear = (one: Recipient) => (termsOf(one)?.costs ? 1 : 0);
  const open = there.filter((one) => one.state === 'open' && inTime(one));
  const byChoice = open
    .toReversed()
    .toSorted((a, b) => dear(a) - dear(b) || (b.lastSeen ?? 0) - (a.lastSeen ?? 0));
  const to = open.find(({ id }) => id === replyTo) ?? byChoice[0];
  if (to) return { to };
  // Nobody can be written to before they write, except by phone: not on Telegram, not on the web.
  return nobody(there.length > 0 ? 'unreachable' : 'no_address');
}

/** A reply goes to where they wrote from last; what a clock makes us say, to the next address if that cannot be reached. */
export function whereTo(
  replies: boolean,
  replyTo: string | null,
  identities: readonly Recipient[],
  running: ReadonlyMap<string, Channel>,
): string | null {
  const last = identities.find(({ id }) => id === replyTo);
  if (replies || last?.state !== 'unreachable') return replyTo;
  return chooseRecipient(identities, { wanted: null, replyTo: null, running }).to?.id ?? replyTo;
}

/** The channels on which a number is enough to write to somebody, the first of them first. */
export function phoneChannels(running: ReadonlyMap<string, Channel>): Channel[] {
  return [...running.values()].filter(({ capabilities }) => capabilities.byPhone);
}

/** By their names, as addresses have them. */
export const phoneTypes = (running: ReadonlyMap<string, Channel>): string[] =>
  phoneChannels(running).map(({ type }) => type);

interface Reaching {
  /** The channels that are on. */
  channels: ReadonlyMap<string, Channel>;
  tell: Pick<Tell, 'system'>;
  eraseHash: Hash;
}

/**
 * Where a person can be reached. Who has only a number gets an address by it: on the wanted channel, or wherever we can write
 * by phone if they can be written to nowhere else. A number that said STOP before a restore took it away has said it.
 */
export async function reachFirst(
  { channels: running, tell, eraseHash }: Reaching,
  tx: Tx,
  candidateId: string,
  wanted: string | null,
): Promise<Reach> {
  const reach = await reachOf(tx, candidateId);
  const channel = phoneChannels(running).find(({ type }) => wanted === null || type === wanted);
  const reached = reach.identities.some(
    ({ channel: there, state }) => state === 'open' && running.has(there),
  );
  if (!channel || (wanted === null && reached)) return reach;
  const made = await reachByPhone(tx, candidateId, channel);
  if (made) {
    const { id, conversationId, address } = made;
    if (await takeStop(tx, id, { channel: channel.type, account: channel.account, address }, eraseHash))
      await tell.system(tx, conversationId, `stopped ${id}`, { kind: 'opted_out', identity: id });
  }
  return reachOf(tx, candidateId);
}

/** What leads into an interview: a channel's own link, and by SMS the page of the chat, for who would rather not type there. */
export function linkFor(running: ReadonlyMap<string, Channel>, name: string, code: string): string | null {
  const channel = running.get(name);
  return (channel?.capabilities.byPhone ? running.get('web') : channel)?.link(code) ?? null;
}
