/** What silence does: an interview pauses, one nudge, it expires; words without consent are forgotten. */
import type { TimerKind } from './model.ts';
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
  if (timer === 'pause') {
    if (interview.status === 'in_progress') turn.status('paused');
    return;
  }
  if (interview.status !== 'in_progress' && interview.status !== 'paused') return;
  turn.urgency = 'notice';
  const title = turn.start?.opening.title[state.language] ?? '';
  if (timer === 'nudge') {
    if (interview.nudged || state.stopped) return;
    interview.nudged = true;
    turn.say('notice', 'nudge', { title });
    return;
  }
  turn.status('expired');
  turn.timers.nudge = null;
  turn.timers.pause = null;
  turn.effects.push({
    type: 'stage',
    applicationId: interview.applicationId,
    from: ['applied', 'screening', 'interviewing'],
    to: 'expired',
    reason: 'no answer',
  });
  if (!state.stopped) turn.say('notice', 'expired', { title, code: turn.start?.opening.code ?? '' });
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
  const live = interview.status === 'in_progress' || interview.status === 'paused';
  const quiet = !live || state.stopped || state.takenOver;
  timers.pause = !quiet && interview.status === 'in_progress' ? now + settings.pauseAfterMs : null;
  timers.nudge = !quiet && !interview.nudged ? now + settings.nudgeAfterMs : null;
  timers.expire = live && !state.takenOver ? now + settings.expireAfterMs : null;
}
