/** What the document says of addresses outside `/v1`: health, figures, and the callbacks of providers that speak our protocol. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { HOOK_PATHS } from '../../pipeline/provider.ts';
import { reportedStates } from '../../pipeline/providers/http.ts';
import type { StepKind } from '../../types.ts';
import type { ApiEnv } from '../deps.ts';
import { timestamp } from '../schemas.ts';
import { problemPointer } from './problems.ts';

const part = z
  .object({ state: z.enum(['ok', 'degraded', 'down']), detail: z.string().optional() })
  .openapi({ example: { state: 'ok' } });
const readiness = z
  .object({
    status: z.enum(['ok', 'degraded', 'unavailable']),
    parts: z.record(z.string(), part).openapi({
      example: { database: { state: 'ok' }, session: { state: 'ok' }, telegram: { state: 'ok' } },
    }),
  })
  .openapi('Readiness');
const liveness = z.object({ status: z.literal('ok') }).openapi('Liveness');

const answer = (description: string, schema: z.ZodType, type = 'application/json') => ({
  description,
  content: { [type]: { schema } },
});

/** Registers them; their handlers stand where they always did. */
export function describeServer(app: OpenAPIHono<ApiEnv>): void {
  const { openAPIRegistry: registry } = app;
  registry.registerPath({
    method: 'get',
    path: '/healthz',
    operationId: 'getLiveness',
    summary: 'Whether the process lives',
    description: 'Asks nobody else: for whoever restarts it when it does not answer.',
    security: [],
    responses: { 200: answer('It lives', liveness), 405: { description: 'Another method than GET' } },
  });
  registry.registerPath({
    method: 'get',
    path: '/readyz',
    operationId: 'getReadiness',
    summary: 'Every part and its state',
    description:
      '503 only when the database cannot be used. Whatever else is away, Redis and channels included, is `degraded` with 200, and named.',
    security: [],
    responses: {
      200: answer('It can be used, perhaps without a part', readiness),
      503: answer('The database cannot be used', readiness),
      405: { description: 'Another method than GET' },
    },
  });
  registry.registerPath({
    method: 'get',
    path: '/metrics',
    operationId: 'getMetrics',
    summary: 'Its figures, as Prometheus reads them',
    description:
      'Open to who asks this very machine; from elsewhere it needs a key with the scope `insight:read`.',
    security: [{}, { api_key: [] }],
    responses: {
      200: answer('The figures', z.string(), 'text/plain'),
      401: problemPointer(401),
      403: problemPointer(403),
    },
  });
  for (const kind of Object.keys(HOOK_PATHS) as StepKind[]) describeHook(app, kind);
}

const NAMES = {
  background_check: 'BackgroundCheck',
  contract: 'Contract',
  onboarding: 'Onboarding',
} as const;

function describeHook(app: OpenAPIHono<ApiEnv>, kind: StepKind): void {
  const words = kind.replace('_', ' ');
  const report = z
    .object({
      type: z.literal(`${kind}.updated`),
      step_id: z.string().optional().openapi({
        description: 'The `id` that we asked with; or `external_id`, one of the two',
      }),
      external_id: z.string().optional().openapi({ description: 'Your own id, as you answered with it' }),
      state: z.enum(reportedStates(kind)),
      at: timestamp.openapi({
        description: 'When it became so: what is older than what is known changes nothing',
      }),
      detail: z.string().optional().openapi({ description: 'A code or an address, for people' }),
    })
    .openapi(`${NAMES[kind]}Report`);
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: `/hooks/${HOOK_PATHS[kind]}/{provider}`,
    operationId: `report${NAMES[kind]}`,
    summary: `A provider tells how ${/^o/.test(words) ? 'an' : 'a'} ${words} goes`,
    description:
      'For providers that speak our neutral protocol. The call is signed by Standard Webhooks with the secret that both know; a second telling, an older one, and one that does not fit where the step is by now change nothing and are answered with 200 all the same.',
    security: [],
    request: {
      params: z.object({
        provider: z.string().openapi({ description: 'The name under which it is set up', example: 'http' }),
      }),
      body: { required: true, content: { 'application/json': { schema: report } } },
    },
    responses: {
      200: { description: 'Taken' },
      400: problemPointer(400),
      401: problemPointer(401),
      404: problemPointer(404),
      413: problemPointer(413),
      415: problemPointer(415),
      503: problemPointer(503),
    },
  });
}
