/**
 * An application that is over although its interview is not: a person moved it out of the pipeline, or its opening is filled.
 * Nothing more is asked, what was said stays, and the person is told so, once.
 */

import type { OpeningStatus, Stage } from '../types.ts';
import { asideOf, sayWhatWaits } from './aside.ts';
import type { InterviewState } from './model.ts';
import type { Turn } from './turn.ts';

/** Where only a person can let somebody go on. */
const FINAL = new Set<Stage>(['declined', 'closed']);

const LIVE = new Set<InterviewState['status']>(['in_progress', 'paused', 'handed_off']);

/** Where the application of this interview stands, as far as anybody knows. */
export function stageOf(turn: Turn, interview: InterviewState): Stage | null {
  const aside = asideOf(turn, interview);
  return aside ? aside.stage : (turn.context.application?.stage ?? null);
}

/** True when its code does not bring this interview back. */
export function isFinal(turn: Turn, interview: InterviewState): boolean {
  const stage = stageOf(turn, interview);
  return stage !== null && FINAL.has(stage);
}

/** An opening that takes nobody any more; one that is only paused lets those finish who have begun. */
export function takesNobody(status: OpeningStatus): boolean {
  return status === 'filled' || status === 'closed';
}

/** A person ended the application: the interview that goes on, or waits, ends with it. */
export function endWithApplication(turn: Turn, applicationId: string, stage: Stage): void {
  const { interview, earlier } = turn.state;
  const about = [interview, ...earlier].find((one) => one?.applicationId === applicationId);
  if (!about || !LIVE.has(about.status)) return;
  // We begin this: it waits for the morning.
  turn.urgency = 'notice';
  end(turn, about, stage);
}

/** Somebody writes although nobody is taken any more. */
export function endWithOpening(turn: Turn, interview: InterviewState): void {
  turn.effects.push({
    type: 'stage',
    applicationId: interview.applicationId,
    from: ['applied', 'screening', 'interviewing'],
    to: 'closed',
    reason: 'opening closed',
  });
  end(turn, interview, 'closed');
}

function end(turn: Turn, interview: InterviewState, stage: Stage): void {
  const { state } = turn;
  turn.status(stage === 'withdrawn' ? 'withdrawn' : 'expired', interview);
  interview.open = null;
  interview.adding = false;
  // While HR has the chat, it is theirs to say.
  if (state.stopped || state.takenOver) return;
  const opening = (interview === state.interview ? turn.start : asideOf(turn, interview)?.start)?.opening;
  if (!opening) return;
  const args = { title: opening.title[state.language], code: opening.code, stage };
  turn.say('notice', 'ended', args);
  if (interview === state.interview) sayWhatWaits(turn);
}
