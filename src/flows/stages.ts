/** What the stage of an application means to a conversation. */
import type { Stage } from '../types.ts';

/** Nobody has decided, or what was decided was taken back. */
export const UNDECIDED: ReadonlySet<Stage> = new Set<Stage>([
  'applied',
  'screening',
  'interviewing',
  'reviewing',
]);

/** Who left, or fell silent, may come back by a code; who was decided about, only when a person puts them back. */
const RETURNABLE: ReadonlySet<Stage> = new Set<Stage>(['withdrawn', 'expired']);

/** An interview for it is begun, or gone on with. */
export const mayTalk = (stage: Stage): boolean => UNDECIDED.has(stage) || RETURNABLE.has(stage);
