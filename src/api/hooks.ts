/**
 * Step 1 of the way of one message: the raw body once, the signature before anything is parsed, the commit before the
 * 200. This is the hot path, so none of the API's middleware runs on it.
 */
import type { Context, Hono } from 'hono';
import { TingdaError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Channel, Hook, RawRequest } from '../ports.ts';
import { MAX_BODY, readBytes, requireType } from './body.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';
import { isFault, problem } from './problem.ts';

/** What most providers take for an acknowledgement: any 2xx. */
const TAKEN = { type: 'application/json', body: '{}' };

type Deps = Pick<ApiDeps, 'channels' | 'receive' | 'takeStatuses' | 'log' | 'metrics' | 'trace'>;

/** Each hook of each channel that is on. Anything but 200 means that nothing was stored and the provider may send it again. */
export function hookRoutes(app: Hono<ApiEnv>, deps: Deps): void {
  for (const channel of deps.channels.values()) {
    for (const hook of channel.hooks ?? []) {
      app.on([...hook.methods], `/hooks/${hook.path}`, createHook(deps, channel, hook));
    }
  }
}

function createHook(deps: Deps, channel: Channel, hook: Hook) {
  const { type, body } = hook.taken ?? TAKEN;
  // A secret in the path stays out of the label.
  const label = `/hooks/${hook.path.replace(/:(\w+)/g, '{$1}')}`;
  return async (c: Context<ApiEnv>): Promise<Response> => {
    const started = performance.now();
    const request = c.req.raw;
    const about = { channel: channel.type, method: request.method, route: label };
    const answer = await deps.trace.span('hook', about, async (tell) => {
      const answer = await take(deps, channel, hook, request)
        .then((told) => new Response(told ?? body, { headers: { 'content-type': type } }))
        .catch((error: unknown) => refuse(deps, channel, error));
      tell({ status: answer.status });
      return answer;
    });
    deps.metrics.http(request.method, label, answer.status, (performance.now() - started) / 1000);
    return answer;
  };
}

/** @returns what the provider wants to read instead of the usual */
async function take(deps: Deps, channel: Channel, hook: Hook, request: Request): Promise<string | undefined> {
  const { method } = request;
  // HEAD comes by the route of GET; a look is no message.
  if (method !== 'GET' && method !== 'POST')
    throw new TingdaError('method_not_allowed', 'This method is not taken here. Nothing was stored.');
  if (method === 'POST') requireType(request.headers.get('content-type'), hook.types);
  const body = method === 'POST' ? await readBytes(request, MAX_BODY) : new Uint8Array();
  const verified = await channel.verify(rawRequest(request, body));
  const { messages, statuses, hint, answer } = channel.parse(verified);
  try {
    if (messages.length > 0) await deps.receive(messages);
    if (statuses.length > 0) await deps.takeStatuses(statuses);
    if (hint) await channel.note?.(hint);
  } catch (cause) {
    throw new TingdaError('unavailable', 'The message was not stored. Please send it again.', { cause });
  }
  return answer;
}

/** The request as channels take it. */
export function rawRequest(request: Request, body: Uint8Array): RawRequest {
  const headers: Record<string, string> = {};
  request.headers.forEach((value, name) => {
    headers[name] = value;
  });
  const { url } = request;
  return { method: request.method, path: url.slice(url.indexOf('/', url.indexOf('://') + 3)), headers, body };
}

function refuse(deps: Pick<ApiDeps, 'log'>, channel: Channel, error: unknown): Response {
  const requestId = newId('req');
  if (isFault(error)) {
    const { type } = channel;
    deps.log.error({ request_id: requestId, channel: type, err: error }, 'a message could not be stored');
  }
  return problem(error, requestId);
}
