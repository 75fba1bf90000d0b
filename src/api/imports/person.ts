/** Whom a row of work speaks of. */
import { z } from '@hono/zod-openapi';
import type { Tx } from '../../../db/client.ts';
import { candidateOf, candidatesCalled, isMarked, presenceOf } from '../../../db/employment-refs.ts';
import { markOf } from '../../../db/erasure.ts';
import { TingdaError } from '../../errors.ts';
import { id, text } from '../schemas.ts';
import { BAD_PHONE, phoneIn } from './candidates.ts';
import { failed, type Kind, type Outcome, type RowContext, skipped } from './kind.ts';

export const personFields = {
  candidate_id: id('cnd').nullish(),
  candidate_remote_id: text(200).nullish(),
  candidate_phone: text(40).nullish(),
};

export const personColumns: Kind['columns'] = {
  candidate_id: { path: ['candidate_id'], also: ['候选人id'] },
  candidate_remote_id: { path: ['candidate_remote_id'], also: ['候选人编号', '员工编号', '工号'] },
  candidate_phone: {
    path: ['candidate_phone'],
    also: ['手机号', '手机', '手机号码', '电话', '联系电话', 'phone'],
  },
};

const person = z.object(personFields);
export type PersonRow = z.infer<typeof person> & { source?: string | null | undefined };

export const ERASED = skipped('erased', 'is of somebody who was erased here; nothing is added to them');

/** The id of a candidate who is here; null where the row names none; or why it is nobody. */
export async function personOf(
  tx: Tx,
  row: PersonRow,
  context: RowContext,
): Promise<string | null | Outcome> {
  const found = await named(tx, row, context);
  if (typeof found !== 'string') return found;
  const presence = await presenceOf(tx, found);
  return presence === 'here' ? found : presence === 'erased' ? ERASED : unknown('candidate_id');
}

async function named(
  tx: Tx,
  row: PersonRow,
  { source: whole, country, eraseHash }: RowContext,
): Promise<string | null | Outcome> {
  if (row.candidate_id) return row.candidate_id;
  const source = row.source ?? whole;
  if (row.candidate_remote_id) {
    if (source === null) return noSource('candidate_remote_id');
    const found = await candidateOf(tx, source, row.candidate_remote_id);
    if (found) return found;
    const mark = markOf.origin(eraseHash, source, row.candidate_remote_id);
    return (await isMarked(tx, [mark])) ? ERASED : unknown('candidate_remote_id');
  }
  if (!row.candidate_phone) return null;
  const phone = phoneIn(row.candidate_phone, country);
  if (phone === null) return failed('validation_failed', 'candidate_phone', BAD_PHONE);
  const [found, another] = await candidatesCalled(tx, phone);
  if (another) {
    const message = 'is the number of several people here; name the one by `candidate_id`';
    return failed('ambiguous', 'candidate_phone', message);
  }
  if (found) return found;
  return (await isMarked(tx, [markOf.phone(eraseHash, phone)])) ? ERASED : unknown('candidate_phone');
}

export const noSource = (field: string): Outcome =>
  failed('validation_failed', field, 'needs a `source`, in the row or for the whole import');

const unknown = (field: string): Outcome => failed('unknown', field, 'names nobody who is known here');

/** What one row may be refused for; anything else is a failure of the batch. */
export async function refusable(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TingdaError) || error.status >= 500) throw error;
    const { code, items, message } = error;
    const problems = items.map((item) => ({ field: item.path || null, code, message: item.message }));
    return {
      did: 'failed',
      problems: problems.length > 0 ? problems : [{ field: null, code, message }],
    };
  }
}
