/** Interviews as their turns, and models that do what they are told, for the assessments. */
import type { z } from 'zod';
import type { TurnRow } from '../../db/turns.ts';
import type { Agent, Asked, AskFailure, Asking } from '../../src/agent/ask.ts';
import { freshIn, materialOf } from '../../src/assessment/material.ts';
import { inLanguage, scoreCriterion } from '../../src/assessment/score.ts';
import { versionOf } from '../../src/assessment/version.ts';
import { loadLibrary } from '../../src/flows/load.ts';
import type { Flow } from '../../src/flows/model.ts';
import { sentences } from '../../src/flows/text.ts';
import type { AssessedCriterion } from '../../src/types.ts';

export const flow: Flow = loadLibrary().get('warehouse-sorter')!.flow;

export const INTERVIEW = 'int_0000000000000000000000001';

/** What a candidate says, in order; the question is the flow's. */
export function turnsOf(said: (Partial<TurnRow> & { text: string })[], from = 2): TurnRow[] {
  return said.map((one, i) => ({
    interview_id: INTERVIEW,
    seq: from + i * 2,
    batch: i + 1,
    speaker: 'candidate',
    channel: 'web',
    kind: 'answer',
    media_id: null,
    transcript: null,
    question_id: null,
    ask: null,
    amends_seq: null,
    spans: null,
    at: new Date(0),
    ...one,
  }));
}

export const SAID = {
  zh: [
    { question_id: 'introduction', text: '我在中通干过两年分拣，每天早上六点到，从没迟到过。' },
    {
      question_id: 'damaged_parcel',
      text: '有一次一个箱子破了漏水，我先把它隔开，拍照，再报告组长，半小时就恢复了。',
    },
    { question_id: 'peak', text: '去年双十一一晚上四千件，我负责核对单号，扫完再数一遍，只错了两件。' },
  ],
  en: [
    {
      question_id: 'introduction',
      text: 'I sorted parcels at DHL for two years and was there at six every day, never late.',
    },
    {
      question_id: 'damaged_parcel',
      text: 'Once a box leaked. I put it aside, took a photo, and told my lead; we went on in half an hour.',
    },
    {
      question_id: 'peak',
      text: 'Last November we had four thousand in one night. I checked the numbers twice, and only two were wrong.',
    },
  ],
};

/** Which words a criterion is found by: a model that reads, and no more. */
const ABOUT: Record<string, RegExp> = {
  细致准确: /核对|数一遍|检查/,
  安全与异常处理: /隔开|拍照|破/,
  高峰应对: /双十一|高峰|件/,
  说到做到: /迟到|两年|天天|带新人/,
  'Care and accuracy': /check|count|twice/i,
  'Safety and handling problems': /aside|photo|leak/i,
  'Keeping pace in a rush': /thousand|rush|peak/i,
  "Keeping one's word": /late|years|every day|trained/i,
};

interface EvidenceInput {
  criterion: { title: string };
  said: { turn: number; asked: string | null; said: string }[];
}
interface ScoreInput {
  criterion: { title: string; levels: { score: number }[] };
  quotes: { asked: string | null; quote: string }[];
}

/** What a model answers to each of the two questions, or the code of its failure. */
export interface Model {
  evidence(input: EvidenceInput): unknown;
  score(input: ScoreInput): unknown;
}

/** Quotes what a word gives away, and counts: the more is told, the more it gives. */
export const plainModel: Model = {
  evidence: ({ criterion, said }) => ({
    evidence: said.flatMap((passage) =>
      sentences(passage.said)
        .filter(({ text }) => ABOUT[criterion.title]!.test(text))
        .map(({ text }) => ({ turn: passage.turn, quote: text })),
    ),
  }),
  score: ({ quotes }) => ({
    score: Math.min(
      5,
      2 + quotes.length + quotes.filter(({ quote }) => /[\d两四半]|two|four|half/.test(quote)).length,
    ),
  }),
};

export interface ScriptedAgent {
  agent: Pick<Agent, 'ask'>;
  /** What it was asked, in order. */
  asked: { id: string; input: unknown }[];
}

/** An agent that asks a scripted model; what the model says goes through the asker's own schema, as it does in life. */
export function scripted(model: Model, name = 'scripted'): ScriptedAgent {
  const asked: ScriptedAgent['asked'] = [];
  const ask = async <T>({ prompt, input, schema, check }: Asking<T>): Promise<Asked<T>> => {
    asked.push({ id: prompt.id, input });
    const { id: promptId, version: promptVersion, hash: promptHash } = prompt;
    const call = {
      model: name,
      promptId,
      promptVersion,
      promptHash,
      tokensIn: 1,
      tokensOut: 1,
      ms: 0,
      repaired: false,
    };
    const answer = await (prompt.id === 'evidence'
      ? model.evidence(input as never)
      : model.score(input as never));
    if (typeof answer === 'string') return { ok: false, code: answer as AskFailure, call };
    const read = (schema as z.ZodType<T>).safeParse(answer);
    if (!read.success || (check?.(read.data) ?? null) !== null)
      return { ok: false, code: 'unreadable', call };
    return { ok: true, value: read.data, call };
  };
  return { agent: { ask }, asked };
}

/** Everything of an assessment but the database. */
export async function assessed(
  turns: TurnRow[],
  { agent }: Pick<ScriptedAgent, 'agent'>,
  language: 'zh' | 'en' = 'zh',
  before?: { criteria: AssessedCriterion[]; upToSeq: number },
) {
  const material = materialOf(turns, flow, [], language);
  const fresh = before ? freshIn(material, turns, before.upToSeq) : [];
  const criteria: AssessedCriterion[] = [];
  const signal = new AbortController().signal;
  for (const criterion of flow.rubric.criteria) {
    const known = before?.criteria.find(({ id }) => id === criterion.id);
    const scoring = { agent, language, interviewId: INTERVIEW, signal, pauses: [1] };
    const one = await scoreCriterion(
      scoring,
      inLanguage(criterion, language),
      material,
      known ? { criterion: known, fresh } : null,
    );
    if (!one.ok) return { failed: one.code };
    criteria.push(one.criterion);
  }
  const version = versionOf({
    flow,
    material,
    criteria,
    unscored: null,
    ticketKinds: [],
    before: before?.criteria ?? null,
    addedSeqs: fresh.map(({ turnSeq }) => turnSeq),
  });
  return { material, version, scores: Object.fromEntries(criteria.map(({ id, score }) => [id, score])) };
}
