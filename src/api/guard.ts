/** What stands before every handler under `/v1`: the key, its scopes, and a body that can be read. */
import type { Context, MiddlewareHandler } from 'hono';
import { allows, type Scope } from '../auth/scopes.ts';
import { TingdaError } from '../errors.ts';
import type { BeginAudit } from './audit.ts';
import { MAX_BODY, parseJson, readBytes, requireJson, requirePlain } from './body.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';
import type { Identify } from './identify.ts';
import { type Limits, tooMany } from './limits.ts';
import { isReading } from './methods.ts';

/**
 * Spread into a route: the check itself, and the same scopes in the OpenAPI document; of several a key needs all. Every change
 * leaves a row in the audit log, and every reading too, but for rooms that hold nobody's data. `reads: 'nobody'`: this one shows
 * nobody's either.
 */
export type Guard = (
  needed: Scope | readonly Scope[],
  more?: { reads: 'nobody' },
) => {
  security: { api_key: Scope[] }[];
  middleware: MiddlewareHandler<ApiEnv>[];
};

/** Rooms with no word of a candidate in them. What a broadcast reads are its recipients. */
const NOBODY = ['openings', 'webhooks', 'insight'];

export function createGuard(
  identify: Identify,
  limits: Limits,
  deps: Pick<ApiDeps, 'sql' | 'log'>,
  begin: BeginAudit,
): Guard {
  return (needed, more) => {
    const scopes = [needed].flat();
    const nobody = more !== undefined || scopes.every((scope) => NOBODY.includes(scope.split(':')[0]!));
    return {
      security: [{ api_key: scopes }],
      middleware: [
        headOnly,
        authorize(identify, limits),
        recorded(deps, begin, nobody),
        permit(scopes),
        takeBody,
      ],
    };
  };
}

/** Whoever wants the head alone takes no body: one that is written while it is read, or never ends, would stay open. */
const headOnly: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next();
  if (c.req.method === 'HEAD') await c.res.body?.cancel();
};

function authorize(identify: Identify, limits: Limits): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    await admit(c, identify, limits);
    await next();
  };
}

/**
 * Leaves a row. That of a change stands in the change's own transaction (`once`, `changed`); whatever left none is written
 * down here, before anybody sees the answer: a reading that cannot be written down is not answered.
 */
function recorded(
  deps: Pick<ApiDeps, 'sql' | 'log'>,
  begin: BeginAudit,
  nobody: boolean,
): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const reads = isReading(c.req.method);
    if (reads && nobody) return next();
    const audit = begin(c, c.get('principal'));
    c.set('audit', audit);
    await next();
    if (audit.written) return;
    const { status } = c.res;
    if (!reads && c.res.ok)
      deps.log.error({ request_id: c.get('requestId'), status }, 'a change was not recorded with itself');
    try {
      await audit.write(deps.sql, { status });
    } catch (error) {
      // Nothing of the answer is left, its headers neither.
      await c.res.body?.cancel();
      c.res = undefined;
      throw error;
    }
  };
}

function permit(scopes: readonly Scope[]): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    for (const scope of scopes) requireScope(c.get('principal').scopes, scope);
    await next();
  };
}

/** Also for what only the request says. @throws TingdaError `forbidden` */
export function requireScope(given: readonly string[], scope: Scope): void {
  if (allows(given, scope)) return;
  throw new TingdaError(
    'forbidden',
    `This needs a key with the scope ${scope}; nothing was read or stored. Ask whoever made your key for one.`,
  );
}

/** For where each thing behind it asks for its own scope: any key, within its limits. */
export function anyKey(identify: Identify, limits: Limits): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    await admit(c, identify, limits);
    await next();
  };
}

async function admit(c: Context<ApiEnv>, identify: Identify, limits: Limits): Promise<void> {
  const who = await identify(c);
  c.set('principal', who);
  const { waitMs, ...budget } = await limits.spend(who.id);
  c.set('budget', budget);
  if (waitMs > 0) throw tooMany(waitMs);
}

/** After the key, so that nobody without one makes us read a body. */
export const takeBody: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const reads = isReading(c.req.method);
  const bytes = reads ? new Uint8Array() : await readBytes(c.req.raw, MAX_BODY);
  c.set('body', bytes);
  if (bytes.length > 0) {
    requireJson(c.req.header('content-type'));
    requirePlain(c.req.header('content-encoding'));
    parseJson(bytes);
  }
  // It can be taken off the wire only once, and the validator that follows looks too, even for one that is not there.
  if (!reads) {
    const { headers } = c.req.raw;
    const body = bytes.length > 0 ? Buffer.from(bytes) : null;
    c.req.raw = new Request(c.req.url, { method: c.req.method, headers, body });
  }
  await next();
};
