/**
 * `node scripts/openapi.js` writes `docs/openapi.json` as the code describes the API by now, and the client's types of it; a
 * test compares both with what is committed. With `--release`, at a release, also what later ones must not break.
 */
import { writeFileSync } from 'node:fs';
import { typesOf } from '../packages/client/types.js';
import { describeApi } from '../src/api/describe.ts';

const write = (path, text) => writeFileSync(new URL(`../${path}`, import.meta.url), text);

const document = await describeApi();
write('docs/openapi.json', `${JSON.stringify(document, null, 2)}\n`);
write('packages/client/src/schema.d.ts', await typesOf(document));
if (process.argv.includes('--release')) {
  const { paths, webhooks, components } = document;
  // Words and examples may change as they like.
  const told = new Set(['description', 'summary', 'example', 'examples']);
  const shape = (key, value) => (told.has(key) && !isFields(value) ? undefined : value);
  write('docs/openapi.released.json', `${JSON.stringify({ paths, webhooks, components }, shape)}\n`);
  write('docs/openapi.breaks.json', '[]\n');
}

/** A field may be called `summary` too: then it is a schema, and stays. */
function isFields(value) {
  return (
    typeof value === 'object' && value !== null && ('type' in value || '$ref' in value || 'anyOf' in value)
  );
}
