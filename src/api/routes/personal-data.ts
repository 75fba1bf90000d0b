/** `/v1/candidates/{id}/export` and `DELETE /v1/candidates/{id}`: a person gets what we hold of them, or has it erased. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findCandidate } from '../../../db/candidates.ts';
import { askErasure, markErasure } from '../../../db/erasure.ts';
import {
  exportApplications,
  exportAssessments,
  exportEmployments,
  exportInbox,
  exportInterviewIds,
  exportInvitations,
  exportMedia,
  exportOptOuts,
  exportTickets,
  exportTurns,
} from '../../../db/export.ts';
import { WHOLE_PERSON } from '../../auth/scopes.ts';
import { type Identity, masked, openIdentity } from '../../pipeline/identity.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { flowing } from '../flowing.ts';
import { found, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { changed } from '../once.ts';
import { bodyProblems, channel, id, idParam, localized, stage, timestamp } from '../schemas.ts';
import { candidate, wireCandidate } from './candidates.ts';
import { interview, readInterview } from './interviews.ts';

const at = timestamp.nullable();
const transcript = z.record(z.string(), z.unknown()).nullable();

const personalData = z
  .object({
    exported_at: timestamp,
    notice: localized,
    candidate,
    papers: z
      .object({ legal_name: z.string(), id_number: z.string(), birth_date: z.iso.date() })
      .nullable()
      .openapi({ description: 'What they filled in before a background check; of the number its end' }),
    opt_outs: z.array(z.object({ channel, address: z.string(), at: timestamp, ended_at: at })),
    applications: z.array(
      z.object({
        id: id('app'),
        opening_id: id('opn'),
        stage,
        source: z.string().nullable(),
        applied_at: timestamp,
        stage_moves: z.array(
          z.object({ from_stage: stage, to_stage: stage, reason: z.string().nullable(), at: timestamp }),
        ),
      }),
    ),
    employments: z.array(
      z.object({
        id: id('emp'),
        application_id: id('app'),
        state: z.string(),
        starts_on: z.string(),
        ends_on: z.string().nullable(),
        end_reason: z.string().nullable(),
        end_note: z.string().nullable(),
        source: z.string().nullable(),
        remote_id: z.string().nullable(),
        wages: z.array(z.looseObject({ from: z.string(), amount: z.string() })),
        approvals: z.array(z.looseObject({ kind: z.string(), state: z.string() })),
        performance_records: z.array(z.looseObject({ period_start: z.string(), period_end: z.string() })),
        pay_statements: z.array(z.looseObject({ paid_on: z.string(), net: z.string() })),
      }),
    ),
    interviews: z.array(interview),
    turns: z.array(
      z.object({
        seq: z.int(),
        interview_id: id('int').nullable(),
        from: z.enum(['candidate', 'bot', 'hr']),
        channel,
        kind: z.string(),
        text: z.string().nullable(),
        transcript,
        media_id: z.string().nullable(),
        question_id: z.string().nullable(),
        amends_seq: z.int().nullable(),
        spans: z.array(z.object({ slot: z.string(), start: z.int(), end: z.int() })).nullable(),
        at: timestamp,
      }),
    ),
    messages: z
      .array(
        z.object({
          seq: z.int(),
          channel,
          content: z.record(z.string(), z.unknown()),
          name: z.string().nullable(),
          language_hint: z.string().nullable(),
          transcript,
          turn_seq: z.int().nullable(),
          sent_at: at,
          received_at: timestamp,
        }),
      )
      .openapi({ description: 'As they came in; before consent they stand here only' }),
    tickets: z.array(
      z.object({
        id: id('tkt'),
        interview_id: id('int').nullable(),
        application_id: id('app').nullable(),
        kind: z.string(),
        state: z.string(),
        question_id: z.string().nullable(),
        reasons: z.array(z.string()),
        turn_seq: z.int().nullable().openapi({ description: 'The turn that it is about' }),
        answer_seq: z.int().nullable(),
        at: timestamp,
        settled_at: at,
      }),
    ),
    invitations: z.array(
      z.object({
        id: id('inv'),
        code: z.string(),
        application_id: id('app'),
        interview_id: id('int'),
        channel: channel.nullable(),
        state: z.string(),
        reason: z.string().nullable(),
        created_at: timestamp,
        expires_at: timestamp,
        revoked_at: at,
        claimed_at: at,
      }),
    ),
    assessments: z.array(
      z.object({
        id: id('asm'),
        interview_id: id('int'),
        version: z.int(),
        by: z.enum(['model', 'person', 'rules']),
        model: z.string().nullable(),
        prompt_version: z.string().nullable(),
        rubric: z.object({ id: z.string(), version: z.int(), hash: z.string() }),
        criteria: z.array(
          z.looseObject({ id: z.string(), score: z.int().nullable(), evidence: z.array(z.looseObject({})) }),
        ),
        recommendation: z.enum(['advance', 'review', 'decline']),
        created_at: timestamp,
      }),
    ),
    media: z
      .array(
        z.object({
          id: id('med'),
          type: z.string(),
          bytes: z.int(),
          seconds: z.number().nullable(),
          created_at: timestamp,
        }),
      )
      .openapi({ description: 'Recordings; `/v1/interviews/{id}/media/{media_id}` has the sound' }),
  })
  .openapi('PersonalData');

const NOTICE = {
  zh: '这里是我们保存的关于你的全部内容。from 为 bot 的内容由AI生成。',
  en: 'This is everything that we keep about you. Whatever is from "bot" was generated by AI.',
};

export function personalDataRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const read = createRoute({
    ...guard(WHOLE_PERSON),
    operationId: 'exportCandidate',
    ...reading('cnd', 'Everything that is kept of them', personalData),
    path: '/v1/candidates/{id}/export',
    summary: 'Everything that is kept of one candidate, to be given to them',
    description:
      'One document with every word, state and consent that is kept, for the person whose data it is. It is written as it is read, however long the chat. What belongs to somebody else, such as who of you did something, is left out.',
  });
  api.openapi(read, async (c) => {
    const candidateId = c.req.valid('param').id;
    const row = found(await findCandidate(deps.sql, candidateId));
    const identity = openIdentity(deps.identities, candidateId, row.identity);
    const papers = identity && { ...identity, id_number: masked(identity.id_number) };
    // The document tells its type; it is written as it is read, so there is no value to check it by.
    return new Response(
      flowing(deps.log, exportDocument(deps, candidateId, { known: wireCandidate(deps, row), papers })),
      {
        headers: { 'content-type': 'application/json', 'content-disposition': 'attachment' },
      },
    ) as never;
  });

  const remove = createRoute({
    ...guard('candidates:write'),
    operationId: 'eraseCandidate',
    method: 'delete',
    path: '/v1/candidates/{id}',
    summary: 'Erase a candidate: all that they said, are called and can be reached at',
    description:
      '204: it is done. 202: it is written down and will be, whatever dies meanwhile; ask again to hear which. Names, numbers, words and recordings are gone, an interview that goes on ends without a word, and nothing is sent after that. States, times and the record of consents stay, with no person behind them.',
    request: { params: idParam('cnd') },
    responses: {
      204: { description: 'Erased' },
      202: { description: 'Written down, and done within moments; ask again to hear that it is' },
      ...bodyProblems(404),
    },
  });
  api.openapi(remove, async (c) => {
    const candidateId = c.req.valid('param').id;
    const { asked, seq } = await changed(c, deps, async (tx) => {
      const asked = found(await askErasure(tx, candidateId, c.get('principal').id));
      const { conversationId, first } = asked;
      if (first) await markErasure(tx, candidateId, deps.eraseHash);
      const told = { kind: 'erase' } as const;
      return {
        asked,
        seq: first ? await deps.tell.system(tx, conversationId, `erase ${candidateId}`, told) : null,
      };
    });
    if (!asked.done) deps.tell.wake(asked.conversationId);
    const done = asked.done || (seq !== null && (await deps.tell.taken(asked.conversationId, seq)) !== null);
    return c.body(null, done ? 204 : 202);
  });
}

type Part = readonly [name: string, value: object | string | null | (() => AsyncIterable<object>)];

/** Everything of one person, as JSON in pieces. */
export function exportDocument(
  deps: Pick<ApiDeps, 'sql'>,
  candidateId: string,
  { known, papers }: { known: ReturnType<typeof wireCandidate>; papers: Identity | null },
): AsyncGenerator<string> {
  const { sql } = deps;
  const rows = (read: (sql: ApiDeps['sql'], candidateId: string) => Promise<object[]>) =>
    async function* () {
      yield* await read(sql, candidateId);
    };
  return written([
    ['exported_at', new Date().toISOString()],
    ['notice', NOTICE],
    ['candidate', known],
    ['papers', papers],
    ['opt_outs', rows(exportOptOuts)],
    ['applications', rows(exportApplications)],
    ['employments', rows(exportEmployments)],
    [
      'interviews',
      async function* () {
        for (const one of await exportInterviewIds(sql, candidateId)) yield readInterview(deps, one);
      },
    ],
    ['turns', () => exportTurns(sql, candidateId)],
    ['messages', () => exportInbox(sql, candidateId)],
    ['tickets', rows(exportTickets)],
    ['invitations', rows(exportInvitations)],
    ['assessments', rows(exportAssessments)],
    ['media', rows(exportMedia)],
  ]);
}

/** JSON, row by row. */
async function* written(parts: readonly Part[]): AsyncGenerator<string> {
  let before = '{';
  for (const [name, value] of parts) {
    yield `${before}${JSON.stringify(name)}:`;
    before = ',';
    if (typeof value !== 'function') {
      yield JSON.stringify(value);
      continue;
    }
    let between = '[';
    for await (const row of value()) {
      yield between + JSON.stringify(row);
      between = ',';
    }
    yield between === '[' ? '[]' : ']';
  }
  yield '}';
}
