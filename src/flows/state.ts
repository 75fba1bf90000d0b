/** What the engine remembers between two events. Plain JSON, kept with the conversation. */
import type { InterviewStatus, Language } from '../types.ts';

/** Everything that the engine remembers about one person. Kept small: texts live in the turns, not here. */
export interface ConversationState {
  language: Language;
  /** True after the person asked for a language; until then it follows what they write. */
  languageChosen: boolean;
  consent: 'none' | 'asked' | 'given' | 'refused';
  stopped: boolean;
  /** A person of HR has the chat: who, and for which interview. */
  takenOver: false | TakenOver;
  /** The number of the last ask; it counts up over the whole conversation. */
  asks: number;
  /** The person shared an own number: it is not asked for again. */
  phoneKnown: boolean;
  /** The opening that waits for consent, and the number under which consent was asked first. */
  pending: { openingId: string; flowHash: string; ask: number } | null;
  interview: InterviewState | null;
  /** Interviews that were begun earlier and are paused, or are over and still take addenda. */
  earlier: InterviewState[];
  /** A person has asked something in answer to a ticket: what comes next is said to them. */
  hrAsked?: true;
  /** The interview by SMS whose number they share, until they have said whether it is theirs. */
  sameNumber?: { conversationId: string; identity: string };
  /**
   * They want to leave their work: the last day that was read back, or null while it is asked for; when; and whether something
   * else was said since.
   */
  leaving?: { employmentId: string; lastDay: string | null; at: number; aside?: true };
  /** When the first shift begins to which they come later, or not at all, as they said: one at another time is another. */
  notThere?: number;
  /** The code of an invitation that was sent and not answered: a plain yes to it is enough. */
  invited?: string;
}

interface TakenOver {
  by: string;
  interviewId: string;
  /** The interview was paused when it was taken over. */
  paused?: true;
  /** The person has spoken; the candidate has written. */
  spoke?: true;
  heard?: true;
}

/** What an open question can still lack. A slot that was asked is never asked again, whatever came back. */
export type Slot = 'example' | 'personal' | 'action' | 'result' | 'situation' | 'task';

/** The state of a question or slot; one that is absent has not been asked. */
type SlotState = 'asked' | 'covered' | 'declined';

/** Seen in the answers to one question, by surface cues; see `episode.ts`. */
export interface Told {
  /** Something that really happened or was done. */
  episode: boolean;
  /** One time, as opposed to months or years; null where the last words say neither. */
  event: boolean | null;
  /** The person's own act, an ending, a figure or a name. */
  act: boolean;
  ending: boolean;
  concrete: boolean;
  /** Hedges, and nothing concrete. */
  vague: boolean;
  /** "We" acted, or "I". */
  we: boolean;
  i: boolean;
  /** Length in word-units. */
  units: number;
}

/** A verbatim piece of a message and what it fills. */
export interface Span {
  slot: string;
  start: number;
  end: number;
}

export interface QuestionState {
  state: SlotState;
  /** The turn that answered it, so that a correction can name what it amends. */
  turn?: number;
  /** A factual answer as it was read; absent while unread, or where the reply was kept as plain text. */
  value?: string | number | boolean;
  /** It was said before it was asked. */
  volunteered?: true;
  slots?: Partial<Record<Slot, SlotState>>;
  /** It was said in an earlier interview, and may be used in this one. */
  reused?: true;
  /** What its answers so far have in them: the next follow-up is about what is missing of it all. */
  told?: Told;
  /** Gaps that a model has seen filled, each by a verbatim piece of an answer. */
  filled?: Slot[];
  /** No more follow-ups here: the person said that it is all, repeated it, or had enough. */
  enough?: true;
  /** A factual question was asked once more in clearer words. */
  retried?: true;
  /** Short keys of what was said, to notice repetition. The words themselves are in the turns. */
  heard?: number[];
}

/** An answer that was given in another interview of the same person. */
export interface Offered {
  question: string;
  /** Where it was said. */
  interview: string;
  turn: number;
  value?: string | number | boolean;
  /** The turn in which it was changed when it was offered. */
  changed?: number;
}

export type AskKind = 'question' | 'follow_up' | 'invitation' | 'passport';

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
  /** It was answered by a voice that could not be heard: the next is taken as it is. */
  unheard?: true;
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
  /** The last follow-ups in a model's words, so that none comes twice. */
  worded?: string[];
  /** The section whose invitation brought something and was repeated. */
  invitedAgain: number | null;
  /** Estimated seconds that the candidate spent typing or speaking, against the flow's budget. */
  seconds: number;
  nudged: boolean;
  /** How often we were insulted. */
  abuse?: number;
  /** 补充 / add came without text: the next message is the addendum. */
  adding: boolean;
  /** Answers of earlier interviews that were offered for this one, until the person has said yes or no. */
  offered?: Offered[];
  /** The voice whose words were read back last: a few words may put it right. */
  readBack?: number;
  /** The latest answer: what a correction amends unless it names something else. */
  last: { turn: number; question: string | null } | null;
}
