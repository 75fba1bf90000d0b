/** 100,000 people in one file: what is held does not grow with the rows. The figures are printed. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CrashPoint } from '../../src/crash.ts';
import { type Importing, rows, startImporting } from './importing.ts';

const ROWS = 100_000;
const WARM = 5_000;
const MB = 1024 * 1024;
/** Batches between two looks at what is held. */
const EACH = 50;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** What is left when everything is thrown away that nobody needs. */
function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MB;
}

let api: Importing;
beforeAll(async () => {
  api = await startImporting();
});
afterAll(() => api.close());

it('takes 100,000 rows without growing', async () => {
  const line = (i: number) =>
    `R-${i},张伟${i},+86138${10_000_000 + i},zh,浦东;闵行,fri 22:00-06:00,sorter;courier,true,"顺丰分拣，两年",叉车,${20 + (i % 40)}`;
  const head = 'remote_id,name,phone,language,areas,slots,roles,accepts_night,experience,skills,age';
  const file = Buffer.from([head, ...Array.from({ length: ROWS }, (_, i) => line(i))].join('\n'));
  // What every process grows by before it has settled is not the file's.
  const some = file.subarray(0, file.indexOf(`\nR-${WARM},`) + 1);
  expect((await api.taken('kind=candidates&source=warm', some)).rows.done).toBe(WARM);
  const sent = await api.send('kind=candidates&source=large', file);
  expect(sent.status, sent.text).toBe(201);
  const began = performance.now();
  const looks: number[] = [];
  let [batches, looking] = [0, 0];
  const crash = (point: CrashPoint) => {
    if (point !== 'import.committed' || ++batches % EACH > 0) return;
    const start = performance.now();
    looks.push(held());
    looking += performance.now() - start;
  };
  await api.work(sent.body.id, { crash });
  const seconds = (performance.now() - began - looking) / 1000;
  const { body } = await api.call('GET', `/v1/imports/${sent.body.id}`);
  // Those of before have another name now, by their numbers.
  const expected = rows({ created: ROWS - WARM, updated: WARM });
  expect(body).toMatchObject({ status: 'completed', rows: expected });
  const grown = Math.max(...looks) - looks[0]!;
  console.info(`${Math.round(ROWS / seconds)} rows/s, ${grown.toFixed(1)} MB more held at most`);
  expect(looks.length).toBe(ROWS / 200 / EACH);
  expect(grown).toBeLessThan(10);
}, 600_000);
