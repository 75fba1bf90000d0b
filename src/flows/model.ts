/**
 * What goes into the engine and what comes out of it. The engine is pure: `next(state, event, context)` has no clock, no
 * I/O, no randomness; the same input always gives the same output, so a turn that crashed can simply be run again.
 */
import type { InboundContent, InterviewStatus, Language, Localized, Opening, Stage } from '../types.ts';

// ---------------------------------------------------------------- flow files

export type QuestionType = 'open' | 'yes_no' | 'choice' | 'number' | 'date';
export type SectionKind = 'introduction' | 'situation' | 'job' | 'open_floor';

export interface Question {
  id: string;
  type: QuestionType;
  ask: Localized;
  criteria: string[];
  follow_ups?: { max: number };
  options?: { id: string; label: Localized }[];
  /** The answer that a person has to look at; `say` is told to the candidate. Nobody is declined by it. */
  knockout?: { when: string | number | boolean; say: Localized };
  optional?: boolean;
  /** Words by which a volunteered statement is recognised as being about this question, so that it is not asked again. */
  hears?: Record<Language, string[]>;
}

export interface Section {
  id: string;
  kind: SectionKind;
  questions: Question[];
}

export interface Criterion {
  id: string;
  title: Localized;
  weight: number;
  anchors: Record<'1' | '2' | '3' | '4' | '5', Localized>;
}

export interface Flow {
  id: string;
  version: number;
  title: Localized;
  languages: Language[];
  budget: { minutes: number; follow_ups: number };
  sections: Section[];
  rubric: { id: string; version: number; criteria: Criterion[] };
}

/** A flow with the hash of its content: what an interview is pinned to. */
export interface PinnedFlow {
  hash: string;
  flow: Flow;
}

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
  /** For a starting point: what the code leads to. */
  start?: { code: string; found: Start | 'unknown' | 'closed' };
  /** For an edit: the turn it amends and that turn's question; absent when the original is not known. */
  edits?: { turn: number; questionId: string | null };
  languageHint?: Language;
  /** The channel shows choices as a numbered list: a number alone picks one. */
  numbered?: true;
}

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
  /** A person of HR takes the chat over (the engine records and stays silent; STOP still works), or hands it back. */
  | { type: 'takeover' }
  | { type: 'handback' }
  /** A person of HR says something in the chat. */
  | { type: 'hr_message'; text: string }
  /** The address could not be reached: the interview pauses. */
  | { type: 'unreachable' }
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
}

export interface EngineSettings {
  pauseAfterMs: number;
  nudgeAfterMs: number;
  expireAfterMs: number;
  consentExpireMs: number;
}

// ---------------------------------------------------------------- results out

/** Words to be said: a key of `texts/{zh,en}.json` with its ICU arguments, or text from the flow or the opening. */
export type Words = { key: string; args?: Record<string, string | number> } | { text: string };

export type LinePart =
  | 'disclosure'
  | 'question'
  | 'follow_up'
  | 'invitation'
  | 'acknowledgement'
  | 'fact'
  | 'notice'
  | 'status'
  | 'help';

/** One thing to say. The lines of one result go out together as one message, in the language given. */
export interface Line {
  words: Words;
  part: LinePart;
  /** Set on the line that asks: the number of the ask (one more than the last) and the question it belongs to. */
  ask?: number;
  questionId?: string;
  /** Choices shown as buttons where the channel has them, numbered elsewhere; `value` comes back as `a<ask>:<value>`. */
  choices?: { label: Words; value: string }[];
  /** Offers to share the phone number by the app's own button; the text is the button's label. */
  askContact?: Words;
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
        | 'addendum';
      interviewId: string | null;
      turn: number | null;
      questionId?: string;
    }
  /** A completed interview got an addendum or a correction. */
  | { type: 'amended'; interviewId: string; turn: number };

export interface EngineResult {
  state: ConversationState;
  lines: Line[];
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

// ---------------------------------------------------------------- state

/** Everything that the engine remembers about one person. Kept small: texts live in the turns, not here. */
export interface ConversationState {
  language: Language;
  /** True after the person asked for a language; until then it follows what they write. */
  languageChosen: boolean;
  consent: 'none' | 'asked' | 'given' | 'refused';
  stopped: boolean;
  takenOver: boolean;
  /** The number of the last ask; it counts up over the whole conversation. */
  asks: number;
  /** The person shared an own number: it is not asked for again. */
  phoneKnown: boolean;
  /** The opening that waits for consent, and the number under which consent was asked first. */
  pending: { openingId: string; flowHash: string; ask: number } | null;
  interview: InterviewState | null;
  /** Interviews that were begun earlier and are paused, or are over and still take addenda. */
  earlier: InterviewState[];
}

/** What an open question can still lack. A slot that was asked is never asked again, whatever came back. */
export type Slot = 'example' | 'personal' | 'action' | 'result' | 'situation' | 'task';

/** The state of a question or slot; one that is absent has not been asked. */
type SlotState = 'asked' | 'covered' | 'declined';

export interface QuestionState {
  state: SlotState;
  /** The turn that answered it, so that a correction can name what it amends. */
  turn?: number;
  /** A factual answer as it was read; absent while unread, or where the reply was kept as plain text. */
  value?: string | number | boolean;
  /** It was said before it was asked. */
  volunteered?: true;
  slots?: Partial<Record<Slot, SlotState>>;
  /** No more follow-ups here: the person said that it is all, repeated it, or had enough. */
  enough?: true;
  /** A factual question was asked once more in clearer words. */
  retried?: true;
  /** Short keys of what was said, to notice repetition. The words themselves are in the turns. */
  heard?: number[];
}

export type AskKind = 'question' | 'follow_up' | 'invitation';

/** The one thing that waits for an answer. `question` is null for an invitation that belongs to no question. */
interface OpenAsk {
  /** The number under which it was asked first: whatever was received before that answers something earlier. */
  first: number;
  /** The number under which it was said last (again after an interjection). */
  ask: number;
  kind: AskKind;
  question: string | null;
  slot?: Slot;
  /** When it was said last, epoch milliseconds. */
  at: number;
  /** It was answered with nothing ("ok", an emoji) and said again: a second nothing declines it. */
  idle?: true;
}

export interface InterviewState {
  id: string;
  applicationId: string;
  openingId: string;
  flowHash: string;
  status: InterviewStatus;
  /** Position: index of the section and of the next question in it. */
  section: number;
  item: number;
  /** Null when the last ask was answered and the next has not been chosen (stopped, taken over, paused, over). */
  open: OpenAsk | null;
  questions: Record<string, QuestionState>;
  /** Every ask of this interview and its question (empty for an invitation): maps a message's `ask` to what it answers. */
  trail: [ask: number, question: string][];
  /** Follow-ups asked so far, against the flow's budget. */
  followUps: number;
  /** How often each family of wordings was used, so that no sentence is said twice. */
  used: Record<string, number>;
  /** The section whose invitation brought something and was repeated. */
  invitedAgain: number | null;
  /** Estimated seconds that the candidate spent typing or speaking, against the flow's budget. */
  seconds: number;
  nudged: boolean;
  /** 补充 / add came without text: the next message is the addendum. */
  adding: boolean;
  /** The latest answer: what a correction amends unless it names something else. */
  last: { turn: number; question: string | null } | null;
}
