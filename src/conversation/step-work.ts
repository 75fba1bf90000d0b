/**
 * Asks the providers of steps for what is wanted of them, beside the path of the messages. PostgreSQL says what that is;
 * whoever dies over it leaves a lease that runs out, and the provider knows the step by its id.
 */
import { randomUUID } from 'node:crypto';
import { finishStepWork, postponeStepWork, type StepWork, takeStepWork } from '../../db/step-work.ts';
import { lockStep } from '../../db/steps.ts';
import { HOOK_PATHS, ProviderError } from '../pipeline/provider.ts';
import { noteStanding } from '../pipeline/standing.ts';
import type { Runtime } from '../runtime.ts';
import { toldOf } from './step-subject.ts';
import type { Tell } from './tell.ts';

/** Longer than a provider is waited for. */
const LEASE_MS = 30_000;
/** The last one again and again: a provider that is back finds what waits. */
const RETRY_MS = [5000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000];
/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNIQUE_VIOLATION = '23505';
/** A person hears of it when so many tries have failed. */
const TELL_AFTER = 3;

type Parts = Pick<Runtime, 'sql' | 'log' | 'crash' | 'providers' | 'address' | 'identities'>;

/** @returns the handler of a poke: does what is due for a step */
export function createStepWork(parts: Parts, tell: Tell): (stepId: string) => Promise<void> {
  return async (stepId) => {
    const work = await takeStepWork(parts.sql, stepId, randomUUID(), LEASE_MS);
    if (!work) return;
    parts.crash('step.taken');
    const failure = await ask(parts, work);
    await noteStanding(parts.sql, work, failure);
    if (!failure) return;
    const { code, retry } = failure;
    const about = { step_id: work.id, provider: work.provider, work: work.work, tries: work.tries, code };
    parts.log.warn(about, 'a provider did not take a step');
    const waitMs = retry ? (RETRY_MS[work.tries - 1] ?? RETRY_MS.at(-1)!) : null;
    await parts.sql.begin(async (tx) => {
      // The conversation first, as everywhere.
      await lockStep(tx, work.id);
      if (!(await postponeStepWork(tx, work, { waitMs, trouble: code }))) return;
      if (waitMs !== null && work.tries !== TELL_AFTER) return;
      const content = { kind: 'notice', notice: 'step.trouble', subject: work.id } as const;
      await tell.system(tx, work.conversationId, `trouble ${work.id} ${work.token}`, content);
    });
    tell.wake(work.conversationId);
  };
}

async function ask(parts: Parts, work: StepWork): Promise<ProviderError | null> {
  const { sql, providers, address, crash, log } = parts;
  const { id: stepId, kind, provider: name, externalId, language } = work;
  const provider = providers[kind].get(name);
  if (!provider) return new ProviderError('provider_off', { retry: true });
  const origin = address();
  const callbackUrl = origin && `${origin}/hooks/${HOOK_PATHS[kind]}/${name}`;
  try {
    let known = externalId;
    if (work.work === 'cancel') await provider.cancel({ stepId, kind, externalId });
    else if (work.work === 'reschedule') {
      const data = await toldOf(parts, work);
      await provider.reschedule({ stepId, kind, externalId, sequence: work.rescheduled, data });
    } else {
      const data = await toldOf(parts, work);
      known = (await provider.start({ stepId, kind, language, callbackUrl, data })).externalId;
    }
    crash('step.asked');
    await finishStepWork(sql, work, known);
    return null;
  } catch (error) {
    if (error instanceof ProviderError) return error;
    // Two steps of one name over there could not be told apart.
    if ((error as { code?: unknown }).code === UNIQUE_VIOLATION)
      return new ProviderError('external_id_taken', { retry: false });
    log.error({ step_id: stepId, err: error }, 'a provider could not be asked');
    return new ProviderError('failed', { retry: true });
  }
}
