/** Rows about somebody's work that another system keeps: performance and pay. */
import { z } from '@hono/zod-openapi';
import type { Tx } from '../../../db/client.ts';
import { employmentOf, employmentsDuring } from '../../../db/employment-refs.ts';
import { lockEmployment } from '../../../db/employments.ts';
import { type PayFields, type PayRow, quietPay } from '../../../db/pay-statements.ts';
import type { PerformanceFields, PerformanceRow } from '../../../db/performance-records.ts';
import { day } from '../money.ts';
import { creation as payCreation, payFields, table as payTable } from '../routes/pay-statements.ts';
import {
  creation as performanceCreation,
  performanceFields,
  table as performanceTable,
} from '../routes/performance-records.ts';
import { id, text } from '../schemas.ts';
import { type Named, sync, type Table } from '../synced.ts';
import { json, number } from './cells.ts';
import { failed, type Kind, type Outcome, type RowContext } from './kind.ts';
import {
  ERASED,
  noSource,
  type PersonRow,
  personColumns,
  personFields,
  personOf,
  refusable,
} from './person.ts';
import { problemOf } from './problems.ts';

const referenceFields = {
  employment_id: id('emp').nullish(),
  employment_remote_id: text(200).nullish(),
  ...personFields,
};

const columns: Kind['columns'] = {
  employment_id: { path: ['employment_id'] },
  employment_remote_id: { path: ['employment_remote_id'], also: ['雇佣编号'] },
  ...personColumns,
  source: { path: ['source'], also: ['来源'] },
  remote_id: { path: ['remote_id'], also: ['编号', '单号', '记录编号'] },
  period_start: { path: ['period_start'], also: ['开始日期', '周期开始'] },
  period_end: { path: ['period_end'], also: ['结束日期', '周期结束'] },
};

const during = z
  .object({ period_start: day, period_end: day })
  .transform(({ period_start, period_end }) => ({ start: period_start, end: period_end }));

const reference = z.object(referenceFields);
type Reference = z.infer<typeof reference> & PersonRow;
type RecordRow = Reference & { remote_id?: string | null | undefined } & Record<string, unknown>;

/** The employment that a row is about; or why it is none. */
async function workOf(tx: Tx, row: RecordRow, context: RowContext): Promise<string | Outcome> {
  if (row.employment_id) return row.employment_id;
  const source = row.source ?? context.source;
  if (row.employment_remote_id) {
    if (source === null) return noSource('employment_remote_id');
    const found = await employmentOf(tx, source, row.employment_remote_id);
    return found ?? failed('unknown', 'employment_remote_id', 'is not the name of an employment here');
  }
  const person = await personOf(tx, row, context);
  if (person === null) return failed('unnamed', null, 'names no employment, and nobody who has one');
  if (typeof person !== 'string') return person;
  const period = during.safeParse(row);
  if (!period.success) return invalid(period.error.issues);
  const [found, another] = await employmentsDuring(tx, person, period.data);
  if (another) {
    const message = 'worked twice in this period; name the work by `employment_id`';
    return failed('ambiguous', null, message);
  }
  return found ?? failed('unknown', null, 'did not work here in this period');
}

const invalid = (issues: readonly z.core.$ZodIssue[]): Outcome => ({
  did: 'failed',
  problems: issues.map((issue) => problemOf(issue)),
});

interface Shape<Given extends Named, Row> {
  /** The record's own, the names of their columns. */
  fields: Record<string, z.ZodType>;
  creation: z.ZodType<Given>;
  table: Table<Given, Row>;
  written?(tx: Tx, id: string): Promise<void>;
}

/** What a row leaves out stays as it was told before. */
function records<Given extends Named, Row extends Named & { id: string }>(
  more: Kind['columns'],
  { fields, creation, table, written }: Shape<Given, Row>,
): Omit<Kind<RecordRow>, 'column'> {
  const loose = Object.fromEntries(Object.keys(fields).map((name) => [name, z.unknown().optional()]));
  const own = (from: object) =>
    Object.fromEntries(Object.entries(from).filter(([name, value]) => name in fields && value != null));

  async function one(tx: Tx, row: RecordRow, context: RowContext): Promise<Outcome> {
    const source = row.source ?? context.source;
    const { remote_id } = row;
    if (!remote_id)
      return failed('unnamed', 'remote_id', 'is needed: the same row again would be a second record');
    if (source === null) return noSource('remote_id');
    const employment_id = await workOf(tx, row, context);
    if (typeof employment_id !== 'string') return employment_id;
    const work = await lockEmployment(tx, employment_id);
    if (!work) return failed('unknown', 'employment_id', 'is not the id of an employment');
    if (work.erased) return ERASED;
    const before = await table.lockByName(tx, source, remote_id);
    const whole = { ...own(before ?? {}), ...own(row), employment_id, source, remote_id };
    const given = creation.safeParse(whole);
    if (!given.success) return invalid(given.error.issues);
    const { row: made, result } = await sync(tx, table, given.data);
    if (result !== 'unchanged') await written?.(tx, made.id);
    return { did: result };
  }

  const named = { ...referenceFields, source: text(100).nullish(), remote_id: text(200).nullish() };
  return {
    columns: { ...columns, ...more },
    row: z.strictObject({ ...loose, ...named }) as z.ZodType<RecordRow>,
    batch: BATCH,
    async take(tx, rows, context) {
      const outcomes: Outcome[] = [];
      for (const row of rows) outcomes.push(await refusable(() => one(tx, row, context)));
      return outcomes;
    },
  };
}

/** Each row has a conversation of its own, which waits until the commit. */
const BATCH = 50;

const METRIC = /^metrics\.([a-z][a-z0-9_]{0,39})$/;

export const performanceRecords: Kind<RecordRow> = {
  ...records<PerformanceFields, PerformanceRow>(
    { rating: { path: ['rating'], also: ['评分'], read: number } },
    { fields: performanceFields, creation: performanceCreation, table: performanceTable },
  ),
  column(name) {
    const [, metric] = METRIC.exec(name) ?? [];
    return metric ? { path: ['metrics', metric], read: number } : null;
  },
};

export const payStatements: Kind<RecordRow> = records<PayFields, PayRow>(
  {
    paid_on: { path: ['paid_on'], also: ['发薪日期', '发放日期', '支付日期'] },
    currency: { path: ['currency'], also: ['币种'] },
    gross: { path: ['gross'], also: ['应发', '应发工资', '税前工资'] },
    net: { path: ['net'], also: ['实发', '实发工资', '税后工资'] },
    lines: { path: ['lines'], also: ['明细'], read: json },
  },
  { fields: payFields, creation: payCreation, table: payTable, written: quietPay },
);
