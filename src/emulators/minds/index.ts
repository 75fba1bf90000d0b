/** Models of a few lines, for what no script says: one a file. */
import { attentive } from './attentive.ts';
import { obedient } from './obedient.ts';
import type { Mind } from './question.ts';

export const MIND_NAMES = ['attentive', 'obedient'] as const;
export type MindName = (typeof MIND_NAMES)[number];

export const minds: Record<MindName, Mind> = { attentive, obedient };
