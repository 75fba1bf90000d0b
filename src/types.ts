/** The nouns that more than one room speaks. Types only: this file has no behaviour and imports nothing. */

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
  /**
   * A starting point: Telegram `/start CODE`, an SMS keyword, a web link. `code` is upper case, empty when none came.
   * `welcome` is what lets one line answer somebody who has opened a chat and said nothing.
   */
  | { kind: 'start'; code: string; welcome?: string }
  /** A pressed button. `payload` is what we put on it (see {@link Button}); `callback` acknowledges the press. */
  | { kind: 'button'; payload: string; callback?: string; label?: string; clientId?: string }
  /** A shared phone number. `own` is false when the contact is not the sender's or no number: it is never believed. */
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
  /**
   * The bytes of a voice that its provider will not give a second time: they are kept before the message is committed, and
   * `content.media` then names them in our own store.
   */
  recording?: Uint8Array;
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
  /** `from` marks the words of a person of HR; `welcome` answers the opening of a chat (see {@link InboundContent}). */
  | { kind: 'text'; text: string; from?: 'hr'; buttons?: Button[]; askContact?: string; welcome?: string }
  /** Stops the spinner on a pressed button; nothing that a person reads. */
  | { kind: 'ack_button'; callback: string };

export interface OutboundMessage {
  channel: string;
  account: string;
  address: string;
  content: OutboundContent;
  /** With the line's key, its name for ever: the address may be somebody else's conversation one day. */
  conversationId?: string;
}

/** Who turns speech into text: a server that speaks OpenAI's API, or a model in a directory of this machine. */
export type SpeechSettings =
  | { kind: 'openai'; baseUrl: string; apiKey: string | undefined; model: string | undefined }
  | { kind: 'offline'; directory: string };

/** A model behind OpenAI's chat API. */
export interface ModelServer {
  /** With its `/v1`, without a slash at the end. */
  baseUrl: string;
  apiKey: string | undefined;
  model: string;
}

export interface ModelSettings {
  first: ModelServer;
  /** Asked when the first one fails. */
  second: ModelServer | null;
  /** For everything that one turn asks. */
  timeoutMs: number;
  tokensPerInterview: number;
  tokensPerDay: number;
}

/** Somebody else who takes care of a step: where they are asked, and what both sides sign with. */
export interface StepSettings {
  url: string;
  secret: string;
}

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

/** What lies between a decision and the first shift. */
export type StepKind = 'background_check' | 'contract' | 'onboarding';

export type StepState<Kind extends StepKind = StepKind> = {
  /** `on_hold`: the person was told what was found, and has time to answer. */
  background_check:
    | 'collecting'
    | 'pending'
    | 'suspended'
    | 'consider'
    | 'on_hold'
    | 'clear'
    | 'adverse'
    | 'canceled';
  contract: 'draft' | 'sent' | 'signed' | 'declined' | 'expired' | 'voided';
  onboarding: 'scheduled' | 'checked_in' | 'no_show' | 'completed' | 'canceled';
}[Kind];

/** All that can happen, by the names that `/v1/events` and webhooks tell it by; `src/api/openapi/webhooks.ts` describes each. */
export type EventType =
  | 'candidate.created'
  | 'candidate.erased'
  | 'application.created'
  | 'interview.started'
  | 'interview.completed'
  | 'interview.amended'
  | 'interview.handed_off'
  | 'assessment.created'
  | 'decision.recorded'
  | 'stage.changed'
  | StepEvent
  | 'onboarding.late'
  | 'shift.claimed'
  | 'employment.started'
  | 'employment.leaving'
  | 'employment.ended'
  | `approval.${ApprovalState}`
  | 'ticket.created'
  | 'opt_out.recorded'
  | 'opt_in.recorded';

export type StepEvent = { [Kind in StepKind]: `${Kind}.${StepState<Kind>}` }[StepKind];

export type ApprovalState = 'pending' | 'approved' | 'rejected' | 'canceled';

export type InterviewStatus =
  | 'invited'
  | 'in_progress'
  | 'paused'
  | 'completed'
  | 'expired'
  | 'withdrawn'
  | 'handed_off';

// ---------------------------------------------------------------- assessments

/** Words that a judgement rests on: verbatim, with their place. */
export interface Evidence {
  turn_seq: number;
  quote: string;
  /** UTF-16 units of what the turn says. */
  start: number;
  end: number;
  /** Seconds from the beginning of the recording; null where there is none, or its times are not known. */
  audio_start: number | null;
  /** Where it was said, when that is another interview. */
  interview_id?: string;
}

/** Why a criterion has no score. */
export type Unscored =
  /** Nothing that bears on it was said, or could be verified. */
  | 'no_evidence'
  /** What was said tells nothing about it. */
  | 'cannot_tell'
  /** It would be a low one, and something may have been misheard. */
  | 'unsure_transcript'
  /** Nobody has scored it. */
  | 'not_scored';

export interface AssessedCriterion {
  id: string;
  /** 1 to 5. */
  score: number | null;
  unscored: Unscored | null;
  /** 0 to 1: how well the readings agree, and on how much they rest. */
  confidence: number | null;
  /** The single ratings that the score is the median of. */
  readings: (number | null)[];
  evidence: Evidence[];
}

/** What nobody had asked for, and the criteria that it bears on. */
export interface UnaskedExperience {
  turn_seq: number;
  evidence: (Evidence & { criterion: string })[];
}

export type Recommendation = 'advance' | 'review' | 'decline';

/** Why a person has to look. */
export type NeedsPersonReason =
  | 'low_agreement'
  | 'low_transcript_confidence'
  | 'injection_attempt'
  | 'knockout'
  | 'refused_automation'
  | 'thin_evidence'
  | 'cut_short'
  | 'model_unavailable'
  | 'budget_spent';

export interface NeedsPerson {
  reason: NeedsPersonReason;
  criterion?: string;
}

/** Why it is recommended; the words are made of it where it is read. */
export interface RecommendationReason {
  code: 'needs_a_person' | 'not_scored' | 'mean_high' | 'mean_low' | 'mean_between' | 'low_criterion';
  criterion?: string;
  /** The weighted mean of the scores. */
  mean?: number;
}

/** A score that is another one than in the version before. */
export interface AssessmentChange {
  criterion: string;
  from: number | null;
  to: number | null;
  /** The addition or correction that made the difference; null where none did. */
  because_turn_seq: number | null;
}

export interface RubricRef {
  id: string;
  version: number;
  hash: string;
}

/** How long what is kept, in days; null: as long as nobody erases it. `docs/personal-data.md` says what each is about. */
export type RetentionKind = 'people' | 'workers' | 'recordings' | 'messages' | 'deliveries';
export interface RetentionSettings {
  profile: 'default' | 'short' | 'off';
  days: Record<RetentionKind, number | null>;
}
