import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApiEnv } from '../../src/api/deps.ts';
import { docsPage } from '../../src/api/openapi/docs-page.ts';
import { type Document, operationsOf, readDocument } from './document.ts';
import { type Harness, startHarness } from './harness.ts';

let api: Harness;
let document: Document;
beforeAll(async () => {
  api = await startHarness();
  document = await readDocument(api);
});
afterAll(() => api.close());

it('is a page that needs nothing from elsewhere, with every operation, description, example and webhook', async () => {
  const { status, headers, text } = await api.call('GET', '/docs');
  expect(status).toBe(200);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(text).not.toMatch(/<script|<link|<img| src=/);
  for (const { method, path, id } of operationsOf(document)) {
    const [, part = ''] = text.split(`<article id="${id}">`);
    expect(part).toContain(`>${method}</span> <code>${path}</code>`);
    expect(part).toContain('curl -fsS');
  }
  for (const type of Object.keys(document.webhooks)) expect(text).toContain(`<code>${type}</code>`);
  expect(text).toContain('&quot;headcount&quot;: 60');
  expect(text).toContain('每个请求都要带上');
});

it('has every word of it escaped', async () => {
  const evil = '<script>alert(1)</script><img src=x onerror=alert(1)> & "quoted"';
  const schema = { type: 'string' as const };
  const app = new Hono<ApiEnv>().get('/', (c) =>
    docsPage(c, {
      openapi: '3.1.0',
      info: { title: evil, version: '1', description: `${evil} \`${evil}\` **${evil}**` },
      tags: [{ name: evil, description: evil }],
      paths: {
        [`/v1/${evil}`]: {
          post: {
            ...{ operationId: evil, summary: evil, description: evil, tags: [evil] },
            parameters: [{ name: evil, in: 'query', description: evil, schema }],
            requestBody: { content: { 'application/json': { schema, example: evil } } },
            responses: { [evil as '200']: { description: evil } },
          },
        },
      },
      webhooks: { [evil]: { post: { summary: evil, responses: {} } } },
    }),
  );
  const page = await (await app.request('/')).text();
  expect(page).toContain('&lt;script&gt;');
  expect(page).not.toMatch(/<script|<img/);
});

it('is styled by what its policy names, and nothing else', async () => {
  const { headers, text } = await api.call('GET', '/docs');
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(text) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}'`);
  expect(text).not.toMatch(/ style=/);
});

it('is told in plain text too, every operation and webhook of it', async () => {
  const { status, headers, text } = await api.call('GET', '/llms.txt');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toContain('text/plain');
  expect(text).toMatch(/^# Tingda 听答\n\n> \S/);
  for (const { method, path } of operationsOf(document)) expect(text).toContain(`\`${method} ${path}\``);
  for (const type of Object.keys(document.webhooks)) expect(text).toContain(`\`${type}\``);
  expect(text.length).toBeLessThan(28_000);
});
