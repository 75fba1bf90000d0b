/** The HTTP application. The same one runs on Node and on Workers: it is given everything, and opens nothing. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { newId } from '../ids.ts';
import { createAudit, operationsOf } from './audit.ts';
import { chatRoutes } from './chat/routes.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';
import { documentOf } from './document.ts';
import { anyKey, createGuard } from './guard.ts';
import { metrics, ready } from './health.ts';
import { hookRoutes } from './hooks.ts';
import { hrRoutes } from './hr/routes.ts';
import { createIdentify } from './identify.ts';
import { createLimits, rateHeaders } from './limits.ts';
import { mcpRoutes } from './mcp.ts';
import { createMissing } from './missing.ts';
import { docsPage } from './openapi/docs-page.ts';
import { llmsText } from './openapi/llms.ts';
import { formRoutes } from './pages/form.ts';
import { ownDataRoutes } from './pages/own-data.ts';
import { signRoutes } from './pages/sign.ts';
import { isFault, problem, validationFailed } from './problem.ts';
import { applicationRoutes } from './routes/applications.ts';
import { approvalRoutes } from './routes/approvals.ts';
import { assessmentRoutes } from './routes/assessments.ts';
import { auditLogRoutes } from './routes/audit-log.ts';
import { backgroundCheckRoutes } from './routes/background-checks.ts';
import { candidateRoutes } from './routes/candidates.ts';
import { contractTemplateRoutes } from './routes/contract-templates.ts';
import { contractRoutes } from './routes/contracts.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { employmentRoutes } from './routes/employments.ts';
import { erasureRoutes } from './routes/erasures.ts';
import { eventRoutes } from './routes/events.ts';
import { exportArchiveRoutes } from './routes/export-archive.ts';
import { exportRoutes } from './routes/exports.ts';
import { importRoutes } from './routes/imports.ts';
import { interviewRoutes } from './routes/interviews.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { keyRoutes } from './routes/keys.ts';
import { legalHoldRoutes } from './routes/legal-holds.ts';
import { mediaRoutes } from './routes/media.ts';
import { messageRoutes } from './routes/messages.ts';
import { onboardingRoutes } from './routes/onboardings.ts';
import { openingRoutes } from './routes/openings.ts';
import { payRoutes } from './routes/pay-statements.ts';
import { performanceRoutes } from './routes/performance-records.ts';
import { personalDataRoutes } from './routes/personal-data.ts';
import { retentionRoutes } from './routes/retention.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { shiftRoutes } from './routes/shifts.ts';
import { stageRoutes } from './routes/stages.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { userSessionRoutes } from './routes/user-sessions.ts';
import { userRoutes } from './routes/users.ts';
import { webhookEndpointRoutes } from './routes/webhook-endpoints.ts';
import { sealed } from './sealed.ts';
import { stepHookRoutes } from './step-hooks.ts';
import { template } from './template.ts';

export type { ApiDeps } from './deps.ts';
export { checkParts } from './health.ts';

/** A new resource is one file in `routes/` and one line here. */
const resources = [
  openingRoutes,
  shiftRoutes,
  candidateRoutes,
  importRoutes,
  exportRoutes,
  personalDataRoutes,
  exportArchiveRoutes,
  erasureRoutes,
  legalHoldRoutes,
  retentionRoutes,
  applicationRoutes,
  stageRoutes,
  decisionRoutes,
  onboardingRoutes,
  employmentRoutes,
  approvalRoutes,
  performanceRoutes,
  payRoutes,
  contractTemplateRoutes,
  contractRoutes,
  interviewRoutes,
  assessmentRoutes,
  reviewRoutes,
  backgroundCheckRoutes,
  messageRoutes,
  mediaRoutes,
  ticketRoutes,
  invitationRoutes,
  eventRoutes,
  webhookEndpointRoutes,
  keyRoutes,
  userRoutes,
  userSessionRoutes,
  auditLogRoutes,
];

export function createApp(deps: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw validationFailed(result.error.issues);
    },
  });
  // First and alone on their paths: no middleware of the API stands before a message.
  hookRoutes(app, deps);
  stepHookRoutes(app, deps);

  const limits = createLimits(deps);
  const identify = createIdentify(deps, limits);
  for (const path of ['/healthz', '/readyz', '/metrics']) app.use(path, sealed);
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', (c) => ready(c, deps));
  app.get('/metrics', (c) => metrics(c, deps, identify));

  chatRoutes(app, deps);
  formRoutes(app, deps);
  signRoutes(app, deps);
  ownDataRoutes(app, deps);
  hrRoutes(app, deps);

  for (const path of ['/v1/*', '/mcp', '/openapi.json', '/docs', '/llms.txt']) app.use(path, sealed);
  for (const path of ['/v1/*', '/mcp']) app.use(path, observe(deps));
  const guard = createGuard(identify, limits, deps, createAudit(deps, operationsOf(app)));
  for (const add of resources) add(app, deps, guard);
  mcpRoutes(app, deps, anyKey(identify, limits));

  const document = documentOf(app);
  app.get('/openapi.json', (c) => c.json(document()));
  app.get('/docs', (c) => docsPage(c, document()));
  app.get('/llms.txt', (c) => c.text(llmsText(document())));

  app.onError((error, c) => {
    const requestId = requestIdOf(c);
    if (isFault(error))
      deps.log.error({ request_id: requestId, route: template(c), err: error }, 'a request failed');
    return problem(error, requestId);
  });
  const missing = createMissing(app.routes);
  app.notFound((c) => missing(c.req.method, c.req.path, requestIdOf(c)));
  return app;
}

function requestIdOf(c: Context<ApiEnv>): string {
  return c.get('requestId') ?? newId('req');
}

/** Names the request, and afterwards measures, logs and seals the answer. */
function observe(deps: Pick<ApiDeps, 'log' | 'metrics' | 'trace'>): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const started = performance.now();
    const requestId = newId('req');
    c.set('requestId', requestId);
    await deps.trace.span('request', { request_id: requestId }, async (tell) => {
      await next();
      tell({
        method: METHODS.has(c.req.method) ? c.req.method : 'other',
        route: template(c),
        status: c.res.status,
      });
    });
    const ms = performance.now() - started;
    const { headers, status } = c.res;
    headers.set('x-request-id', requestId);
    headers.set('cache-control', 'no-store');
    const budget = c.get('budget');
    if (budget) for (const [name, value] of Object.entries(rateHeaders(budget))) headers.set(name, value);
    const { method } = c.req;
    const route = template(c);
    deps.metrics.http(METHODS.has(method) ? method : 'other', route, status, ms / 1000);
    deps.log.info(
      { request_id: requestId, method, route, status, ms: Math.round(ms), by: c.get('principal')?.id },
      'request',
    );
  };
}

/** A label comes from a fixed list: a method can be any word that somebody sends. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
