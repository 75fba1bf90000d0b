/** Who asks: the holder of the key in `Authorization`, within the limits of guessing. */
import type { Context } from 'hono';
import { authenticate, type Principal } from '../auth/keys.ts';
import { TingdaError } from '../errors.ts';
import { clientAddress } from './client-address.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';
import type { Limits } from './limits.ts';

export type Identify = (c: Context<ApiEnv>) => Promise<Principal>;

/** @throws TingdaError `unauthorized`, `rate_limited` */
export function createIdentify(deps: Pick<ApiDeps, 'sql' | 'config'>, limits: Limits): Identify {
  return async (c) => {
    const header = c.req.header('authorization');
    // Without a key nothing is guessed.
    if (header === undefined) return authenticate(deps.sql, header, deps.config.bootstrapApiKey);
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
