/** From scores to a recommendation, in code: the same scores always give the same one. Nobody is declined by it. */
import type {
  AssessedCriterion,
  NeedsPerson,
  NeedsPersonReason,
  Recommendation,
  RecommendationReason,
} from '../types.ts';

/** From this weighted mean on, with no criterion below {@link ADVANCE_LEAST}. */
const ADVANCE_MEAN = 3.5;
const ADVANCE_LEAST = 2;
/** Below this weighted mean. */
const DECLINE_MEAN = 2;

export interface Recommended {
  recommendation: Recommendation;
  reasons: RecommendationReason[];
}

type Scored = Pick<AssessedCriterion, 'id' | 'score'>;

/**
 * Where a person has to look anyway, or a score is missing, the recommendation is that they look.
 * @param weights of the rubric, by criterion; those that are not there count nothing
 */
export function recommend(
  criteria: readonly Scored[],
  weights: ReadonlyMap<string, number>,
  needsPerson: readonly NeedsPerson[],
): Recommended {
  const mean = weightedMean(criteria, weights);
  if (mean === null) return { recommendation: 'review', reasons: [{ code: 'not_scored' }] };
  const unscored = criteria.some(({ id, score }) => score === null && (weights.get(id) ?? 0) > 0);
  if (needsPerson.length > 0 || unscored)
    return { recommendation: 'review', reasons: [{ code: 'needs_a_person' }, { code: codeOf(mean), mean }] };
  if (mean < DECLINE_MEAN) return { recommendation: 'decline', reasons: [{ code: 'mean_low', mean }] };
  if (mean < ADVANCE_MEAN) return { recommendation: 'review', reasons: [{ code: 'mean_between', mean }] };
  const low = criteria.filter(({ id, score }) => weights.has(id) && score !== null && score < ADVANCE_LEAST);
  if (low.length === 0) return { recommendation: 'advance', reasons: [{ code: 'mean_high', mean }] };
  return {
    recommendation: 'review',
    reasons: [
      { code: 'mean_high', mean },
      ...low.map(({ id }): RecommendationReason => ({ code: 'low_criterion', criterion: id })),
    ],
  };
}

function codeOf(mean: number): RecommendationReason['code'] {
  if (mean >= ADVANCE_MEAN) return 'mean_high';
  return mean < DECLINE_MEAN ? 'mean_low' : 'mean_between';
}

/** Of what has a score, to two places; null when nothing has. */
export function weightedMean(
  criteria: readonly Scored[],
  weights: ReadonlyMap<string, number>,
): number | null {
  let sum = 0;
  let weight = 0;
  for (const { id, score } of criteria) {
    if (score === null) continue;
    sum += score * (weights.get(id) ?? 0);
    weight += weights.get(id) ?? 0;
  }
  return weight === 0 ? null : Math.round((sum / weight) * 100) / 100;
}

/** How much each leaves open, by itself. */
const OPENS: Record<NeedsPersonReason, number> = {
  model_unavailable: 0.95,
  budget_spent: 0.95,
  refused_automation: 0.95,
  injection_attempt: 0.8,
  low_agreement: 0.6,
  low_transcript_confidence: 0.5,
  cut_short: 0.4,
  knockout: 0.4,
  thin_evidence: 0.35,
};
/** The nearer to a border between two recommendations, the more a small difference decides. */
const BORDER = 0.3;

/** 0 to 1: how much a person's eye is needed. Each reason leaves a part of what the others left certain. */
export function uncertaintyOf(
  criteria: readonly AssessedCriterion[],
  weights: ReadonlyMap<string, number>,
  needsPerson: readonly NeedsPerson[],
): number {
  const mean = weightedMean(criteria, weights);
  const distance =
    mean === null ? 1 : Math.min(Math.abs(mean - ADVANCE_MEAN), Math.abs(mean - DECLINE_MEAN), 1);
  let certain = 1 - BORDER * (1 - distance);
  for (const { reason } of needsPerson) certain *= 1 - OPENS[reason];
  for (const { confidence } of criteria) if (confidence !== null) certain *= 1 - (1 - confidence) * 0.2;
  return Math.round((1 - certain) * 1000) / 1000;
}
