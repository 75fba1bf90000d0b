/** STOP, the silence after it, and the way back. */
import { askConsent, resume } from './consent.ts';
import { recordSilently } from './silently.ts';
import type { Turn } from './turn.ts';
import { keywordOf, type Understood } from './understand.ts';

/** STOP: confirmed once, then silence until START or HELP. */
export function stop(turn: Turn, seen: Understood[]): void {
  const { state } = turn;
  recordSilently(turn, seen);
  turn.effects.push({ type: 'opt_out' });
  for (const status of ['in_progress', 'handed_off'] as const)
    if (turn.interview?.status === status) turn.status('paused');
  if (state.stopped) return;
  state.stopped = true;
  turn.lines.length = 0;
  // Whose provider has confirmed it hears it once.
  if (seen.some(({ message }) => keywordOf(message) === 'stop')) return;
  turn.say('notice', 'stopped');
  turn.evenIfClosed = true;
}

/** @returns true when somebody comes back by a starting point, which is then taken like any other */
export function whileStopped(turn: Turn, seen: Understood[]): boolean {
  const { state } = turn;
  const started = seen.find(
    ({ message, command }) => message.content.kind === 'start' || command === 'start',
  );
  if (started) {
    state.stopped = false;
    turn.effects.push({ type: 'opt_in' });
    if (started.message.content.kind === 'start' && !state.takenOver) return true;
    turn.hear(started.message, 'command');
    recordSilently(
      turn,
      seen.filter((one) => one !== started),
    );
    comeBack(turn);
    return false;
  }
  recordSilently(turn, seen);
  if (seen.some(({ command }) => command === 'help')) {
    turn.lines.length = 0;
    turn.say('help', 'help_stopped');
    turn.evenIfClosed = true;
  }
  return false;
}

/** START after STOP: exactly where it stopped. */
function comeBack(turn: Turn): void {
  const { state } = turn;
  if (state.takenOver) {
    if (turn.interview?.id === state.takenOver.interviewId && turn.interview.status === 'paused')
      turn.status('handed_off');
    turn.say('acknowledgement', 'started_again');
    return;
  }
  if (turn.interview) {
    resume(turn);
    return;
  }
  turn.say('acknowledgement', 'started_again');
  if (state.consent === 'asked' && state.pending) askConsent(turn, true);
  else turn.say('notice', 'how_to_start');
}
