/**
 * Assesses what is to be assessed, off the way of the messages: it never holds a conversation's lease. PostgreSQL says what
 * is wanted; whoever dies over it leaves a lease that runs out, and the same steps run again.
 */
import { randomUUID } from 'node:crypto';
import { findApplication } from '../../db/applications.ts';
import {
  type AssessmentJob,
  extendAssessment,
  postponeAssessment,
  takeAssessment,
  wantedOf,
} from '../../db/assessment-jobs.ts';
import {
  type AssessmentRow,
  commitAssessment,
  latestAssessment,
  latestScored,
  type NewAssessment,
  ticketKindsOf,
} from '../../db/assessments.ts';
import type { Sql } from '../../db/client.ts';
import { findInterview, type InterviewRow } from '../../db/interviews.ts';
import { reusedIn } from '../../db/passport.ts';
import { type TurnRow, turnsOf } from '../../db/turns.ts';
import type { Agent, AskFailure } from '../agent/ask.ts';
import { promptVersion } from '../agent/score.ts';
import type { CrashPoint } from '../crash.ts';
import { hashRubric } from '../flows/load.ts';
import type { Log } from '../log.ts';
import type { Trace } from '../trace/trace.ts';
import type { AssessedCriterion, RubricRef } from '../types.ts';
import { freshIn, type Material, materialOf } from './material.ts';
import { inLanguage, type Scoring, scoreCriterion } from './score.ts';
import { type Made, spansOf, type Version, versionOf } from './version.ts';

export interface AssessmentDeps {
  sql: Sql;
  /** Null: no model is asked, and nobody is scored. */
  agent: Pick<Agent, 'ask'> | null;
  log: Pick<Log, 'info' | 'warn'>;
  crash(point: CrashPoint): void;
  trace: Pick<Trace, 'span'>;
  /** The process ends: what is under way is given back. */
  signal: AbortSignal;
  /** See {@link Scoring.pauses}. */
  pauses?: readonly number[];
  /** The pauses before an assessment that failed is tried again, in milliseconds; one try more is made than there are. */
  retryMs?: readonly number[];
  leaseMs?: number;
}

/** A dead worker's job is taken over after this; a living one extends it at a third. */
const LEASE_MS = 6000;
/** A result is promised within a day: long before that a person hears that there is none. */
const RETRY_MS = [30_000, 120_000, 600_000, 1_800_000];
/** What was added while it was read is read too; whoever writes without end is not waited for. */
const READS = 5;

/** @returns the handler of a poke: assesses an interview if it is due */
export function createAssessmentJob(deps: AssessmentDeps): (interviewId: string) => Promise<void> {
  const leaseMs = deps.leaseMs ?? LEASE_MS;
  return async (interviewId) => {
    for (;;) {
      if (deps.signal.aborted) return;
      const job = await takeAssessment(deps.sql, interviewId, randomUUID(), leaseMs);
      if (!job) return;
      deps.crash('assess.taken');
      const lost = new AbortController();
      const extend = async () => {
        if (!(await extendAssessment(deps.sql, job, leaseMs))) lost.abort();
      };
      const heartbeat = setInterval(() => void extend().catch(() => {}), leaseMs / 3);
      try {
        await deps.trace.span('assess', { interview_id: interviewId }, () =>
          work(deps, job, AbortSignal.any([deps.signal, lost.signal])),
        );
      } finally {
        clearInterval(heartbeat);
      }
    }
  };
}

async function work(deps: AssessmentDeps, job: AssessmentJob, signal: AbortSignal): Promise<void> {
  const read = await readAll(deps.sql, job);
  if (!read) return;
  const about = { interview_id: job.interviewId, attempts: job.attempts };
  const retryMs = deps.retryMs ?? RETRY_MS;
  // Nothing was said since: what was added had been read already.
  const repeated = read.latest !== null && read.latest.up_to_seq >= read.material.upToSeq;
  const outcome: Outcome = repeated
    ? { made: null }
    : job.attempts > retryMs.length + 1
      ? { made: unscored(read, 'model_unavailable') }
      : await assess(deps, read, signal);
  if ('code' in outcome) {
    if (outcome.code === 'aborted' || outcome.code === 'off') {
      await postponeAssessment(deps.sql, job, { waitMs: 0, tried: false });
      return;
    }
    deps.log.warn({ ...about, code: outcome.code }, 'an interview could not be assessed');
    const waitMs = retryMs[job.attempts - 1];
    if (outcome.code !== 'budget_spent' && waitMs !== undefined) {
      await postponeAssessment(deps.sql, job, { waitMs, tried: true });
      return;
    }
  }
  const made =
    'made' in outcome
      ? outcome.made
      : unscored(read, outcome.code === 'budget_spent' ? 'budget_spent' : 'model_unavailable');
  deps.crash('assess.scored');
  const kept = await commitAssessment(deps.sql, job, read.seen, made);
  deps.crash('assess.committed');
  deps.log.info({ ...about, by: made?.madeBy ?? null, kept }, 'assessed');
}

interface Read {
  row: InterviewRow;
  openingId: string;
  rubric: RubricRef;
  turns: TurnRow[];
  material: Material;
  ticketKinds: string[];
  latest: AssessmentRow | null;
  scored: AssessmentRow | null;
  seen: { wanted: number; addedSeqs: number[] };
}

/** All that it rests on, at one moment: nothing was wanted in between. Null when there is nobody to be assessed. */
async function readAll(sql: Sql, job: AssessmentJob): Promise<Read | null> {
  const { interviewId } = job;
  for (let reads = 1; ; reads++) {
    const seen = await wantedOf(sql, job);
    const row = await findInterview(sql, interviewId);
    if (!seen || !row || row.erased) return null;
    const [turns, reused, ticketKinds, latest, scored, application] = await Promise.all([
      turnsOf(sql, [interviewId]),
      reusedIn(sql, [interviewId]),
      ticketKindsOf(sql, interviewId),
      latestAssessment(sql, interviewId),
      latestScored(sql, interviewId),
      findApplication(sql, row.application_id),
    ]);
    const after = await wantedOf(sql, job);
    if (!after || !application) return null;
    if (after.wanted !== seen.wanted && reads < READS) continue;
    const { id, version } = row.flow.rubric;
    return {
      row,
      openingId: application.opening_id,
      rubric: { id, version, hash: hashRubric(row.flow) },
      turns,
      material: materialOf(turns, row.flow, reused, row.language),
      ticketKinds,
      latest,
      scored,
      seen,
    };
  }
}

type Outcome = { made: NewAssessment | null } | { code: AskFailure };

async function assess(deps: AssessmentDeps, read: Read, signal: AbortSignal): Promise<Outcome> {
  const { row, material } = read;
  if (material.refused) return { made: unscored(read, 'refused_automation') };
  if (!deps.agent) return { made: unscored(read, 'model_unavailable') };
  const { agent, pauses } = deps;
  const scoring: Scoring = {
    agent,
    language: row.language,
    interviewId: row.id,
    signal,
    ...(pauses ? { pauses } : {}),
  };
  const prompt = promptVersion(row.language);
  const before = comparable(read, prompt);
  const fresh = before ? freshIn(material, read.turns, before.up_to_seq) : [];
  const models = new Set(before?.model?.split(', '));
  const criteria: AssessedCriterion[] = [];
  for (const criterion of row.flow.rubric.criteria) {
    const known = before?.criteria.find(({ id }) => id === criterion.id);
    const one = await scoreCriterion(
      scoring,
      inLanguage(criterion, row.language),
      material,
      known ? { criterion: known, fresh } : null,
    );
    if (!one.ok) return signal.aborted ? { code: 'aborted' } : { code: one.code };
    for (const model of one.models) models.add(model);
    criteria.push(one.criterion);
  }
  const addedSeqs = [...new Set([...fresh.map(({ turnSeq }) => turnSeq), ...read.seen.addedSeqs])];
  const version = versionOf({
    ...read,
    flow: row.flow,
    criteria,
    unscored: null,
    before: read.scored?.criteria ?? null,
    addedSeqs: addedSeqs.sort((a, b) => a - b),
  });
  if (models.size === 0) return { made: assessment(read, version, { madeBy: 'rules' }) };
  const by = { madeBy: 'model', model: [...models].join(', '), promptVersion: prompt } as const;
  return { made: assessment(read, version, by) };
}

/** What was scored before by the same prompts and the same rubric: only what is new has to be read. */
function comparable({ scored, rubric }: Read, prompt: string): AssessmentRow | null {
  if (!scored || scored.prompt_version !== prompt || scored.rubric.hash !== rubric.hash) return null;
  return scored;
}

/** Nobody has scored: a person has the words that the rules understood, and no number. */
function unscored(read: Read, reason: NonNullable<Made['unscored']>): NewAssessment {
  const { row, material } = read;
  const spans = new Map(read.turns.map(({ seq, spans }) => [seq, spans ?? []]));
  const criteria = spansOf(row.flow, material, spans, row.id);
  const version = versionOf({
    ...read,
    flow: row.flow,
    criteria,
    unscored: reason,
    before: null,
    addedSeqs: [],
  });
  return assessment(read, version, { madeBy: 'rules' });
}

function assessment(
  { row, openingId, rubric, material, seen }: Read,
  version: Version,
  by: Pick<NewAssessment, 'madeBy'> & Partial<Pick<NewAssessment, 'model' | 'promptVersion'>>,
): NewAssessment {
  return {
    interviewId: row.id,
    conversationId: row.conversation_id,
    applicationId: row.application_id,
    openingId,
    ratedBy: null,
    model: null,
    promptVersion: null,
    ...by,
    rubric,
    ...version,
    reopenedBy: seen.addedSeqs,
    upToSeq: material.upToSeq,
  };
}
