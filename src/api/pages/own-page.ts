/** Forms of our own pages are taken from them alone. */
import type { Context } from 'hono';
import { TingdaError } from '../../errors.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';

/**
 * The link is a secret, so nobody else's form can know where to go. That no other page sends it all the same costs nothing to
 * look at; `null` is what a browser says that was told to name no page.
 * @throws TingdaError `forbidden`
 */
export function requireOwnPage(
  c: Context<ApiEnv>,
  { publicUrl }: Pick<ApiDeps['config'], 'publicUrl'>,
): void {
  const { origin, host, 'sec-fetch-site': site = 'same-origin' } = c.req.header();
  const ours = [host, publicUrl && new URL(publicUrl).host];
  const elsewhere = origin !== undefined && origin !== 'null' && !ours.includes(URL.parse(origin)?.host);
  if (!elsewhere && (site === 'same-origin' || site === 'none')) return;
  throw new TingdaError('forbidden', 'This form is taken from its own page only; nothing was stored.');
}
