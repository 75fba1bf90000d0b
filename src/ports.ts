/** The ports between the rooms: what a channel, a session store, a wake-up and a live hint can do. Types only. */
import type { DeliveryStatus, InboundMessage, MediaRef, OutboundMessage } from './types.ts';

/** A request as it came from the wire: headers lower case, the body untouched. */
export interface RawRequest {
  method: string;
  /** Path with query, as received. */
  path: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** Where a provider calls a channel. */
export interface Hook {
  /** Below `/hooks/`, in the router's words: `telegram`, `sms/kannel/:secret`. */
  path: string;
  methods: readonly ('GET' | 'POST')[];
  /** The media types of a body; with any other the call is refused before the body is read. */
  types: readonly string[];
  /** What the provider understands as "taken", where that is not an empty JSON object. */
  taken?: { type: string; body: string };
}

declare const verified: unique symbol;
/** A request whose signature was checked. Only a channel's `verify` makes one, and `parse` takes nothing else. */
export type Verified = RawRequest & { readonly [verified]: true };

export type OutcomePolicy = 'resend' | 'park';

/** A channel's limits as data, each with the provider's documented number beside it in the adapter. */
export interface ChannelCapabilities {
  voiceIn: boolean;
  /** False: choices are a numbered list, answered by number. */
  buttons: boolean;
  typing: boolean;
  /** Addresses are phone numbers in E.164, and we may write first. */
  byPhone?: true;
  /** Shows by itself who speaks, the bot or a person; elsewhere a person's words say so. */
  showsSpeaker: boolean;
  /** Longest text of one send, in UTF-16 units. */
  maxText: number;
  /** SMS: the most segments of one send; a text in plain letters then holds more than `maxText`. */
  maxSegments?: number;
  /** What we begin (notices, broadcasts) is held under these; replies only honour what the provider answers. */
  ratePerSecond: number;
  ratePerChat: number;
  /** The provider takes STOP, START and HELP itself, and says so of each message (`keyword`). */
  optOutByProvider: boolean;
  /** What is sent stands in a page that may be open, whose stream is told of it. */
  live: boolean;
  /** True when the provider drops a second send with the same key. */
  idempotentSend: boolean;
  /** What to do when nobody knows whether a send arrived. */
  onUnknown: { interview: OutcomePolicy; notice: OutcomePolicy };
}

export interface Channel {
  type: string;
  /** The bot's or number's own name at the provider: part of every identity. */
  account: string;
  capabilities: ChannelCapabilities;
  /** It keeps a connection, in one of the processes that send: those start it too. */
  keepsConnection?: true;
  /** Absent: no provider calls. */
  hooks?: readonly Hook[];
  /** Constant time, on the raw body. Throws `TingdaError` `signature_invalid` (401). */
  verify(raw: RawRequest): Promise<Verified>;
  /** Throws `TingdaError` `payload_invalid` (400) on anything that the provider would not send. */
  parse(request: Verified): { messages: InboundMessage[]; statuses: DeliveryStatus[] };
  /** Whether this process can send now: what it cannot send it does not claim, and another does. Absent: always. */
  sendsHere?(): boolean;
  /**
   * Milliseconds until it is this recipient's turn, where everything that is sent, replies included, keeps to a pace; 0 takes
   * the turn. Who is told to wait has a place in the line.
   */
  takeTurn?(address: string): number;
  /** Throws `SendError`. `key` goes to the provider where it takes one. */
  send(message: OutboundMessage, key: string): Promise<{ externalId: string }>;
  /**
   * The recording itself, counted while it comes: more than `maxBytes` is given up. Absent where nobody can send one.
   * Throws `DownloadError`.
   */
  download?(ref: MediaRef, maxBytes: number): Promise<Uint8Array>;
  /**
   * A call without effect, made before a line goes a second time. Throws `SendError` while the provider does not answer:
   * the one repetition is not spent on an outage.
   */
  probe?(): Promise<void>;
  /** The state for `/readyz`, from what the provider answered last. Never throws. */
  health(): ChannelHealth;
  /**
   * Registers what has to be known at the provider (webhook address), or begins to fetch; errors go to `health`.
   * @param receive takes what the channel fetches by itself: it resolves after the commit, and rejects when nothing could
   *   be stored; only then may the provider be told that we have it
   * @param returned to be told when a connection is back whose provider keeps nothing: we were not there since then (epoch
   *   milliseconds), and what was sent meanwhile is lost
   */
  start(
    receive: (messages: InboundMessage[]) => Promise<void>,
    returned?: (since: number) => Promise<void>,
  ): Promise<void>;
  /** Nothing comes in any more. May be called twice. */
  stop(): Promise<void>;
  /** A link that starts a conversation about this code, or null while the provider has not told us our name. */
  link(code: string): string | null;
}

/**
 * Does `work` in one of all our processes, from now on until it is stopped; another takes over when this one is gone. The
 * signal ends when another process may be doing it: what is under way then must be harmless twice.
 * @returns how to stop it; resolves when the work has ended
 */
export type Alone = (name: string, work: (signal: AbortSignal) => Promise<void>) => () => Promise<void>;

export interface ChannelHealth {
  state: 'ok' | 'degraded';
  detail?: string;
}

/** `waitMs` is 0 when it was taken. */
export interface Spent {
  waitMs: number;
  left: number;
}

/** The live session: a cache of the conversation's state beside its version, and shared rate budgets. */
export interface SessionPort<State> {
  /** The state, only if it was saved with exactly this version. Never throws: a cache that fails is a miss. */
  load(conversationId: string, version: number): Promise<State | null>;
  /** Never throws. */
  save(conversationId: string, state: State, version: number): Promise<void>;
  /** Nothing of it is left here. Never throws. */
  forget(conversationId: string): Promise<void>;
  /**
   * Takes `n` from the budget `key` of `perSecond`, of which up to `burst` may be taken at once (a tenth of a second's worth
   * without); returns milliseconds to wait, 0 when taken.
   */
  take(key: string, n: number, perSecond: number, burst?: number): Promise<number>;
  /** The same, and what may be taken at once after it. */
  spend(key: string, n: number, perSecond: number, burst: number): Promise<Spent>;
  health(): { state: 'ok' | 'degraded'; detail?: string };
  close(): Promise<void>;
}

/** Wake-ups are hints: losing one costs the sweep's second, never a message. */
export interface Wake {
  /** `at` is epoch milliseconds; absent means now. Never throws, is never awaited on the hook's path. */
  wake(conversationId: string, at?: number): void;
  onWake(handler: (conversationId: string) => Promise<void>): void;
  close(): Promise<void>;
}

/** Word that something new stands in a conversation. A hint: losing one delays what an open page shows, never more. */
export interface Live {
  /** Never throws, is never awaited. */
  publish(conversationId: string): void;
  /** @returns how to stop listening */
  subscribe(listener: (conversationId: string) => void): () => void;
  close(): Promise<void>;
}
