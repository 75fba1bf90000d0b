/** What is added after the end: kept in any case, and counted until the decision. */
import type { Stage } from '../types.ts';
import type { InterviewState } from './model.ts';
import type { Turn } from './turn.ts';

/** Stages in which what is added can still count. */
const OPEN_STAGES = new Set<Stage>(['applied', 'screening', 'interviewing', 'reviewing']);

/** Tells whoever assesses a finished interview; after the decision a person, because it changes no score any more. */
export function keepLate(
  turn: Turn,
  interview: InterviewState,
  stage: Stage | null | undefined,
  late: { turn: number; kind: 'correction' | 'addendum' },
): 'counts' | 'too_late' {
  if (OPEN_STAGES.has(stage ?? 'reviewing')) {
    turn.effects.push({ type: 'amended', interviewId: interview.id, turn: late.turn });
    return 'counts';
  }
  turn.effects.push({ type: 'ticket', kind: late.kind, interviewId: interview.id, turn: late.turn });
  return 'too_late';
}
