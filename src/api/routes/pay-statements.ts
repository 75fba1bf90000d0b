/** `/v1/pay_statements`: what somebody was paid, line by line; they have it in the chat on the day that it is paid. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Tx } from '../../../db/client.ts';
import { clearDeadline, setDeadline } from '../../../db/deadlines.ts';
import type { EmploymentRow } from '../../../db/employments.ts';
import {
  changePay,
  findPay,
  insertPay,
  listPay,
  lockPayOf,
  type PayRow,
  untoldPay,
} from '../../../db/pay-statements.ts';
import { dayIn } from '../../flows/days.ts';
import { payDayAt, toldFrom, zoneOf } from '../../pipeline/employment.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { checkOrigin, checkPeriod, currency, day, origin, payLine, total } from '../money.ts';
import { once } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { id, json, stored, storedOrNull, timestamp } from '../schemas.ts';
import { employmentFor, recordFilterOf, recordFilters, sync, told } from '../synced.ts';

const fields = {
  period_start: day,
  period_end: day.openapi({ description: 'The last day of the period' }),
  paid_on: day,
  currency,
};

const statement = z
  .object({
    id: id('pay'),
    employment_id: id('emp'),
    ...fields,
    gross: total.nullable().openapi({ description: 'Null after the candidate was erased' }),
    net: total.nullable(),
    lines: z.array(payLine),
    source: z.string().nullable(),
    remote_id: z.string().nullable(),
    told_at: timestamp.nullable().openapi({ description: 'When the person had it in the chat' }),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .openapi('PayStatement');

const recorded = statement.extend({ result: told }).openapi('RecordedPay');

export const payFields = {
  ...fields,
  gross: total,
  net: total.openapi({ description: 'What was paid out' }),
  lines: z.array(payLine).max(40).default([]),
  ...origin,
};

export const creation = z
  .strictObject({ employment_id: id('emp'), ...payFields })
  .superRefine(checkPeriod)
  .superRefine(({ period_start, paid_on }, context) => {
    if (paid_on < period_start)
      context.addIssue({ code: 'custom', path: ['paid_on'], message: 'must not be before period_start' });
  })
  .superRefine(checkOrigin)
  .openapi('NewPayStatement');

export const table = { insert: insertPay, lockByName: lockPayOf, change: changePay };

const wire = (row: PayRow): z.infer<typeof statement> => ({
  id: row.id,
  employment_id: row.employment_id,
  period_start: row.period_start,
  period_end: row.period_end,
  paid_on: row.paid_on,
  currency: row.currency,
  gross: row.gross,
  net: row.net,
  lines: row.lines,
  source: row.source,
  remote_id: row.remote_id,
  told_at: storedOrNull(row.told_at),
  created_at: stored(row.created_at),
  updated_at: stored(row.updated_at),
});

export function payRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('pipeline:read'),
    operationId: 'listPayStatements',
    ...listing(statement, recordFilters),
    path: '/v1/pay_statements',
    summary: 'Pay statements, newest first',
    description: 'Filter by employment, or by the system that they come from.',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const page = await listPay(deps.sql, recordFilterOf(query), pageRequest(c, 'pay_statements', query));
    return c.json(pageAnswer(c, 'pay_statements', page, wire), 200);
  });

  const make = making(creation, 'Recorded', recorded);
  const create = createRoute({
    ...guard('pipeline:write'),
    operationId: 'recordPay',
    ...make,
    responses: { ...make.responses, 200: json('It was known; as it is now', recorded) },
    path: '/v1/pay_statements',
    summary: 'Record a pay statement; the same `source` and `remote_id` again change it, or nothing',
    description:
      'Amounts are text, because numbers of JSON are not exact. On payday the person is told in the chat. Told again by `source` and `remote_id` it is changed, never doubled.',
  });
  api.openapi(create, async (c) => {
    const given = c.req.valid('json');
    const made = await once(c, deps, async (tx) => {
      const employment = await employmentFor(tx, given.employment_id);
      const { row, result } = await sync(tx, table, given);
      if (result !== 'unchanged') await watchPayDay(deps, tx, employment);
      return { body: { ...wire(row), result }, location: `/v1/pay_statements/${row.id}` };
    });
    return c.json(made.body, made.body.result === 'created' ? 201 : 200, made.headers);
  });

  const read = createRoute({
    ...guard('pipeline:read'),
    operationId: 'getPayStatement',
    ...reading('pay', 'The statement', statement),
    path: '/v1/pay_statements/{id}',
    summary: 'One pay statement',
    description: 'With its lines, and whether the person has been told.',
  });
  api.openapi(read, async (c) => {
    return c.json(wire(found(await findPay(deps.sql, c.req.valid('param').id))), 200);
  });
}

/** The payslip goes into the chat on the day that it is paid; of several days, the first one sets the clock. */
async function watchPayDay(
  { config, now }: Pick<ApiDeps, 'config' | 'now'>,
  tx: Tx,
  row: EmploymentRow,
): Promise<void> {
  const zone = zoneOf(row, config);
  const [next] = await untoldPay(tx, row.id, toldFrom(dayIn(now(), zone)));
  if (next)
    await setDeadline(
      tx,
      row.application_id,
      'employment.pay_day',
      new Date(payDayAt(next.paid_on, zone, now())),
    );
  else await clearDeadline(tx, row.application_id, 'employment.pay_day');
}
