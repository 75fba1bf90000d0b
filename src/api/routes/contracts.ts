/** `/v1/contracts`: made from a template, sent as a page on the phone, signed there with a code from the chat. */
import { createHash } from 'node:crypto';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Tx } from '../../../db/client.ts';
import {
  type ContractRow,
  findContract,
  insertContract,
  listContracts,
  markSent,
} from '../../../db/contracts.ts';
import { settleDraft } from '../../../db/media-drafts.ts';
import { closePageLinks } from '../../../db/page-links.ts';
import { amendStep, createStep, moveStep, type NotBegun, openStepOf } from '../../../db/steps.ts';
import { TingdaError } from '../../errors.ts';
import { startClocks, stopClocks } from '../../pipeline/contract/clocks.ts';
import { blocksOf } from '../../pipeline/contract/sheet.ts';
import { moving, STEP_FROM, statesOf } from '../../pipeline/machine.ts';
import { BUILT_IN } from '../../pipeline/providers/index.ts';
import type { Json } from '../../types.ts';
import { creation, fields, makeContract } from '../contract-making.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { once } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { erased, notFound } from '../problem.ts';
import {
  bodyProblems,
  id,
  idempotencyHeader,
  idParam,
  json,
  jsonBody,
  problems,
  stored,
  storedOrNull,
  text,
  timestamp,
} from '../schemas.ts';
import { requireSettledCheck } from '../step-guards.ts';

const DAY = 86_400_000;

const state = z.enum(statesOf('contract'));

const paper = z.object({ sha256: z.string(), bytes: z.int() });

const contract = z
  .object({
    id: id('ctr'),
    application_id: id('app'),
    state,
    provider: z.string(),
    template_id: id('tpl'),
    template_version: z.int(),
    template_hash: z.string(),
    language: z.enum(['zh', 'en']),
    fields: fields.nullable().openapi({ description: 'Null after the candidate was erased' }),
    expires_in_days: z.int(),
    sent_at: timestamp.nullable(),
    expires_at: timestamp.nullable(),
    document: paper
      .nullable()
      .openapi({ description: 'As it was before anybody signed; null where a provider has it' }),
    signature: paper
      .extend({ signer: z.string().nullable(), signed_at: timestamp })
      .nullable()
      .openapi({ description: 'The document with the record of the signature; null before' }),
    remark: z.string().nullable().openapi({ description: 'What the candidate said instead of signing' }),
    trouble: z.string().nullable().openapi({ description: 'Why the provider did not take it' }),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .openapi('Contract');

function wire(row: ContractRow): z.infer<typeof contract> {
  const { signed_at: signedAt, signed_hash: sha256, signed_bytes: bytes } = row;
  const signature =
    signedAt && sha256 !== null && bytes !== null
      ? { sha256, bytes, signer: row.signer, signed_at: stored(signedAt) }
      : null;
  return {
    id: row.id,
    application_id: row.application_id,
    state: row.state,
    provider: row.provider,
    template_id: row.template_id,
    template_version: row.template_version,
    template_hash: row.template_hash,
    language: row.language,
    fields: row.terms,
    expires_in_days: row.expires_in_days,
    sent_at: storedOrNull(row.sent_at),
    expires_at: storedOrNull(row.expires_at),
    document:
      row.document_hash === null || row.document_bytes === null
        ? null
        : { sha256: row.document_hash, bytes: row.document_bytes },
    signature,
    remark: row.remark,
    trouble: row.trouble,
    created_at: stored(row.created_at),
    updated_at: stored(row.updated_at),
  };
}

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
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const page = await listContracts(deps.sql, query, pageRequest('contracts', query));
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
  });
  api.openapi(create, async (c) => {
    const given = c.req.valid('json');
    const { id: by } = c.get('principal');
    const { id, agreed, ground, template, provider, paper } = await makeContract(deps, given);
    const made = await once(c, deps, async (tx) => {
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
    });
    return c.json(made.body, 201, made.headers);
  });

  const read = createRoute({
    ...guard('pipeline:read'),
    operationId: 'getContract',
    ...reading('ctr', 'The contract', contract),
    path: '/v1/contracts/{id}',
    summary: 'One contract',
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

  const acting = <Body extends z.ZodType>(verb: 'send' | 'void', summary: string, body: Body) =>
    createRoute({
      ...guard('pipeline:write'),
      operationId: `${verb}Contract`,
      method: 'post',
      path: `/v1/contracts/{id}/${verb}` as const,
      summary,
      request: { headers: idempotencyHeader, params: idParam('ctr'), body: jsonBody(body) },
      responses: { 200: json('As it is now', contract), ...bodyProblems(404) },
    });

  const send = acting(
    'send',
    'Send the candidate a fresh link in the chat; the one before is over, and the days count anew',
    z.strictObject({}).openapi('ContractSending'),
  );
  api.openapi(send, async (c) => {
    const { id: contractId } = c.req.valid('param');
    const { id: by } = c.get('principal');
    if (deps.address() === null) throw noAddress();
    let told: string | null = null;
    // What is kept for a repetition holds no words; the answer is as it is by then.
    const made = await once(c, deps, async (tx) => {
      const before = found(await findContract(tx, contractId));
      if (before.provider !== BUILT_IN) throw elsewhere(before.provider);
      const sentAt = new Date(deps.now());
      const expiresAt = new Date(sentAt.getTime() + before.expires_in_days * DAY);
      const to = moving('contract', 'sent');
      const moved = found(await moveStep(tx, { id: contractId, ...to, dueAt: expiresAt, reason: null, by }));
      if ('state' in moved && moved.state !== 'sent') throw stale(moved.state, 'sent');
      if ('state' in moved) await amendStep(tx, contractId, { data: {}, dueAt: expiresAt });
      const sends = await markSent(tx, contractId, sentAt, expiresAt);
      await startClocks(tx, before.application_id, sentAt, expiresAt);
      await tell(tx, before, 'contract.sent', String(sends));
      told = before.conversation_id;
      return { body: { id: contractId } };
    });
    if (told !== null) deps.tell.wake(told);
    return c.json(wire(found(await findContract(deps.sql, contractId))), 200, made.headers);
  });

  const voiding = acting(
    'void',
    'Take it back, with a reason for the record; the candidate is told that it does not hold',
    z.strictObject({ reason: text(2000) }).openapi('ContractVoiding'),
  );
  api.openapi(voiding, async (c) => {
    const { id: contractId } = c.req.valid('param');
    const { reason } = c.req.valid('json');
    const { id: by } = c.get('principal');
    let told: string | null = null;
    const made = await once(c, deps, async (tx) => {
      const before = found(await findContract(tx, contractId));
      if (await openStepOf(tx, before.application_id, 'onboarding')) throw shiftStands();
      const to = moving('contract', 'voided');
      const moved = found(await moveStep(tx, { id: contractId, ...to, work: 'cancel', reason, by }));
      if ('state' in moved) throw stale(moved.state, 'voided');
      await closePageLinks(tx, contractId, 'sign', new Date(deps.now()));
      await stopClocks(tx, before.application_id);
      await tell(tx, before, 'contract.voided', moved.eventId);
      told = before.conversation_id;
      return { body: { id: contractId } };
    });
    if (told !== null) deps.tell.wake(told);
    return c.json(wire(found(await findContract(deps.sql, contractId))), 200, made.headers);
  });

  function tell(tx: Tx, { id, conversation_id }: ContractRow, notice: string, name: string) {
    return deps.tell.system(tx, conversation_id, `notice ${notice} ${id} ${name}`, {
      kind: 'notice',
      notice,
      subject: id,
    });
  }
}

/**
 * The bytes as they are kept, checked against the hash that was written down with them.
 * @throws TingdaError `not_found` after erasure, `unavailable` while the store does not give them
 */
export async function readPaper(
  { media }: Pick<ApiDeps, 'media'>,
  row: ContractRow,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; hash: string }> {
  const signed = row.signed_id !== null;
  const name = row.signed_id ?? row.document_id;
  if (name === null) throw notFound();
  const size = signed ? row.signed_bytes! : row.document_bytes!;
  const bytes = await media.read(name, 0, size).catch((cause: unknown) => {
    throw new TingdaError('unavailable', 'The document cannot be read right now; try again.', { cause });
  });
  if (!bytes) throw notFound();
  const hash = signed ? row.signed_hash! : row.document_hash!;
  if (createHash('sha256').update(bytes).digest('hex') !== hash)
    throw new TingdaError('internal', 'The document is not the one that was kept; it is not handed out.');
  return { bytes: new Uint8Array(bytes), hash };
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

function shiftStands(): TingdaError {
  return new TingdaError(
    'conflict',
    'A first shift is arranged by this contract; it was left as it is. Cancel the onboarding: that takes back both, and tells the candidate.',
  );
}
