/** The shape of an assessment and of a person's rating on the wire. */
import { z } from '@hono/zod-openapi';
import type { AssessmentRow } from '../../../db/assessments.ts';
import type { InterviewRow } from '../../../db/interviews.ts';
import { reasonText } from '../../assessment/words.ts';
import { id, localized, stored, text, timestamp } from '../schemas.ts';

const evidence = z.object({
  turn_seq: z.int(),
  quote: z.string().openapi({ description: 'Verbatim: what the turn says from `start` to `end`' }),
  start: z
    .int()
    .openapi({ description: 'UTF-16 units of `transcript.corrected ?? transcript.text ?? text`' }),
  end: z.int(),
  audio_start: z
    .number()
    .nullable()
    .openapi({ description: 'Seconds from the beginning of the recording; null where there is none' }),
  interview_id: id('int').optional().openapi({
    description: 'Where it was said, if that is an earlier interview whose answer is used again',
  }),
});

const score = z.int().min(1).max(5).nullable();

const criterion = z.object({
  id: z.string(),
  title: localized,
  weight: z.number(),
  score: score.openapi({
    description: 'Null where nothing that was said supports one; see `unscored`',
    example: 4,
  }),
  unscored: z
    .enum(['no_evidence', 'cannot_tell', 'unsure_transcript', 'not_scored'])
    .nullable()
    .openapi({ description: 'Why there is no score' }),
  confidence: z.number().nullable().openapi({
    description: '0 to 1: how well the readings agree, and on how much they rest',
    example: 0.85,
  }),
  readings: z
    .array(score)
    .openapi({ description: 'The ratings that the score is the median of', example: [4, 4, 3] }),
  evidence: z.array(evidence),
});

export const recommendation = z.enum(['advance', 'review', 'decline']);

export const needsPerson = z.array(
  z.object({
    reason: z.enum([
      'low_agreement',
      'low_transcript_confidence',
      'injection_attempt',
      'knockout',
      'refused_automation',
      'thin_evidence',
      'cut_short',
      'model_unavailable',
      'budget_spent',
    ]),
    criterion: z.string().optional(),
    text: localized,
  }),
);

export const assessment = z
  .object({
    id: id('asm'),
    interview_id: id('int'),
    version: z.int().openapi({ description: 'Counted by interview, over all who assess it' }),
    by: z
      .enum(['model', 'person', 'rules'])
      .openapi({ description: 'rules: nobody has scored; there are words to read and no number' }),
    rated_by: z.string().nullable().openapi({ description: 'The id of the key of the person who rated' }),
    model: z.string().nullable(),
    prompt_version: z
      .string()
      .nullable()
      .openapi({ description: 'Each prompt as id@version#hash', example: 'evidence@1#1a2b…+score@1#3c4d…' }),
    rubric: z.object({ id: z.string(), version: z.int(), hash: z.string() }),
    criteria: z.array(criterion),
    unasked_experience: z
      .array(z.object({ turn_seq: z.int(), evidence: z.array(evidence.extend({ criterion: z.string() })) }))
      .openapi({ description: 'What nobody had asked for, with what of it bears on which criterion' }),
    recommendation: recommendation.openapi({
      description: 'By the scores and their weights, in code. Nobody is declined by it: a person decides',
    }),
    reasons: z.array(
      z.object({
        code: z.enum([
          'needs_a_person',
          'not_scored',
          'mean_high',
          'mean_low',
          'mean_between',
          'low_criterion',
        ]),
        criterion: z.string().optional(),
        mean: z.number().optional(),
        text: localized,
      }),
    ),
    needs_person: needsPerson,
    reopened_by: z
      .array(z.int())
      .openapi({ description: 'The additions and corrections that opened it again; empty in the first' }),
    changes: z
      .array(
        z.object({
          criterion: z.string(),
          from: score,
          to: score,
          because_turn_seq: z.int().nullable(),
        }),
      )
      .openapi({ description: 'Scores that are others than in the version before' }),
    uncertainty: z.number().openapi({ description: "0 to 1: how much it needs a person's eye" }),
    superseded_by: id('asm')
      .nullable()
      .openapi({ description: "The version that took its place; a person's rating is never superseded" }),
    created_at: timestamp,
  })
  .openapi('Assessment');

export const rating = z
  .strictObject({
    criteria: z
      .array(
        z.strictObject({
          id: text(64).openapi({ description: 'A criterion of the rubric', example: 'care' }),
          score: score.openapi({ description: 'Null: I cannot tell', example: 4 }),
          evidence: z
            .array(
              z.strictObject({
                turn_seq: z
                  .int()
                  .min(1)
                  .max(2 ** 31),
                quote: text(2000).openapi({ description: 'As it stands in that turn' }),
              }),
            )
            .max(20)
            .default([]),
        }),
      )
      .min(1)
      .max(50),
  })
  .openapi('NewRating');

/** As it is told: with its words in both languages. */
export function wire(row: AssessmentRow, { flow }: InterviewRow): z.infer<typeof assessment> {
  const known = new Map(flow.rubric.criteria.map((one) => [one.id, one]));
  const titleOf = (of: string | undefined) => (of === undefined ? undefined : known.get(of)?.title);
  return {
    id: row.id,
    interview_id: row.interview_id,
    version: row.version,
    by: row.made_by,
    rated_by: row.rated_by,
    model: row.model,
    prompt_version: row.prompt_version,
    rubric: row.rubric,
    criteria: row.criteria.map(({ id, ...one }) => {
      const { title, weight } = known.get(id) ?? { title: { zh: id, en: id }, weight: 0 };
      return { id, title, weight, ...one };
    }),
    unasked_experience: row.unasked,
    recommendation: row.recommendation,
    reasons: row.reasons.map((one) => ({ ...one, text: reasonText(one, titleOf(one.criterion)) })),
    needs_person: row.needs_person.map((one) => ({ ...one, text: reasonText(one, titleOf(one.criterion)) })),
    reopened_by: row.reopened_by,
    changes: row.changes,
    uncertainty: row.uncertainty,
    superseded_by: row.superseded_by,
    created_at: stored(row.created_at),
  };
}
