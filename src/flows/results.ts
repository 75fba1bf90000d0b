/** What comes out of the engine: what is said, what each message turned out to be, and what is to be done. Types only. */
import type { InterviewStatus, Json, Language, Stage, StepKind, StepState } from '../types.ts';
import type { ClockKind, TimerKind } from './clocks.ts';
import type { Linted } from './reading.ts';
import type { ConversationState, Span } from './state.ts';
import type { UsedLink } from './ways.ts';

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
        /** A step of the pipeline needs a person; `reasons` says why. */
        | 'step'
        /** Somebody wants to leave their work; `reasons` has the last day that they asked for. */
        | 'resignation'
        /** A question of pay that no statement answers. */
        | 'pay'
        /** A voice that a person has to listen to. */
        | 'voice'
        /** A line that could not be sent: the person has to write first, or be reached in another way. */
        | 'unsent';
      interviewId: string | null;
      turn: number | null;
      questionId?: string;
      applicationId?: string;
      /** Codes of what was found, where no message says it. */
      reasons?: string[];
    }
  /** A clock of an application is set, or set anew. */
  | { type: 'deadline'; applicationId: string; kind: ClockKind; at: number }
  /** It is not waited for any more. */
  | { type: 'deadline_over'; applicationId: string; kind: ClockKind }
  /** A page that the person opens by a link, about a step or themself; `hash` is what is kept of it. */
  | { type: 'page_link'; hash: string; subject: string; purpose: string; expiresAt: number }
  /** The code that a page asks for was said; `hash` is what is kept of it. */
  | { type: 'page_code'; link: string; hash: string; expiresAt: number }
  /** A step of the pipeline moves, if it may from where it is. */
  | {
      type: 'step';
      stepId: string;
      kind: StepKind;
      to: StepState;
      reason: string | null;
      data?: Record<string, Json>;
      stage?: Stage;
    }
  /** Somebody comes later to their first shift than it begins; null: nobody knows by how much. */
  | { type: 'late'; stepId: string; minutes: number | null }
  /** Somebody wants to leave: it waits for a person's yes. */
  | { type: 'resign'; employmentId: string; lastDay: string }
  /** They stay after all. */
  | { type: 'resign_withdrawn'; employmentId: string }
  /** These statements of pay were told, or could not be. */
  | { type: 'pay_told'; statementIds: string[] }
  /** The last day of work is over. */
  | { type: 'employment_over'; employmentId: string; endsOn: string }
  /** What waits to be said about this interview is not said any more. */
  | { type: 'overtaken'; interviewId: string }
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
  /** Lines of a model that were not said, for the figures. */
  linted: Linted[];
}
