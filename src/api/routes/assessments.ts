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
import { findInterview } from '../../../db/interviews.ts';
import { turnsOf } from '../../../db/turns.ts';
import { ratingOf } from '../../assessment/rating.ts';
import { TingdaError } from '../../errors.ts';
import { hashRubric } from '../../flows/load.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { once } from '../once.ts';
import { pageAnswer, pageOf, pageRequest, paging } from '../pages.ts';
import { erased, invalidFields } from '../problem.ts';
import { bodyProblems, idempotencyHeader, idParam, json, jsonBody, pathId, problems } from '../schemas.ts';
import { assessment, rating, wire } from './assessment-body.ts';

export function assessmentRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('interviews:read'),
    operationId: 'listAssessments',
    method: 'get',
    path: '/v1/interviews/{id}/assessments',
    summary: 'What was made of an interview, newest first; versions stay when they are superseded',
    description:
      'The newest is at the top. One that something was added to names its successor in `superseded_by`, and the next says what opened it again.',
    request: { params: idParam('int'), query: z.strictObject(paging) },
    responses: { 200: json('A page', pageOf(assessment)), ...problems(400, 404, 422) },
  });
  api.openapi(list, async (c) => {
    const interview = found(await findInterview(deps.sql, c.req.valid('param').id));
    const page = await listAssessments(
      deps.sql,
      interview.id,
      pageRequest(c, 'assessments', c.req.valid('query')),
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
    description:
      "With the model, the prompt's version and the rubric that it was made by, so that it can be understood years later.",
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
    description:
      'Criteria of the rubric, 1 to 5 or null for what you cannot tell. A quote has to stand in the turn that it names, or it is a 422. It does not decide anything: `decision` does.',
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
