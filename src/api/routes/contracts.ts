/** `/v1/contracts`: made from a template, sent as a page on the phone, signed there with a code from the chat. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findContract, insertContract, listContracts, markSent } from '../../../db/contracts.ts';
import { findEmploymentOf } from '../../../db/employments.ts';
import { settleDraft } from '../../../db/media-drafts.ts';
import { closePageLinks } from '../../../db/page-links.ts';
import { amendStep, createStep, lockStep, moveStep, type NotBegun, openStepOf } from '../../../db/steps.ts';
import { TingdaError } from '../../errors.ts';
import { startClocks, stopClocks } from '../../pipeline/contract/clocks.ts';
import { blocksOf } from '../../pipeline/contract/sheet.ts';
import { moving, STEP_FROM } from '../../pipeline/machine.ts';
import { BUILT_IN } from '../../pipeline/providers/index.ts';
import type { Json } from '../../types.ts';
import { creation, makeContract } from '../contract-making.ts';
import { readPaper } from '../contract-paper.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { notify } from '../notify.ts';
import { once, onceReady } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { erased, notFound } from '../problem.ts';
import { bodyProblems, id, idempotencyHeader, idParam, json, jsonBody, problems, text } from '../schemas.ts';
import { requireSettledCheck } from '../step-guards.ts';
import { contract, state, wire } from './contract-body.ts';

const DAY = 86_400_000;

export function contractRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('pipeline:read'),
    operationId: 'listContracts',
    ...listing(contract, {
      state: state.optional(),
      application_id: id('app').optional(),
      candidate_id: id('cnd').optional(),
    }),
    path: '/v1/contracts',
    summary: 'Contracts, newest first',
    description: 'Filter by state, application or person.',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const page = await listContracts(deps.sql, query, pageRequest(c, 'contracts', query));
    return c.json(pageAnswer(c, 'contracts', page, wire), 200);
  });

  const make = making(creation, 'Made', contract);
  const create = createRoute({
    ...guard('pipeline:write'),
    operationId: 'createContract',
    ...make,
    responses: { ...make.responses, ...problems(404) },
    path: '/v1/contracts',
    summary: 'Make a contract from a template; the candidate is not told before it is sent',
    description:
      'The placeholders of the template are filled with `fields`; what is missing is a 422 that names it. It is a draft until you send it.',
  });
  api.openapi(create, async (c) => {
    const given = c.req.valid('json');
    const { id: by } = c.get('principal');
    const made = await onceReady(
      c,
      deps,
      () => makeContract(deps, given),
      async (tx, ready) => {
        const { id, agreed, ground, template, provider, paper } = ready;
        const { terms, language, zone } = agreed;
        const asked = {
          language,
          terms,
          title: ground.title,
          text: blocksOf(agreed)
            .map(({ text }) => text)
            .join('\n'),
        };
        const step = await createStep(tx, {
          id,
          applicationId: ground.application_id,
          kind: 'contract',
          provider,
          state: 'draft',
          // What a provider is asked for; our own page has it elsewhere.
          data: provider === BUILT_IN ? {} : (asked as unknown as Record<string, Json>),
          fromStages: STEP_FROM.contract,
          start: true,
          by,
        });
        if (!step) throw notFound();
        await requireSettledCheck(tx, ground.application_id);
        if (step === 'erased' || 'refused' in step) throw refusal(step);
        await insertContract(tx, {
          stepId: id,
          templateId: template.id,
          templateVersion: template.version,
          language,
          zone,
          jobTitle: ground.title,
          madeAt: agreed.at,
          expiresInDays: given.expires_in_days,
          terms,
          document: paper,
        });
        if (paper) await settleDraft(tx, paper.id);
        return { body: wire(found(await findContract(tx, id))), location: `/v1/contracts/${id}` };
      },
    );
    return c.json(made.body, 201, made.headers);
  });

  const read = createRoute({
    ...guard('pipeline:read'),
    operationId: 'getContract',
    ...reading('ctr', 'The contract', contract),
    path: '/v1/contracts/{id}',
    summary: 'One contract',
    description: 'With its state, when the link runs out, and the SHA-256 of the paper that was signed.',
  });
  api.openapi(read, async (c) =>
    c.json(wire(found(await findContract(deps.sql, c.req.valid('param').id))), 200),
  );

  const document = createRoute({
    ...guard('pipeline:read'),
    operationId: 'getContractDocument',
    method: 'get',
    path: '/v1/contracts/{id}/document',
    summary: 'The PDF: signed where it is, else as it was sent',
    description:
      'As it was sent until it is signed, with the signature from then on. Its hash is `sha256` of the contract.',
    request: { params: idParam('ctr') },
    responses: {
      200: {
        description: 'The document, as it is kept',
        content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } },
      },
      ...problems(404),
    },
  });
  api.openapi(document, async (c) => {
    const row = found(await findContract(deps.sql, c.req.valid('param').id));
    const { bytes, hash } = await readPaper(deps, row);
    return c.body(bytes, 200, {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${row.id}.pdf"`,
      etag: `"${hash}"`,
    });
  });

  const acting = <Body extends z.ZodType>(
    verb: 'send' | 'void',
    summary: string,
    description: string,
    body: Body,
  ) =>
    createRoute({
      ...guard('pipeline:write'),
      operationId: `${verb}Contract`,
      method: 'post',
      path: `/v1/contracts/{id}/${verb}` as const,
      summary,
      description,
      request: { headers: idempotencyHeader, params: idParam('ctr'), body: jsonBody(body) },
      responses: { 200: json('As it is now', contract), ...bodyProblems(404) },
    });

  const send = acting(
    'send',
    'Send the candidate a fresh link in the chat; the days count anew',
    'The link is for one person, and is read and signed on a phone. Sending again makes a new link; those before it stay good until their own end.',
    z.strictObject({}).openapi('ContractSending'),
  );
  api.openapi(send, async (c) => {
    const { id: contractId } = c.req.valid('param');
    const { id: by } = c.get('principal');
    let told: string | null = null;
    const made = await once(c, deps, async (tx) => {
      if (deps.address() === null) throw noAddress();
      const before = found(await findContract(tx, contractId));
      if (before.provider !== BUILT_IN) throw elsewhere(before.provider);
      const sentAt = new Date(deps.now());
      const expiresAt = new Date(sentAt.getTime() + before.expires_in_days * DAY);
      const to = moving('contract', 'sent');
      const moved = found(await moveStep(tx, { id: contractId, ...to, dueAt: expiresAt, reason: null, by }));
      if ('state' in moved && moved.state !== 'sent') throw stale(moved.state, 'sent');
      if ('state' in moved) await amendStep(tx, contractId, { data: {}, dueAt: expiresAt });
      await markSent(tx, contractId, sentAt, expiresAt);
      await startClocks(tx, before.application_id, sentAt, expiresAt);
      told = await notify(deps, tx, before, 'contract.sent', contractId);
      return {
        body: wire(found(await findContract(tx, contractId))),
        location: `/v1/contracts/${contractId}`,
      };
    });
    if (told !== null) deps.tell.wake(told);
    return c.json(made.body, 200, made.headers);
  });

  const voiding = acting(
    'void',
    'Take it back, with a reason for the record; the candidate is told that it does not hold',
    'Also one that is signed. A first shift that hangs on it has to be cancelled first; and while somebody works by it, the employment is ended first.',
    z.strictObject({ reason: text(2000) }).openapi('ContractVoiding'),
  );
  api.openapi(voiding, async (c) => {
    const { id: contractId } = c.req.valid('param');
    const { reason } = c.req.valid('json');
    const { id: by } = c.get('principal');
    let told: string | null = null;
    const made = await once(c, deps, async (tx) => {
      const before = found(await findContract(tx, contractId));
      // Nobody arranges a first shift by it meanwhile.
      await lockStep(tx, contractId);
      if (await openStepOf(tx, before.application_id, 'onboarding')) throw shiftStands();
      const employment = await findEmploymentOf(tx, before.application_id);
      if (employment && employment.state !== 'ended') throw works(employment.id);
      const to = moving('contract', 'voided');
      const moved = found(await moveStep(tx, { id: contractId, ...to, work: 'cancel', reason, by }));
      if ('state' in moved) throw stale(moved.state, 'voided');
      await closePageLinks(tx, contractId, 'sign', new Date(deps.now()));
      await stopClocks(tx, before.application_id);
      told = await notify(deps, tx, before, 'contract.voided', contractId);
      return {
        body: wire(found(await findContract(tx, contractId))),
        location: `/v1/contracts/${contractId}`,
      };
    });
    if (told !== null) deps.tell.wake(told);
    return c.json(made.body, 200, made.headers);
  });
}

function refusal(why: NotBegun): TingdaError {
  if (why === 'erased') return erased('made');
  if (why.refused === 'open') {
    return new TingdaError(
      'conflict',
      `This application has the contract ${why.step.id}, which is ${why.step.state}; no other was made. Void it first.`,
      { items: [{ path: 'application_id', message: `has ${why.step.id}` }] },
    );
  }
  return new TingdaError(
    'stale',
    `This application is in the stage ${why.stage}, where no contract is made; nothing was stored.`,
    { items: [{ path: 'application_id', message: `is in the stage ${why.stage}` }] },
  );
}

function stale(state: string, wanted: string): TingdaError {
  return new TingdaError(
    'stale',
    `This contract is ${state}, and cannot become ${wanted}; nothing was changed. Read it before you go on.`,
    { items: [{ path: 'state', message: `is ${state}` }] },
  );
}

function elsewhere(provider: string): TingdaError {
  return new TingdaError(
    'conflict',
    `This contract is with the provider ${provider}, which sends it by itself; nothing was changed.`,
  );
}

function noAddress(): TingdaError {
  return new TingdaError(
    'conflict',
    'Nobody knows how candidates reach this server, so there is no link to send; nothing was changed. Set PUBLIC_URL.',
  );
}

function works(employmentId: string): TingdaError {
  return new TingdaError(
    'conflict',
    `Somebody works by this contract, as ${employmentId}; it was left as it is, and nobody was told anything. End the employment first: POST /v1/employments/${employmentId}/end.`,
    { items: [{ path: 'employment_id', message: `${employmentId} has not ended` }] },
  );
}

function shiftStands(): TingdaError {
  return new TingdaError(
    'conflict',
    'A first shift is arranged by this contract; it was left as it is. Cancel the onboarding: that takes back both, and tells the candidate.',
  );
}
