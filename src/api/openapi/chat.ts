/** What the document says of the web chat: the page's own API, for who shows the chat in a page of theirs. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ApiEnv } from '../deps.ts';
import { timestamp } from '../schemas.ts';
import { problemPointer, type Status } from './problems.ts';

const clientId = z.string().openapi({
  description:
    'What the page calls its message, 1 to 64 of `A-Za-z0-9_-`: sent again by it, it is the same one',
  example: 'msg-0001',
});
const message = z
  .object({
    id: z.string().openapi({ example: 'i12' }),
    from: z.enum(['candidate', 'bot', 'hr']),
    kind: z.enum(['text', 'button', 'voice', 'file', 'other']),
    text: z.string(),
    buttons: z.array(z.object({ label: z.string(), payload: z.string() })).openapi({ example: [] }),
    at: timestamp,
    client_id: z.string().nullable(),
  })
  .openapi('ChatMessage');
const thread = z
  .object({
    data: z.array(message),
    cursor: z.string().openapi({ description: 'Where the stream goes on', example: '12.1772805731000000' }),
    typing: z.boolean(),
    language: z.enum(['zh', 'en']),
  })
  .openapi('ChatThread');
const written = z
  .strictObject({
    client_id: clientId,
    text: z.string().max(8000),
    button: z
      .string()
      .optional()
      .openapi({ description: 'The `payload` of the button that was pressed; `text` is then its label' }),
  })
  .openapi('NewChatMessage', { example: { client_id: 'msg-0001', text: '我做过两年分拣。' } });
const voice = z
  .object({ client_id: clientId, audio: z.string().openapi({ format: 'binary' }) })
  .openapi('NewChatVoice');
const taken = z
  .object({ id: z.string().openapi({ example: 'i12' }), client_id: clientId, at: timestamp })
  .openapi('TakenChatMessage');

const params = z.object({
  code: z.string().openapi({
    description: 'The code of an opening, or of a personal invitation',
    example: 'SORT2026',
  }),
});
const problems = (...statuses: Status[]) =>
  Object.fromEntries(statuses.map((status) => [status, problemPointer(status)]));
const json = (description: string, schema: z.ZodType) => ({
  description,
  content: { 'application/json': { schema } },
});

/** Registers them; the handlers are in `chat/routes.ts`. */
export function describeChat(app: OpenAPIHono<ApiEnv>): void {
  const { openAPIRegistry: registry } = app;
  registry.registerComponent('securitySchemes', 'visitor', {
    type: 'apiKey',
    in: 'cookie',
    name: 'tingda_chat',
    description: 'Set by `GET /chat/{code}`: who writes. Nobody logs in',
  });
  const security = [{ visitor: [] }];
  registry.registerPath({
    method: 'get',
    path: '/chat/{code}',
    operationId: 'openChat',
    summary: 'The page of the web chat',
    description:
      'Sets the cookie that says who writes. Any code gets a page; one that is unknown says so kindly.',
    security: [],
    request: { params },
    responses: {
      200: { description: 'The page', content: { 'text/html': { schema: z.string() } } },
      404: {
        description: 'The page, which says that nobody knows the code',
        content: { 'text/html': { schema: z.string() } },
      },
    },
  });
  registry.registerPath({
    method: 'get',
    path: '/chat/{code}/messages',
    operationId: 'listChatMessages',
    summary: 'What was written so far, first to last',
    description:
      'The first time that is the starting point, like `/start CODE` elsewhere: the bot then introduces itself.',
    security,
    request: { params },
    responses: { 200: json('The thread', thread), ...problems(401, 404, 429, 503) },
  });
  registry.registerPath({
    method: 'post',
    path: '/chat/{code}/messages',
    operationId: 'writeChatMessage',
    summary: 'Write, press a button, or send a recording',
    description:
      'Stored before it is answered; the reply comes by the stream. A recording goes as a form, once the person agreed to the interview. Taken from pages of this server only.',
    security,
    request: {
      params,
      body: {
        required: true,
        content: { 'application/json': { schema: written }, 'multipart/form-data': { schema: voice } },
      },
    },
    responses: {
      201: json('Stored', taken),
      ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
    },
  });
  registry.registerPath({
    method: 'get',
    path: '/chat/{code}/stream',
    operationId: 'streamChat',
    summary: 'What is written, as it is, as server-sent events',
    description:
      '`message` has a message, `state` whether somebody is typing and the language. A reader that was cut off comes back with `Last-Event-ID`, or with `after` and the thread’s `cursor`.',
    security,
    request: {
      params,
      query: z.object({
        after: z.string().optional().openapi({ description: 'The `cursor` of the thread' }),
      }),
    },
    responses: {
      200: { description: 'The stream', content: { 'text/event-stream': { schema: z.string() } } },
      ...problems(400, 401, 404, 429, 503),
    },
  });
}
