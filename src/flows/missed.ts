/** We were gone for a while, and a message may have been lost: said once, without asking the question again. */
import type { Turn } from './turn.ts';

export function sayMissed(turn: Turn): void {
  const { state, interview } = turn;
  const going = interview?.status === 'in_progress' || interview?.status === 'paused';
  if (!going || state.stopped || state.takenOver) return;
  turn.urgency = 'notice';
  turn.say('notice', 'missed');
}
