/** The document as a page, without anybody else's server and without a script. */
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { ApiEnv } from '../deps.ts';
import { type ApiDocument, operationsOf } from '../document.ts';

/** Every operation on one page. No script, nothing from elsewhere. */
export function docsPage(c: Context<ApiEnv>, document: ApiDocument): Response | Promise<Response> {
  const operations = operationsOf(document).map(
    ({ method, path, operation }) =>
      html`<tr><td><code>${method.toUpperCase()} ${path}</code></td><td>${operation.summary}</td></tr>`,
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
<table><thead><tr><th>Operation 接口</th><th>What it does 用途</th></tr></thead>
<tbody>${operations}</tbody></table></body></html>`);
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}' +
  'table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.4rem .6rem;border-top:1px solid #ccc}';

/** The page's own style, and no other. */
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
