/** Who asks: the holder of the key in `Authorization`, within the limits of guessing, or a person who is signed in. */
import type { Context } from 'hono';
import { authenticate, type Principal, unauthorized } from '../auth/keys.ts';
import { scopesOf } from '../auth/roles.ts';
import { findSession } from '../auth/sessions.ts';
import { TingdaError } from '../errors.ts';
import { clientAddress } from './client-address.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';
import type { Limits } from './limits.ts';
import { requireOwnOrigin } from './origin.ts';

export type Identify = (c: Context<ApiEnv>) => Promise<Principal>;

/** @throws TingdaError `unauthorized`, `forbidden`, `rate_limited` */
export function createIdentify(deps: Pick<ApiDeps, 'sql' | 'config' | 'address'>, limits: Limits): Identify {
  return async (c) => {
    const header = c.req.header('authorization');
    // With a header the key alone counts, right or wrong: never the two together.
    if (header === undefined) return signedIn(c, deps);
    const address = clientAddress(c);
    limits.admit(address, header);
    try {
      const who = await authenticate(deps.sql, header, deps.config.bootstrapApiKey);
      limits.right(address, header);
      return who;
    } catch (error) {
      if (error instanceof TingdaError && error.code === 'unauthorized') await limits.wrong(address);
      throw error;
    }
  };
}

async function signedIn(
  c: Context<ApiEnv>,
  deps: Pick<ApiDeps, 'sql' | 'config' | 'address'>,
): Promise<Principal> {
  const session = await findSession(deps.sql, c.req.header('cookie'), deps.address());
  if (!session) throw unauthorized();
  requireOwnOrigin(c, deps.config);
  return { id: session.user_id, scopes: scopesOf(session.role), sessionId: session.id };
}
