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
  /** Each message costs money: of two ways to begin, the other comes first. */
  costs?: true;
  /** Nobody comes in here by a code of ours: an integrator's API, our own terminal. */
  inside?: true;
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
  /** Buttons stand in a menu that holds only so much; what does not fit is a numbered list. */
  menu?: { buttons: number; maxText: number; maxLabel: number };
  /** We may write only for a while after the person has, and only so often. Absent: whenever we like. */
  window?: SendWindow;
}

/** How often, and how long after a person's last message, a line may go to them. */
export interface SendWindow {
  messages: number;
  ms: number;
  /** So many of them are for replies: what we begin never takes the last. */
  kept: number;
}

/** What a call told. */
export interface Told {
  messages: InboundMessage[];
  statuses: DeliveryStatus[];
  /** Something waits at the provider: it is written down by `note` before the call is answered. */
  hint?: Hint;
  /** What the provider wants to read, instead of what the hook says to everybody. */
  answer?: string;
}

/** Word that something waits to be fetched. */
export interface Hint {
  /** Where it waits: a name of the channel's own. */
  feed: string;
  /** What lets us in there. */
  hint: string;
  /** Names this very call: told again, it has no effect. */
  call: string;
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
  parse(request: Verified): Told;
  /** Writes a hint down, then fetches. Resolves after the commit, before anything is fetched. */
  note?(hint: Hint): Promise<void>;
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
   * @param heard takes what else the channel hears by itself
   */
  start(receive: (messages: InboundMessage[]) => Promise<void>, heard?: ChannelEars): Promise<void>;
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

/** How far we have read what providers keep for us, by the name of the feed; in PostgreSQL. */
export interface Feeds {
  /** The provider says that there is more. False when this very call was told before: it has no effect. */
  hint(hint: Hint): Promise<boolean>;
  /**
   * Reads on, if nobody else does: what was hinted meanwhile makes it read once more.
   * @param page reads what comes after `cursor` and commits it; only then does the cursor move. A throw ends the reading
   * @returns false when somebody else reads
   */
  read(feed: string, page: ReadPage): Promise<boolean>;
  /** Those of which more was said, and nobody reads on. */
  waiting(feeds: string[]): Promise<string[]>;
}

/** @param hint what came with the provider's last word; null when there was none lately */
export type ReadPage = (
  cursor: string | null,
  hint: string | null,
) => Promise<{ cursor: string | null; more: boolean }>;

/**
 * What a provider gives for a while (an access token), shared by all our processes and asked for by one of them. Sealed
 * where it is kept.
 */
export interface Credentials {
  /** @param refused one that the provider did not take: it is asked for anew, unless another process has done so */
  get(
    name: string,
    ask: () => Promise<{ value: string; goodForMs: number }>,
    refused?: string,
  ): Promise<string>;
}

/** What a channel tells beside messages. */
export interface ChannelEars {
  /** What became of lines that were sent; resolves after the commit. */
  statuses?(statuses: DeliveryStatus[]): Promise<void>;
  /**
   * A connection is back whose provider keeps nothing: we were not there since then (epoch milliseconds), and what was sent
   * meanwhile is lost.
   */
  returned?(since: number): Promise<void>;
}

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
  /** Nothing of it is left here; false when that cannot be known, because the cache is away. Never throws. */
  forget(conversationId: string): Promise<boolean>;
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
