/** Which follow-up to ask, if any: one gap, never a slot twice, within the question's and the interview's budget. */
import type { Reading } from './episode.ts';
import type { Flow, InterviewState, Question, QuestionState, Slot } from './model.ts';

/** How many wordings each family has in the texts; no sentence is said twice in an interview. */
export const WORDINGS: Record<Slot | 'intro' | 'intro_time' | 'intro_action' | 'intro_result', number> = {
  example: 6,
  intro: 3,
  intro_time: 2,
  intro_action: 3,
  intro_result: 3,
  personal: 4,
  action: 6,
  result: 6,
  situation: 4,
  task: 4,
};
const MOST_A_QUESTION = 2;

interface FollowUpRoom {
  interview: InterviewState;
  flow: Flow;
  question: Question;
  state: QuestionState;
  /** Open questions still to come that may need a follow-up. */
  ahead: number;
}

/** True when the budgets leave room for one more follow-up here. The last ones are kept for the questions to come. */
export function roomForFollowUp({ interview, flow, question, state, ahead }: FollowUpRoom): boolean {
  const here = Object.keys(state.slots ?? {}).length;
  if (here >= Math.min(question.follow_ups?.max ?? MOST_A_QUESTION, MOST_A_QUESTION)) return false;
  const left = flow.budget.follow_ups - interview.followUps;
  if (left <= 0) return false;
  if (interview.seconds > flow.budget.minutes * 60) return false;
  // The first here is always in order; a second one only if every later question can still have one.
  return here === 0 || left > ahead;
}

/**
 * The gap to ask about, in the order example, personal, action, result, situation, task; null when nothing is missing.
 * @param reading all that was told to this question
 */
export function chooseSlot(reading: Reading, state: QuestionState, introduction = false): Slot | null {
  const asked = state.slots ?? {};
  const first = Object.keys(asked).length === 0;
  if (first && !reading.episode) return 'example';
  if (reading.full) return null;
  // Who has said what they did for years is not asked for it again, but for one time.
  if (first && introduction && reading.act && reading.concrete && reading.units >= TELLS_FROM)
    return 'example';
  if (reading.onlyWe && !introduction && !asked.personal && !asked.action) return 'personal';
  // Months or years have no one act and no one ending.
  const life = introduction && !reading.event;
  const order: Slot[] = reading.act && !reading.ending && !life ? ['result', 'action'] : ['action', 'result'];
  // What a person has evidently told is not asked first, and not asked at all behind another follow-up. "What did you do
  // yourself" and "what did you do" are one question to the person who hears them.
  const told = !first && !life;
  const evident: Record<string, boolean> = { action: told && reading.act, result: told && reading.ending };
  const open = [...order, 'situation', 'task'] as Slot[];
  if (told && reading.act && (reading.ending || asked.result)) return null;
  const filled = (slot: Slot) => evident[slot] === true || state.filled?.includes(slot) === true;
  return open.find((slot) => !asked[slot] && !filled(slot) && !(slot === 'action' && asked.personal)) ?? null;
}

const TELLS_FROM = 15;

/** An introduction tells of months or years: it is asked about in other words than one event. */
export function introFamily(slot: Slot, told: QuestionState['told']): keyof typeof WORDINGS {
  if (slot === 'example') return told?.episode ? 'intro_time' : 'intro';
  if (told?.event) return slot;
  return slot === 'action' || slot === 'result' ? `intro_${slot}` : slot;
}
