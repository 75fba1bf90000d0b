/** What stands in the way of moving somebody: findings, papers and steps that are not settled, and where a step is by now. */
import type { Tx } from '../../db/client.ts';
import {
  findingOf,
  lastStepOf,
  type moveStep,
  openStepOf,
  type StepRow,
  unsettledOf,
} from '../../db/steps.ts';
import { TingdaError } from '../errors.ts';

/** @throws TingdaError `conflict` while something that a background check found waits for a person, or for the candidate */
export async function requireSettledCheck(tx: Tx, applicationId: string): Promise<void> {
  const check = await findingOf(tx, applicationId);
  if (check) throw notSettled(check);
}

/** Whoever wants to turn them down, or past it, hears what is to be done first. */
export function notSettled({ id, state }: Pick<StepRow, 'id' | 'state'>): TingdaError {
  const where = state === 'canceled' ? 'canceled, which settles nothing' : state;
  return new TingdaError(
    'conflict',
    `Something was found that is not settled yet (${where}); nothing was changed. Clear ${id} if it does not stand in the way, or tell the candidate by its pre_adverse and decide there. Who wants to withdraw can say so in the chat.`,
    { items: [{ path: 'background_check', message: `is ${state}` }] },
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

/** What nobody begins to work beside: a finding, a check that is under way, a contract that was not signed. Null: nothing. */
export async function inTheWayOfWork(tx: Tx, applicationId: string): Promise<StepRow | null> {
  const check =
    (await findingOf(tx, applicationId)) ?? (await openStepOf(tx, applicationId, 'background_check'));
  if (check) return check;
  const contract = await lastStepOf(tx, applicationId, 'contract');
  return contract?.state === 'signed' ? null : contract;
}

/**
 * Who works already is not waited for: what is still open, or was found, is settled first, by whoever knows how it went.
 * @throws TingdaError `conflict` that names the step
 */
export async function requireNothingOpen(tx: Tx, applicationId: string): Promise<void> {
  await requireSettledCheck(tx, applicationId);
  const open = await unsettledOf(tx, applicationId);
  if (!open) return;
  const then = {
    background_check: 'Wait for what it finds, or cancel it, first.',
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
