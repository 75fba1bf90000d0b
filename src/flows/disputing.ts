/** A finding may be answered while another interview goes on: who begins as the letter says is not answering a question. */
import { inside } from './aside.ts';
import { simplified } from './simplified.ts';
import type { Turn } from './turn.ts';
import type { Understood } from './understand.ts';

/** As the letter asks for it: 有异议, DISPUTE, at the beginning. */
const DISPUTES = /^[\s\p{P}]*(?:我?(?:对[^，。！？\n]{0,20})?有异议|i dispute\b|dispute\b)/iu;

/** @returns what of the messages was something else */
export function takeDisputes(turn: Turn, seen: readonly Understood[]): Understood[] {
  const known = turn.context.aside?.findLast(({ next }) => next?.what === 'reply');
  const interview = known && turn.state.earlier.find(({ id }) => id === known.interviewId);
  if (!known || !interview) return [...seen];
  return seen.filter(({ message, command }) => {
    if (command || !DISPUTES.test(simplified(message.text.normalize('NFKC')))) return true;
    inside(turn, interview, known, () => turn.hear(message, 'addendum'));
    const { id: interviewId, applicationId } = interview;
    turn.effects.push({
      ...{ type: 'ticket', kind: 'step', interviewId, turn: message.turn, applicationId },
      reasons: ['background_check', 'dispute'],
    });
    turn.say('acknowledgement', 'bgc_dispute_kept');
    return false;
  });
}
