import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiEnv } from '../../src/api/deps.ts';
import { docsPage } from '../../src/api/document.ts';
import { checker, type Document, operationsOf, readDocument } from './document.ts';
import { type Harness, startHarness } from './harness.ts';

let api: Harness;
let document: Document;
beforeAll(async () => {
  api = await startHarness();
  document = await readDocument(api);
});
afterAll(() => api.close());

/** What we use of https://spec.openapis.org/oas/3.1/schema/2022-10-07, with nothing else allowed. */
const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string().regex(/^[\w.+-]+\/[\w.+-]+$/), z.strictObject({ schema }));
const parameter = z
  .strictObject({
    name: z.string(),
    in: z.enum(['query', 'header', 'path', 'cookie']),
    description: z.string().optional(),
    required: z.boolean().optional(),
    schema,
  })
  .refine((one) => one.in !== 'path' || one.required === true, 'a path parameter is required');
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
  summary: z.string().min(1),
  security: z.array(z.record(z.literal('api_key'), z.array(z.string()))),
  parameters: z.array(parameter).optional(),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$/),
    z.strictObject({ description: z.string().min(1), content: content.optional() }),
  ),
});
const openapi = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.string(), url: z.url() }),
  }),
  servers: z.array(z.strictObject({ url: z.string() })),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'patch', 'put', 'delete']), operation),
  ),
  webhooks: z.strictObject({}).optional(),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), schema),
    parameters: z.strictObject({}),
    securitySchemes: z.strictObject({
      api_key: z.strictObject({
        type: z.literal('http'),
        scheme: z.literal('bearer'),
        description: z.string(),
      }),
    }),
  }),
});

it('is OpenAPI 3.1 in its structure', () => {
  expect(openapi.safeParse(document).error?.issues ?? []).toEqual([]);
});

it('names every operation once and every parameter of its path', () => {
  const operations = operationsOf(document);
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  for (const [path, methods] of Object.entries(document.paths)) {
    const inPath = [...path.matchAll(/{(\w+)}/g)].map(([, name]) => name);
    for (const { parameters = [] } of Object.values(methods)) {
      expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(inPath);
    }
  }
});

it('has only JSON Schemas whose references lead somewhere', () => {
  for (const one of Object.values(document.components.schemas)) checker(document, one);
  const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
  for (const [, name] of references) expect(document.components.schemas).toHaveProperty(name!);
});

it('is shown on a page that needs nothing from elsewhere', async () => {
  const { status, headers, text } = await api.call('GET', '/docs');
  expect(status).toBe(200);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(text).not.toMatch(/<script|https?:\/\//);
  for (const { method, path } of operationsOf(document)) expect(text).toContain(`${method} ${path}`);
});

it('is shown with every word of it escaped', async () => {
  const evil = '<script>alert(1)</script><img src=x onerror=alert(1)> & "quoted"';
  const app = new Hono<ApiEnv>().get('/', (c) =>
    docsPage(c, {
      openapi: '3.1.0',
      info: { title: evil, version: '1' },
      paths: {
        [`/v1/${evil}`]: {
          get: {
            summary: evil,
            security: [{ api_key: [evil] }],
            responses: { [evil as '200']: { description: evil } },
          },
        },
      },
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

it('is told in plain text, every operation of it', async () => {
  const { status, headers, text } = await api.call('GET', '/llms.txt');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toContain('text/plain');
  for (const { method, path } of operationsOf(document)) expect(text).toContain(`\`${method} ${path}\``);
});
