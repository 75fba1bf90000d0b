/** What a simulation needs of a channel: one file each beside this one, and a row in `channels.ts`. */
import type { Chat } from '../../simulate/play.ts';
import type { Language } from '../../types.ts';

/** One person's end of the channel. */
export interface Seat {
  chat: Chat;
  /** What the house calls this person, once they have begun. */
  address(): string;
  /** Puts the phone away, and takes it up again. */
  leave(): void;
  comeBack(): Promise<void>;
}

export interface SimulatedChannel {
  /** What the node's environment says about it. */
  environment: Record<string, string>;
  /** The node listens here now. */
  open(url: string): void;
  /** A new person; no two have the same number. */
  seat(person: { number: number; name: string; language: Language }): Seat;
  /** After the node has ended. */
  close(): Promise<void>;
}
