/**
 * The nouns that more than one room speaks, and the ports between the rooms.
 * Types only: this file has no behaviour and imports nothing.
 */

export type Language = 'zh' | 'en';
export type Localized = Record<Language, string>;
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A file that a provider keeps for us; `id` is the provider's own reference. */
export interface MediaRef {
  id: string;
  type: string;
  bytes?: number;
  seconds?: number;
  /** It is in our own store already, and `id` is its name there. */
  kept?: true;
}

/** Why a recording could not be heard. */
export type VoiceProblem =
  /** Nobody speaks in it. */
  | 'silent'
  /** No sound, or broken. */
  | 'broken'
  | 'too_long'
  /** The transcriber is out of order; there is none. */
  | 'unavailable'
  | 'off'
  /** The provider or the store did not give it to us. */
  | 'lost'
  /** Sent before consent: it was not fetched. */
  | 'no_consent';

/**
 * What a person can do in a messaging app, after a channel's `parse` and before anybody has understood it. `clientId` is the
 * name that the app itself gave to the message, `label` what stood on a button: our own page shows both again.
 */
export type InboundContent =
  | { kind: 'text'; text: string; clientId?: string; keyword?: Keyword }
  /** A starting point: Telegram `/start CODE`, an SMS keyword, a web link. `code` is upper case, empty when none came. */
  | { kind: 'start'; code: string }
  /** A pressed button. `payload` is what we put on it (see {@link Button}); `callback` acknowledges the press. */
  | { kind: 'button'; payload: string; callback?: string; label?: string; clientId?: string }
  /** A shared phone number. `own` is false when the contact is not the sender's: such a number is never believed. */
  | { kind: 'contact'; phone: string; own: boolean }
  | { kind: 'voice'; media: MediaRef; clientId?: string }
  | { kind: 'file'; media: MediaRef; caption: string }
  /** An edited message: `of` is the external id that the original message came with. */
  | { kind: 'edit'; of: string; text: string }
  /** Something we can store but not read: `what` is the provider's word for it (sticker, location, poll …). */
  | { kind: 'unreadable'; what: string }
  /** A message from a group or channel, where no interview is held. */
  | { kind: 'group' };

/** What a provider has taken a message for, acted on and answered by itself: nobody says it a second time. */
export type Keyword = 'stop' | 'start' | 'help';

/** One message as it came from a provider. `externalId` is unique for (channel, account) and the same on redelivery. */
export interface InboundMessage {
  channel: string;
  account: string;
  externalId: string;
  /** The sender's address on that channel: a chat id, a phone number in E.164, a cookie's visitor id. */
  address: string;
  content: InboundContent;
  /** The provider's clock, RFC 3339; for show only, order comes from the inbox. */
  sentAt?: string;
  /** The sender's name and language as the app tells them; kept in the raw inbox row until consent. */
  name?: string;
  languageHint?: string;
}

/** What became of a line after its provider took it. They come in any order, and again. */
export interface DeliveryStatus {
  channel: string;
  account: string;
  /** Where the line went. */
  address: string;
  /** The line: the id that its send brought, the key that it was sent with, or both. */
  externalId?: string;
  key?: string;
  state: DeliveryState;
  /** The provider's word for a failure, and what it means. */
  code?: string;
  failure?: DeliveryFailure;
}

export type DeliveryState = 'sent' | 'delivered' | 'failed' | 'read';

export type DeliveryFailure =
  /** Nobody can be reached at this address. */
  | 'unreachable'
  /** The person told the provider to stop us. */
  | 'opted_out'
  /** Another try may arrive. */
  | 'passing'
  /** Refused on the way; another try would be too. */
  | 'refused';

/** A choice under a line. `payload` is at most 64 bytes (Telegram's callback_data). */
export interface Button {
  label: string;
  payload: string;
}

/** One provider send: what an outbox row holds. */
export type OutboundContent =
  /** `from` marks the words of a person of HR. */
  | { kind: 'text'; text: string; from?: 'hr'; buttons?: Button[]; askContact?: string }
  /** Stops the spinner on a pressed button; nothing that a person reads. */
  | { kind: 'ack_button'; callback: string };

export interface OutboundMessage {
  channel: string;
  account: string;
  address: string;
  content: OutboundContent;
}

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
  /** Absent: no provider calls. */
  hooks?: readonly Hook[];
  /** Constant time, on the raw body. Throws `TingdaError` `signature_invalid` (401). */
  verify(raw: RawRequest): Promise<Verified>;
  /** Throws `TingdaError` `payload_invalid` (400) on anything that the provider would not send. */
  parse(request: Verified): { messages: InboundMessage[]; statuses: DeliveryStatus[] };
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
   */
  start(receive: (messages: InboundMessage[]) => Promise<void>): Promise<void>;
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

/** Who turns speech into text: a server that speaks OpenAI's API, or a model in a directory of this machine. */
export type SpeechSettings =
  | { kind: 'openai'; baseUrl: string; apiKey: string | undefined; model: string | undefined }
  | { kind: 'offline'; directory: string };

/** Where voices are kept. */
export type MediaSettings =
  | { kind: 'file'; directory: string }
  | {
      kind: 's3';
      bucket: string;
      /** Where the bucket is a folder; absent for Amazon's own, where it is a host. */
      endpoint: string | undefined;
      region: string;
      accessKeyId: string;
      secretAccessKey: string;
    };

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

export type OpeningStatus = 'draft' | 'open' | 'paused' | 'filled' | 'closed';

export interface Opening {
  id: string;
  code: string;
  title: Localized;
  role: string;
  /** The id of a flow in the library; pinned by hash when an interview begins. */
  flow: string;
  status: OpeningStatus;
  headcount: number;
  site: { name?: string; address?: string; city?: string; lat?: number; lon?: number; time_zone?: string };
  pay: { amount?: number; currency?: string; per?: 'hour' | 'day' | 'month' | 'piece'; text?: Localized };
  requirements: { min_age?: number; night_shift?: boolean; [key: string]: Json | undefined };
  /** What the bot may say about the job: nothing else is ever claimed. */
  facts: Record<string, Localized>;
}

export type Stage =
  | 'applied'
  | 'screening'
  | 'interviewing'
  | 'reviewing'
  | 'advanced'
  | 'background_check'
  | 'contract'
  | 'onboarding'
  | 'hired'
  | 'declined'
  | 'withdrawn'
  | 'expired'
  | 'closed';

export type InterviewStatus =
  | 'invited'
  | 'in_progress'
  | 'paused'
  | 'completed'
  | 'expired'
  | 'withdrawn'
  | 'handed_off';
