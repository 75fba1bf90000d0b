/**
 * Friend requests. Whoever brings a code that leads somewhere is let in and begins; everybody else hears nothing, so that
 * nobody learns which codes there are, and stays on the phone's own list, where a person may still decide.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { InboundMessage } from '../types.ts';
import type { ChannelLog } from './channel.ts';
import { codesIn, startOf } from './wechat-messages.ts';
import type { Pace } from './wechat-pace.ts';
import type { FriendRequest, Request } from './wechat-protocol.ts';

/** Beyond that they wait on the phone. */
const MOST_WAITING = 200;

interface Door {
  /** The first of these codes by which somebody can come in now; null when there is none. */
  wayIn(codes: string[]): Promise<string | null>;
  /** The id of who has this address. */
  personAt(address: string): Promise<string | null>;
  ask(request: Request): Promise<string>;
  /** Resolves when it is committed. */
  store(message: InboundMessage): Promise<void>;
  pace: Pace;
  log: ChannelLog;
  /** A name for the log that tells nothing. */
  mark(id: string): string;
  signal: AbortSignal;
}

/** @returns takes a request; it is looked at when its turn has come, because a person too accepts one after the other */
export function createFriends(door: Door): (request: FriendRequest) => void {
  const waiting: FriendRequest[] = [];
  let busy = false;

  async function work(): Promise<void> {
    busy = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const friend = door.mark(next.id);
      await take(door, next, friend).catch(() =>
        door.log.warn({ channel: 'wechat', friend }, 'a friend request could not be accepted'),
      );
    }
    busy = false;
  }

  return (request) => {
    if (waiting.length >= MOST_WAITING) {
      door.log.warn({ channel: 'wechat', friend: door.mark(request.id) }, 'too many friend requests');
      return;
    }
    waiting.push(request);
    if (!busy) void work();
  };
}

async function take(door: Door, request: FriendRequest, friend: string): Promise<void> {
  const codes = codesIn(request.hello);
  const code = codes.length === 0 ? null : await door.wayIn(codes);
  if (code === null) {
    door.log.info({ channel: 'wechat', friend }, 'a friend request without a valid code was left alone');
    return;
  }
  for (let wait = 1; wait > 0; ) {
    wait = door.pace.take(request.contact, Date.now());
    if (wait > 0) await sleep(wait, undefined, { signal: door.signal });
  }
  await door.ask({ ask: 'accept', friendship: request.id });
  door.log.info({ channel: 'wechat', friend }, 'a friend request was accepted');
  // Should we be gone right now, they are a friend who has heard nothing: what they write next is answered.
  await door.store(startOf(request, code));
  const person = await door.personAt(request.contact);
  // An id of ours, which says nothing by itself: who looks at the phone finds the person by it.
  if (person !== null)
    await door.ask({ ask: 'alias', contact: request.contact, alias: person }).catch(() => {});
}
