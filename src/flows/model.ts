/**
 * What goes into the engine and what comes out of it. The engine is pure: `next(state, event, context)` has no clock, no
 * I/O, no randomness; the same input always gives the same output, so a turn that crashed can simply be run again.
 */
import type {
  InboundContent,
  InterviewStatus,
  Language,
  Localized,
  Opening,
  Stage,
  VoiceProblem,
} from '../types.ts';
import type { Flow, PinnedFlow } from './flow.ts';
import type { ConversationState } from './state.ts';
import type { FreshLink, Move, SameNumber, UsedLink } from './ways.ts';

export type {
  Criterion,
  Flow,
  PinnedFlow,
  Question,
  QuestionType,
  Section,
  SectionKind,
} from './flow.ts';
export type {
  AskKind,
  ConversationState,
  InterviewState,
  Offered,
  QuestionState,
  Slot,
} from './state.ts';

// ---------------------------------------------------------------- events in

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

export type DeadlineKind = 'decision_warning' | 'decision';

/** What a code leads to. */
export interface Start {
  opening: Opening;
  pinned: PinnedFlow;
}

export type TimerKind =
  /** Silence: the interview pauses (30 min). */
  | 'pause'
  /** One nudge (20 h), outside quiet hours. */
  | 'nudge'
  /** The interview expires (7 days). */
  | 'expire'
  /** Consent was asked and never given (7 days): what was written is erased. */
  | 'consent_expire';

export type EngineEvent =
  | { type: 'messages'; messages: HeardMessage[] }
  | { type: 'timer'; timer: TimerKind }
  /** The application was ended by a person, or with its opening: nothing more is asked for it. */
  | { type: 'application_ended'; applicationId: string; stage: Stage }
  /** A person decided about an application. */
  | { type: 'decided'; decided: Decided }
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
  /** Somebody on `channel` who has this person's number says that they are the person; null: nothing is sent. */
  | { type: 'prove'; channel: string; move: FreshLink | null }
  /** The person told the provider to stop us, which has confirmed it. */
  | { type: 'opted_out' };

export interface EngineContext {
  /** Epoch milliseconds. */
  now: number;
  /** The opening and flow of the interview in progress (or of the start that waits for consent). */
  current: Start | null;
  /** Where the application of the current interview stands, for `status`. */
  application: { stage: Stage } | null;
  /** Fresh random ids, used if an interview begins in this event. */
  ids: { application: string; interview: string };
  settings: EngineSettings;
  /** What was said in interviews begun before, oldest first: given when an interview may begin. */
  said?: EarlierSaid[];
  /** What the interviews of the state that are not talked about lead to. */
  aside?: Aside[];
  /** A fresh link and where it leads: given when somebody wishes to go on elsewhere. */
  move?: Move;
  /** Given when somebody shares a number of their own that is somebody's here already. */
  sameNumber?: SameNumber;
}

/** An interview that was set aside: its opening, the flow that it is pinned to, and where its application stands. */
export interface Aside {
  interviewId: string;
  start: Start;
  stage: Stage | null;
}

/** A message of an earlier interview that answered something. */
export interface EarlierSaid {
  turn: number;
  interviewId: string;
  /** The flow of that interview: what was asked there. */
  flow: Flow;
  kind: Hearing['kind'];
  questionId: string | null;
  text: string;
  spans: Span[];
  /** Epoch milliseconds. */
  at: number;
}

export interface EngineSettings {
  pauseAfterMs: number;
  nudgeAfterMs: number;
  expireAfterMs: number;
  consentExpireMs: number;
  /** After the end of an interview: HR is warned, and the candidate hears where it stands. */
  decisionWarningMs: number;
  decisionWithinMs: number;
  /** While nobody decides, they are told so again. */
  decisionAgainMs: number;
}

// ---------------------------------------------------------------- results out

/** Words to be said: a key of `texts/{zh,en}.json` with its ICU arguments, or text from the flow or the opening. */
export type Words =
  | { key: string; args?: Record<string, string | number> }
  | { text: string }
  /** One below the other. */
  | { lines: Words[] };

export type LinePart =
  | 'disclosure'
  | 'question'
  | 'follow_up'
  | 'invitation'
  | 'passport'
  | 'acknowledgement'
  | 'fact'
  | 'notice'
  | 'status'
  | 'help';

/** One thing to say. The lines of one result go out together as one message, in the language given. */
export interface Line {
  words: Words;
  part: LinePart;
  /** A person's own words: sent for themselves, and marked as such. */
  from?: 'hr';
  /** Set on the line that asks: the number of the ask (one more than the last) and the question it belongs to. */
  ask?: number;
  questionId?: string;
  /** Choices shown as buttons where the channel has them, numbered elsewhere; `value` comes back as `a<ask>:<value>`. */
  choices?: { label: Words; value: string }[];
  /** Offers to share the phone number by the app's own button; the text is the button's label. */
  askContact?: Words;
  /** Stands in the line, and in no record of it. */
  secret?: string;
}

export interface Span {
  slot: string;
  start: number;
  end: number;
}

/**
 * What a message turned out to be. Exactly one for each heard message. A span's slot is `<question>` for the question
 * itself (also another question than the hearing's own, when it was volunteered) and `<question>.<slot>` for a follow-up.
 */
export interface Hearing {
  turn: number;
  /** False before consent: the raw inbox row is all that is kept. */
  record: boolean;
  kind:
    | 'answer'
    | 'follow_up_answer'
    | 'addendum'
    | 'amendment'
    | 'question'
    | 'command'
    | 'consent'
    | 'start'
    | 'refusal'
    | 'other';
  interviewId?: string;
  questionId?: string;
  /** The turn that this one corrects; both are kept. */
  amends?: number;
  /** Verbatim spans (UTF-16 units of the message's text) that fill slots. */
  spans?: Span[];
}

export type Effect =
  | { type: 'consent'; given: boolean }
  /** Consent refused or never given: the raw rows of this conversation lose their text. */
  | { type: 'erase' }
  | { type: 'opt_out' }
  | { type: 'opt_in' }
  | { type: 'language'; language: Language }
  | { type: 'phone'; phone: string }
  | { type: 'begin'; applicationId: string; interviewId: string; openingId: string; flowHash: string }
  | { type: 'interview'; interviewId: string; status: InterviewStatus }
  | { type: 'stage'; applicationId: string; from: Stage[]; to: Stage; reason: string }
  /** Something that a person has to look at; `turn` is the message that caused it. */
  | {
      type: 'ticket';
      kind:
        | 'question'
        | 'person'
        | 'knockout'
        | 'injection'
        | 'abuse'
        | 'protected'
        | 'correction'
        | 'addendum'
        | 'screening'
        | 'duplicate'
        /** The wish to have all data deleted: a person confirms it. */
        | 'erasure'
        /** A decision is taken issue with: somebody else looks at it. */
        | 'appeal'
        /** Nobody has decided, and the candidate was promised to hear soon. */
        | 'undecided'
        /** A decision or an invitation could not be told to them; `reasons` says why. */
        | 'untold'
        /** Somebody else may have had a link of this person's. */
        | 'link'
        /** A voice that a person has to listen to. */
        | 'voice';
      interviewId: string | null;
      turn: number | null;
      questionId?: string;
      applicationId?: string;
      /** Codes of what was found, where no message says it. */
      reasons?: string[];
    }
  /** A clock of an application is set, or set anew. */
  | { type: 'deadline'; applicationId: string; kind: DeadlineKind; at: number }
  /** An application is being screened now. */
  | { type: 'screened'; applicationId: string }
  | {
      type: 'invitation';
      id: string;
      code: string;
      interviewId: string;
      flowHash: string;
      channel: string;
      applicationId: string;
    }
  /** An invitation was said, or why it was not. */
  | { type: 'invited'; invitationId: string; unsaid: string | null }
  /** Somebody came by it. */
  | { type: 'claim'; invitationId: string }
  /** A way to go on elsewhere was said. */
  | { type: 'link'; id: string; hash: string }
  /** Somebody has come by one. */
  | { type: 'linked'; linkId: string }
  /** It was somebody else. */
  | { type: 'disowned'; links: UsedLink[] }
  /** The code of a link is to be sent to an address of another conversation, for who writes on `channel`. */
  | { type: 'prove'; conversationId: string; identity: string; channel: string }
  /** A code like a personal one led nowhere; `turn` is the message that brought it. */
  | { type: 'code_tried'; hash: string; turn: number }
  /** A person of HR has the chat now. */
  | { type: 'handed_off'; interviewId: string; by: string }
  /** A ticket was answered in the chat. */
  | { type: 'answered'; ticketId: string; by: string }
  /** Whether answers of earlier interviews may be used in this one, and which; `turn` is the message that says so. */
  | {
      type: 'reuse';
      interviewId: string;
      given: boolean;
      turn: number;
      answers: { questionId: string; interviewId: string; turn: number }[];
    }
  /** What was heard in a voice note was corrected: `cut` characters at `at` of its words are to be `put`. */
  | { type: 'transcript'; turn: number; at: number; cut: number; put: string }
  /** A completed interview got an addendum or a correction. */
  | { type: 'amended'; interviewId: string; turn: number };

export interface EngineResult {
  state: ConversationState;
  lines: Line[];
  /** Said at the person's other addresses, not where this came from. */
  elsewhere: Line[];
  /** The language of all lines. */
  language: Language;
  /** Lines that we begin (nudge, notice) wait for the end of quiet hours; replies never do. */
  urgency: 'reply' | 'notice';
  /** Goes out although the address is closed: the one confirmation of STOP, and HELP. */
  evenIfClosed: boolean;
  hearings: Hearing[];
  effects: Effect[];
  /** Set (epoch ms) or cleared (null). */
  timers: Partial<Record<TimerKind, number | null>>;
  /** Of the current interview, after this event. */
  progress: { asked: number; total: number } | null;
}
