/** What is added after the end: kept in any case, and counted until the decision. */
import type { Stage } from '../types.ts';
import type { InterviewState } from './model.ts';
import { simplified } from './simplified.ts';
import { UNDECIDED } from './stages.ts';
import type { Turn } from './turn.ts';
import type { Understood } from './understand.ts';

/** What is said of it, where it does not count any more. */
export const LATE_TEXTS = { appeals: 'appeal_kept', too_late: 'addendum_late' } as const;

/** "I appeal", "that is unfair", 我要申诉: said after a decision. */
const APPEALS =
  /申诉|复议|不服|不公平|有异议|重新(?:考虑|评估|审核|审查|看一?[下遍])|再(?:考虑|看)一[下遍]|\b(?:appeal|dispute|contest|reconsider|unfair|not fair|second look|look at (?:it|this|my (?:application|interview)) again)\b/i;

/** Takes issue with a decision. A person who decided nothing about it looks at it again. */
export function appeals(stage: Stage | null | undefined, text: string): boolean {
  return stage === 'declined' && APPEALS.test(simplified(text.normalize('NFKC')));
}

/**
 * Answers what a background check found while there is time to: whatever is told then is for a person, who reads it before
 * anything is decided.
 */
export function disputes({ context }: Turn, { message, answer, back, corrects }: Understood): boolean {
  if (context.application?.next?.what !== 'reply') return false;
  return (
    message.content.kind === 'file' || APPEALS.test(message.text) || (answer !== null && !back) || corrects
  );
}

/** Tells whoever assesses a finished interview; after the decision a person, because it changes no score any more. */
export function keepLate(
  turn: Turn,
  interview: InterviewState,
  stage: Stage | null | undefined,
  late: { turn: number; kind: 'correction' | 'addendum' },
): 'counts' | 'appeals' | 'too_late' {
  if (UNDECIDED.has(stage ?? 'reviewing')) {
    turn.effects.push({ type: 'amended', interviewId: interview.id, turn: late.turn });
    return 'counts';
  }
  // What is said against a decision, or beside it, opens it again.
  const kind = stage === 'declined' ? 'appeal' : late.kind;
  turn.effects.push({ type: 'ticket', kind, interviewId: interview.id, turn: late.turn });
  return kind === 'appeal' ? 'appeals' : 'too_late';
}
