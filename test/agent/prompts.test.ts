import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadPrompt, promptIds } from '../../src/agent/prompts.ts';

/** `NAME.LANGUAGE` → version → hash; a line is added, never changed. */
const versions: Record<string, Record<string, string>> = JSON.parse(
  readFileSync(new URL('../../src/agent/prompts/versions.json', import.meta.url), 'utf8'),
);
const files = promptIds().flatMap((id) => (['zh', 'en'] as const).map((language) => [id, language] as const));

it.each(files)('%s in %s has a version of its own for every text', (id, language) => {
  const { version, hash } = loadPrompt(id, language);
  const known = versions[`${id}.${language}`] ?? {};
  // Changed? Raise its version in both languages, and add the new line to versions.json.
  expect(known, `"${id}.${language}": { "${version}": "${hash}" }`).toMatchObject({ [version]: hash });
  expect(Math.max(...Object.keys(known).map(Number))).toBe(version);
  expect(new Set(Object.values(known)).size).toBe(Object.keys(known).length);
});

it('every prompt stands in both languages with the same version, and every line belongs to one', () => {
  for (const id of promptIds()) {
    expect(loadPrompt(id, 'en').version).toBe(loadPrompt(id, 'zh').version);
  }
  expect(Object.keys(versions).sort()).toEqual(files.map(([id, language]) => `${id}.${language}`).sort());
});

it('every frame of JSON says the word, without which several providers refuse JSON mode', () => {
  for (const language of ['zh', 'en'] as const) {
    expect(loadPrompt('json', language).text).toContain('JSON');
    expect(loadPrompt('repair', language).text).toContain('JSON');
  }
});

it('what is not there is not loaded', () => {
  expect(() => loadPrompt('nothing', 'en')).toThrow(/ENOENT/);
});
