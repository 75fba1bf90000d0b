/** What goes into the engine: messages of a person, and what the system has to tell a conversation. Types only. */
import type { InboundContent, Language, Localized, Opening, Stage, VoiceProblem } from '../types.ts';
import type { DeadlineKind, TimerKind } from './clocks.ts';
import type { PinnedFlow } from './flow.ts';
import type { MessageReading } from './reading.ts';
import type { Effect } from './results.ts';
import type { FreshLink, UsedLink } from './ways.ts';

/** One message of a burst, in the order of the inbox. */
export interface HeardMessage {
  /** The number that this message gets among the conversation's turns. */
  turn: number;
  channel: string;
  content: InboundContent;
  /** The text that a person wrote or said (an edit's new text too); empty for everything else. */
  text: string;
  /** Which ask had been sent when this message was received; null before the first. A smaller one than the current
   *  means that it was written before the current question was seen: it adds to the earlier answer. */
  ask: number | null;
  /** When it was received, epoch milliseconds. */
  at: number;
  /**
   * For a starting point: what the code leads to, the personal invitation that is claimed by it, and the link that it was.
   * `tried` is the keyed hash of a code like a personal one that led nowhere.
   */
  start?: {
    code: string;
    found: Start | StartRefusal | 'linked';
    invitation?: { id: string; duplicate: boolean };
    link?: string;
    tried?: string;
  };
  /** The link by which this address has come; given until the person's other addresses were told. */
  link?: string;
  /** Says that whoever came by these links is somebody else; `self`: the address that says it is the one. */
  disowns?: { links: UsedLink[]; self: boolean };
  /** For an edit: the turn it amends and that turn's question; absent when the original is not known. */
  edits?: { turn: number; questionId: string | null };
  languageHint?: Language;
  /** Of a voice note: how sure it is that `text` was said (null: nobody knows), or why nothing was heard. */
  voice?: { confidence: number | null } | { problem: VoiceProblem };
  /** The channel shows choices as a numbered list: a number alone picks one. */
  numbered?: true;
  /** What a model has understood of it; absent where none was asked, or where it failed. */
  reading?: MessageReading;
}

/**
 * `used`: a personal invitation that somebody else has come by; `over`: one whose time is over, or that was taken back;
 * `guessed`: too many codes that lead nowhere came from this address, and none is looked at for a while.
 */
export type StartRefusal = 'unknown' | 'closed' | 'used' | 'over' | 'guessed';

/** A personal invitation, as it is said. */
export interface Invitation {
  id: string;
  code: string;
  interviewId: string;
  flowHash: string;
  channel: string;
  title: Localized;
  minutes: number;
  link: string | null;
  /** Why nobody can be written to; null: somebody can. */
  unsaid: string | null;
  /** What the person is known to read. */
  language: Language | null;
}

/** An application that somebody is told of. */
export interface AboutApplication {
  applicationId: string;
  /** The last interview that was begun; null: they were never talked to about this. */
  interviewId: string | null;
  title: Localized;
  /** Why nobody can be written to; null: somebody can. */
  unsaid: string | null;
  /** What the person is known to read. */
  language: Language | null;
  /** The day by which they hear more, in words; null: nobody has said. */
  by: Localized | null;
}

/** What a person decided, as it is told. */
export interface Decided extends AboutApplication {
  outcome: 'advance' | 'decline';
  /** In the words of whoever decided. */
  message: string | null;
  /** What of the interview spoke for the person, and what was not shown; empty where nothing was assessed. */
  receipt: { met: { title: Localized; quote: string | null }[]; open: Localized[] };
}

/** One line of a notice: what is in both languages is said in the person's. */
export interface NoticeLine {
  key: string;
  args?: Record<string, string | number | Localized>;
  /** Stands in the line, and in no record of it. */
  secret?: string;
}

/** What happened behind the chat and is said in it. */
export interface Notice extends Pick<AboutApplication, 'interviewId' | 'unsaid' | 'language'> {
  /** Null: it is about the person themself. */
  applicationId: string | null;
  name: string;
  lines: NoticeLine[];
  /** What has to be done about it, said or not. */
  effects: Effect[];
  /** What holds only if it is said: the link that is in the line. */
  ifSaid: Effect[];
  /** `reply`: the person waits for it now. */
  urgency: 'reply' | 'notice';
}

/** What somebody gets who asks for what we keep of them. */
export interface OwnData {
  /** With a fresh link in it, or why there is none. */
  line: NoticeLine;
  /** The link, as it is kept; null: there is none. */
  link: Effect | null;
  /** A person has to see to it. */
  person: boolean;
  /** The channel that it was asked on. */
  from: string;
}

/** What a code leads to. */
export interface Start {
  opening: Opening;
  pinned: PinnedFlow;
}

export type EngineEvent =
  | { type: 'messages'; messages: HeardMessage[] }
  | { type: 'timer'; timer: TimerKind }
  /** The application was ended by a person, or with its opening: nothing more is asked for it. */
  | { type: 'application_ended'; applicationId: string; stage: Stage; about: AboutApplication | null }
  /** A person decided about an application. */
  | { type: 'decided'; decided: Decided }
  /** Null when there is nothing to be said any more. */
  | { type: 'notice'; notice: Notice | null }
  /** HR was promised to be warned, the candidate to hear by now: null when it does not matter any more. */
  | { type: 'deadline'; deadline: DeadlineKind; about: AboutApplication | null }
  /** A person of HR takes the chat over (the engine records and stays silent; STOP still works), or hands it back. */
  | { type: 'takeover'; by: string; interviewId: string }
  | { type: 'handback' }
  /** A person of HR says something in the chat, or answers a ticket. */
  | { type: 'hr_message'; text: string; by: string; interviewId: string | null; ticketId: string | null }
  | { type: 'invite'; invitation: Invitation }
  /** An application was screened; `reasons` is what does not fit. Null when there was nothing left to screen. */
  | {
      type: 'screened';
      screening: { applicationId: string; reasons: string[]; invitation: Invitation } | null;
    }
  /**
   * An address could not be reached. `here`: the one that the chat goes on at, so that the interview pauses; `reachable`:
   * there is another.
   */
  | { type: 'unreachable'; here: boolean; reachable: boolean }
  /** A line could not be sent, because the person has to write first. */
  | { type: 'shut' }
  /** We were gone for a while, and what the person sent meanwhile is lost. */
  | { type: 'missed' }
  /** Somebody on `channel` who has this person's number says that they are the person; null: nothing is sent. */
  | { type: 'prove'; channel: string; move: FreshLink | null }
  /** The person told the provider to stop us, which has confirmed it. */
  | { type: 'opted_out' };
