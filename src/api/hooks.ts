/**
 * Step 1 of the way of one message: the raw body once, the signature before anything is parsed, the commit before the
 * 200. This is the hot path, so none of the API's middleware runs on it.
 */
import type { Context } from 'hono';
import { TingdaError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { RawRequest } from '../types.ts';
import { MAX_BODY, readBytes, requireJson } from './body.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';
import { isFault, notFound, problem } from './problem.ts';

const TAKEN = '{}';
const JSON_TYPE = { 'content-type': 'application/json' };

/** Handles `POST /hooks/:channel`. Anything but 200 means that nothing was stored and the provider may send it again. */
export function createHook(deps: Pick<ApiDeps, 'channels' | 'receive' | 'log' | 'metrics'>) {
  return async (c: Context<ApiEnv, '/hooks/:channel'>): Promise<Response> => {
    const started = performance.now();
    const type = c.req.param('channel');
    let answer: Response;
    try {
      await take(deps, type, c.req.raw);
      answer = new Response(TAKEN, { headers: JSON_TYPE });
    } catch (error) {
      answer = refuse(deps, type, error);
    }
    deps.metrics.http('POST', '/hooks/{channel}', answer.status, (performance.now() - started) / 1000);
    return answer;
  };
}

async function take(
  deps: Pick<ApiDeps, 'channels' | 'receive'>,
  type: string,
  request: Request,
): Promise<void> {
  const channel = deps.channels.get(type);
  if (!channel) throw notFound();
  requireJson(request.headers.get('content-type'));
  const body = await readBytes(request, MAX_BODY);
  const verified = await channel.verify(rawRequest(request, body));
  const { messages } = channel.parse(verified);
  if (messages.length === 0) return;
  try {
    await deps.receive(messages);
  } catch (cause) {
    throw new TingdaError('unavailable', 'The message was not stored. Please send it again.', { cause });
  }
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

function refuse(deps: Pick<ApiDeps, 'channels' | 'log'>, type: string, error: unknown): Response {
  const requestId = newId('req');
  if (isFault(error)) {
    // Only a channel that exists is named: the rest of the path is whatever somebody sent.
    const channel = deps.channels.has(type) ? type : null;
    deps.log.error({ request_id: requestId, channel, err: error }, 'a message could not be stored');
  }
  return problem(error, requestId);
}
