/** `/v1/tickets`: what waits for a person. An answer goes into the chat, in a person's name. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Tx } from '../../../db/client.ts';
import { lockChat } from '../../../db/desk.ts';
import { closeTicket, findTicket, listTickets, type TicketRow } from '../../../db/tickets.ts';
import { TingdaError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { once, onceFinished } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import {
  bodyProblems,
  id,
  idempotencyHeader,
  idParam,
  json,
  jsonBody,
  stored,
  storedOrNull,
  text,
  timestamp,
} from '../schemas.ts';
import { nobodyHears, requireListener, settle } from './messages.ts';

const kind = z.enum([
  'person',
  'question',
  'knockout',
  'injection',
  'abuse',
  'protected',
  'correction',
  'addendum',
  'screening',
  'duplicate',
  'erasure',
  'appeal',
  'undecided',
  'untold',
  'step',
  'resignation',
  'pay',
  'link',
  'voice',
  'unsent',
  'unread',
]);
const state = z.enum(['open', 'answered', 'closed']);

const words = z.object({ turn_seq: z.int(), text: z.string(), at: timestamp });

const ticket = z
  .object({
    id: id('tkt'),
    kind: z.string().openapi({ description: kind.options.join(' · ') }),
    state,
    candidate_id: id('cnd'),
    interview_id: id('int').nullable(),
    application_id: id('app').nullable(),
    opening_id: id('opn').nullable(),
    question_id: z.string().nullable(),
    reasons: z.array(z.string()).openapi({ description: 'Codes, where no message says it' }),
    about: words
      .nullable()
      .openapi({ description: "The candidate's words; null where there are none, and before consent" }),
    answer: words.nullable(),
    at: timestamp,
    settled_at: timestamp.nullable(),
    settled_by: z.string().nullable().openapi({ description: 'The key that answered or closed it' }),
  })
  .openapi('Ticket');

const wireWords = (said: TicketRow['about']) => said && { turn_seq: said.seq, text: said.text, at: said.at };

function wire(row: TicketRow): z.infer<typeof ticket> {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    candidate_id: row.candidate_id,
    interview_id: row.interview_id,
    application_id: row.application_id,
    opening_id: row.opening_id,
    question_id: row.question_id,
    reasons: row.reasons,
    about: wireWords(row.about),
    answer: wireWords(row.answer),
    at: stored(row.at),
    settled_at: storedOrNull(row.settled_at),
    settled_by: row.settled_by,
  };
}

export function ticketRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('interviews:read'),
    operationId: 'listTickets',
    ...listing(ticket, {
      state: state.optional(),
      kind: kind.optional(),
      interview_id: id('int').optional(),
      candidate_id: id('cnd').optional(),
      order: z
        .enum(['urgent', 'oldest', 'newest'])
        .default('urgent')
        .openapi({ description: 'urgent: wishes for a person first, then the oldest' }),
    }),
    path: '/v1/tickets',
    summary: 'What waits for a person, the most urgent first',
    description:
      "Wishes for a person first, then the oldest. `about` has the candidate's words, `reasons` what made the ticket.",
  });
  api.openapi(list, async (c) => {
    const { order, ...query } = c.req.valid('query');
    const filter = { ...query, interviewId: query.interview_id, candidateId: query.candidate_id };
    // A cursor of one order means nothing in another.
    const name = `tickets_${order}`;
    const page = await listTickets(deps.sql, filter, order, pageRequest(c, name, query));
    return c.json(pageAnswer(c, name, page, wire), 200);
  });

  const read = createRoute({
    ...guard('interviews:read'),
    operationId: 'getTicket',
    ...reading('tkt', 'The ticket', ticket),
    path: '/v1/tickets/{id}',
    summary: 'One ticket',
    description: 'With the answer, once there is one.',
  });
  api.openapi(read, async (c) => {
    return c.json(wire(found(await findTicket(deps.sql, c.req.valid('param').id))), 200);
  });

  const answer = createRoute({
    ...guard('interviews:write'),
    operationId: 'answerTicket',
    method: 'post',
    path: '/v1/tickets/{id}/answer',
    summary: 'Answer in the chat, as a person',
    description:
      "Said in the chat as a person's words, without a take-over. If the bot's question was open, it is said again behind it. A second answer is a 409.",
    request: {
      headers: idempotencyHeader,
      params: idParam('tkt'),
      body: jsonBody(z.strictObject({ text: text(8000) }).openapi('TicketAnswer')),
    },
    responses: { 200: json('As it is now', ticket), ...bodyProblems(404) },
  });
  api.openapi(answer, async (c) => {
    const ticketId = c.req.valid('param').id;
    const by = c.get('principal').id;
    const { conversation_id } = found(await findTicket(deps.sql, ticketId));
    const begin = async (tx: Tx) => {
      const chat = await lockChat(tx, conversation_id);
      const row = found(await findTicket(tx, ticketId));
      requireOpen(row, chat.answering);
      requireListener(chat);
      const content = {
        kind: 'hr_message',
        text: c.req.valid('json').text,
        by,
        interview_id: row.interview_id,
        ticket_id: ticketId,
      } as const;
      const seq = await deps.tell.system(tx, conversation_id, newId('req'), content);
      return { body: { seq }, location: `/v1/tickets/${ticketId}` };
    };
    const { body, headers } = await onceFinished(c, deps, begin, async ({ seq }) => {
      const taken = await settle(deps, { conversation_id }, seq);
      if (taken && taken.turnSeq === null) throw nobodyHears('closed');
      return wire(found(await findTicket(deps.sql, ticketId)));
    });
    return c.json(body, 200, headers);
  });

  const close = createRoute({
    ...guard('interviews:write'),
    operationId: 'closeTicket',
    method: 'post',
    path: '/v1/tickets/{id}/close',
    summary: 'Nothing more is to be said',
    description: 'Nobody is told anything by this.',
    request: {
      headers: idempotencyHeader,
      params: idParam('tkt'),
      body: { ...jsonBody(z.strictObject({}).openapi('TicketClosing')), required: false },
    },
    responses: { 200: json('As it is now', ticket), ...bodyProblems(404) },
  });
  api.openapi(close, async (c) => {
    const ticketId = c.req.valid('param').id;
    const { conversation_id } = found(await findTicket(deps.sql, ticketId));
    const made = await once(c, deps, async (tx) => {
      const { answering } = await lockChat(tx, conversation_id);
      const row = found(await findTicket(tx, ticketId));
      if (row.state !== 'closed') {
        requireOpen(row, answering);
        await closeTicket(tx, ticketId, c.get('principal').id);
      }
      return { body: wire(found(await findTicket(tx, ticketId))), location: `/v1/tickets/${ticketId}` };
    });
    return c.json(made.body, 200, made.headers);
  });
}

/** @throws TingdaError `conflict` when somebody was faster */
function requireOpen(row: TicketRow, answering: readonly string[]): void {
  if (row.state === 'open' && !answering.includes(row.id)) return;
  const what = row.state === 'closed' ? 'closed' : 'answered';
  throw new TingdaError('conflict', `This ticket is ${what} already; nothing was sent.`);
}
