/** `/v1/invitations`: one person's way into one interview. */
import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import { findApplicationIdFor, insertApplication, stagesOf } from '../../../db/applications.ts';
import { findCandidate, insertCandidate } from '../../../db/candidates.ts';
import type { Tx } from '../../../db/client.ts';
import { lockChat } from '../../../db/desk.ts';
import {
  findInvitation,
  type InvitationRow,
  insertInvitation,
  lastInterview,
  listInvitations,
  revokeInvitation,
} from '../../../db/invitations.ts';
import { findOpening } from '../../../db/openings.ts';
import { candidatesByAddress, candidatesByPhone, reachOf } from '../../../db/reach.ts';
import { chooseRecipient, phoneChannels, phoneTypes, reachFirst } from '../../conversation/recipient.ts';
import { TingdaError } from '../../errors.ts';
import { mayTalk } from '../../flows/stages.ts';
import { newId, newPersonalCode } from '../../ids.ts';
import type { Opening } from '../../types.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { type Made, once, onceFinished } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { invalidFields } from '../problem.ts';
import { bodyProblems, id, idempotencyHeader, idParam, json, stored, storedOrNull } from '../schemas.ts';
import { creation, invitation } from './invitation-body.ts';
import { settle } from './messages.ts';

export function invitationRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const wire = (row: InvitationRow): z.infer<typeof invitation> => ({
    id: row.id,
    code: row.code,
    link: linkTo(deps, row.channel, row.code),
    channel: row.channel,
    candidate_id: row.candidate_id,
    application_id: row.application_id,
    opening_id: row.opening_id,
    interview_id: row.interview_id,
    state: row.state,
    reason: row.reason,
    expires_at: stored(row.expires_at),
    revoked_at: storedOrNull(row.revoked_at),
    claimed_at: storedOrNull(row.claimed_at),
    created_at: stored(row.created_at),
  });

  const list = createRoute({
    ...guard('interviews:read'),
    operationId: 'listInvitations',
    ...listing(invitation, {
      opening_id: id('opn').optional(),
      candidate_id: id('cnd').optional(),
      application_id: id('app').optional(),
    }),
    path: '/v1/invitations',
    summary: 'Invitations, newest first',
    description: 'With what became of each: sent or why not, used or taken back.',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const filter = {
      openingId: query.opening_id,
      candidateId: query.candidate_id,
      applicationId: query.application_id,
    };
    const page = await listInvitations(deps.sql, filter, pageRequest(c, 'invitations', query));
    return c.json(pageAnswer(c, 'invitations', page, wire), 200);
  });

  const create = createRoute({
    ...guard('interviews:write'),
    operationId: 'createInvitation',
    ...making(creation, 'Made; `state` says whether it goes out', invitation),
    path: '/v1/invitations',
    summary: 'Invite somebody to an interview',
    description:
      'By `candidate_id`, `phone`, or `address` on a `channel`: one of the three. A candidate and an application are made where there are none. One line goes out, outside quiet hours, and never to somebody who asked us to stop; where nobody may be written to yet, `link` is what you send them yourself. Nobody is invited for an application that was decided about, closed or hired: that is a 409 `stale`.',
  });
  api.openapi(create, async (c) => {
    const given = c.req.valid('json');
    const { body, headers } = await onceFinished(
      c,
      deps,
      (tx) => make(deps, tx, given),
      async (made) => {
        await settle(deps, made, made.seq);
        return wire(found(await findInvitation(deps.sql, made.id)));
      },
    );
    return c.json(body, 201, headers);
  });

  const read = createRoute({
    ...guard('interviews:read'),
    operationId: 'getInvitation',
    ...reading('inv', 'The invitation', invitation),
    path: '/v1/invitations/{id}',
    summary: 'One invitation, and what became of it',
    description: '`reason` is a code that says why it was not sent, and stays null when it was.',
  });
  api.openapi(read, async (c) => {
    return c.json(wire(found(await findInvitation(deps.sql, c.req.valid('param').id))), 200);
  });

  const revoke = createRoute({
    ...guard('interviews:write'),
    operationId: 'revokeInvitation',
    method: 'post',
    path: '/v1/invitations/{id}/revoke',
    summary: 'Take it back; who has come by it stays',
    description: 'A line that waits for the morning does not go, and the code opens nothing any more.',
    request: { headers: idempotencyHeader, params: idParam('inv') },
    responses: { 200: json('Revoked', invitation), ...bodyProblems(404) },
  });
  api.openapi(revoke, async (c) => {
    const invitationId = c.req.valid('param').id;
    const { conversation_id } = found(await findInvitation(deps.sql, invitationId));
    const { body, headers } = await once(c, deps, async (tx) => {
      // Not between a turn that says it and the line that it becomes.
      await lockChat(tx, conversation_id);
      await revokeInvitation(tx, invitationId);
      return { body: wire(found(await findInvitation(tx, invitationId))) };
    });
    return c.json(body, 200, headers);
  });
}

/** On the web for everybody, also for who is invited by SMS; elsewhere where the app has such links. */
function linkTo(deps: ApiDeps, name: string, code: string): string | null {
  const channel = deps.channels.get(name);
  if (name !== 'web' && !channel?.capabilities.byPhone) return channel?.link(code) ?? null;
  const address = deps.address();
  return address && `${address}/chat/${code}`;
}

async function make(
  deps: ApiDeps,
  tx: Tx,
  given: z.infer<typeof creation>,
): Promise<Made<{ id: string; conversation_id: string; seq: number | null }>> {
  const opening = await requireOpening(tx, given.opening_id);
  const flow = deps.flows.get(opening.flow);
  if (!flow)
    throw new TingdaError('conflict', `The flow ${opening.flow} is not installed; nothing was stored.`);
  const wanted = channelOf(deps, given.channel);
  const candidateId = await candidateFor(deps, tx, { ...given, channel: wanted ?? undefined });
  const reach = given.send ? reachFirst(deps, tx, candidateId, wanted) : reachOf(tx, candidateId);
  const { conversationId, language, identities, replyTo } = await reach;
  // Two invitations at once are made one after the other.
  await lockChat(tx, conversationId);
  const about = { candidateId, openingId: opening.id };
  const made = await insertApplication(tx, { ...about, source: 'invitation' });
  const applicationId = made?.id ?? (await findApplicationIdFor(tx, about));
  await requireUndecided(tx, applicationId);
  await requireUninterviewed(tx, applicationId);
  const chosen = chooseRecipient(identities, { wanted, replyTo, running: deps.channels });
  const unsaid = !given.send
    ? 'not_asked'
    : opening.status !== 'open'
      ? 'opening_not_open'
      : chosen.to
        ? null
        : chosen.unsaid;
  const invited = {
    id: newId('inv'),
    applicationId,
    interviewId: newId('int'),
    flowHash: flow.hash,
    channel: wanted ?? chosen.to?.channel ?? 'web',
    language: language ?? 'zh',
    unsaid,
  };
  let code = newPersonalCode();
  while (!(await insertInvitation(tx, { ...invited, code }))) code = newPersonalCode();
  let seq: number | null = null;
  if (unsaid === null) {
    const link = linkTo(deps, invited.channel, code);
    const content = { kind: 'invite', invitation_id: invited.id, link } as const;
    seq = await deps.tell.system(tx, conversationId, `invite ${invited.id}`, content);
  }
  const body = { id: invited.id, conversation_id: conversationId, seq };
  return { body, location: `/v1/invitations/${invited.id}` };
}

/** `sms` is whichever of the ways to send one is on. */
function channelOf(deps: ApiDeps, given: string | undefined): string | null {
  if (given !== 'sms') return given ?? null;
  return phoneChannels(deps.channels)[0]?.type ?? given;
}

/** @throws TingdaError `validation_failed` for an id of nothing, `conflict` for one that takes nobody any more */
async function requireOpening(tx: Tx, openingId: string): Promise<Opening> {
  const opening = await findOpening(tx, openingId);
  if (!opening) throw invalidFields([{ path: 'opening_id', message: 'is not the id of an opening' }]);
  if (opening.status !== 'closed' && opening.status !== 'filled') return opening;
  throw new TingdaError('conflict', `This opening is ${opening.status}; nothing was stored. Choose another.`);
}

/** @throws TingdaError `stale` for an application that was decided about, or is over: nobody is interviewed for that */
async function requireUndecided(tx: Tx, applicationId: string): Promise<void> {
  const stage = (await stagesOf(tx, [applicationId])).get(applicationId)!;
  if (mayTalk(stage)) return;
  throw new TingdaError(
    'stale',
    `This person's application ${applicationId} is in the stage ${stage}, and nobody is interviewed for that; nothing was stored. Move it back first, if they are to be interviewed again.`,
    { items: [{ path: 'opening_id', message: `has their application, which is ${stage}` }] },
  );
}

/** @throws TingdaError `conflict` when the interview has begun: there is nothing to invite to */
async function requireUninterviewed(tx: Tx, applicationId: string): Promise<void> {
  const status = await lastInterview(tx, applicationId);
  if (status === null || status === 'invited' || status === 'expired' || status === 'withdrawn') return;
  throw new TingdaError(
    'conflict',
    `This person's interview for the opening is ${status}; nothing was stored. Write to them instead: take it over.`,
  );
}

/** The one who is meant, made when there is nobody. @throws TingdaError when that is not one person */
async function candidateFor(deps: ApiDeps, tx: Tx, given: z.infer<typeof creation>): Promise<string> {
  if (given.candidate_id !== undefined) {
    const row = await findCandidate(tx, given.candidate_id);
    if (row) return row.id;
    throw invalidFields([{ path: 'candidate_id', message: 'is not the id of a candidate' }]);
  }
  const known =
    given.phone !== undefined
      ? await candidatesByPhone(tx, given.phone, phoneTypes(deps.channels))
      : await candidatesByAddress(tx, given.channel!, given.address!);
  if (known.length > 1) {
    throw new TingdaError(
      'conflict',
      'Several candidates have this; nothing was stored. Name the one that is meant by candidate_id.',
    );
  }
  if (known[0] !== undefined) return known[0];
  const nothing = {
    name: null,
    language: null,
    time_zone: null,
    preferences: {},
    profile: {},
    location: null,
  };
  const made = await insertCandidate(tx, { ...nothing, phone: given.phone ?? null, source: 'invitation' });
  return made.id;
}
