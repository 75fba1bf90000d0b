/** What the contract suite needs to know of a channel: how its provider calls us, and how to make it fail. Types only. */
import type { Http } from '../../src/http.ts';
import type { Channel, RawRequest, Told } from '../../src/ports.ts';

/** Ways in which every provider fails, whatever it calls them. */
export type Failure =
  | 'unreachable'
  | 'rate_limited'
  | 'server_error'
  | 'reset'
  | 'reset_after_accepting'
  | 'token_refused';

/** Another person of the same channel. */
export interface Other {
  address: string;
  says(words: string, n: number): RawRequest;
}

export interface Subject {
  channel: Channel;
  /** An address that the channel can send to. */
  address: string;
  /** A genuine call with this body. */
  signed(body: string): RawRequest;
  /** What such a body tells, where a call says only that it waits to be read. @throws TingdaError */
  understand?(body: string): Told;
  /** Resolves when all that was told has been read, where that takes its time. */
  fetched?(): Promise<void>;
  /** The same call as somebody else would make it. */
  forged(body: string): [name: string, request: RawRequest][];
  /** The body of a person's text; `n` tells messages apart. */
  text(words: string, n: number): string;
  /** A voice note of the same person, and somebody else; absent where no voice comes in. */
  voice?: { note(bytes: Uint8Array): Promise<RawRequest>; other: Other };
  /** Genuine bodies of kinds that we do not know, or that hold nothing for us. */
  meaningless: string[];
  /** Bodies that the provider would never send. */
  malformed: string[];
  /** The next send meets this. */
  fail(failure: Failure): void;
  /** Milliseconds that a provider which limits us is left alone for: what it says, or what it is known for. */
  limitedMs?: number;
  /** Resolves when it can send, where that takes a connection first. */
  ready?(): Promise<void>;
  /** Hands over what no call brings: `signed` made it. @returns the message's external id */
  carry?(request: RawRequest): string;
  /** The texts that reached the person. */
  arrived(): string[];
  stop(): Promise<void>;
}

export interface SubjectRow {
  /** Why nothing can fail between us and the person; null where a provider stands there. */
  cannotFail: string | null;
  /** Why nothing comes in by its `verify` and `parse`. */
  hearsNothing?: string;
  /** Messages come over a connection, not by calls: `carry` brings them. */
  byConnection?: true;
  make(http: Http): Promise<Subject>;
}
