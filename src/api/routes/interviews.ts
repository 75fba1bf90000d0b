/** `/v1/interviews`: what was asked and answered, and every turn of it. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findInterview, type InterviewRow, listInterviews } from '../../../db/interviews.ts';
import { type ReusedRow, reusedIn } from '../../../db/passport.ts';
import { listTurns, type TurnRow, turnsOf } from '../../../db/turns.ts';
import { answersOf } from '../answers.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { pageAnswer, pageOf, pageRequest, paging } from '../pages.ts';
import { channel, id, idParam, json, moment, problems, stored, storedOrNull, timestamp } from '../schemas.ts';

const status = z.enum([
  'invited',
  'in_progress',
  'paused',
  'completed',
  'expired',
  'withdrawn',
  'handed_off',
]);

const said = z.object({ turn_seq: z.int(), text: z.string() });

const answer = z.object({
  question_id: z.string(),
  text: z.string().nullable().openapi({ description: 'Null when the question was refused or only added to' }),
  addenda: z.array(said),
  follow_ups: z.array(z.object({ ask: z.int(), question: z.string(), text: z.string().nullable() })),
  spans: z
    .array(z.object({ turn_seq: z.int(), slot: z.string(), quote: z.string(), start: z.int(), end: z.int() }))
    .openapi({ description: 'Verbatim; `start` and `end` are UTF-16 units of that turn' }),
  reused_from: z
    .object({ interview_id: id('int'), turn_seq: z.int() })
    .optional()
    .openapi({ description: 'It was said in that interview, and the candidate let it be used in this one' }),
});

export const interview = z
  .object({
    id: id('int'),
    application_id: id('app'),
    flow: z.object({ id: z.string(), version: z.int() }),
    status,
    channel,
    language: z.enum(['zh', 'en']),
    started_at: timestamp.nullable().openapi({ description: 'Null while it is only invited' }),
    completed_at: timestamp.nullable(),
    progress: z.object({ asked: z.int(), total: z.int() }),
    answers: z.array(answer),
    unasked_experience: z.array(said).openapi({ description: 'What nobody had asked for' }),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .openapi('Interview');

const turn = z
  .object({
    seq: z.int(),
    batch: z.int().openapi({ description: 'Messages that were answered together share it' }),
    from: z.enum(['candidate', 'bot', 'hr']),
    channel,
    text: z.string().nullable(),
    kind: z.string(),
    media_id: z.string().nullable(),
    transcript: z
      .object({
        text: z.string().optional(),
        confidence: z
          .number()
          .nullable()
          .optional()
          .openapi({ description: '0 to 1; null where the transcriber tells none' }),
        corrected: z.string().optional().openapi({ description: 'As the candidate corrected it' }),
        segments: z
          .array(z.object({ start: z.number(), end: z.number(), text: z.string() }))
          .optional()
          .openapi({ description: 'Seconds from the beginning; empty where the transcriber tells none' }),
      })
      .nullable(),
    amends_seq: z.int().nullable(),
    at: timestamp,
  })
  .openapi('Turn');

function wire(row: InterviewRow, turns: TurnRow[], reused: ReusedRow[]): z.infer<typeof interview> {
  return {
    id: row.id,
    application_id: row.application_id,
    flow: { id: row.flow.id, version: row.flow.version },
    status: row.status,
    channel: row.channel,
    language: row.language,
    started_at: storedOrNull(row.started_at),
    completed_at: storedOrNull(row.completed_at),
    progress: { asked: row.asked, total: row.total },
    ...answersOf(turns, row.flow, reused),
    created_at: stored(row.created_at),
    updated_at: stored(row.updated_at),
  };
}

function wireTurn(row: TurnRow): z.infer<typeof turn> {
  return {
    seq: row.seq,
    batch: row.batch,
    from: row.speaker,
    channel: row.channel,
    text: row.text,
    kind: row.kind,
    media_id: row.media_id,
    transcript: row.transcript,
    amends_seq: row.amends_seq,
    at: stored(row.at),
  };
}

/** As it stands now. */
export async function readInterview(
  deps: Pick<ApiDeps, 'sql'>,
  interviewId: string,
): Promise<z.infer<typeof interview>> {
  const row = found(await findInterview(deps.sql, interviewId));
  const [turns, reused] = await Promise.all([turnsOf(deps.sql, [row.id]), reusedIn(deps.sql, [row.id])]);
  return wire(row, turns, reused);
}

export function interviewRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('interviews:read'),
    operationId: 'listInterviews',
    ...listing(interview, {
      application_id: id('app').optional(),
      opening_id: id('opn').optional(),
      candidate_id: id('cnd').optional(),
      status: status.optional(),
      updated_after: moment.optional(),
    }),
    path: '/v1/interviews',
    summary: 'Interviews, newest first',
    description:
      'Filter by status, opening, application or person. `updated_after` finds what changed since you looked last: what was said, corrected or erased, the status, also where an invitation is over by the clock. Take the largest `updated_at` that you have and go back a minute, or follow `/v1/events`.',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const filter = {
      applicationId: query.application_id,
      openingId: query.opening_id,
      candidateId: query.candidate_id,
      status: query.status,
      updatedAfter: query.updated_after,
    };
    const page = await listInterviews(deps.sql, filter, pageRequest(c, 'interviews', query));
    const ids = page.rows.map((row) => row.id);
    const turns = Map.groupBy(await turnsOf(deps.sql, ids), (row) => row.interview_id);
    const reused = Map.groupBy(await reusedIn(deps.sql, ids), (row) => row.interview_id);
    return c.json(
      pageAnswer(c, 'interviews', page, (row) =>
        wire(row, turns.get(row.id) ?? [], reused.get(row.id) ?? []),
      ),
      200,
    );
  });

  const read = createRoute({
    ...guard('interviews:read'),
    operationId: 'getInterview',
    ...reading('int', 'The interview', interview),
    path: '/v1/interviews/{id}',
    summary: 'One interview with its answers',
    description:
      'What was said to each question, put together from the turns: the answer, what was added to it, follow-ups, and the verbatim spans that carry it. `unasked_experience` is what they told of their own accord.',
  });
  api.openapi(read, async (c) => {
    return c.json(await readInterview(deps, c.req.valid('param').id), 200);
  });

  const listTurnsRoute = createRoute({
    ...guard('interviews:read'),
    operationId: 'listTurns',
    method: 'get',
    path: '/v1/interviews/{id}/turns',
    summary: 'The transcript, first to last, one row per message',
    description:
      '`batch` joins messages that were answered together; `transcript` is what was heard in a recording, with its own correction if the candidate corrected it.',
    request: { params: idParam('int'), query: z.strictObject(paging) },
    responses: { 200: json('A page', pageOf(turn)), ...problems(400, 404, 422) },
  });
  api.openapi(listTurnsRoute, async (c) => {
    const row = found(await findInterview(deps.sql, c.req.valid('param').id));
    const page = await listTurns(deps.sql, row.id, pageRequest(c, 'turns', c.req.valid('query')));
    return c.json(pageAnswer(c, 'turns', page, wireTurn), 200);
  });
}
