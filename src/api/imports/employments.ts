/** Rows of employments: who works, or worked, since when and for what. Nobody is told anything. */
import { z } from '@hono/zod-openapi';
import { insertApplication } from '../../../db/applications.ts';
import { cancelApprovals } from '../../../db/approvals.ts';
import type { Tx } from '../../../db/client.ts';
import { applicationOf, employmentOf } from '../../../db/employment-refs.ts';
import {
  type EmploymentRow,
  endEmployment,
  lockEmployment,
  setWage,
  startEmployment,
} from '../../../db/employments.ts';
import { findOpening, findOpeningByCode } from '../../../db/openings.ts';
import { day, wage } from '../money.ts';
import { endReason, notStarted, todayAt, watchLastDay } from '../routes/employments.ts';
import { id, text } from '../schemas.ts';
import { requireNothingOpen } from '../step-guards.ts';
import { failed, type Kind, type Outcome, type RowContext } from './kind.ts';
import { ERASED, noSource, personColumns, personFields, personOf, refusable } from './person.ts';

const columns: Kind['columns'] = {
  application_id: { path: ['application_id'] },
  ...personColumns,
  opening_id: { path: ['opening_id'] },
  opening_code: { path: ['opening_code'], also: ['职位代码', '岗位代码'] },
  source: { path: ['source'], also: ['来源'] },
  remote_id: { path: ['remote_id'], also: ['编号', '雇佣编号'] },
  starts_on: { path: ['starts_on'], also: ['入职日期', '开始日期'] },
  ends_on: { path: ['ends_on'], also: ['离职日期', '结束日期'] },
  end_reason: { path: ['end_reason'], also: ['离职原因'] },
  wage_amount: { path: ['wage', 'amount'], also: ['工资', '薪资'] },
  wage_currency: { path: ['wage', 'currency'], also: ['币种'] },
  wage_per: { path: ['wage', 'per'], also: ['计薪方式'] },
};

const row = z
  .strictObject({
    application_id: id('app').nullish(),
    ...personFields,
    opening_id: id('opn').nullish(),
    opening_code: text(12).nullish(),
    source: text(100).nullish(),
    remote_id: text(200).nullish(),
    starts_on: day,
    ends_on: day.nullish(),
    end_reason: endReason.nullish(),
    wage: wage.nullish(),
  })
  .superRefine(({ starts_on, ends_on, end_reason }, context) => {
    if (ends_on && ends_on < starts_on)
      context.addIssue({ code: 'custom', path: ['ends_on'], message: 'must not be before starts_on' });
    if (end_reason && !ends_on)
      context.addIssue({ code: 'custom', path: ['ends_on'], message: 'is needed with end_reason' });
  });
type Row = z.infer<typeof row>;

async function one(tx: Tx, row: Row, context: RowContext): Promise<Outcome> {
  const source = row.source ?? context.source;
  const { remote_id: remoteId } = row;
  if (!remoteId)
    return failed('unnamed', 'remote_id', 'is needed: the same row again would be a second employment');
  if (source === null) return noSource('remote_id');
  const known = await employmentOf(tx, source, remoteId);
  if (known !== null) return change(tx, (await lockEmployment(tx, known))!, row, context);
  const applicationId = await applicationFor(tx, row, context);
  if (typeof applicationId !== 'string') return applicationId;
  const { by } = context;
  // As by the API: who works already waits for nothing.
  await requireNothingOpen(tx, applicationId);
  const given = { applicationId, startsOn: row.starts_on, wage: row.wage ?? null, source, remoteId, by };
  const started = await startEmployment(tx, given);
  if (started === null) return failed('unknown', 'application_id', 'is not the id of an application');
  if ('refused' in started) {
    if (started.refused === 'erased') return ERASED;
    throw notStarted(started);
  }
  await end(tx, started.row, row, context);
  return { did: 'created' };
}

async function applicationFor(tx: Tx, row: Row, context: RowContext): Promise<string | Outcome> {
  if (row.application_id) return row.application_id;
  const person = await personOf(tx, row, context);
  if (person === null) return failed('unnamed', null, 'names no application, and nobody who made one');
  if (typeof person !== 'string') return person;
  const opening = row.opening_id
    ? await findOpening(tx, row.opening_id)
    : row.opening_code
      ? await findOpeningByCode(tx, row.opening_code.toUpperCase())
      : null;
  const field = row.opening_id ? 'opening_id' : 'opening_code';
  if (!opening) return failed('unknown', field, 'must name an opening that there is');
  const applied = await applicationOf(tx, person, opening.id);
  if (applied !== null) return applied;
  const source = row.source ?? context.source;
  const made = await insertApplication(tx, { candidateId: person, openingId: opening.id, source });
  // Another has just made it.
  return made?.id ?? applicationOf(tx, person, opening.id).then((id) => id!);
}

async function change(tx: Tx, before: EmploymentRow, row: Row, context: RowContext): Promise<Outcome> {
  if (before.erased) return ERASED;
  if (row.starts_on !== before.starts_on)
    return failed('conflict', 'starts_on', 'is another day than was told before, which stays');
  const first = before.wages.find(({ from }) => from === before.starts_on);
  const wanted = row.wage ?? null;
  const paid =
    wanted !== null &&
    (!first ||
      wanted.currency !== first.currency ||
      wanted.per !== first.per ||
      !same(wanted.amount, first.amount));
  // Another wage is for a second person to approve, as everywhere.
  if (paid && first)
    return failed('needs_approval', 'wage_amount', 'is another wage than was told before, which stays');
  if (paid) await setWage(tx, before.id, before.starts_on, wanted);
  const ended = await end(tx, before, row, context);
  return { did: paid || ended ? 'updated' : 'unchanged' };
}

/** `26.5` and `26.50`. */
const same = (one: string, other: string): boolean => Number(one) === Number(other);

/** Sets the last day, once. @returns whether it did */
async function end(tx: Tx, work: EmploymentRow, row: Row, context: RowContext): Promise<boolean> {
  if (!row.ends_on || work.state !== 'active') return false;
  const to = row.ends_on <= todayAt(context, work) ? 'ended' : 'leaving';
  const reason = row.end_reason ?? 'other';
  await cancelApprovals(
    tx,
    work,
    to === 'ended' ? ['resignation', 'wage_change'] : ['resignation'],
    context.by,
  );
  await endEmployment(tx, work, { to, endsOn: row.ends_on, reason, note: null, by: context.by });
  if (to === 'leaving') await watchLastDay(context, tx, work, row.ends_on);
  return true;
}

export const employments: Kind<Row> = {
  columns,
  row,
  batch: 50,
  async take(tx, rows, context) {
    const outcomes: Outcome[] = [];
    for (const row of rows) outcomes.push(await refusable(() => one(tx, row, context)));
    return outcomes;
  },
};
