/** `/v1/applications/{id}/stage_moves` and `/timeline`: a person moves an application, and all that happened with it. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findApplication, moveStage } from '../../../db/applications.ts';
import type { Tx } from '../../../db/client.ts';
import { awaitDecision } from '../../../db/deadlines.ts';
import { findToTell, judgesThemselves, recordByMove } from '../../../db/decisions.ts';
import { callOff } from '../../../db/steps.ts';
import { listTimeline, type TimelineRow } from '../../../db/timeline.ts';
import { allows } from '../../auth/scopes.ts';
import { TingdaError } from '../../errors.ts';
import { followMove } from '../../pipeline/resting.ts';
import { ENDS, isBefore, NEXT_STAGES, outcomeOf } from '../../pipeline/stages.ts';
import type { Stage } from '../../types.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, making } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { hire } from '../hiring.ts';
import { once } from '../once.ts';
import { exampleId } from '../openapi/example-ids.ts';
import { badCursor, limit, linkNext, pageOf } from '../pages.ts';
import { erased } from '../problem.ts';
import { channel, id, idParam, json, problems, stage, stored, text, timestamp } from '../schemas.ts';
import { requireSettledCheck, requireSigned } from '../step-guards.ts';
import { samePerson } from './decisions.ts';

const creation = z
  .strictObject({
    from_stage: stage.openapi({ description: 'Where you believe it to be: elsewhere, nothing is moved' }),
    to_stage: stage,
    reason: text(2000).nullable().default(null).openapi({ description: 'Needed for `declined`' }),
  })
  .superRefine(({ from_stage, to_stage, reason }, context) => {
    const next = NEXT_STAGES[from_stage];
    if (!next.includes(to_stage)) {
      const may = next.length === 0 ? 'nothing' : next.join(', ');
      context.addIssue({ code: 'custom', path: ['to_stage'], message: `after ${from_stage} comes ${may}` });
    }
    if (to_stage === 'declined' && reason === null) {
      context.addIssue({ code: 'custom', path: ['reason'], message: 'is needed to decline somebody' });
    }
  })
  .openapi('NewStageMove');

/** Of this job: who finished an interview, or is in the middle of one, hears how it ends. */
const wasTalkedTo = async (tx: Tx, applicationId: string): Promise<boolean> =>
  (await findToTell(tx, applicationId))?.interview_id != null;

/** Nobody is moved there past something that was found and is not settled; back, to settle it, always. */
const passesFindings = (from: Stage, to: Stage): boolean =>
  ENDS.has(to) || ((to === 'contract' || to === 'onboarding') && isBefore(from, to));

const STEP_KINDS = ['background_check', 'contract', 'onboarding'] as const;

const by = z.string().openapi({ description: 'The id of a key or a user; `system` for what went by itself' });

const move = z
  .object({
    event_id: id('evt'),
    application_id: id('app'),
    from_stage: stage,
    to_stage: stage,
    reason: z.string().nullable(),
    by,
    at: timestamp,
  })
  .openapi('StageMove');

const entry = z
  .object({
    id: z.string().openapi({ description: 'Of the event, the ticket or the message' }),
    at: timestamp,
    kind: z.enum(['event', 'stage_move', 'step_move', 'decision', 'interview', 'message', 'ticket']),
    type: z.string().nullable().openapi({ description: "The event's; null for a ticket and a message" }),
    sequence: z.int().nullable(),
    stage_move: z
      .object({ from_stage: stage, to_stage: stage, reason: z.string().nullable(), by })
      .nullable(),
    step_move: z
      .object({
        kind: z.enum(STEP_KINDS),
        step_id: z.string(),
        from_state: z.string().nullable().openapi({ description: 'Null where it begins' }),
        to_state: z.string(),
        reason: z.string().nullable(),
        by: z.string().openapi({
          description: 'The id of a key or a user; `candidate`, `provider`, or `system` for a clock',
        }),
      })
      .nullable(),
    decision: z
      .object({ id: id('dec'), outcome: z.enum(['advance', 'decline']), reason: z.string().nullable(), by })
      .nullable(),
    message: z
      .object({
        seq: z.int(),
        interview_id: id('int'),
        from: z.enum(['candidate', 'bot', 'hr']),
        channel,
        kind: z.string(),
        text: z.string().nullable().openapi({
          description: 'What was said, or heard in a voice note; null without the scope `interviews:read`',
        }),
      })
      .nullable(),
    by: by
      .nullable()
      .openapi({ description: 'Who did it, where the event alone does not tell; null elsewhere' }),
    interview: z
      .object({ id: id('int'), status: z.string(), channel, language: z.string() })
      .nullable()
      .openapi({ description: 'As it is now' }),
    ticket: z
      .object({ id: id('tkt'), kind: z.string(), state: z.string() })
      .nullable()
      .openapi({ description: 'As it is now' }),
  })
  .openapi('TimelineEntry', {
    example: {
      ...{ id: exampleId('evt'), at: '2026-03-06T14:02:11.000Z', kind: 'stage_move', type: 'stage.changed' },
      ...{
        sequence: 7,
        step_move: null,
        decision: null,
        message: null,
        interview: null,
        ticket: null,
        by: null,
      },
      stage_move: { from_stage: 'reviewing', to_stage: 'interviewing', reason: null, by: exampleId('key') },
    },
  });

/** What a key may read besides where somebody stands. */
interface Reads {
  words: boolean;
  steps: boolean;
}

function wire(row: TimelineRow, reads: Reads): z.infer<typeof entry> {
  const moved = row.type === 'stage.changed';
  const step = stepMoveOf(row, reads);
  const event = moved ? 'stage_move' : step ? 'step_move' : row.interview ? 'interview' : 'event';
  const kind = row.ticket ? 'ticket' : row.message ? 'message' : row.decision ? 'decision' : event;
  return {
    id: row.id,
    at: stored(row.at),
    kind,
    type: row.type,
    sequence: row.sequence,
    stage_move: moved
      ? {
          from_stage: row.data?.from_stage as Stage,
          to_stage: row.data?.to_stage as Stage,
          // What went by itself has a code for a reason.
          reason: row.moved_by === null ? ((row.data?.reason as string) ?? null) : row.reason,
          by: row.moved_by ?? 'system',
        }
      : null,
    step_move: step,
    decision: row.decision as z.infer<typeof entry>['decision'],
    message:
      row.message &&
      ({ ...row.message, text: reads.words ? row.message.text : null } as z.infer<typeof entry>['message']),
    by: kind === 'event' ? row.moved_by : null,
    interview: row.interview,
    ticket: row.ticket,
  };
}

function stepMoveOf(
  { type, data, reason, moved_by }: TimelineRow,
  reads: Reads,
): z.infer<typeof entry>['step_move'] {
  const kind = STEP_KINDS.find((kind) => type?.startsWith(`${kind}.`));
  if (!kind || moved_by === null) return null;
  const { from_state, to_state, [`${kind}_id`]: id } = data as Record<string, string>;
  const states = { from_state: from_state ?? null, to_state: to_state! };
  return { kind, step_id: id!, ...states, reason: reads.steps ? reason : null, by: moved_by };
}

export function stageRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const make = making(creation, 'Moved', move);
  const create = createRoute({
    // To move somebody is to decide about them.
    ...guard('decisions:write'),
    operationId: 'moveStage',
    ...make,
    request: { ...make.request, params: idParam('app') },
    responses: { ...make.responses, ...problems(404) },
    path: '/v1/applications/{id}/stage_moves',
    summary: 'Move an application to another stage, if it is still where you believe it to be',
    description:
      'Say where you believe it to be: if somebody else was faster, it is a 409 `stale` and nothing is changed. A move from `reviewing` to `advanced` and one to `declined` are decisions: recorded with their reason, and told in the chat, a decline with how to appeal; `decision` can say more. While something that a background check found is not settled, nobody is moved out, or on to `contract` or `onboarding`; nobody moves somebody out or on who appealed against a decision of theirs. To `hired`, an arranged first shift is completed and the employment begins.',
  });
  api.openapi(create, async (c) => {
    const { from_stage, to_stage, reason } = c.req.valid('json');
    const applicationId = c.req.valid('param').id;
    const { id: by } = c.get('principal');
    let told: string | null = null;
    const made = await once(c, deps, async (tx) => {
      const moved = found(await moveStage(tx, { applicationId, from: from_stage, to: to_stage, reason, by }));
      if (moved === 'erased') throw erased('moved');
      if ('stage' in moved) throw stale(moved.stage);
      const outcome = outcomeOf(from_stage, to_stage);
      const out = ENDS.has(to_stage);
      if (passesFindings(from_stage, to_stage)) await requireSettledCheck(tx, applicationId);
      if (to_stage === 'onboarding') await requireSigned(tx, applicationId);
      if ((out || outcome) && (await judgesThemselves(tx, applicationId, by))) throw samePerson();
      if (to_stage === 'hired') {
        const hired = await hire(tx, applicationId, by);
        if (hired) {
          const content = { kind: 'notice', ...hired } as const;
          await deps.tell.system(tx, moved.conversationId, `hired ${moved.eventId}`, content);
          told = moved.conversationId;
        }
      }
      const shift = await followMove(tx, { applicationId, from: from_stage, to: to_stage }, deps.now());
      if (shift && !ENDS.has(to_stage) && (from_stage === 'onboarding' || to_stage === 'onboarding')) {
        const content = { kind: 'notice', ...shift } as const;
        await deps.tell.system(tx, moved.conversationId, `shift ${moved.eventId}`, content);
        told = moved.conversationId;
      }
      if (to_stage === 'reviewing') await awaitDecision(tx, applicationId, deps.now(), deps.settings);
      if (out) {
        const off = await callOff(tx, applicationId, by);
        // What they were told last is taken back: nobody stands at a gate that is closed. That a check is over says the end itself,
        // to whoever hears it: somebody who was never talked to does not.
        const last = off.at(-1);
        const isCheck = last?.kind === 'background_check';
        const heard = isCheck && (to_stage === 'declined' || (await wasTalkedTo(tx, applicationId)));
        if (last && !heard) {
          const state = isCheck ? 'called_off' : last.state;
          const content = { kind: 'notice', notice: `${last.kind}.${state}`, subject: last.id } as const;
          await deps.tell.system(tx, moved.conversationId, `off ${moved.eventId}`, content);
        }
      }
      // A decision is told as every decision is. By both, an interview that goes on is ended where it is held.
      const decided =
        outcome && (await recordByMove(tx, { applicationId, outcome, reason, by }, moved.conversationId));
      const ended = { kind: 'application_ended', application_id: applicationId, stage: to_stage } as const;
      const content = decided ? ({ kind: 'decided', decision_id: decided.id } as const) : out ? ended : null;
      if (content) {
        await deps.tell.system(tx, moved.conversationId, `ended ${moved.eventId}`, content);
        told = moved.conversationId;
      }
      const body = {
        event_id: moved.eventId,
        application_id: applicationId,
        from_stage,
        to_stage,
        reason,
        by,
      };
      return {
        body: { ...body, at: stored(moved.at) },
        location: `/v1/applications/${applicationId}/timeline`,
      };
    });
    if (told !== null) deps.tell.wake(told);
    return c.json(made.body, 201, made.headers);
  });

  const timeline = createRoute({
    ...guard('candidates:read'),
    operationId: 'listTimeline',
    method: 'get',
    path: '/v1/applications/{id}/timeline',
    summary: 'All that happened with an application, first to last',
    description:
      'Events, moves and who made them, decisions, tickets, and messages. What was said is shown to keys with `interviews:read`, why a step was moved to keys with `pipeline:read`.',
    request: {
      params: idParam('app'),
      query: z.strictObject({
        cursor: z.string().max(200).optional().openapi({ description: '`next_cursor` of the page before' }),
        limit,
      }),
    },
    responses: { 200: json('A page', pageOf(entry)), ...problems(400, 404, 422) },
  });
  api.openapi(timeline, async (c) => {
    const { cursor = null, limit: size } = c.req.valid('query');
    const application = found(await findApplication(deps.sql, c.req.valid('param').id));
    if (cursor !== null && !ENTRY.test(cursor)) throw badCursor('cursor');
    // Who may see where somebody stands need not be somebody who may read what they said.
    const { scopes } = c.get('principal');
    const reads = { words: allows(scopes, 'interviews:read'), steps: allows(scopes, 'pipeline:read') };
    const entries = await listTimeline(deps.sql, application.id, cursor, size + 1);
    if (entries === null) throw badCursor('cursor');
    const rows = entries.slice(0, size);
    const next = entries.length > size ? rows.at(-1)!.id : null;
    if (next !== null) linkNext(c, 'cursor', next);
    return c.json(
      { data: rows.map((row) => wire(row, reads)), next_cursor: next, has_more: next !== null },
      200,
    );
  });
}

const ENTRY = /^(?:(?:evt|tkt)_[0-9a-z]{25}|trn_\d{1,15})$/;

function stale(now: Stage): TingdaError {
  return new TingdaError('stale', `This application is in the stage ${now} by now; nothing was moved.`, {
    items: [{ path: 'from_stage', message: `is ${now} by now` }],
  });
}
