/** The OpenAPI document, made from the routes themselves, and a page that shows it without anybody else's server. */
import { createHash } from 'node:crypto';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { ApiEnv } from './deps.ts';

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

/** Made when somebody reads it first: a start does not wait for it. */
export function documentOf(app: OpenAPIHono<ApiEnv>): () => Document {
  let made: Document | undefined;
  return () => {
    made ??= describe(app);
    return made;
  };
}

function describe(app: OpenAPIHono<ApiEnv>): Document {
  app.openAPIRegistry.registerComponent('securitySchemes', 'api_key', {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of `tingda keys create`; each operation names the scope that it needs',
  });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Tingda 听答',
      version: '1',
      description:
        'Interviews by messaging app: openings, candidates, applications, interviews and their events.',
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    servers: [{ url: '/' }],
  });
}

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

/** Each operation as a reader wants it. */
function operationsOf(document: Document) {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const scope = operation.security?.[0]?.api_key?.join(', ') ?? '';
      const answers = Object.keys(operation.responses ?? {}).join(' ');
      return [{ call: `${method.toUpperCase()} ${path}`, summary: operation.summary ?? '', scope, answers }];
    }),
  );
}

/** The API in a page of plain text: https://llmstxt.org */
export function llmsText(document: Document): string {
  const lines = operationsOf(document).map(
    ({ call, summary, scope }) => `- \`${call}\`: ${summary}${scope && ` (scope ${scope})`}`,
  );
  return [
    '# Tingda 听答',
    '',
    `> ${document.info.description}`,
    '',
    'Every request carries `Authorization: Bearer KEY`. Lists are `{data, next_cursor, has_more}`, errors are',
    '`application/problem+json`, times are RFC 3339 in UTC. The whole description: [/openapi.json](/openapi.json).',
    '',
    '## Operations',
    '',
    ...lines,
    '',
  ].join('\n');
}

/** Every operation on one page. No script, nothing from elsewhere. */
export function docsPage(c: Context<ApiEnv>, document: Document): Response | Promise<Response> {
  const operations = operationsOf(document).map(
    ({ call, summary, scope, answers }) =>
      html`<tr><td><code>${call}</code></td><td>${summary}</td><td><code>${scope}</code></td><td>${answers}</td></tr>`,
  );
  c.header(
    'content-security-policy',
    `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  );
  return c.html(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Tingda 听答 API</title>
<style>${raw(STYLE)}</style></head>
<body><h1>Tingda 听答 API</h1>
<p>Every request carries <code>Authorization: Bearer KEY</code>. The whole description is <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).</p>
<p lang="zh">每个请求都要带上 <code>Authorization: Bearer KEY</code>。完整说明见 <a href="/openapi.json">/openapi.json</a>（OpenAPI 3.1）。</p>
<table><thead><tr><th>Operation 接口</th><th>What it does 用途</th><th>Scope 权限</th><th>Answers 状态码</th></tr></thead>
<tbody>${operations}</tbody></table></body></html>`);
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}' +
  'table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.4rem .6rem;border-top:1px solid #ccc}';

/** The page's own style, and no other. */
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
