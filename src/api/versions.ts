/** Which version of something was read: of two who change it at once, the second is told, if they say what they read. */
import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { TingdaError } from '../errors.ts';
import type { ApiEnv } from './deps.ts';

/** Documents the header; {@link requireVersion} reads it. */
export const ifMatchHeader = z.object({
  'if-match': z.string().optional().openapi({
    description:
      'The `ETag` of what you read. If it is another by now, nothing is changed: a 409 with the code `stale`. Without it what is sent is written',
  }),
});

/** All that is shown goes into it: what looks the same is the same. */
export function etagOf(shown: object): string {
  return `"${createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22)}"`;
}

/**
 * Compares `If-Match` with what is there; a request without it is not looked at.
 * @param read what is there, locked until the transaction ends
 * @throws TingdaError `stale` when it is not what the caller read
 */
export async function requireVersion(c: Context<ApiEnv>, read: () => Promise<object>): Promise<void> {
  const wanted = c.req.header('if-match');
  if (wanted === undefined) return;
  const is = etagOf(await read());
  // What packs an answer on the way may call its tag weak.
  const tags = wanted.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (tags.includes('*') || tags.includes(is)) return;
  throw new TingdaError(
    'stale',
    'Somebody changed this after you read it; nothing was changed. Read it again, and send your change with the `ETag` that you get.',
    { items: [{ path: 'If-Match', message: `is now ${is}` }] },
  );
}
