/** The audit log's side of a request: what stands in its row, known before the handler runs, so that no route can forget it. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type AuditEntry, writeAudit } from '../../db/audit.ts';
import { belongsToCandidate } from '../../db/whose.ts';
import type { Principal } from '../auth/keys.ts';
import { clientAddress } from './client-address.ts';
import type { ApiDeps, ApiEnv, Audit } from './deps.ts';
import { isReading } from './methods.ts';
import { template } from './template.ts';

/** What the document says of an operation. */
interface Operation {
  id: string;
  /** Of success. */
  status: number;
}

/** By `METHOD /path/{id}`, as the routes themselves declare it; read when the first request comes. */
export function operationsOf(app: OpenAPIHono<ApiEnv>): () => Map<string, Operation> {
  let known: Map<string, Operation> | undefined;
  return () => {
    known ??= new Map(
      app.openAPIRegistry.definitions.flatMap((definition) => {
        if (definition.type !== 'route') return [];
        const { method, path, operationId, responses } = definition.route;
        const status = Object.keys(responses).find((one) => one.startsWith('2'));
        return [
          [`${method.toUpperCase()} ${path}`, { id: operationId ?? path, status: Number(status) }] as const,
        ];
      }),
    );
    return known;
  };
}

export type BeginAudit = (c: Context<ApiEnv>, who: Principal) => Audit;

/** Actor of what people and programs do. */
export const actorOf = (id: string): AuditEntry['actor'] => ({
  kind: id.startsWith('usr_') ? 'user' : 'key',
  id,
});

export function createAudit(
  deps: Pick<ApiDeps, 'hash'>,
  operations: () => Map<string, Operation>,
): BeginAudit {
  return (c, who) => {
    // Now: whoever has gone away has no address any more.
    const addressHash = deps.hash(clientAddress(c));
    const audit: Audit = {
      written: false,
      shown: null,
      async write(tx, { status, made, written } = {}) {
        const { method } = c.req;
        const reads = isReading(method);
        const operation = operations().get(`${reads ? 'GET' : method} ${template(c)}`);
        const code = status ?? operation?.status ?? 200;
        const inPath = c.req.path.split('/').filter(isId);
        const query = c.req.query();
        const subject = inPath.at(-1) ?? idIn(made);
        await writeAudit(tx, {
          actor: actorOf(who.id),
          action: `${operation?.id ?? template(c)}${written === undefined ? '' : '.written'}`,
          method,
          subject,
          about: [...inPath, subject, ...Object.values(query)].find(belongsToCandidate) ?? null,
          // What was refused may hold anything, also as a name.
          filters: code < 300 && reads ? filtersIn(query) : null,
          shown: written ?? audit.shown,
          requestId: c.get('requestId'),
          addressHash,
          status: code,
        });
      },
    };
    return audit;
  };
}

const isId = (text: string): boolean => /^[a-z]{3}_[0-9a-z]{25}$/.test(text);

function idIn(made: string | undefined): string | null {
  return made?.split('/').findLast(isId) ?? null;
}

function filtersIn(query: Record<string, string>): string[] | null {
  const names = Object.keys(query).filter((name) => name !== 'cursor' && name !== 'limit');
  return names.length > 0 ? names : null;
}
