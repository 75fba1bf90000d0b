/** What stands in the way of moving somebody: findings, papers and steps that are not settled, and where a step is by now. */
import type { Tx } from '../../db/client.ts';
import { lastStepOf, type moveStep, openStepOf, type StepRow, unsettledOf } from '../../db/steps.ts';
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

/**
 * Nobody starts to work on a contract that was not signed. Where none was ever made, there is none to wait for.
 * @throws TingdaError `conflict` that names the last one
 */
export async function requireSigned(tx: Tx, applicationId: string): Promise<void> {
  const contract = await lastStepOf(tx, applicationId, 'contract');
  if (!contract || contract.state === 'signed') return;
  const waits = contract.state === 'draft' || contract.state === 'sent';
  const then = waits ? 'Have it signed first.' : 'Make another one, and have it signed first.';
  throw new TingdaError(
    'conflict',
    `The contract ${contract.id} is ${contract.state}, not signed; nothing was changed. ${then}`,
    { items: [{ path: 'application_id', message: `has ${contract.id}, which is ${contract.state}` }] },
  );
}

/**
 * Who works already is not waited for: what is still open is settled first, by whoever knows how it went.
 * @throws TingdaError `conflict` that names the open step
 */
export async function requireNothingOpen(tx: Tx, applicationId: string): Promise<void> {
  const open = await unsettledOf(tx, applicationId);
  if (!open) return;
  const then = {
    background_check: 'Settle it, or cancel it, first.',
    contract: 'Have it signed, or void it, first.',
    onboarding: 'Complete it instead: that begins the employment. Or cancel it first.',
  }[open.kind];
  throw new TingdaError(
    'conflict',
    `${open.id} is open: the ${open.kind.replace('_', ' ')} is ${open.state}. Nothing was recorded. ${then}`,
    { items: [{ path: 'application_id', message: `has ${open.id}, which is ${open.state}` }] },
  );
}

/** @throws TingdaError `stale` where the step is by now, when that is somewhere else */
export function requireMoved(made: Awaited<ReturnType<typeof moveStep>>): StepRow {
  if (made && 'step' in made) return made.step;
  const state = made?.state ?? 'gone';
  throw new TingdaError(
    'stale',
    `This onboarding is ${state} by now, where that cannot be; nothing was changed.`,
    {
      items: [{ path: 'state', message: `is ${state} by now` }],
    },
  );
}
