/**
 * `/v1/approvals`: what somebody asks for and a person says yes or no to: a resignation, which comes by the chat, and a
 * change of wage, which is asked for here and needs a second person.
 */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  type ApprovalRow,
  askApproval,
  findApproval,
  listApprovals,
  pendingApproval,
  settleApproval,
} from '../../../db/approvals.ts';
import type { Tx } from '../../../db/client.ts';
import { type EmploymentRow, endEmployment, lockEmployment, setWage } from '../../../db/employments.ts';
import { isSamePerson } from '../../../db/keys.ts';
import { TingdaError } from '../../errors.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { day, wage } from '../money.ts';
import { notify } from '../notify.ts';
import { once } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { invalidFields } from '../problem.ts';
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
import { employmentFor } from '../synced.ts';
import { requireLiving, todayAt, watchLastDay } from './employments.ts';

const kind = z.enum(['resignation', 'wage_change']);
const state = z.enum(['pending', 'approved', 'rejected', 'canceled']);

const approval = z
  .object({
    id: id('apv'),
    kind,
    employment_id: id('emp'),
    application_id: id('app'),
    state,
    asked_by: z
      .string()
      .openapi({ description: 'The id of a key or a user; `candidate` who asked in the chat' }),
    decided_by: z.string().nullable(),
    last_day: day.nullable().openapi({ description: 'Of a resignation: the last day as it was asked for' }),
    wage: wage.nullable().openapi({ description: 'Of a change of wage' }),
    from: day.nullable().openapi({ description: 'Of a change of wage: the day from which it holds' }),
    note: z.string().nullable(),
    reason: z.string().nullable().openapi({ description: 'Of whoever decided' }),
    created_at: timestamp,
    decided_at: timestamp.nullable(),
  })
  .openapi('Approval');

const creation = z
  .strictObject({
    kind: z.literal('wage_change').openapi({ description: 'A resignation comes by the chat' }),
    employment_id: id('emp'),
    wage,
    from: day.openapi({ description: 'Today or later, where the work is' }),
    note: text(2000).nullable().default(null),
  })
  .openapi('NewApproval');

const yes = z
  .strictObject({
    reason: text(2000).nullable().default(null),
    ends_on: day
      .nullable()
      .default(null)
      .openapi({ description: 'Of a resignation: another last day than was asked for' }),
  })
  .openapi('ApprovalYes');

const no = z.strictObject({ reason: text(2000) }).openapi('ApprovalNo');

const wire = (row: ApprovalRow): z.infer<typeof approval> => ({
  id: row.id,
  kind: row.kind,
  employment_id: row.employment_id,
  application_id: row.application_id,
  state: row.state,
  asked_by: row.asked_by,
  decided_by: row.decided_by,
  last_day: row.data.last_day ?? null,
  wage: row.data.wage ?? null,
  from: row.data.from ?? null,
  note: row.data.note ?? null,
  reason: row.reason,
  created_at: stored(row.created_at),
  decided_at: storedOrNull(row.decided_at),
});

export function approvalRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('pipeline:read'),
    operationId: 'listApprovals',
    ...listing(approval, {
      state: state.optional(),
      kind: kind.optional(),
      employment_id: id('emp').optional(),
    }),
    path: '/v1/approvals',
    summary: 'What waits for a yes or no, and what was said to it; who has waited longest first',
    description: 'Resignations that were written in the chat, and changes of wage that somebody asked for.',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const filter = { state: query.state, kind: query.kind, employmentId: query.employment_id };
    const page = await listApprovals(deps.sql, filter, pageRequest(c, 'approvals', query));
    return c.json(pageAnswer(c, 'approvals', page, wire), 200);
  });

  const create = createRoute({
    ...guard('pipeline:write'),
    operationId: 'askApproval',
    ...making(creation, 'Asked for', approval),
    path: '/v1/approvals',
    summary: 'Ask for a change of wage; another person approves it',
    description:
      'Nothing changes by asking. Whoever asked cannot say yes, nor can a key that they made: another person has to.',
  });
  api.openapi(create, async (c) => {
    const { employment_id, wage, from, note } = c.req.valid('json');
    const { id: by } = c.get('principal');
    const made = await once(c, deps, async (tx) => {
      const employment = await employmentFor(tx, employment_id);
      requireLiving(employment);
      const wrong = wrongStart(employment, from, todayAt(deps, employment));
      if (wrong) throw invalidFields([{ path: 'from', message: wrong }]);
      const waiting = await pendingApproval(tx, employment_id, 'wage_change');
      if (waiting) {
        throw new TingdaError(
          'conflict',
          `A change of wage waits already, as ${waiting.id}; nothing was asked for. Have that one decided first.`,
        );
      }
      const asked = { kind: 'wage_change', data: { wage, from, note } } as const;
      const row = await askApproval(tx, employment, asked, by);
      return { body: wire(row), location: `/v1/approvals/${row.id}` };
    });
    return c.json(made.body, 201, made.headers);
  });

  const read = createRoute({
    ...guard('pipeline:read'),
    operationId: 'getApproval',
    ...reading('apv', 'The approval', approval),
    path: '/v1/approvals/{id}',
    summary: 'One approval',
    description: 'With who asked, who said yes or no, and why.',
  });
  api.openapi(read, async (c) => {
    return c.json(wire(found(await findApproval(deps.sql, c.req.valid('param').id))), 200);
  });

  const answering = {
    method: 'post' as const,
    responses: { 200: json('As it is now', approval), ...bodyProblems(404) },
  };

  const approve = createRoute({
    ...guard('pipeline:write'),
    operationId: 'approve',
    ...answering,
    path: '/v1/approvals/{id}/approve',
    summary: 'Say yes: the last day is agreed, or the wage holds from its day on; the person is told',
    description:
      'Of two who answer at once, one wins and the other gets a 409 that says so. Who asked for it cannot approve it.',
    request: { headers: idempotencyHeader, params: idParam('apv'), body: jsonBody(yes) },
  });
  api.openapi(approve, async (c) => {
    const { reason, ends_on: endsOn } = c.req.valid('json');
    const { id: by } = c.get('principal');
    let told: string | null = null;
    const made = await once(c, deps, async (tx) => {
      const { row, employment } = await lockPending(tx, c.req.valid('param').id);
      if (row.kind === 'wage_change') {
        if (endsOn !== null)
          throw invalidFields([{ path: 'ends_on', message: 'goes with a resignation only' }]);
        if (await isSamePerson(tx, row.asked_by, by)) throw samePerson();
        await setWage(tx, employment.id, row.data.from!, row.data.wage!);
      } else {
        const last = endsOn ?? row.data.last_day!;
        const wrong = wrongEnd(employment, last, todayAt(deps, employment));
        if (wrong) throw invalidFields([{ path: 'ends_on', message: wrong }]);
        const ending = { to: 'leaving', endsOn: last, reason: 'resigned', note: null, by } as const;
        await endEmployment(tx, employment, ending);
        await watchLastDay(deps, tx, employment, last);
      }
      const settled = await settleApproval(tx, employment, row, { state: 'approved', by, reason });
      told = await notify(deps, tx, employment, 'approval.decided', row.id);
      return { body: wire(settled), location: `/v1/approvals/${row.id}` };
    });
    if (told !== null) deps.tell.wake(told);
    return c.json(made.body, 200, made.headers);
  });

  const reject = createRoute({
    ...guard('pipeline:write'),
    operationId: 'reject',
    ...answering,
    path: '/v1/approvals/{id}/reject',
    summary: 'Say no, with a reason; who asked in the chat is told it',
    description: 'The reason is said to the person who asked in the chat, in your words.',
    request: { headers: idempotencyHeader, params: idParam('apv'), body: jsonBody(no) },
  });
  api.openapi(reject, async (c) => {
    const { reason } = c.req.valid('json');
    const { id: by } = c.get('principal');
    let told: string | null = null;
    const made = await once(c, deps, async (tx) => {
      const { row, employment } = await lockPending(tx, c.req.valid('param').id);
      const settled = await settleApproval(tx, employment, row, { state: 'rejected', by, reason });
      told = await notify(deps, tx, employment, 'approval.decided', row.id);
      return { body: wire(settled), location: `/v1/approvals/${row.id}` };
    });
    if (told !== null) deps.tell.wake(told);
    return c.json(made.body, 200, made.headers);
  });
}

/** @throws TingdaError `stale` when somebody was faster */
async function lockPending(
  tx: Tx,
  approvalId: string,
): Promise<{ row: ApprovalRow; employment: EmploymentRow }> {
  const { employment_id } = found(await findApproval(tx, approvalId));
  const employment = (await lockEmployment(tx, employment_id))!;
  // Read again, under the lock.
  const row = (await findApproval(tx, approvalId))!;
  if (row.state !== 'pending') {
    throw new TingdaError(
      'stale',
      `This is ${row.state} by now: ${row.decided_by} did so at ${row.decided_at?.toISOString()}. It was left as it is.`,
      { items: [{ path: 'id', message: `is ${row.state} by now` }] },
    );
  }
  requireLiving(employment);
  return { row, employment };
}

function wrongStart(employment: EmploymentRow, from: string, today: string): string | null {
  if (from < today) return `must not be before ${today}, today where the work is`;
  if (employment.ends_on !== null && from > employment.ends_on)
    return `must not be after ${employment.ends_on}, the last day`;
  return null;
}

function wrongEnd(employment: EmploymentRow, last: string, today: string): string | null {
  if (last < employment.starts_on) return `must not be before ${employment.starts_on}, the first day`;
  return last < today ? `must not be before ${today}, today where the work is` : null;
}

function samePerson(): TingdaError {
  return new TingdaError(
    'conflict',
    'You asked for this change of wage yourself. It waits as it did: somebody else has to approve it.',
  );
}
