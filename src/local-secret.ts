/** The embedded engine's own secret: made at the first start, kept beside the data that it protects. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWhole } from '../db/lock.ts';

/** @param given becomes the directory's own, where it has none yet */
export async function localSecret(
  dataDir: string,
  given: string = randomBytes(32).toString('hex'),
): Promise<string> {
  const path = join(dataDir, 'secret');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await createWhole(path, given);
  return readFile(path, 'utf8');
}
