/** What stands before every handler under `/v1`: the key, its scope, and a body that can be read. */
import type { MiddlewareHandler } from 'hono';
import { allows, type Scope } from '../auth/scopes.ts';
import { TingdaError } from '../errors.ts';
import { MAX_BODY, parseJson, readBytes, requireJson, requirePlain } from './body.ts';
import type { ApiEnv } from './deps.ts';
import type { Identify } from './identify.ts';
import { type Limits, tooMany } from './limits.ts';

/** Spread into a route: the check itself, and the same scopes in the OpenAPI document. Any one of them opens the route. */
export type Guard = (...scopes: [Scope, ...Scope[]]) => {
  security: { api_key: Scope[] }[];
  middleware: MiddlewareHandler<ApiEnv>[];
};

export function createGuard(identify: Identify, limits: Limits): Guard {
  return (...scopes) => ({
    security: scopes.map((scope) => ({ api_key: [scope] })),
    middleware: [authorize(identify, limits, scopes), takeBody],
  });
}

function authorize(identify: Identify, limits: Limits, scopes: Scope[]): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const who = await identify(c);
    c.set('principal', who);
    const { waitMs, ...budget } = await limits.spend(who.id);
    c.set('budget', budget);
    if (waitMs > 0) throw tooMany(waitMs);
    requireScope(who.scopes, ...scopes);
    await next();
  };
}

/** Also for what only the request says. @throws TingdaError `forbidden` when none of them is given */
export function requireScope(given: readonly string[], ...scopes: Scope[]): void {
  if (scopes.some((scope) => allows(given, scope))) return;
  throw new TingdaError(
    'forbidden',
    `This needs a key with the scope ${scopes.join(' or ')}; nothing was read or stored. Ask whoever made your key for one.`,
  );
}

/** After the key, so that nobody without one makes us read a body. */
export const takeBody: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const bytes = c.req.method === 'GET' ? new Uint8Array() : await readBytes(c.req.raw, MAX_BODY);
  c.set('body', bytes);
  if (bytes.length > 0) {
    requireJson(c.req.header('content-type'));
    requirePlain(c.req.header('content-encoding'));
    parseJson(bytes);
  }
  // It can be taken off the wire only once, and the validator that follows looks too, even for one that is not there.
  if (c.req.method !== 'GET') {
    const { headers } = c.req.raw;
    const body = bytes.length > 0 ? Buffer.from(bytes) : null;
    c.req.raw = new Request(c.req.url, { method: c.req.method, headers, body });
  }
  await next();
};
