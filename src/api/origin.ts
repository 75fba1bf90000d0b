/** Where a request of a browser that is signed in has to come from: our own pages. */
import type { Context } from 'hono';
import { TingdaError } from '../errors.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';
import { isReading } from './methods.ts';

/**
 * A browser sends the cookie of whoever is signed in with a request that another page makes, too. What changes something
 * has to name our own origin; and no browser that says where a request came from may say that it was elsewhere.
 * @throws TingdaError `forbidden`
 */
export function requireOwnOrigin(
  c: Context<ApiEnv>,
  { publicUrl }: Pick<ApiDeps['config'], 'publicUrl'>,
): void {
  const { origin, host, 'sec-fetch-site': site = 'same-origin' } = c.req.header();
  const from = origin === undefined ? null : URL.parse(origin);
  const own =
    from !== null && (from.host === host || (publicUrl && from.origin === new URL(publicUrl).origin));
  if (
    (own || (isReading(c.req.method) && origin === undefined)) &&
    (site === 'same-origin' || site === 'none')
  )
    return;
  throw new TingdaError(
    'forbidden',
    'Somebody who is signed in is taken from our own pages only; nothing was read or stored. Programs send a key.',
  );
}
