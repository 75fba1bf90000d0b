/** Records that another system tells of, as often as it likes: made the first time, then changed, or left as they are. */
import { z } from '@hono/zod-openapi';
import type { Tx } from '../../db/client.ts';
import { type EmploymentRow, lockEmployment } from '../../db/employments.ts';
import { erased, invalidFields } from './problem.ts';
import { id, words } from './schemas.ts';

export const told = z
  .enum(['created', 'updated', 'unchanged'])
  .openapi({ description: 'What this request did' });

type Told = z.infer<typeof told>;

export interface Named {
  employment_id: string;
  source: string | null;
  remote_id: string | null;
}

/** By what lists of such records can be narrowed. */
export const recordFilters = {
  employment_id: id('emp').optional(),
  candidate_id: id('cnd').optional(),
  source: words(100).optional(),
};

export const recordFilterOf = (query: z.infer<z.ZodObject<typeof recordFilters>>) => ({
  employmentId: query.employment_id,
  candidateId: query.candidate_id,
  source: query.source,
});

/** The statements of a table of such records. */
export interface Table<Given extends Named, Row> {
  lockByName(tx: Tx, source: string, remoteId: string): Promise<Row | null>;
  /** Null when another has just come by this name. */
  insert(tx: Tx, given: Given): Promise<Row | null>;
  /** Null when it says what was known already. */
  change(tx: Tx, id: string, given: Given): Promise<Row | null>;
}

/**
 * The employment that a record is about, locked, so that the same record told twice at once is one.
 * @throws TingdaError `validation_failed` for an id of nothing, `conflict` when the person was erased
 */
export async function employmentFor(tx: Tx, id: string): Promise<EmploymentRow> {
  const row = await lockEmployment(tx, id);
  if (!row) throw invalidFields([{ path: 'employment_id', message: 'is not the id of an employment' }]);
  if (row.erased) throw erased('recorded');
  return row;
}

/** Its employment must be locked. @throws TingdaError `validation_failed` when it is known as somebody else's */
export async function sync<Given extends Named, Row extends Named & { id: string }>(
  tx: Tx,
  table: Table<Given, Row>,
  given: Given,
): Promise<{ row: Row; result: Told }> {
  const made = await table.insert(tx, given);
  if (made) return { row: made, result: 'created' };
  // Without a name nothing is in its way, so there is one.
  const known = (await table.lockByName(tx, given.source!, given.remote_id!))!;
  if (known.employment_id !== given.employment_id) {
    const message = `is recorded as another employment's, under ${known.id}`;
    throw invalidFields([{ path: 'remote_id', message }]);
  }
  const changed = await table.change(tx, known.id, given);
  return changed ? { row: changed, result: 'updated' } : { row: known, result: 'unchanged' };
}
