/** `/v1/background_checks`: asked for by a person, agreed to by the candidate; and what they say to what was found. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createStep, findStep, listSteps } from '../../../db/steps.ts';
import { FORM_VALID_MS } from '../../conversation/notices/background-check.ts';
import { STEP_FROM } from '../../pipeline/machine.ts';
import { BUILT_IN, usualProvider } from '../../pipeline/providers/index.ts';
import { repliesTo } from '../check-hearing.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { notify } from '../notify.ts';
import { once } from '../once.ts';
import { pageAnswer, pageOf, pageRequest, paging } from '../pages.ts';
import { invalidFields } from '../problem.ts';
import { id, idParam, json, problems } from '../schemas.ts';
import { backgroundCheckActions } from './background-check-actions.ts';
import {
  backgroundCheck,
  creation,
  KIND,
  notBegun,
  reply,
  state,
  wire,
  wireReply,
} from './background-check-body.ts';

export function backgroundCheckRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('pipeline:read'),
    operationId: 'listBackgroundChecks',
    ...listing(backgroundCheck, {
      application_id: id('app').optional(),
      candidate_id: id('cnd').optional(),
      state: state.optional(),
      troubled: z
        .enum(['true', 'false'])
        .optional()
        .openapi({ description: 'Those whose provider could not be asked' }),
    }),
    path: '/v1/background_checks',
    summary: 'Background checks, newest first',
    description: 'Filter by state or by application.',
  });
  api.openapi(list, async (c) => {
    const { application_id: applicationId, candidate_id: candidateId, ...query } = c.req.valid('query');
    const troubled = query.troubled === undefined ? undefined : query.troubled === 'true';
    const filter = { kind: KIND, applicationId, candidateId, state: query.state, troubled } as const;
    const page = await listSteps(deps.sql, filter, pageRequest(c, KIND, query));
    return c.json(pageAnswer(c, KIND, page, wire), 200);
  });

  const read = createRoute({
    ...guard('pipeline:read'),
    operationId: 'getBackgroundCheck',
    ...reading('bgc', 'The background check', backgroundCheck),
    path: '/v1/background_checks/{id}',
    summary: 'One background check',
    description:
      '`trouble` is a code when the provider refused or cannot be reached; it is asked again by itself where that makes sense.',
  });
  api.openapi(read, async (c) => c.json(wire(found(await findStep(deps.sql, c.req.valid('param').id))), 200));

  const replies = createRoute({
    ...guard('interviews:read'),
    operationId: 'listBackgroundCheckReplies',
    method: 'get',
    path: '/v1/background_checks/{id}/replies',
    summary: 'What the candidate has written since they were told what was found, in whichever interview',
    description:
      'Read it, then `acknowledge` the last turn that you have read: until then nothing can be decided on the finding.',
    request: { params: idParam('bgc'), query: z.strictObject(paging) },
    responses: { 200: json('A page', pageOf(reply)), ...problems(400, 404, 422) },
  });
  api.openapi(replies, async (c) => {
    const step = found(await findStep(deps.sql, c.req.valid('param').id));
    const query = c.req.valid('query');
    // Before they were told there is nothing to reply to.
    const page =
      typeof step.data.told_after_seq === 'number' || step.state === 'on_hold'
        ? await repliesTo(deps.sql, step, pageRequest(c, 'replies', query))
        : { rows: [], next: null };
    return c.json(pageAnswer(c, 'replies', page, wireReply), 200);
  });

  const create = createRoute({
    ...guard('pipeline:write'),
    operationId: 'createBackgroundCheck',
    ...making(creation, 'Begun', backgroundCheck),
    path: '/v1/background_checks',
    summary: 'Ask a candidate, in the chat, for what a check needs and for their consent',
    description:
      'A link to a form goes into the chat. Nothing is passed on before the person agreed in it; refusing is allowed and ends the check, not the application.',
  });
  api.openapi(create, async (c) => {
    const { application_id: applicationId, provider: named, agency } = c.req.valid('json');
    const { id: by } = c.get('principal');
    let told: string | null = null;
    const made = await once(c, deps, async (tx) => {
      const provider = named ?? usualProvider(deps.providers, KIND);
      if (provider !== BUILT_IN && !deps.providers[KIND].has(provider))
        throw invalidFields([{ path: 'provider', message: 'is not set up here' }]);
      const step = await createStep(tx, {
        ...{ applicationId, kind: KIND, provider, state: 'collecting', data: { agency }, by },
        dueAt: new Date(deps.now() + FORM_VALID_MS),
        fromStages: STEP_FROM[KIND],
        start: false,
      });
      if (step === null) throw invalidFields([{ path: 'application_id', message: 'is no application here' }]);
      if (step === 'erased' || 'refused' in step) throw notBegun(step);
      await notify(deps, tx, step, `${KIND}.collecting`, step.id);
      told = step.conversation_id;
      return { body: wire(step), location: `/v1/background_checks/${step.id}` };
    });
    if (told !== null) deps.tell.wake(told);
    return c.json(made.body, 201, made.headers);
  });

  backgroundCheckActions(api, deps, guard);
}
