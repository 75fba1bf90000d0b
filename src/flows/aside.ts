/** Interviews of the same person that wait, or are over, while another is talked about. */
import type { Aside, InterviewState, Start } from './model.ts';
import type { Turn } from './turn.ts';

/** What is known of an interview that was set aside; null when its opening or its flow is gone. */
export function asideOf(turn: Turn, interview: InterviewState): Aside | null {
  return turn.context.aside?.find(({ interviewId }) => interviewId === interview.id) ?? null;
}

/** Those that can be gone on with, the last one set aside first. */
export function waiting(turn: Turn): InterviewState[] {
  return turn.state.earlier.filter(({ status }) => status === 'paused').reverse();
}

/** The interview that is talked about makes room: unfinished, it waits for its code. */
const EARLIER_AT_MOST = 5;

export function setAside(turn: Turn): void {
  const { state } = turn;
  if (!state.interview) return;
  if (state.interview.status === 'in_progress') turn.status('paused');
  const { interview } = state;
  // Over: only what an addendum or a correction needs.
  const slim: InterviewState =
    interview.status === 'paused' ? interview : { ...interview, trail: [], used: {} };
  state.earlier.push(slim);
  state.interview = null;
  if (state.earlier.length > EARLIER_AT_MOST) forgetOne(turn);
}

/** One that is over, else the one that has waited longest: nothing is kept that no clock would ever end. */
function forgetOne(turn: Turn): void {
  const { earlier } = turn.state;
  const over = earlier.findIndex(({ status }) => status !== 'paused');
  const [gone] = earlier.splice(Math.max(over, 0), 1);
  if (gone?.status === 'paused') expire(turn, gone);
}

/** Makes this interview the one that is talked about. */
export function bringBack(turn: Turn, interview: InterviewState, start: Start): void {
  setAside(turn);
  turn.state.earlier = turn.state.earlier.filter((one) => one !== interview);
  turn.state.interview = interview;
  turn.start = start;
}

/** Who comes back when the interview is over goes on with the one that waits; false when none does. */
export function goOnWithWaiting(turn: Turn): boolean {
  for (const interview of waiting(turn)) {
    const known = asideOf(turn, interview);
    if (!known) continue;
    bringBack(turn, interview, known.start);
    return true;
  }
  return false;
}

/** Too long without a word: ended, and its application with it, until its code is sent again. */
export function expire(turn: Turn, interview: InterviewState): void {
  turn.status('expired', interview);
  turn.effects.push({
    type: 'stage',
    applicationId: interview.applicationId,
    from: ['applied', 'screening', 'interviewing'],
    to: 'expired',
    reason: 'no answer',
  });
}

/** Told at the end of one interview: another waits, and how to go on with it. */
export function sayWhatWaits(turn: Turn): void {
  for (const interview of waiting(turn).slice(0, 1)) {
    const opening = asideOf(turn, interview)?.start.opening;
    if (opening)
      turn.say('notice', 'also_waiting', { title: opening.title[turn.state.language], code: opening.code });
  }
}

/** What is waited for, and by when; where nobody knows that, how far it is. */
export function sayStanding(turn: Turn, title: string, { stage, next }: Pick<Aside, 'stage' | 'next'>): void {
  if (!next) {
    turn.say('status', 'status_stage', { title, stage: stage ?? 'reviewing' });
    return;
  }
  const by = next.by?.[turn.state.language] ?? '';
  turn.say('status', 'status_next', { title, what: next.what, by, known: next.by ? 'yes' : 'no' });
}

/** For `status`: where each of the others stands. */
export function sayAsides(turn: Turn): void {
  for (const interview of turn.state.earlier.toReversed()) {
    const known = asideOf(turn, interview);
    if (!known) continue;
    const { opening, pinned } = known.start;
    const title = opening.title[turn.state.language];
    if (interview.status === 'completed') {
      sayStanding(turn, title, known);
      continue;
    }
    const questions = pinned.flow.sections.flatMap((section) => section.questions);
    turn.say('status', `status_aside_${interview.status === 'paused' ? 'waits' : 'over'}`, {
      title,
      code: opening.code,
      asked: questions.filter(({ id }) => interview.questions[id]).length,
      total: questions.length,
    });
  }
}

/**
 * Does something in an interview that was set aside, as if it were talked about: what is heard and what follows belongs
 * to that one.
 */
export function inside<Done>(turn: Turn, interview: InterviewState, known: Aside, act: () => Done): Done {
  const { state, start } = turn;
  const before = state.interview;
  state.interview = interview;
  turn.start = known.start;
  const done = act();
  state.interview = before;
  turn.start = start;
  return done;
}
