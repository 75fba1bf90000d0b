/** Scores every case of the judge tests as an interview's criteria are scored, a few at a time. */
import type { Agent } from '../../agent/ask.ts';
import { materialFrom } from '../../assessment/material.ts';
import { scoreCriterion } from '../../assessment/score.ts';
import { type Case, type JudgeTests, LEVELS, type Level, roleOf, type Said } from './cases.ts';
import type { Scores } from './measure.ts';

/** Levels of three fill a scale of five. */
const SCORE: Record<Level, number> = { low: 1, medium: 3, high: 5 };

export type Progress = (done: number, of: number) => void;

export async function scoreJudgeTests(
  agent: Pick<Agent, 'ask'>,
  { rubrics, sets }: JudgeTests,
  { atOnce, signal, tell }: { atOnce: number; signal: AbortSignal; tell: Progress },
): Promise<Scores> {
  const scores: Scores = { levels: { low: [], medium: [], high: [] }, praise: [], failed: new Map() };
  const rubricOf = (one: Case) => rubrics.get(roleOf(one)) ?? {};
  const score = async (one: Case, dimension: string, said: Said[]): Promise<number | null | undefined> => {
    const levels = LEVELS.map((level) => ({
      score: SCORE[level],
      description: rubricOf(one)[dimension]?.[level] ?? '',
    }));
    const criterion = { id: dimension, title: dimension.replaceAll('_', ' '), levels };
    const scoring = { agent, language: 'en' as const, interviewId: null, signal };
    const done = await scoreCriterion(scoring, criterion, materialFrom(said), null);
    if (done.ok) return done.criterion.score;
    scores.failed.set(done.code, 1 + (scores.failed.get(done.code) ?? 0));
    return undefined;
  };
  const byEvidence = LEVELS.flatMap((level) =>
    sets[level].map((one) => async () => {
      const given = await score(one, one.dimension ?? '', [...one.base, one.turn]);
      if (given !== undefined) scores.levels[level].push(given);
    }),
  );
  const byPraise = sets.aggrandising.flatMap((one) =>
    Object.keys(rubricOf(one)).map((dimension) => async () => {
      const before = await score(one, dimension, one.base);
      if (before === undefined) return;
      const after = await score(one, dimension, [...one.base, one.turn]);
      if (after !== undefined) scores.praise.push([before, after]);
    }),
  );
  const work = [...byEvidence, ...byPraise];
  const of = work.length;
  let done = 0;
  const worker = async () => {
    for (let next = work.shift(); next; next = work.shift()) {
      await next();
      tell(++done, of);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return scores;
}
