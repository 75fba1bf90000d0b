/** What the provider of a step is told of the person and the job: what it needs for it, and no more. */
import { stepSubject } from '../../db/identities.ts';
import type { StepWork } from '../../db/step-work.ts';
import { openIdentity } from '../pipeline/identity.ts';
import { ProviderError } from '../pipeline/provider.ts';
import type { Runtime } from '../runtime.ts';
import type { Json } from '../types.ts';

/** @throws ProviderError where what it needs is not there */
export async function toldOf(
  { sql, identities }: Pick<Runtime, 'sql' | 'identities'>,
  { id, kind, language, data }: StepWork,
): Promise<Record<string, Json>> {
  const subject = await stepSubject(sql, id);
  const { candidateId, openingId, name, site } = subject;
  const opening = { id: openingId, title: subject.title[language], city: site.city ?? null };
  if (kind !== 'background_check') return { candidate: { id: candidateId, name }, opening, details: data };
  const identity = openIdentity(identities, candidateId, subject.identity);
  if (!identity) throw new ProviderError('identity_missing', { retry: false });
  return { candidate: { id: candidateId, ...identity }, opening };
}
