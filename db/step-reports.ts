/** What providers have told, for ever. */
import type { Tx } from './client.ts';

/**
 * Writes down that a provider has told something; false when it told so before.
 * @param hash the keyed hash of the provider's name for it
 */
export async function noteReport(tx: Tx, hash: string, stepId: string, at: Date): Promise<boolean> {
  const rows = await tx`
    insert into step_reports (hash, step_id) values (decode(${hash}, 'hex'), ${stepId})
    on conflict do nothing returning 1`;
  if (rows.length === 0) return false;
  await tx`update steps set reported_at = greatest(reported_at, ${at}) where id = ${stepId}`;
  return true;
}
