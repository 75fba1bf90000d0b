/** How OpenAI's servers, and what stands before them, fail. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { fault as anyFault } from './faults.ts';
import { answerJson as send } from './server.ts';

export const fault = z.object({
  ...anyFault,
  /**
   * `rate_limit`: 429, with `retry_after` if given. `quota`: the money is spent. `trickle`: a body that never ends.
   * `garbage`: 200 with a page; `error_page`: 502 with one. `empty`: 200 without a body. `cut`: half of a right answer.
   * `break`: the connection, in the middle of one. `slow`: the right answer after `ms`. `mistyped`: the right answer, called
   * a page. `error_inside`: 200 with an error. `filter`: the words are not allowed.
   */
  kind: z.enum([
    'rate_limit',
    'unauthorized',
    'quota',
    'server_error',
    'overloaded',
    'error_page',
    'reset',
    'break',
    'hang',
    'slow',
    'trickle',
    'garbage',
    'empty',
    'cut',
    'mistyped',
    'error_inside',
    'filter',
  ]),
  path: z.enum(['chat', 'transcription']).optional(),
  retry_after: z.number().optional(),
});
export type Fault = z.infer<typeof fault>;

/** @returns whether the request has been answered, or never will be */
export async function misbehave(
  met: Fault,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const page = { 'content-type': 'text/html' };
  const json = { 'content-type': 'application/json' };
  switch (met.kind) {
    case 'rate_limit': {
      const pause = met.retry_after === undefined ? {} : { 'retry-after': String(met.retry_after) };
      send(response, 429, { error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } }, pause);
      return true;
    }
    case 'quota':
      send(response, 402, { error: { message: 'Insufficient Balance', code: 'invalid_request_error' } });
      return true;
    case 'server_error':
      send(response, 500, { error: { message: 'The server had an error' } });
      return true;
    case 'overloaded':
      send(response, 503, { error: { message: 'The engine is currently overloaded' } });
      return true;
    case 'error_page':
      response.writeHead(502, page).end('<html><h1>502 Bad Gateway</h1></html>');
      return true;
    case 'garbage':
      response.writeHead(200, page).end('<html><title>Welcome</title></html>');
      return true;
    case 'empty':
      response.writeHead(200, json).end();
      return true;
    case 'error_inside':
      send(response, 200, { error: { message: 'Provider returned error', code: 502 } });
      return true;
    case 'filter':
      // https://help.aliyun.com/zh/model-studio/error-code
      send(response, 400, {
        error: { message: 'Input data may contain inappropriate content.', code: 'data_inspection_failed' },
      });
      return true;
    case 'cut':
      response.writeHead(200, json).end('{"text": "Half of an');
      return true;
    case 'break':
      response
        .writeHead(200, { ...json, 'content-length': '1000' })
        .write('{"id": "chatcmpl-1", "choices": [{');
      // After what was written has left.
      setImmediate(() => request.socket.resetAndDestroy());
      return true;
    case 'reset':
      request.socket.resetAndDestroy();
      return true;
    case 'hang':
      return true;
    case 'trickle': {
      response.writeHead(200, json);
      const drip = setInterval(() => response.write(' '), 50);
      response.once('close', () => clearInterval(drip));
      return true;
    }
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, met.ms ?? 1000));
      return false;
    default:
      return false;
  }
}
