/**
 * An account that writes faster than a person is soon nobody's account: WeChat blocks what looks like a machine, and does not
 * say where it draws the line. These are the limits that operators of such accounts keep to, for everything that is sent,
 * replies included. Pure: the clock and the chance are given.
 */

/** One chat. */
const CHAT_MS = 1000;
/** From one recipient to the next: to open a chat, read and type takes a person so long. */
const NEXT_MS = { least: 3000, most: 5000 };
const PER_MINUTE = 40;
const MINUTE_MS = 60_000;
/** Whose turn has come and who does not come has lost it. */
const GRACE_MS = 15_000;

export interface Pace {
  /** Milliseconds until it is this recipient's turn; 0 takes it. Who is told to wait has a place in the line. */
  take(recipient: string, now: number): number;
}

/** @param random from 0 to 1 */
export function createPace(random: () => number): Pace {
  /** Of the last minute. */
  const sent: number[] = [];
  let last: { recipient: string; at: number; gap: number } | null = null;
  /** Who waits, in the order in which they came, and until when their place is kept. */
  const line = new Map<string, number>();

  function rest(recipient: string, now: number): number {
    while (sent.length > 0 && sent[0]! <= now - MINUTE_MS) sent.shift();
    const minute = sent.length < PER_MINUTE ? 0 : sent[0]! + MINUTE_MS - now;
    if (!last) return minute;
    const gap = recipient === last.recipient ? CHAT_MS : last.gap;
    return Math.max(minute, last.at + gap - now);
  }

  function placesBefore(recipient: string): number {
    // A chat that is open is gone on with.
    if (recipient === last?.recipient) return 0;
    let places = 0;
    for (const other of line.keys()) {
      if (other === recipient) break;
      if (other !== last?.recipient) places++;
    }
    return places;
  }

  return {
    take(recipient, now) {
      for (const [other, until] of line) if (until < now) line.delete(other);
      const wait = Math.max(0, rest(recipient, now)) + placesBefore(recipient) * NEXT_MS.most;
      if (wait > 0) {
        line.set(recipient, now + wait + GRACE_MS);
        return Math.ceil(wait);
      }
      line.delete(recipient);
      sent.push(now);
      last = { recipient, at: now, gap: NEXT_MS.least + random() * (NEXT_MS.most - NEXT_MS.least) };
      return 0;
    },
  };
}
