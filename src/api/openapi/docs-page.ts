/** The document as a page to read, without a script and without anybody else's server. */
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { ApiEnv } from '../deps.ts';
import { type ApiDocument, type Operation, operationsOf } from '../document.ts';
import { anchorOf, bodiesOf, curlOf, webhooksOf } from './docs-parts.ts';
import { STYLE } from './docs-style.ts';
import { prose } from './prose.ts';

type Html = ReturnType<typeof html>;

/** Every chapter, every operation, every webhook. Examples are folded away until somebody wants them. */
export function docsPage(c: Context<ApiEnv>, document: ApiDocument): Response | Promise<Response> {
  const chapters = (document.tags ?? []).map(({ name, description }) => ({
    name,
    description,
    operations: operationsOf(document).filter(({ operation }) => operation.tags?.includes(name)),
  }));
  const webhooks = webhooksOf(document);
  c.header(
    'content-security-policy',
    `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  );
  return c.html(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${document.info.title} API</title>
<style>${raw(STYLE)}</style></head>
<body>
<header><h1>${document.info.title} API</h1>
<p lang="zh">每个请求都要带上 <code>Authorization: Bearer KEY</code>，密钥由 <code>tingda keys create</code> 生成；每个接口写明所需的权限。列表用 <code>cursor</code> 翻页，POST 带上 <code>Idempotency-Key</code> 可以放心重发，出错时 <code>detail</code> 会说明发生了什么、保留了什么、接下来怎么做。接口说明为英文。</p>
${prose(document.info.description ?? '')}
<p><a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1) · <a href="/llms.txt">/llms.txt</a></p></header>
<nav aria-label="Chapters 目录"><ul>${chapters.map(({ name, operations }) => html`<li><a href="#${anchorOf(name)}">${name}</a> <small>${operations.length}</small></li>`)}
<li><a href="#calls">Webhook calls 回调</a> <small>${webhooks.length}</small></li></ul></nav>
<main>${chapters.map(
    ({
      name,
      description,
      operations,
    }) => html`<section id="${anchorOf(name)}"><h2>${name}</h2>${prose(description ?? '')}
${operations.map(({ method, path, operation }) => operationPart(document, method, path, operation))}</section>`,
  )}
<section id="calls"><h2>Webhook calls 回调</h2><p>What your endpoint is sent, by the type of the event. <code lang="en">webhook-id</code>, <code>webhook-timestamp</code> and <code>webhook-signature</code> come with each.</p>
${webhooks.map(({ type, summary, bodies }) => html`<article><h3><code>${type}</code></h3><p>${summary}</p>${bodiesPart(bodies)}</article>`)}</section></main>
</body></html>`);
}

function operationPart(
  document: ApiDocument,
  method: string,
  path: string,
  operation: Operation,
): Html | Promise<Html> {
  const parameters = (operation.parameters ?? []).flatMap((one) => ('name' in one ? [one] : []));
  return html`<article id="${operation.operationId ?? ''}"><h3><span class="${method}">${method.toUpperCase()}</span> <code>${path}</code></h3>
<p class="summary">${operation.summary ?? ''}</p>${prose(operation.description ?? '')}
${
  parameters.length > 0
    ? html`<dl>${parameters.map(
        (
          one,
        ) => html`<dt><code>${one.name}</code> <small>${one.in}${one.required ? ' · required 必填' : ''}</small></dt>
<dd>${prose(one.description ?? '')}</dd>`,
      )}</dl>`
    : ''
}
<pre class="curl">${curlOf(document, method, path, operation)}</pre>
${bodiesPart(bodiesOf(document, operation))}
<p class="answers">Answers 状态码 ${Object.keys(operation.responses ?? {}).map((status) => html`<code>${status}</code> `)}</p></article>`;
}

const bodiesPart = (bodies: ReturnType<typeof bodiesOf>) =>
  bodies.map(
    ({ title, example }) =>
      html`<details><summary>${title}</summary><pre>${JSON.stringify(example, null, 2)}</pre></details>`,
  );

/** The page's own style, and no other. */
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
