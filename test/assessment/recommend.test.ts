import { describe, expect, it } from 'vitest';
import { recommend, uncertaintyOf } from '../../src/assessment/recommend.ts';
import { disagrees, medianOf } from '../../src/assessment/score.ts';
import type { AssessedCriterion, NeedsPerson } from '../../src/types.ts';

const weights = new Map([
  ['a', 0.5],
  ['b', 0.3],
  ['c', 0.2],
]);
const scores = (...given: (number | null)[]) => given.map((score, i) => ({ id: ['a', 'b', 'c'][i]!, score }));
const thin: NeedsPerson[] = [{ reason: 'thin_evidence', criterion: 'b' }];

describe('a recommendation', () => {
  it.each([
    { given: scores(4, 4, 4), needs: [], is: 'advance', codes: ['mean_high'], mean: 4 },
    { given: scores(5, 2, 2), needs: [], is: 'advance', codes: ['mean_high'], mean: 3.5 },
    { given: scores(5, 5, 1), needs: [], is: 'review', codes: ['mean_high', 'low_criterion'], mean: 4.2 },
    { given: scores(3, 4, 4), needs: [], is: 'advance', codes: ['mean_high'], mean: 3.5 },
    { given: scores(3, 4, 3), needs: [], is: 'review', codes: ['mean_between'], mean: 3.3 },
    { given: scores(2, 2, 2), needs: [], is: 'review', codes: ['mean_between'], mean: 2 },
    { given: scores(2, 2, 1), needs: [], is: 'decline', codes: ['mean_low'], mean: 1.8 },
    { given: scores(1, 1, 1), needs: [], is: 'decline', codes: ['mean_low'], mean: 1 },
    // Whatever is open, a person looks first: nobody is recommended away over it.
    { given: scores(1, 1, 1), needs: thin, is: 'review', codes: ['needs_a_person', 'mean_low'], mean: 1 },
    { given: scores(5, 5, 5), needs: thin, is: 'review', codes: ['needs_a_person', 'mean_high'], mean: 5 },
    { given: scores(1, null, 1), needs: [], is: 'review', codes: ['needs_a_person', 'mean_low'], mean: 1 },
    { given: scores(null, null, null), needs: [], is: 'review', codes: ['not_scored'], mean: undefined },
    { given: [], needs: [], is: 'review', codes: ['not_scored'], mean: undefined },
  ])('of $given with $needs is $is', ({ given, needs, is, codes, mean }) => {
    const { recommendation, reasons } = recommend(given, weights, needs);
    expect(recommendation).toBe(is);
    expect(reasons.map(({ code }) => code)).toEqual(codes);
    expect(reasons.find((one) => one.mean !== undefined)?.mean).toBe(mean);
  });

  it('counts only what has a weight', () => {
    const given = [
      ...scores(4, 4, 4),
      { id: 'not of the rubric', score: 1 },
      { id: 'nor this', score: null },
    ];
    expect(recommend(given, weights, []).recommendation).toBe('advance');
  });
});

const judged = (score: number | null, confidence: number | null): AssessedCriterion => ({
  id: 'a',
  score,
  unscored: null,
  confidence,
  readings: [],
  evidence: [],
});

describe('the uncertainty', () => {
  const of = (score: number | null, confidence: number | null, ...reasons: NeedsPerson['reason'][]) =>
    uncertaintyOf(
      [judged(score, confidence)],
      weights,
      reasons.map((reason) => ({ reason })),
    );

  it('is the greater, the more a person has to look at', () => {
    const order = [
      of(5, 1),
      of(5, 0.6),
      of(4, 1),
      of(5, 1, 'thin_evidence'),
      of(5, 1, 'knockout'),
      of(5, 1, 'low_agreement'),
      of(5, 1, 'injection_attempt'),
      of(5, 1, 'injection_attempt', 'low_agreement'),
      of(null, null, 'model_unavailable'),
      of(null, null, 'model_unavailable', 'knockout'),
    ];
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(order).size).toBe(order.length);
  });

  it('is never below 0 and never above 1', () => {
    expect(of(5, 1)).toBe(0);
    const all = of(3, 0, 'model_unavailable', 'budget_spent', 'injection_attempt', 'knockout', 'cut_short');
    expect(all).toBeLessThanOrEqual(1);
  });
});

describe('three readings', () => {
  it.each([
    [[3, 3, 4], 3, false],
    [[5, 1, 3], 3, true],
    [[2, 4, 4], 4, true],
    [[4, null, 2], 2, true],
    [[4, null, 4], 4, false],
    [[4, null, null], null, false],
    [[null, null, null], null, false],
    [[], null, false],
  ] as const)('%j are %s, and apart: %s', (readings, median, apart) => {
    expect(medianOf(readings)).toBe(median);
    expect(disagrees(readings)).toBe(apart);
  });
});
