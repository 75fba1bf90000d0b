/**
 * `node scripts/openapi.js` writes `docs/openapi.json` as the code describes the API by now, and the client's types of it; a
 * test compares both with what is committed.
 */
import { writeFileSync } from 'node:fs';
import { typesOf } from '../packages/client/types.js';
import { describeApi } from '../src/api/describe.ts';

const document = await describeApi();
writeFileSync(new URL('../docs/openapi.json', import.meta.url), `${JSON.stringify(document, null, 2)}\n`);
writeFileSync(new URL('../packages/client/src/schema.d.ts', import.meta.url), await typesOf(document));
