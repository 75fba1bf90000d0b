/** A version of an assessment, put together from what was found: what it rests on, what it recommends, what it changed. */
import type { Flow } from '../flows/model.ts';
import type {
  AssessedCriterion,
  AssessmentChange,
  Evidence,
  NeedsPerson,
  NeedsPersonReason,
  Recommendation,
  RecommendationReason,
  UnaskedExperience,
} from '../types.ts';
import { evidenceAt, type Material, shown, stillStands } from './material.ts';
import { recommend, uncertaintyOf } from './recommend.ts';
import { disagrees } from './score.ts';

export interface Version {
  criteria: AssessedCriterion[];
  unasked: UnaskedExperience[];
  recommendation: Recommendation;
  reasons: RecommendationReason[];
  needsPerson: NeedsPerson[];
  changes: AssessmentChange[];
  uncertainty: number;
}

/** What the interview left for a person to look at: the kinds of its tickets. */
const BY_TICKET: Record<string, NeedsPersonReason> = {
  knockout: 'knockout',
  injection: 'injection_attempt',
  voice: 'low_transcript_confidence',
};

export interface Made {
  flow: Flow;
  material: Material;
  criteria: AssessedCriterion[];
  /** Why nobody scored; null when somebody did. */
  unscored: Extract<NeedsPersonReason, 'model_unavailable' | 'budget_spent' | 'refused_automation'> | null;
  ticketKinds: readonly string[];
  /** The version before, as far as it was scored. */
  before: readonly AssessedCriterion[] | null;
  /** The turns that were added since. */
  addedSeqs: readonly number[];
}

export function versionOf(made: Made): Version {
  const { flow, material, criteria, before, addedSeqs } = made;
  const weights = weightsOf(flow);
  const needsPerson = needsOf(made, weights);
  return {
    criteria,
    unasked: unaskedOf(material, criteria),
    ...recommend(criteria, weights, needsPerson),
    needsPerson,
    changes: before ? changesOf(before, criteria, addedSeqs) : [],
    uncertainty: uncertaintyOf(criteria, weights, needsPerson),
  };
}

export const weightsOf = (flow: Flow): Map<string, number> =>
  new Map(flow.rubric.criteria.map(({ id, weight }) => [id, weight]));

function needsOf(
  { material, criteria, unscored, ticketKinds }: Made,
  weights: ReadonlyMap<string, number>,
): NeedsPerson[] {
  const reasons = new Set(ticketKinds.flatMap((kind) => BY_TICKET[kind] ?? []));
  if (unscored) reasons.add(unscored);
  if (material.injected.length > 0) reasons.add('injection_attempt');
  if (material.cutShort) reasons.add('cut_short');
  const rests = criteria.flatMap(({ evidence }) => evidence);
  const misheard = material.passages.some(
    (passage) => passage.unsure && rests.some(({ turn_seq }) => turn_seq === passage.turnSeq),
  );
  if (misheard || criteria.some((one) => one.unscored === 'unsure_transcript'))
    reasons.add('low_transcript_confidence');
  const single = criteria.flatMap(({ id, readings, unscored: why }): NeedsPerson[] => {
    if ((weights.get(id) ?? 0) === 0) return [];
    if (why === 'no_evidence' || why === 'cannot_tell') return [{ reason: 'thin_evidence', criterion: id }];
    return disagrees(readings) ? [{ reason: 'low_agreement', criterion: id }] : [];
  });
  return [...[...reasons].map((reason) => ({ reason })), ...single];
}

/** What nobody had asked for, each with what of it bears on a criterion. */
function unaskedOf({ passages }: Material, criteria: readonly AssessedCriterion[]): UnaskedExperience[] {
  const unasked = passages.filter((passage) => passage.questionId === null && shown([passage]).length > 0);
  return [...new Set(unasked.map(({ turnSeq }) => turnSeq))].map((turn_seq) => ({
    turn_seq,
    evidence: criteria.flatMap(({ id, evidence }) =>
      evidence.filter((one) => one.turn_seq === turn_seq).map((one) => ({ criterion: id, ...one })),
    ),
  }));
}

function changesOf(
  before: readonly AssessedCriterion[],
  criteria: readonly AssessedCriterion[],
  addedSeqs: readonly number[],
): AssessmentChange[] {
  return criteria.flatMap(({ id, score, evidence }) => {
    const from = before.find((one) => one.id === id)?.score ?? null;
    if (from === score) return [];
    const added = addedSeqs.filter((seq) => evidence.some(({ turn_seq }) => turn_seq === seq));
    return [{ criterion: id, from, to: score, because_turn_seq: added.at(-1) ?? addedSeqs.at(-1) ?? null }];
  });
}

/** As many of a criterion as a person reads before they turn to the transcript. */
const MOST_SPANS = 8;

/** What a person may score by where nobody has: what the rules understood of the answers that belong to a criterion. */
export function spansOf(
  flow: Flow,
  material: Material,
  spans: ReadonlyMap<number, readonly { slot: string; start: number; end: number }[]>,
  interviewId: string,
): AssessedCriterion[] {
  const questions = flow.sections.flatMap((section) => section.questions);
  return flow.rubric.criteria.map(({ id }) => {
    const belongs = new Set(questions.filter(({ criteria }) => criteria.includes(id)).map((one) => one.id));
    const evidence = new Map<string, Evidence>();
    for (const passage of material.passages) {
      for (const { slot, start, end } of spans.get(passage.turnSeq) ?? []) {
        if (!belongs.has(slot.split('.')[0]!) || start < passage.start || end > passage.end) continue;
        const one = evidenceAt(passage, start, end, interviewId);
        if (stillStands(one, material.passages)) evidence.set(`${one.turn_seq} ${start} ${end}`, one);
      }
    }
    const found = [...evidence.values()].slice(0, MOST_SPANS);
    return { id, score: null, unscored: 'not_scored', confidence: null, readings: [], evidence: found };
  });
}
