/**
 * `POST /mcp`: what models may look up, by the Model Context Protocol. Each look is a GET of the REST API with the same
 * key: scopes, limits, logs and the 404 of what is not there are that route's own.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { TingdaError } from '../errors.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';
import { takeBody } from './guard.ts';

/** What an inner request needs to be the same person's as the outer one. */
const PASSED_ON = ['authorization', 'x-forwarded-for'];

export function mcpRoutes(
  app: OpenAPIHono<ApiEnv>,
  deps: Pick<ApiDeps, 'address'>,
  admit: MiddlewareHandler<ApiEnv>,
): void {
  app.post('/mcp', sameOrigin(deps), admit, takeBody, async (c) => {
    // Loaded by the first who asks: most never do.
    const { answerMcp } = await import('../mcp/server.ts');
    const headers = PASSED_ON.flatMap((name): [string, string][] => {
      const value = c.req.header(name);
      return value === undefined ? [] : [[name, value]];
    });
    const { scopes } = c.get('principal');
    return answerMcp(c.req.raw, {
      scopes,
      get: async (address) => app.request(address, { method: 'GET', headers }, c.env),
    });
  });
}

/**
 * A page of somebody's browser is not to reach us by a name that leads here (DNS rebinding):
 * https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#security-warning
 */
function sameOrigin({ address }: Pick<ApiDeps, 'address'>): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const origin = c.req.header('origin');
    const own = address();
    if (origin !== undefined && (own === null || origin !== new URL(own).origin)) {
      throw new TingdaError(
        'forbidden',
        'A page of another site may not ask here; nothing was read. Use a client outside of a browser.',
      );
    }
    await next();
  };
}
