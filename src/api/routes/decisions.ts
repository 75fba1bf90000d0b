/** `/v1/applications/{id}/decision`: a person says how it ends, with a reason. Nothing is decided by the software. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findApplication } from '../../../db/applications.ts';
import { type DecisionRow, decide, lastDecision, type Undecided } from '../../../db/decisions.ts';
import { TingdaError } from '../../errors.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { once } from '../once.ts';
import { erased, invalidFields } from '../problem.ts';
import { id, idParam, moment, problems, stored, storedOrNull, text, timestamp } from '../schemas.ts';
import { notSettled } from '../step-guards.ts';

const outcome = z.enum(['advance', 'decline']);

const creation = z
  .strictObject({
    outcome,
    reason: text(2000).openapi({ description: 'For the record; the candidate is not shown it' }),
    message: text(1000)
      .nullable()
      .default(null)
      .openapi({ description: 'For the candidate, said in the chat as your words, beside the result' }),
    next_step_by: moment
      .nullable()
      .default(null)
      .openapi({ description: 'With `advance`: when the candidate hears of the next step' }),
  })
  .superRefine(({ outcome, next_step_by }, context) => {
    if (outcome === 'decline' && next_step_by !== null)
      context.addIssue({ code: 'custom', path: ['next_step_by'], message: 'goes with advance only' });
  })
  .openapi('NewDecision');

const decision = z
  .object({
    id: id('dec'),
    application_id: id('app'),
    outcome,
    reason: z
      .string()
      .nullable()
      .openapi({ description: 'Null after the candidate was erased, and where a move on came without one' }),
    message: z.string().nullable(),
    next_step_by: timestamp.nullable(),
    recommendation: z
      .enum(['advance', 'review', 'decline'])
      .nullable()
      .openapi({ description: 'What was recommended when it was decided; null where nothing was' }),
    overrides: z.boolean().openapi({ description: 'The person decided otherwise than was recommended' }),
    by: z.string().openapi({ description: 'The id of a key or a user' }),
    at: timestamp,
    taken_back_at: timestamp
      .nullable()
      .openapi({ description: 'When the application was moved back to before it; null while it holds' }),
  })
  .openapi('Decision');

function wire(row: DecisionRow): z.infer<typeof decision> {
  const { recommendation, outcome } = row;
  return {
    id: row.id,
    application_id: row.application_id,
    outcome,
    reason: row.reason,
    message: row.message,
    next_step_by: storedOrNull(row.next_step_by),
    recommendation,
    overrides: recommendation !== null && recommendation !== 'review' && recommendation !== outcome,
    by: row.decided_by,
    at: stored(row.at),
    taken_back_at: storedOrNull(row.taken_back_at),
  };
}

export function decisionRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const make = making(creation, 'Decided', decision);
  const create = createRoute({
    ...guard('decisions:write'),
    operationId: 'decide',
    ...make,
    request: { ...make.request, params: idParam('app') },
    responses: { ...make.responses, ...problems(404) },
    path: '/v1/applications/{id}/decision',
    summary: 'Decide about an application; the candidate is told in the chat',
    description:
      'A person says how it ends, and why; nothing is ever decided by the software. The candidate is told in the chat, with what was met in their own words, and how to appeal. After an appeal somebody else has to decide, whatever became of its ticket: the same person again, by whichever key, is a 409. So is a decline while something that a background check found is not settled.',
  });
  api.openapi(create, async (c) => {
    const { outcome, reason, message, next_step_by } = c.req.valid('json');
    const applicationId = c.req.valid('param').id;
    const nextStepBy = next_step_by === null ? null : new Date(next_step_by);
    const { id: by } = c.get('principal');
    let told: string | null = null;
    const made = await once(c, deps, async (tx) => {
      if (nextStepBy && nextStepBy.getTime() <= deps.now())
        throw invalidFields([{ path: 'next_step_by', message: 'is over already' }]);
      const made = found(await decide(tx, { applicationId, outcome, reason, message, nextStepBy, by }));
      if ('refused' in made) throw refusal(made);
      const { decision, conversationId } = made;
      const content = { kind: 'decided', decision_id: decision.id } as const;
      await deps.tell.system(tx, conversationId, `decided ${decision.id}`, content);
      told = conversationId;
      return { body: wire(decision), location: `/v1/applications/${applicationId}/decision` };
    });
    if (told !== null) deps.tell.wake(told);
    return c.json(made.body, 201, made.headers);
  });

  const read = createRoute({
    ...guard('candidates:read'),
    operationId: 'getDecision',
    ...reading('app', 'The last decision', decision),
    path: '/v1/applications/{id}/decision',
    summary: 'The last decision about an application, also one that was taken back since',
    description:
      '`overrides` says whether it was decided otherwise than was recommended, `taken_back_at` whether it still holds.',
  });
  api.openapi(read, async (c) => {
    const application = found(await findApplication(deps.sql, c.req.valid('param').id));
    return c.json(wire(found(await lastDecision(deps.sql, application.id))), 200);
  });
}

/** Whoever decided does not judge the appeal. */
export function samePerson(): TingdaError {
  return new TingdaError(
    'conflict',
    'The candidate appealed against your decision. It was left as it is: somebody else has to decide now.',
  );
}

function refusal(why: Undecided): TingdaError {
  if (why.refused === 'erased') return erased('decided');
  if (why.refused === 'same_person') return samePerson();
  if (why.refused === 'finding') return notSettled(why.check);
  const { stage, last } = why;
  const before = last
    ? ` ${last.decided_by} decided ${last.outcome} at ${last.at.toISOString()}: read it before you go on.`
    : '';
  return new TingdaError(
    'stale',
    `This application is in the stage ${stage}, where that cannot be decided; nothing was changed.${before}`,
    { items: [{ path: 'outcome', message: `cannot be decided in the stage ${stage}` }] },
  );
}
