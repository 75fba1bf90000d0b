import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flowJsonSchema, formatPath, parseShape } from '../../src/flows/schema.ts';
import { sampleFlow } from './sample.ts';

describe('the published JSON Schema', () => {
  it('is the one that the loader checks by (else: npx tingda flows schema > src/flows/flow.schema.json)', () => {
    const published: unknown = JSON.parse(
      readFileSync(new URL('../../src/flows/flow.schema.json', import.meta.url), 'utf8'),
    );
    expect(published).toEqual(flowJsonSchema());
  });
});

describe('the shape of a flow', () => {
  it('takes a question of every type and changes nothing in it', () => {
    expect(parseShape(sampleFlow())).toEqual({ flow: sampleFlow() });
  });

  it('names every fault at once, each with what would be right', () => {
    const { title, languages, rubric, ...rest } = sampleFlow();
    const result = parseShape({
      ...rest,
      titel: title,
      languages: ['fr'],
      rubric: { ...rubric, version: 1.5 },
    });
    const problems = 'problems' in result ? result.problems : [];
    expect(problems.map(({ path, message }) => `${formatPath(path)} ${message}`)).toEqual([
      'title is missing: the name of the job',
      'languages[0] must be one of "zh", "en", not "fr"',
      'rubric.version must be a whole number: a whole number from 1, one more with every published change',
      'titel is not known here; known are "id", "version", "title", "languages", "budget", "sections", "rubric"',
    ]);
    expect(languages).toEqual(['zh', 'en']);
  });
});
