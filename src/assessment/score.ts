/** One criterion of an assessment: what bears on it is found, verified here, and only then rated. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Agent, Asked, AskFailure } from '../agent/ask.ts';
import { findEvidence, READINGS, rate, type ScoredCriterion, type Subject } from '../agent/score.ts';
import type { Criterion } from '../flows/model.ts';
import { sentences } from '../flows/text.ts';
import type { AssessedCriterion, Evidence, Language } from '../types.ts';
import { attacksScorer, isNoAccount, withoutProtected } from './cuts.ts';
import { evidenceFor, type Material, type Passage, shown, stillStands } from './material.ts';

export interface Scoring {
  agent: Pick<Agent, 'ask'>;
  language: Language;
  /** Null outside of an interview of ours. */
  interviewId: string | null;
  signal: AbortSignal;
  /** The pauses before what failed is asked again, in milliseconds. */
  pauses?: readonly number[];
}

export type ScoredOne =
  | { ok: true; criterion: AssessedCriterion; models: string[] }
  | { ok: false; code: AskFailure };

/** A whole assessment starts again after a while; before that, a call may. */
const PAUSES_MS = [2000, 8000];
const WORTH_A_PAUSE = new Set<AskFailure>(['rate_limited', 'timeout', 'unavailable']);
/** Ratings that lie further apart than this do not agree. */
const AGREES_WITHIN = 1;
/** A score as low as this has to rest on words that were surely heard. */
const LOW = 2;

/**
 * Scores a criterion. With what was made of it before, only what is new is read: where that has nothing about it, and all
 * that was quoted still stands, nothing changes.
 * @param fresh the passages that were not there before, when there is a `before`
 */
export async function scoreCriterion(
  scoring: Scoring,
  criterion: ScoredCriterion & { id: string },
  material: Material,
  before: { criterion: AssessedCriterion; fresh: readonly Passage[] } | null,
): Promise<ScoredOne> {
  const { id, title, levels } = criterion;
  const subject: Subject = { ...scoring, criterion: { title, levels } };
  const passages = before?.fresh ?? material.passages;
  const kept = (before?.criterion.evidence ?? []).filter((one) => stillStands(one, material.passages));
  const models = new Set<string>();
  let found: Evidence[] = [];
  const said = shown(passages);
  if (said.length > 0) {
    const asked = await patiently(scoring, () => findEvidence(scoring.agent, subject, said));
    if (!asked.ok) return asked;
    models.add(asked.call.model);
    found = verified(asked.value, passages, scoring.interviewId);
  }
  const evidence = distinct([...kept, ...found]);
  if (before && kept.length === before.criterion.evidence.length && evidence.length === kept.length)
    return { ok: true, criterion: before.criterion, models: [...models] };
  const readings: (number | null)[] = [];
  for (let reading = 0; evidence.length > 0 && reading < READINGS; reading++) {
    const quotes = evidence.map((one) => ({
      asked: askedFor(one, material.passages),
      quote: withoutProtected(one.quote) ?? one.quote,
    }));
    const asked = await patiently(scoring, () => rate(scoring.agent, subject, quotes, reading));
    if (!asked.ok) return asked;
    models.add(asked.call.model);
    readings.push(asked.value);
  }
  return { ok: true, criterion: judged(id, readings, evidence, material), models: [...models] };
}

/** Only what was really said, tells something besides protected matters, and does not speak to whoever scores. */
function verified(
  quotes: readonly { turn: number; quote: string }[],
  passages: readonly Passage[],
  interviewId: string | null,
): Evidence[] {
  return quotes.flatMap(({ turn, quote }) => {
    const evidence = evidenceFor(quote, turn, passages, interviewId);
    if (!evidence || withoutProtected(evidence.quote) === null) return [];
    const speaksToUs = ({ text }: { text: string }) => attacksScorer(text) || isNoAccount(text);
    return sentences(evidence.quote).some(speaksToUs) ? [] : [evidence];
  });
}

/** Without those that lie in another one. */
function distinct(evidence: readonly Evidence[]): Evidence[] {
  return evidence.filter(
    (one, i) =>
      !evidence.some(
        (other, j) =>
          i !== j &&
          other.turn_seq === one.turn_seq &&
          other.start <= one.start &&
          other.end >= one.end &&
          (other.end - other.start > one.end - one.start || j < i),
      ),
  );
}

function askedFor({ turn_seq, start }: Evidence, passages: readonly Passage[]): string | null {
  const passage = passages.find((one) => one.turnSeq === turn_seq && one.start <= start && start < one.end);
  return passage?.asked ?? null;
}

/** A criterion as a model is shown it. */
export function inLanguage(
  { id, title, anchors }: Criterion,
  language: Language,
): ScoredCriterion & { id: string } {
  const levels = Object.entries(anchors).map(([score, anchor]) => ({
    score: Number(score),
    description: anchor[language],
  }));
  return { id, title: title[language], levels };
}

/** The median of the readings, where there is one. */
function judged(
  id: string,
  readings: (number | null)[],
  evidence: Evidence[],
  material: Material,
): AssessedCriterion {
  const none = { id, score: null, confidence: null, readings, evidence };
  if (evidence.length === 0) return { ...none, unscored: 'no_evidence' };
  const score = medianOf(readings);
  if (score === null) return { ...none, unscored: 'cannot_tell' };
  // Somebody who was not understood is not to pay for it.
  if (score <= LOW && material.passages.some(({ unsure }) => unsure))
    return { ...none, unscored: 'unsure_transcript' };
  return { id, score, unscored: null, confidence: confidenceOf(readings, evidence), readings, evidence };
}

/** Null when most readings found nothing to rate; of two, the lower. */
export function medianOf(readings: readonly (number | null)[]): number | null {
  const rated = readings.filter((one) => one !== null).sort((a, b) => a - b);
  if (rated.length * 2 <= readings.length) return null;
  return rated[Math.floor((rated.length - 1) / 2)] ?? null;
}

/** The readings do not say the same. */
export function disagrees(readings: readonly (number | null)[]): boolean {
  const rated = readings.filter((one) => one !== null);
  return rated.length > 0 && Math.max(...rated) - Math.min(...rated) > AGREES_WITHIN;
}

function confidenceOf(readings: readonly (number | null)[], evidence: readonly Evidence[]): number {
  const rated = readings.filter((one) => one !== null);
  const agreement = 1 - (Math.max(...rated) - Math.min(...rated)) / 4;
  const whole = rated.length / readings.length;
  const broad = evidence.length > 1 ? 1 : 0.85;
  return Math.round(agreement * whole * broad * 100) / 100;
}

async function patiently<T>(
  { pauses = PAUSES_MS, signal }: Scoring,
  ask: () => Promise<Asked<T>>,
): Promise<Asked<T>> {
  for (const pause of pauses) {
    const asked = await ask();
    if (asked.ok || !WORTH_A_PAUSE.has(asked.code) || signal.aborted) return asked;
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
  return ask();
}
