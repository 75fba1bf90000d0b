/**
 * What silence does: an interview pauses, one nudge, it expires; words without consent are forgotten. The clocks are the
 * person's: whoever is busy with one interview is not silent in the other.
 */
import { asideOf, expire, waiting } from './aside.ts';
import { closeIfFinal, endWithOpening, takesNobody } from './ended.ts';
import type { InterviewState, TimerKind } from './model.ts';
import type { Turn } from './turn.ts';

export function takeTimer(turn: Turn, timer: TimerKind): void {
  const { state, interview } = turn;
  turn.timers[timer] = null;
  if (timer === 'consent_expire') {
    if (state.consent === 'given') return;
    if (state.consent === 'asked') state.consent = 'none';
    state.pending = null;
    turn.effects.push({ type: 'erase' });
    return;
  }
  if (!interview || state.takenOver) return;
  // Whoever is hired, or was decided about, is not asked to come back.
  for (const one of [interview, ...waiting(turn)]) closeIfFinal(turn, one);
  if (timer === 'pause') {
    if (interview.status === 'in_progress') turn.status('paused');
    return;
  }
  turn.urgency = 'notice';
  if (timer === 'nudge') nudge(turn);
  else expireAll(turn);
}

function isLive(interview: InterviewState | null): interview is InterviewState {
  return interview?.status === 'in_progress' || interview?.status === 'paused';
}

/** The one that a nudge speaks of: the one talked about; when that is over, the last one set aside. */
function silent(turn: Turn): InterviewState | null {
  const { interview } = turn;
  return isLive(interview) ? interview : (waiting(turn)[0] ?? null);
}

function nudge(turn: Turn): void {
  const { state, interview } = turn;
  const one = silent(turn);
  if (!one || one.nudged || state.stopped) return;
  one.nudged = true;
  const opening = (one === interview ? turn.start : asideOf(turn, one)?.start)?.opening;
  if (opening && takesNobody(opening.status)) {
    endWithOpening(turn, one);
    return;
  }
  const title = opening?.title[state.language] ?? '';
  if (one === interview) turn.say('notice', 'nudge', { title });
  else if (opening) turn.say('notice', 'nudge_aside', { title, code: opening.code });
}

function expireAll(turn: Turn): void {
  const { state, interview } = turn;
  const ended = [interview, ...waiting(turn)].filter(isLive);
  if (ended.length === 0) return;
  turn.timers.nudge = null;
  turn.timers.pause = null;
  for (const one of ended) {
    expire(turn, one);
    const opening = (one === interview ? turn.start : asideOf(turn, one)?.start)?.opening;
    const title = opening?.title[state.language] ?? '';
    if (!state.stopped) turn.say('notice', 'expired', { title, code: opening?.code ?? '' });
  }
}

/** Every sign of life starts the clocks again; what is over has none. */
export function setTimers(turn: Turn, alive: boolean): void {
  const { state, interview, context, timers } = turn;
  const { settings, now } = context;
  if (state.consent !== 'given') {
    // With a code or without one: what was written may stay only so long.
    if (turn.effects.some(({ type }) => type === 'erase')) timers.consent_expire = null;
    else if (alive) timers.consent_expire = now + settings.consentExpireMs;
    return;
  }
  timers.consent_expire = null;
  if (!interview) return;
  const one = silent(turn);
  const quiet = one === null || state.stopped || state.takenOver;
  timers.pause = !quiet && interview.status === 'in_progress' ? now + settings.pauseAfterMs : null;
  timers.nudge = !quiet && !one.nudged ? now + settings.nudgeAfterMs : null;
  timers.expire = one !== null && !state.takenOver ? now + settings.expireAfterMs : null;
}
