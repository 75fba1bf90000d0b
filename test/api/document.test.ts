import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectral, { type RulesetDefinition } from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { describe, expect, it } from 'vitest';
import { describeApi } from '../../src/api/describe.ts';
import { type Document, faultsOfExample, mediaOf, nameOf } from './document.ts';

const source = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
const document: Document = JSON.parse(source);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ call: `${method} ${path}`, path, operation })),
);

it('is docs/openapi.json: `node scripts/openapi.js` writes it anew', async () => {
  expect(await describeApi()).toEqual(document);
});

describe('it is found right, without a warning, by', () => {
  const redocly = async (text: string) => {
    const config = await createConfig({ extends: ['recommended-strict'] });
    const found = await lintFromString({ source: text, absoluteRef: 'openapi.json', config });
    return found.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`);
  };
  const oas = async (text: string) => {
    const linter = new spectral.Spectral();
    // Its types are those of another version of the specification.
    linter.setRuleset({ extends: [rulesets.oas as RulesetDefinition] });
    return (await linter.run(text)).map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`);
  };

  it('Redocly, as strictly as it recommends', async () => {
    expect(await redocly(source)).toEqual([]);
  });

  it('Spectral', async () => {
    expect(await oas(source)).toEqual([]);
  });

  it('and both would say so if it were not', async () => {
    const { info, openapi, components } = document;
    const item = { get: { operationId: 'two words', responses: { 200: { $ref: '#/nowhere' } } } };
    const broken = JSON.stringify({ openapi, info, components, paths: { '/v1/x/': item } });
    expect((await redocly(broken)).join()).toMatch(/no-unresolved-refs.*security-defined/s);
    expect((await oas(broken)).join()).toMatch(/operation-description.*invalid-ref/s);
  });
});

describe('every operation', () => {
  it('is told in a sentence and described in more, beside its route', () => {
    for (const { call, operation } of operations) {
      const help = `${call} needs a summary and a description: write both in its createRoute`;
      expect(operation.summary, help).toMatch(/\S.{8}/);
      expect(operation.description.replace(/\n\nNeeds a key.*/, ''), help).toMatch(/\S.{20}/);
    }
  });

  it('belongs to a tag', () => {
    const tags = document.tags.map(({ name }) => name);
    for (const { call, operation } of operations)
      expect(tags, `${call} has no tag: give its path a row in src/api/openapi/tags.ts`).toContain(
        operation.tags?.[0],
      );
  });

  it('has bodies with names, so that a client’s types have them', () => {
    for (const { call, operation } of operations)
      for (const { type, media } of mediaOf(document, operation))
        if (/[/+]json$/.test(type))
          expect(media.schema.$ref, `${call}: name its body by .openapi('Name')`).toBeDefined();
  });

  it('has an example of each JSON body that its schema takes, whole', () => {
    for (const { call, operation } of operations)
      for (const { type, media } of mediaOf(document, operation)) {
        if (!/[/+]json$/.test(type)) continue;
        const name = nameOf(media);
        const help = `${call} (${name}): give the field an .openapi({ example }), or a row in src/api/openapi/example-values.ts`;
        expect(faultsOfExample(document, media), help).toEqual([]);
      }
  });
});

it('says of every parameter what it means', () => {
  for (const { call, operation } of operations)
    for (const { name, description } of operation.parameters ?? [])
      expect(
        description,
        `${call} ${name}: give it a description, or its name a row in src/api/openapi/parameters.ts`,
      ).toMatch(/\S.{8}/);
});

it('names every operation once and every parameter of its path', () => {
  expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  for (const { path, operation } of operations) {
    const inPath = [...path.matchAll(/{(\w+)}/g)].map(([, name]) => name);
    const named = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
    expect(named).toEqual(inPath);
  }
});
