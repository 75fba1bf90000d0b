/** What every answer of the API forbids the browser that may have asked for it. The chat's page has a policy of its own. */
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from './deps.ts';

/** Nothing is loaded, framed, guessed at, told to other sites or read by them. */
export const SEALED = {
  'content-security-policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** Seals an answer; what it says of itself stays. */
export const sealed: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next();
  const { headers } = c.res;
  for (const [name, value] of Object.entries(SEALED)) if (!headers.has(name)) headers.set(name, value);
};
