/** What stands in the way of moving somebody: a finding that they have not been told of, or may still answer. */
import type { Tx } from '../../db/client.ts';
import { openStepOf } from '../../db/steps.ts';
import { TingdaError } from '../errors.ts';

/** @throws TingdaError `conflict` while a background check waits for a person, or for the candidate */
export async function requireSettledCheck(tx: Tx, applicationId: string): Promise<void> {
  const check = await openStepOf(tx, applicationId, 'background_check');
  if (check?.state !== 'consider' && check?.state !== 'on_hold') return;
  throw new TingdaError(
    'conflict',
    `Something was found that is not settled yet (${check.state}); nothing was moved. Clear ${check.id}, or tell the candidate and decide there.`,
    { items: [{ path: 'background_check', message: `is ${check.state}` }] },
  );
}
