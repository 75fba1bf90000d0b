/** The papers of a contract, as they are handed out. */
import { createHash } from 'node:crypto';
import type { ContractRow } from '../../db/contracts.ts';
import { TingdaError } from '../errors.ts';
import type { ApiDeps } from './deps.ts';
import { notFound } from './problem.ts';

/**
 * The bytes as they are kept, checked against the hash that was written down with them.
 * @throws TingdaError `not_found` after erasure, `unavailable` while the store does not give them
 */
export async function readPaper(
  { media }: Pick<ApiDeps, 'media'>,
  row: ContractRow,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; hash: string }> {
  const signed = row.signed_id !== null;
  const name = row.signed_id ?? row.document_id;
  if (name === null) throw notFound();
  const size = signed ? row.signed_bytes! : row.document_bytes!;
  const bytes = await media.read(name, 0, size).catch((cause: unknown) => {
    throw new TingdaError('unavailable', 'The document cannot be read right now; try again.', { cause });
  });
  if (!bytes) throw notFound();
  const hash = signed ? row.signed_hash! : row.document_hash!;
  if (createHash('sha256').update(bytes).digest('hex') !== hash)
    throw new TingdaError('internal', 'The document is not the one that was kept; it is not handed out.');
  return { bytes: new Uint8Array(bytes), hash };
}
