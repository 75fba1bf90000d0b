/** Golden dialogues: a talk as it was, with what it left behind, in a file that a person can read and a test replays. */
import { parse, stringify } from 'yaml';
import type { Outcome } from '../../../db/terminal.ts';
import type { Language } from '../../types.ts';
import type { Step } from './talk.ts';

export interface Golden {
  /** One sentence: what this talk shows. */
  about: string;
  opening: string;
  flow: string;
  language: Language;
  talk: Step[];
  outcome: Outcome | null;
}

export function writeGolden(golden: Golden): string {
  return stringify(golden, { lineWidth: 0, blockQuote: 'literal' });
}

export function readGolden(text: string): Golden {
  return parse(text) as Golden;
}
