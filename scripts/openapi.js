/** `node scripts/openapi.js` writes `docs/openapi.json` as the code describes the API by now; a test compares the two. */
import { writeFileSync } from 'node:fs';
import { describeApi } from '../src/api/describe.ts';

const file = new URL('../docs/openapi.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(await describeApi(), null, 2)}\n`);
