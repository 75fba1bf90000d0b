/** A person's own rating: checked against the rubric, its quotes found in what was said. */
import type { TurnRow } from '../../db/turns.ts';
import type { ErrorItem } from '../errors.ts';
import type { Flow } from '../flows/model.ts';
import type { AssessedCriterion, Evidence } from '../types.ts';
import { wordsOf } from './current.ts';
import { recommend, uncertaintyOf } from './recommend.ts';
import { audioStart } from './spans.ts';
import { type Version, weightsOf } from './version.ts';

export interface Rated {
  id: string;
  score: number | null;
  evidence: { turn_seq: number; quote: string }[];
}

/** What a person is wrong about is named, and nothing is kept then. */
export function ratingOf(
  flow: Flow,
  turns: readonly TurnRow[],
  given: readonly Rated[],
): Version | { errors: ErrorItem[] } {
  const errors: ErrorItem[] = [];
  const known = flow.rubric.criteria.map(({ id }) => id);
  for (const [i, { id }] of given.entries()) {
    const path = `criteria.${i}.id`;
    if (!known.includes(id)) errors.push({ path, message: `must be one of ${known.join(', ')}` });
    else if (given.findIndex((one) => one.id === id) < i) errors.push({ path, message: 'is rated twice' });
  }
  const criteria = known.map((id): AssessedCriterion => {
    const i = given.findIndex((one) => one.id === id);
    const { score, evidence } = given[i] ?? { score: null, evidence: [] };
    const rests = evidence.flatMap((one, j) => {
      const path = `criteria.${i}.evidence.${j}`;
      const found = quoted(one, turns);
      if (!found) errors.push({ path, message: 'is not what the candidate said in that turn' });
      return found ?? [];
    });
    return {
      id,
      score,
      unscored: score === null ? 'not_scored' : null,
      confidence: null,
      readings: [],
      evidence: rests,
    };
  });
  if (errors.length > 0) return { errors };
  const weights = weightsOf(flow);
  return {
    criteria,
    unasked: [],
    ...recommend(criteria, weights, []),
    needsPerson: [],
    changes: [],
    uncertainty: uncertaintyOf(criteria, weights, []),
  };
}

/** A person may quote a single word: theirs is the responsibility. Null when it does not stand there. */
function quoted({ turn_seq, quote }: Rated['evidence'][number], turns: readonly TurnRow[]): Evidence | null {
  const turn = turns.find((one) => one.seq === turn_seq && one.speaker === 'candidate');
  if (!turn) return null;
  const words = wordsOf(turn);
  const start = words.indexOf(quote);
  if (start < 0) return null;
  const end = start + quote.length;
  return { turn_seq, quote, start, end, audio_start: audioStart(words, start, turn.transcript?.segments) };
}
