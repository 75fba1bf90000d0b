/** The examples of docs/imports.md, one after the other, as they stand there. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPENING } from '../api/harness.ts';
import { type Importing, startImporting } from './importing.ts';

let api: Importing;
beforeAll(async () => {
  api = await startImporting();
  await api.call('POST', '/v1/openings', { ...OPENING, code: 'SORT01', status: 'open' });
});
afterAll(() => api.close());

const page = readFileSync('docs/imports.md', 'utf8');
const examples = [...page.matchAll(/```(csv|ndjson) (\w+)\n([\s\S]*?)```/g)].map(
  ([, format, kind, file]) => ({ format: format!, kind: kind!, file: file! }),
);

it('has one for each kind', () => {
  expect(new Set(examples.map(({ kind }) => kind)).size).toBe(4);
});

it.each(examples)('$format of $kind is taken, and changes nothing when it is taken again', async (one) => {
  const query = `kind=${one.kind}&source=wms&country=CN${one.format === 'ndjson' ? '&ndjson' : ''}`;
  const first = await api.taken(query, one.file);
  expect(first).toMatchObject({ status: 'completed', errors: [] });
  expect(first.rows.created).toBe(first.rows.done);
  expect(first.rows.done).toBeGreaterThan(0);
  const again = await api.taken(query, one.file);
  expect(again).toMatchObject({ errors: [], rows: { unchanged: first.rows.done } });
});
