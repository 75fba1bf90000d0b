/** `/v1/interviews/{id}/assessments`: what was made of an interview, version by version, and a person's own rating. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findApplication } from '../../../db/applications.ts';
import {
  type AssessmentRow,
  findAssessment,
  insertAssessment,
  listAssessments,
} from '../../../db/assessments.ts';
import type { Tx } from '../../../db/client.ts';
import { lockChat } from '../../../db/desk.ts';
import { findInterview, type InterviewRow } from '../../../db/interviews.ts';
import { turnsOf } from '../../../db/turns.ts';
import { ratingOf } from '../../assessment/rating.ts';
import { reasonText } from '../../assessment/words.ts';
import { TingdaError } from '../../errors.ts';
import { hashRubric } from '../../flows/load.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { once } from '../once.ts';
import { pageAnswer, pageOf, pageRequest, paging } from '../pages.ts';
import { erased, invalidFields } from '../problem.ts';
import {
  bodyProblems,
  id,
  idempotencyHeader,
  idParam,
  json,
  jsonBody,
  localized,
  pathId,
  problems,
  stored,
  text,
  timestamp,
} from '../schemas.ts';

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

const assessment = z
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

const rating = z
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

function wire(row: AssessmentRow, { flow }: InterviewRow): z.infer<typeof assessment> {
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

export function assessmentRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('interviews:read'),
    operationId: 'listAssessments',
    method: 'get',
    path: '/v1/interviews/{id}/assessments',
    summary: 'What was made of an interview, newest first; versions stay when they are superseded',
    request: { params: idParam('int'), query: z.strictObject(paging) },
    responses: { 200: json('A page', pageOf(assessment)), ...problems(400, 404, 422) },
  });
  api.openapi(list, async (c) => {
    const interview = found(await findInterview(deps.sql, c.req.valid('param').id));
    const page = await listAssessments(
      deps.sql,
      interview.id,
      pageRequest('assessments', c.req.valid('query')),
    );
    return c.json(
      pageAnswer(c, 'assessments', page, (row) => wire(row, interview)),
      200,
    );
  });

  const read = createRoute({
    ...guard('interviews:read'),
    operationId: 'getAssessment',
    method: 'get',
    path: '/v1/interviews/{id}/assessments/{assessment_id}',
    summary: 'One version',
    request: { params: z.object({ id: pathId('int', 'id'), assessment_id: pathId('asm', 'assessment_id') }) },
    responses: { 200: json('The version', assessment), ...problems(404) },
  });
  api.openapi(read, async (c) => {
    const { id, assessment_id } = c.req.valid('param');
    const interview = found(await findInterview(deps.sql, id));
    return c.json(wire(found(await findAssessment(deps.sql, id, assessment_id)), interview), 200);
  });

  const create = createRoute({
    ...guard('interviews:write'),
    operationId: 'createAssessment',
    method: 'post',
    path: '/v1/interviews/{id}/assessments',
    summary: "A person's own rating; it stands beside all others",
    request: { headers: idempotencyHeader, params: idParam('int'), body: jsonBody(rating) },
    responses: { 201: json('Kept', assessment), ...bodyProblems(404) },
  });
  api.openapi(create, async (c) => {
    const interview = found(await findInterview(deps.sql, c.req.valid('param').id));
    const made = await once(c, deps, async (tx) => {
      const row = await rate(tx, interview.id, c.req.valid('json'), c.get('principal').id);
      return {
        body: wire(row, interview),
        location: `/v1/interviews/${row.interview_id}/assessments/${row.id}`,
      };
    });
    return c.json(made.body, 201, made.headers);
  });
}

/** @throws TingdaError `conflict` when nobody has said anything, or the person was erased; `validation_failed` */
async function rate(
  tx: Tx,
  interviewId: string,
  given: z.infer<typeof rating>,
  by: string,
): Promise<AssessmentRow> {
  const before = found(await findInterview(tx, interviewId));
  await lockChat(tx, before.conversation_id);
  // Read again: an erasure may have been waited for.
  const row = found(await findInterview(tx, interviewId));
  if (row.erased) throw erased('stored');
  if (row.started_at === null) {
    throw new TingdaError(
      'conflict',
      'Nobody has begun this interview yet, so there is nothing to rate; nothing was stored.',
    );
  }
  const application = found(await findApplication(tx, row.application_id));
  const turns = await turnsOf(tx, [interviewId]);
  const made = ratingOf(row.flow, turns, given.criteria);
  if ('errors' in made) throw invalidFields(made.errors);
  const { id, version } = row.flow.rubric;
  return insertAssessment(tx, {
    ...made,
    interviewId,
    conversationId: row.conversation_id,
    applicationId: row.application_id,
    openingId: application.opening_id,
    madeBy: 'person',
    ratedBy: by,
    model: null,
    promptVersion: null,
    rubric: { id, version, hash: hashRubric(row.flow) },
    reopenedBy: [],
    upToSeq: turns.at(-1)?.seq ?? 0,
  });
}
