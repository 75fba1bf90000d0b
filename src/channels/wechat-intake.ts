/**
 * What has come over the stream and is not ours yet. Each message is fetched from the gateway, handed over and waited for
 * until it is committed; so many at once and no more, and what one person sent stays in order. Behind that the stream itself
 * stands still, and the gateway holds what comes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './wechat-client.ts';
import { GatewayError } from './wechat-grpc.ts';
import type { FromProcess, WechatMessage } from './wechat-protocol.ts';

/** Handed over or on their way to it. Each may be a voice note of 4 MB. */
const AT_ONCE = 16;
/** Ids that wait. */
const MOST_WAITING = 500;
/** A gateway that tells of a message twice does it soon. What comes later is known by the inbox. */
const REMEMBERED = 2000;
const TRIES = 3;
const PAUSE_MS = 500;

export interface Intake {
  message(id: string): void;
  friendship(id: string): void;
  /** The other side is done with what was handed over as `n`. */
  taken(n: number): void;
}

type Waiting = { kind: 'message' | 'friend'; id: string };

export function createIntake(
  connection: Pick<Connection, 'pause' | 'resume' | 'read' | 'recording' | 'friend'>,
  tell: (message: FromProcess) => Promise<void>,
): Intake {
  const waiting: Waiting[] = [];
  const seen = new Set<string>();
  const untaken = new Map<number, () => void>();
  const last = new Map<string, Promise<void>>();
  let handed = 0;
  let busy = 0;
  let room = () => {};
  let reading = false;
  let paused = false;

  function add(next: Waiting): void {
    const key = `${next.kind} ${next.id}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (seen.size > REMEMBERED) seen.delete(seen.values().next().value!);
    waiting.push(next);
    if (!paused && waiting.length >= MOST_WAITING) {
      paused = true;
      connection.pause();
    }
    if (!reading) void readOn();
  }

  async function readOn(): Promise<void> {
    reading = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (paused && waiting.length < MOST_WAITING / 2) {
        paused = false;
        connection.resume();
      }
      if (busy >= AT_ONCE) await new Promise<void>((resolve) => (room = resolve));
      await take(next);
    }
    reading = false;
  }

  async function take({ kind, id }: Waiting): Promise<void> {
    try {
      if (kind === 'friend') {
        const friend = await patiently(() => connection.friend(id));
        if (friend) inTurn(friend.contact, (n) => ({ kind: 'friend', n, friend }));
        return;
      }
      const message = await patiently(() => connection.read(id));
      if (message) inTurn(message.talker, (n) => handOver(n, message));
    } catch {
      await tell({ kind: 'unreadable' });
    }
  }

  async function handOver(n: number, message: WechatMessage): Promise<FromProcess> {
    const voice = message.type === 'Audio';
    const recording = voice
      ? await patiently(() => connection.recording(message.id)).catch(() => null)
      : null;
    return { kind: 'message', n, message, recording };
  }

  /** Behind what the same person sent before. */
  function inTurn(person: string, make: (n: number) => FromProcess | Promise<FromProcess>): void {
    busy++;
    const n = ++handed;
    const before = last.get(person) ?? Promise.resolve();
    const mine = before.then(async () => {
      const message = await make(n);
      await new Promise<void>((resolve) => {
        untaken.set(n, resolve);
        void tell(message);
      });
      untaken.delete(n);
      busy--;
      if (last.get(person) === mine) last.delete(person);
      room();
    });
    last.set(person, mine);
  }

  return {
    message: (id) => add({ kind: 'message', id }),
    friendship: (id) => add({ kind: 'friend', id }),
    taken: (n) => untaken.get(n)?.(),
  };
}

/** What went wrong may go right in a moment; who did not answer at all is not asked again. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; ) {
    try {
      return await ask();
    } catch (error) {
      if (--left === 0 || (error instanceof GatewayError && error.failure === 'no_answer')) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
