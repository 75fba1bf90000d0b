/** The OpenAPI document, made from the routes themselves. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './deps.ts';
import { describeChat } from './openapi/chat.ts';
import { exampleMaker, type Schema } from './openapi/examples.ts';
import { HEADERS, headersOf, pointers } from './openapi/headers.ts';
import { PARAMETERS } from './openapi/parameters.ts';
import { problemAnswers } from './openapi/problems.ts';
import { describeServer } from './openapi/server.ts';
import { TAGS, tagOf } from './openapi/tags.ts';
import { describeWebhooks } from './openapi/webhooks.ts';
import { problemSchema } from './schemas.ts';

export type ApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
export type Operation = NonNullable<NonNullable<ApiDocument['paths']>[string]['get']>;
interface Media {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { $ref: string }>;
}

/** Made when somebody reads it first: a start does not wait for it. */
export function documentOf(app: OpenAPIHono<ApiEnv>): () => ApiDocument {
  let made: ApiDocument | undefined;
  return () => {
    made ??= describe(app);
    return made;
  };
}

const DESCRIPTION = `Interviews for hourly jobs, held in messaging apps: openings, candidates, applications, interviews, what was made of them, and the way from a decision to the first shift.

**Begin** with a key of \`tingda keys create\`: every request under \`/v1\` carries \`Authorization: Bearer KEY\`, and each operation names the scope that it needs. Make an opening, invite somebody, read the interview; then let webhooks or \`/v1/events\` tell you what happens next.

**Lists** are \`{data, next_cursor, has_more}\`: send \`next_cursor\` as \`cursor\`, or follow the \`Link\` header. A cursor stays right while rows are added.

**Sending twice** is safe with an \`Idempotency-Key\` on a POST: the same key and body within 24 hours have one effect and one answer.

**Keeping a copy**: follow \`/v1/events?after=\`, or ask lists for \`updated_after\` with the largest \`updated_at\` that you have, less a minute.

**Errors** are \`application/problem+json\`. \`code\` is stable; \`detail\` says what happened, what was kept and what to do next; \`errors\` names the fields.

**Times** are RFC 3339 in UTC, **ids** are opaque, **amounts** of money are text. Fields may be added to answers at any time; what is taken away is announced.`;

function describe(app: OpenAPIHono<ApiEnv>): ApiDocument {
  const { openAPIRegistry: registry } = app;
  registry.registerComponent('securitySchemes', 'api_key', {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of `tingda keys create`; each operation names the scope that it needs',
  });
  registry.register('Problem', problemSchema);
  for (const [name, header] of Object.entries(HEADERS)) registry.registerComponent('headers', name, header);
  for (const [name, answer] of Object.entries(problemAnswers()))
    registry.registerComponent('responses', name, answer);
  describeServer(app);
  describeChat(app);
  describeWebhooks(app);
  const document = namePages(
    app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Tingda 听答',
        version: '1',
        description: DESCRIPTION,
        contact: { name: 'Whoever runs this server' },
        license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
      },
      servers: [{ url: '/', description: 'This server' }],
      tags: TAGS.map(({ name, description }) => ({ name, description })),
    }),
  );
  return dressed(document);
}

/** A page of `Opening` gets a name too, `OpeningPage`: whoever makes types of the document finds one. */
function namePages(document: ApiDocument): ApiDocument {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  for (const { operation } of operationsOf(document)) {
    const media: Media | undefined = operation.responses?.['200']?.content?.['application/json'];
    const { data, next_cursor } = media?.schema?.properties ?? {};
    if (!media?.schema || !next_cursor || !data?.items?.$ref) continue;
    const name = `${data.items.$ref.split('/').at(-1)}Page`;
    schemas[name] = media.schema;
    media.schema = { $ref: `#/components/schemas/${name}` };
  }
  return document;
}

/** Adds what follows from what is there: tags, headers, examples. */
function dressed(document: ApiDocument): ApiDocument {
  const make = exampleMaker((document.components?.schemas ?? {}) as Record<string, Schema>);
  const examples: Record<string, { value: unknown }> = {};
  /** One of a named schema stands once, beside the schemas. */
  const exemplify = (content: object | undefined) => {
    for (const [type, media] of Object.entries(content ?? {}) as [string, Media][]) {
      if (!/json$/.test(type) || !media.schema) continue;
      const name = media.schema.$ref?.split('/').at(-1);
      if (name === undefined) {
        media.example = make(media.schema);
        continue;
      }
      examples[name] ??= { value: make(media.schema) };
      media.examples = { [name]: { $ref: `#/components/examples/${name}` } };
    }
  };
  for (const { path, method, operation } of operationsOf(document)) {
    const tag = tagOf(path);
    if (tag !== undefined) operation.tags = [tag];
    for (const one of operation.parameters ?? [])
      if ('name' in one) one.description ??= PARAMETERS[one.name]!;
    const scopes = operation.security?.[0]?.api_key ?? [];
    if (scopes.length > 0) {
      // Scopes of a key are no scopes of OAuth, which are all that this place may name.
      Object.assign(operation, { security: [{ api_key: [] }], 'x-scope': scopes.join(' ') });
      const named = scopes.map((scope) => `\`${scope}\``).join(', ');
      const needs = scopes.length > 1 ? `all of the scopes ${named}` : `the scope ${named}`;
      operation.description = `${operation.description ?? ''}\n\nNeeds a key with ${needs}.`.trim();
    }
    for (const [status, answer] of Object.entries(operation.responses ?? {})) {
      if ('$ref' in answer) continue;
      exemplify(answer.content);
      const schema: Schema | undefined = answer.content?.['application/json']?.schema;
      const isPage = /Page$/.test(schema?.$ref ?? '');
      const headers = headersOf({ method, path, status, isPage });
      if (headers.length > 0) answer.headers = { ...answer.headers, ...pointers(headers) };
    }
    if (operation.requestBody && 'content' in operation.requestBody) exemplify(operation.requestBody.content);
  }
  for (const { post } of Object.values(document.webhooks ?? {}) as { post?: Operation }[])
    if (post?.requestBody && 'content' in post.requestBody) exemplify(post.requestBody.content);
  document.components = { ...document.components, examples };
  return document;
}

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

/** Each operation, in the order of the routes. */
export function operationsOf(document: ApiDocument) {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation: Operation | undefined = item[method];
      return operation ? [{ method, path, operation }] : [];
    }),
  );
}
