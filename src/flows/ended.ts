/**
 * An application that is over although its interview is not: a person moved it out of the pipeline, or its opening is filled.
 * Nothing more is asked, what was said stays, and the person is told so, once.
 */

import type { OpeningStatus, Stage } from '../types.ts';
import { asideOf, sayStanding, sayWhatWaits } from './aside.ts';
import { untold, whyUntold } from './decided.ts';
import type { EngineEvent, InterviewState, Start } from './model.ts';
import { mayTalk } from './stages.ts';
import type { Turn } from './turn.ts';

const LIVE = new Set<InterviewState['status']>(['in_progress', 'paused', 'handed_off']);

/** Where the application of this interview stands, as far as anybody knows. */
export function stageOf(turn: Turn, interview: InterviewState): Stage | null {
  const aside = asideOf(turn, interview);
  return aside ? aside.stage : (turn.context.application?.stage ?? null);
}

/** Only a person can let somebody go on: its code does not bring this interview back. */
export function isFinal(turn: Turn, interview: InterviewState): boolean {
  const stage = stageOf(turn, interview);
  return stage !== null && !mayTalk(stage);
}

/** Whatever has not told this chat that it is decided, or over: the interview is not gone on with. True where that is so. */
export function closeIfFinal(turn: Turn, interview: InterviewState): boolean {
  if (!isFinal(turn, interview)) return false;
  if (LIVE.has(interview.status)) close(turn, interview, 'expired');
  return true;
}

/**
 * Decided about, over or hired already, by whichever way they come: no interview is held for that, and they hear where it
 * stands instead. False where there is one to hold.
 */
export function sayWhatIsDecided(turn: Turn, { opening }: Start): boolean {
  const { applied } = turn.context;
  if (!applied || mayTalk(applied.stage)) return false;
  sayStanding(turn, opening.title[turn.state.language], applied);
  return true;
}

/** An opening that takes nobody any more; one that is only paused lets those finish who have begun. */
export function takesNobody(status: OpeningStatus): boolean {
  return status === 'filled' || status === 'closed';
}

/** A person ended the application: the interview that goes on, or waits, ends with it; who has finished theirs is told too. */
export function endWithApplication(
  turn: Turn,
  { applicationId, stage, about }: Extract<EngineEvent, { type: 'application_ended' }>,
): void {
  const { interview, earlier } = turn.state;
  const one = [interview, ...earlier].find((one) => one?.applicationId === applicationId);
  const live = one != null && LIVE.has(one.status);
  // A decline has its own words: nothing is said beside them, unless an interview ends here.
  if (!live && (stage === 'declined' || about === null || about.interviewId === null)) return;
  // We begin this: it waits for the morning, and "not decided yet" is so no longer.
  turn.urgency = 'notice';
  if (about?.interviewId) turn.effects.push({ type: 'overtaken', interviewId: about.interviewId });
  const why = about && whyUntold(turn, about);
  if (about && why !== null) {
    if (live) close(turn, one, statusFor(stage));
    untold(turn, about, why);
  } else if (live) end(turn, one, stage);
  else if (about) turn.say('notice', 'ended_later', { title: about.title[turn.state.language], stage });
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

const statusFor = (stage: Stage) => (stage === 'withdrawn' ? 'withdrawn' : 'expired');

function close(turn: Turn, interview: InterviewState, status: InterviewState['status']): void {
  turn.status(status, interview);
  interview.open = null;
  interview.adding = false;
}

function end(turn: Turn, interview: InterviewState, stage: Stage): void {
  const { state } = turn;
  close(turn, interview, statusFor(stage));
  // While HR has the chat, it is theirs to say.
  if (state.stopped || state.takenOver) return;
  const opening = (interview === state.interview ? turn.start : asideOf(turn, interview)?.start)?.opening;
  if (!opening) return;
  const args = { title: opening.title[state.language], code: opening.code, stage };
  turn.say('notice', 'ended', args);
  if (interview === state.interview) sayWhatWaits(turn);
}
