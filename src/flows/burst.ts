/** What a model is shown of a burst, and whether there is anything in it that rules alone might not hear. */
import type { Language } from '../types.ts';
import { languageAfter } from './language.ts';
import type { ConversationState, HeardMessage, InterviewState, Question, Slot, Start } from './model.ts';
import { choiceNumber } from './numbered.ts';
import { kindOf } from './questions/index.ts';
import { READ_AT_MOST, wordless, wordUnits } from './text.ts';
import { isAside, type Understood } from './understand.ts';
import { hear, isSettled } from './witness.ts';

interface Asked {
  id: string;
  ask: string;
}

/** Everything that a model is told about one burst. It holds no rubric, no name, and nothing of anybody else. */
export interface Burst {
  language: Language;
  job: string;
  /** Null between two questions, and when the interview is over. */
  open: (Asked & { type: Question['type'] | 'invitation'; followsUp?: Slot }) | null;
  /** What the open question may still be followed up about. */
  gaps: Slot[];
  /** Answered so far: what a correction can take back. */
  answered: Asked[];
  /** Short questions to come, which may be answered before they are asked. */
  ahead: Asked[];
  messages: { turn: number; text: string }[];
}

const MESSAGES_AT_MOST = 12;
/** A flood costs no more tokens than two long answers. */
const CHARACTERS_AT_MOST = 2 * READ_AT_MOST;
const GAPS: Slot[] = ['example', 'personal', 'action', 'result', 'situation', 'task'];
const FOLLOW_UPS_AT_MOST = 2;
/** "可以，周末也行": as short, and read by the question's own type, an answer holds nothing else. */
const PLAIN_ANSWER = 6;

/**
 * The burst as a model is shown it; null when none is to be asked: before consent nothing leaves the house, a person in the
 * chat needs no second reader, and an opt-out, a command, a button or a plain yes is understood without.
 */
export function burstOf(
  state: ConversationState | null,
  start: Start | null,
  messages: readonly HeardMessage[],
): Burst | null {
  const interview = state?.interview;
  if (!state || !interview || !start || !isTalking(state, interview, start)) return null;
  const seen = messages.map(hear);
  if (seen.some(({ optOut, message }) => optOut || message.content.kind === 'start')) return null;
  const question = questionIn(start, interview.open?.question);
  const worth = seen.filter((one) => needsReading(one, question));
  if (worth.length === 0) return null;
  const language = languageAfter(state, seen);
  return {
    language,
    job: start.opening.title[language],
    ...aboutInterview(interview, start, language),
    messages: fitting(worth.map(({ message }) => ({ turn: message.turn, text: masked(message.text) }))),
  };
}

function isTalking(state: ConversationState, interview: InterviewState, start: Start): boolean {
  const free = state.consent === 'given' && !state.stopped && !state.takenOver && !state.hrAsked;
  const live = interview.status === 'in_progress' || interview.status === 'paused';
  const here = start.pinned.hash === interview.flowHash && interview.open?.kind !== 'passport';
  return free && here && (live || interview.status === 'completed');
}

function needsReading(seen: Understood, question: Question | null): boolean {
  const { message } = seen;
  const { content, text } = message;
  if (content.kind === 'button' || content.kind === 'group' || wordless(text)) return false;
  // Whoever tries to command us needs no reader who might obey.
  if (isSettled(seen) || seen.injection) return false;
  if (message.numbered && choiceNumber(text) !== null) return false;
  const factual = question !== null && question.type !== 'open' && !isAside(seen);
  if (!factual || wordUnits(text) > PLAIN_ANSWER) return true;
  return kindOf(question).parse(text, question).result !== 'answered';
}

function aboutInterview(
  { open, questions, followUps }: InterviewState,
  { pinned: { flow } }: Start,
  language: Language,
): Pick<Burst, 'open' | 'gaps' | 'answered' | 'ahead'> {
  const all = flow.sections.flatMap((section) => section.questions);
  const name = ({ id, ask }: Question): Asked => ({ id, ask: ask[language] });
  const question = all.find(({ id }) => id === open?.question);
  const answered = all.filter(({ id }) => questions[id]?.turn !== undefined && id !== question?.id);
  const ahead = all.filter(({ id, type }) => type !== 'open' && questions[id] === undefined);
  const lists = { answered: answered.map(name), ahead: ahead.map(name) };
  if (!open) return { open: null, gaps: [], ...lists };
  if (!question || open.kind === 'invitation') {
    const invitation = { id: question?.id ?? 'invitation', ask: question?.ask[language] ?? '' };
    return { open: { ...invitation, type: 'invitation' }, gaps: [], ...lists };
  }
  const state = questions[question.id];
  const asked = state?.slots ?? {};
  const most = Math.min(question.follow_ups?.max ?? FOLLOW_UPS_AT_MOST, FOLLOW_UPS_AT_MOST);
  const room = Object.keys(asked).length < most && followUps < flow.budget.follow_ups && !state?.enough;
  const gaps = GAPS.filter((slot) => !asked[slot] && !state?.filled?.includes(slot));
  return {
    open: { ...name(question), type: question.type, ...(open.slot && { followsUp: open.slot }) },
    gaps: question.type === 'open' && room ? gaps : [],
    ...lists,
  };
}

/** As many as a model should be shown at once; the rest is heard by rules. */
function fitting(messages: Burst['messages']): Burst['messages'] {
  let shown = 0;
  return messages.slice(0, MESSAGES_AT_MOST).filter(({ text }, i) => {
    shown += text.length;
    return i === 0 || shown <= CHARACTERS_AT_MOST;
  });
}

function questionIn({ pinned }: Start, id: string | null | undefined): Question | null {
  return pinned.flow.sections.flatMap(({ questions }) => questions).find((one) => one.id === id) ?? null;
}

/** Numbers as long as a telephone's or an identity card's are of no use to a reader. Offsets stay those of the original. */
function masked(text: string): string {
  return text.slice(0, READ_AT_MOST).replace(/\d(?:[ -]?\d){6,}/g, (number) => number.replace(/\d/g, '0'));
}
