/** `/v1/interviews/{id}`: HR in the chat, and messages for a candidate. All of it goes by the conversation's inbox. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Tx } from '../../../db/client.ts';
import { type Chat, hasAgreed, lockChat } from '../../../db/desk.ts';
import { attachIdentity } from '../../../db/inbox.ts';
import { findInterview, type InterviewRow } from '../../../db/interviews.ts';
import { API_ACCOUNT } from '../../channels/api.ts';
import { TingdaError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import type { InboundContent } from '../../types.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { isRepeated, once, onceFinished } from '../once.ts';
import { erased } from '../problem.ts';
import { consentMissing, discardRecording, keepRecording } from '../recording.ts';
import { bodyProblems, id, idempotencyHeader, idParam, json, timestamp } from '../schemas.ts';
import { interview, readInterview } from './interviews.ts';
import { type GivenMessage, messageBody, readMessage, speaker, takeWords } from './message-body.ts';

const message = z
  .object({
    interview_id: id('int'),
    from: speaker,
    text: z.string().nullable().openapi({ description: 'Null of a recording' }),
    client_id: z.string().nullable(),
    at: timestamp,
    turn_seq: z
      .int()
      .nullable()
      .openapi({ description: 'Among the turns; null while it waits for its turn' }),
  })
  .openapi('Message');

/** What is kept of a message for a repeated request: no words, which come with the request. */
interface Told {
  at: string;
  seq: number | null;
}

export function messageRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const acting = (verb: 'takeover' | 'handback', summary: string, description: string) =>
    createRoute({
      ...guard('interviews:write'),
      operationId: verb === 'takeover' ? 'takeOverInterview' : 'handBackInterview',
      method: 'post',
      path: `/v1/interviews/{id}/${verb}` as const,
      summary,
      description,
      request: { headers: idempotencyHeader, params: idParam('int') },
      responses: { 200: json('As it is now', interview), ...bodyProblems(404) },
    });

  /** Tells the chat something, once; the answer is how the interview stands when that was taken up. */
  const onceTold = (c: Context<ApiEnv>, row: InterviewRow, say: (tx: Tx) => Promise<number | null>) =>
    onceFinished(
      c,
      deps,
      async (tx) => ({ body: { seq: await say(tx) }, location: `/v1/interviews/${row.id}` }),
      async ({ seq }) => {
        await settle(deps, row, seq);
        return readInterview(deps, row.id);
      },
    );

  const takeOver = acting(
    'takeover',
    'A person speaks: the bot records and is silent',
    'What the candidate writes is recorded and not answered by the bot; STOP still works. Twice by one key is one take-over, by another key a 409. Waits up to two seconds for the chat, and answers with how it stands then.',
  );
  api.openapi(takeOver, async (c) => {
    const interviewId = c.req.valid('param').id;
    const by = c.get('principal').id;
    const row = await requirePerson(deps, interviewId);
    const takesOver = async (tx: Tx) => {
      const chat = await lockChat(tx, row.conversation_id);
      if (!mayTakeOver(row, chat, by)) return null;
      const content = { kind: 'takeover', by, interview_id: interviewId } as const;
      return deps.tell.system(tx, row.conversation_id, newId('req'), content);
    };
    const { body, headers } = await onceTold(c, row, takesOver);
    return c.json(body, 200, headers);
  });

  const handBack = acting(
    'handback',
    'The bot goes on where it was',
    "An answer to the bot's question that came before you spoke counts, and is not asked again. If you said nothing, nobody is told that you were there.",
  );
  api.openapi(handBack, async (c) => {
    const interviewId = c.req.valid('param').id;
    const row = await requirePerson(deps, interviewId);
    const { body, headers } = await onceTold(c, row, async (tx) => {
      const chat = await lockChat(tx, row.conversation_id);
      // Not taken over, or for another interview: there is nothing to give back here.
      if (chat.taken?.interviewId !== interviewId) return null;
      return deps.tell.system(tx, row.conversation_id, newId('req'), { kind: 'handback' });
    });
    return c.json(body, 200, headers);
  });

  const { security, middleware } = guard('interviews:write');
  const request = {
    headers: idempotencyHeader,
    params: idParam('int'),
    query: z.strictObject({ from: speaker.optional() }),
  };
  const say = {
    security,
    operationId: 'createMessage',
    method: 'post',
    path: '/v1/interviews/{id}/messages',
    summary: 'Say something: as HR after a take-over, or as the candidate, whose voice is taken too',
    description:
      "As HR it is said in the chat, marked as a person's, and needs a take-over. With `from=candidate` it is taken as the candidate's own answer, as text or as a recording in a form; name it with `client_id` or an `Idempotency-Key`, and a second one has no effect.",
    responses: { 201: json('Taken into the chat', message), ...bodyProblems(404) },
  } as const;
  // Two kinds of body are one too many for the library's own check: `readMessage` makes it.
  api.openAPIRegistry.registerPath({ ...say, request: { ...request, body: messageBody } });
  const saying = createRoute({
    ...say,
    hide: true,
    middleware: middleware.with(-1, takeWords),
    request,
  });
  api.openapi(saying, async (c) => {
    const row = await requirePerson(deps, c.req.valid('param').id);
    const given = await readMessage(c, c.req.valid('query').from);
    const { from, clientId, text } = given;
    const answer = {
      interview_id: row.id,
      from,
      text: given.recording ? null : text,
      client_id: clientId,
    };
    const by = c.get('principal').id;
    if (from === 'hr') {
      const begin = async (tx: Tx) => ({ body: await sayAsHr(deps, tx, row, { text, by }) });
      const { body, headers } = await onceFinished(c, deps, begin, async ({ at, seq }) => {
        const taken = await settle(deps, row, seq);
        if (taken && taken.turnSeq === null) throw nobodyHears('closed');
        return { at, turn_seq: taken?.turnSeq ?? null };
      });
      return c.json({ ...answer, ...body }, 201, headers);
    }
    const key = c.req.header('idempotency-key');
    // A repeated request is the same message, whatever became of the first answer.
    const name = clientId ?? (key === undefined ? newId('req') : `${by} ${key}`);
    if (given.recording && !(await isRepeated(c, deps)) && !(await hasAgreed(deps.sql, row.conversation_id)))
      throw consentMissing();
    const { body, headers } = await sayAsCandidate(deps, row, given, name, (effect) =>
      once<Told>(c, deps, async (tx) => {
        await effect(tx);
        return { body: { at: new Date().toISOString(), seq: null } };
      }),
    );
    return c.json({ ...answer, at: body.at, turn_seq: null }, 201, headers);
  });
}

/** @throws TingdaError `not_found`; `conflict` when nobody is there any more */
async function requirePerson({ sql }: ApiDeps, interviewId: string): Promise<InterviewRow> {
  const row = found(await findInterview(sql, interviewId));
  if (row.erased) throw erased('stored');
  return row;
}

/** @throws TingdaError `conflict` when it cannot be. False when this key has it already. */
function mayTakeOver(row: InterviewRow, { taken }: Chat, by: string): boolean {
  if (row.started_at === null) {
    throw new TingdaError(
      'conflict',
      'Nobody has begun this interview yet, so there is no chat to take over; nothing was changed.',
    );
  }
  if (!taken) return true;
  if (taken.interviewId !== row.id) {
    throw new TingdaError(
      'conflict',
      `This person's chat is taken over for the interview ${taken.interviewId}; nothing was changed. Hand that back first.`,
    );
  }
  if (taken.by !== by) {
    throw new TingdaError(
      'conflict',
      'Somebody else has taken this interview over; nothing was changed. Ask them, or hand it back first.',
    );
  }
  return false;
}

/** @throws TingdaError `conflict` when nobody has taken it over, or nothing can be said there */
async function sayAsHr(
  deps: ApiDeps,
  tx: Tx,
  row: InterviewRow,
  { text: words, by }: { text: string; by: string },
): Promise<Told> {
  const chat = await lockChat(tx, row.conversation_id);
  if (chat.taken?.interviewId !== row.id) {
    throw new TingdaError(
      'conflict',
      `The bot has this chat; nothing was sent. Take it over first: POST /v1/interviews/${row.id}/takeover.`,
    );
  }
  requireListener(chat);
  const content = { kind: 'hr_message', text: words, by, interview_id: row.id, ticket_id: null } as const;
  const seq = await deps.tell.system(tx, row.conversation_id, newId('req'), content);
  return { at: new Date().toISOString(), seq };
}

/** @throws TingdaError `conflict` when a line would reach nobody */
export function requireListener({ stopped, address }: Chat): void {
  if (stopped || address === 'closed') throw nobodyHears('closed');
  if (address !== 'open') throw nobodyHears('unreachable');
}

/** Said too when STOP came in before the line had its turn. */
export function nobodyHears(why: 'closed' | 'unreachable'): TingdaError {
  const reason =
    why === 'closed'
      ? 'This person asked us to stop, so nothing may be sent until they write START.'
      : 'This person cannot be reached where they last wrote from.';
  return new TingdaError('conflict', `${reason} Nothing was sent.`);
}

/**
 * As from any channel: what we owe a message, we owe this one. The address is the person's own, one each. A recording is
 * kept before `commit`, and stays only if its message is new.
 */
async function sayAsCandidate<Done>(
  deps: ApiDeps,
  row: InterviewRow,
  { text, recording }: GivenMessage,
  name: string,
  commit: (effect: (tx: Tx) => Promise<void>) => Promise<Done>,
): Promise<Done> {
  const media = recording && (await keepRecording(deps, recording));
  const content: InboundContent = media ? { kind: 'voice', media } : { kind: 'text', text };
  const address = { channel: 'api', account: API_ACCOUNT, address: row.candidate_id };
  let dueIn: number | null = null;
  try {
    const done = await commit(async (tx) => {
      await attachIdentity(tx, row.conversation_id, address);
      const externalId = `${row.candidate_id} ${name}`;
      dueIn = (await deps.tell.message(tx, { ...address, externalId, content })).dueIn;
    });
    if (dueIn !== null) deps.tell.wake(row.conversation_id, dueIn);
    if (dueIn !== null && media) deps.tell.hear(row.conversation_id);
    if (dueIn === null && media) await discardRecording(deps, media);
    return done;
  } catch (error) {
    // Refused by ourselves, nothing was stored. After any other failure it may have been: then the recording must be there.
    if (media && error instanceof TingdaError) await discardRecording(deps, media);
    throw error;
  }
}

/** What was told is taken up within a moment, or the answer says how it stands until then. */
export async function settle(
  deps: ApiDeps,
  { conversation_id: conversationId }: { conversation_id: string },
  seq: number | null,
): Promise<{ turnSeq: number | null } | null> {
  if (seq === null) return null;
  deps.tell.wake(conversationId);
  return deps.tell.taken(conversationId, seq);
}
