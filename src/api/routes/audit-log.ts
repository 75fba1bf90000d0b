/** `/v1/audit_log`: who read personal data, and who changed what. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type AuditRow, listAudit } from '../../../db/audit.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { listing } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { id, moment, stored, timestamp } from '../schemas.ts';

const entry = z
  .object({
    id: id('aud'),
    at: timestamp,
    actor: z.object({
      kind: z.enum(['key', 'user', 'system', 'candidate']).openapi({
        description: '`candidate`: who downloaded what is kept of themself',
      }),
      id: z.string().openapi({ description: 'Of a key, a user or a candidate; `bootstrap`, `command_line`' }),
    }),
    action: z.string().openapi({ description: "The operation's name, or what was done in the pages of HR" }),
    method: z.string().nullable(),
    subject: z.string().nullable().openapi({ description: 'The id that it was about' }),
    candidate_id: id('cnd').nullable(),
    filters: z.array(z.string()).nullable().openapi({ description: 'Of a list: the names of its filters' }),
    shown: z.int().nullable().openapi({
      description:
        'Of a list: how many rows were shown. Of a file: in a row of its own when it has ended, like `exportCandidates.written`; without one nobody knows',
    }),
    request_id: z.string().nullable(),
    address_hash: z.string().nullable().openapi({
      description: 'Keyed: the same for the same address, and tells nothing else',
    }),
    status: z.int().openapi({ description: 'How it was answered; 499 of a file: the reader went away' }),
  })
  .openapi('AuditLogEntry');

function wire(row: AuditRow): z.infer<typeof entry> {
  return {
    id: row.id,
    at: stored(row.at),
    actor: { kind: row.actor_kind, id: row.actor_id },
    action: row.action,
    method: row.method,
    subject: row.subject,
    candidate_id: row.candidate_id,
    filters: row.filters,
    shown: row.shown,
    request_id: row.request_id,
    address_hash: row.address_hash,
    status: row.status,
  };
}

const filters = {
  actor: z
    .string()
    .regex(/^[a-z]{3}_[0-9a-z]{25}$|^[a-z_]{1,40}$/, 'must be the id of an actor')
    .optional(),
  candidate_id: id('cnd').optional(),
  action: z
    .string()
    .regex(/^[A-Za-z_.]{1,60}$/, 'must be the name of an action like getCandidate')
    .optional(),
  since: moment.optional(),
  until: moment.optional().openapi({ description: 'Before that moment' }),
};

export function auditLogRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('admin'),
    operationId: 'listAuditLog',
    ...listing(entry, filters),
    path: '/v1/audit_log',
    summary: 'Who read personal data and who changed what, newest first; reading this is written down too',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const filter = {
      actor: query.actor,
      candidateId: query.candidate_id,
      action: query.action,
      since: query.since === undefined ? undefined : new Date(query.since),
      until: query.until === undefined ? undefined : new Date(query.until),
    };
    const page = await listAudit(deps.sql, filter, pageRequest(c, 'audit_log', query));
    return c.json(pageAnswer(c, 'audit_log', page, wire), 200);
  });
}
