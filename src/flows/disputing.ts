/**
 * A finding may be answered, and a decision be taken issue with, while another interview goes on: who begins as they were told
 * to is not answering a question.
 */
import { inside } from './aside.ts';
import { keepLate, LATE_TEXTS } from './late.ts';
import type { Aside, HeardMessage, InterviewState } from './model.ts';
import { simplified } from './simplified.ts';
import type { Turn } from './turn.ts';
import type { Understood } from './understand.ts';

/** As the letter asks for it: 有异议, DISPUTE, at the beginning. */
const DISPUTES = /^[\s\p{P}]*(?:我?(?:对[^，。！？\n]{0,20})?有异议|i dispute\b|dispute\b)/iu;

/** As the decision asks for it: 申诉, APPEAL, at the beginning. */
const APPEALS = /^[\s\p{P}]*(?:我?(?:想|要|想要)?申诉|i (?:want to |would like to )?appeal\b|appeal\b)/iu;

/** @returns what of the messages was something else */
export function takeDisputes(turn: Turn, seen: readonly Understood[]): Understood[] {
  const disputed = asideWhere(turn, ({ next }) => next?.what === 'reply');
  // Of two that were declined it is about the one that is talked about.
  const here = turn.context.application?.stage === 'declined';
  const declined = here ? null : asideWhere(turn, ({ stage }) => stage === 'declined');
  return seen.filter(({ message, command }) => {
    if (command) return true;
    const text = simplified(message.text.normalize('NFKC'));
    if (disputed && DISPUTES.test(text)) dispute(turn, disputed, message);
    else if (declined && APPEALS.test(text)) appeal(turn, declined, message);
    else return true;
    return false;
  });
}

interface Known {
  interview: InterviewState;
  known: Aside;
}

function asideWhere({ context, state }: Turn, is: (aside: Aside) => boolean): Known | null {
  const known = context.aside?.findLast(is);
  const interview = known && state.earlier.find(({ id }) => id === known.interviewId);
  return known && interview ? { interview, known } : null;
}

function dispute(turn: Turn, { interview, known }: Known, message: HeardMessage): void {
  inside(turn, interview, known, () => turn.hear(message, 'addendum'));
  const { id: interviewId, applicationId } = interview;
  turn.effects.push({
    ...{ type: 'ticket', kind: 'step', interviewId, turn: message.turn, applicationId },
    reasons: ['background_check', 'dispute'],
  });
  turn.say('acknowledgement', 'bgc_dispute_kept');
}

function appeal(turn: Turn, { interview, known }: Known, message: HeardMessage): void {
  inside(turn, interview, known, () => turn.hear(message, 'addendum'));
  keepLate(turn, interview, known.stage, { turn: message.turn, kind: 'addendum' });
  turn.say('acknowledgement', LATE_TEXTS.appeals);
}
