/** 100,000 people in one file: in bounded memory. The figures are printed. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Importing, rows, startImporting } from './importing.ts';

const ROWS = 100_000;
const WARM = 5_000;
const MB = 1024 * 1024;

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
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const crash = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const began = performance.now();
  await api.work(sent.body.id, { crash });
  const seconds = (performance.now() - began) / 1000;
  const { body } = await api.call('GET', `/v1/imports/${sent.body.id}`);
  // Those of before have another name now, by their numbers.
  const expected = rows({ created: ROWS - WARM, updated: WARM });
  expect(body).toMatchObject({ status: 'completed', rows: expected });
  const grown = (most - before) / MB;
  console.info(`${Math.round(ROWS / seconds)} rows/s, ${grown.toFixed(0)} MB more at most`);
  expect(grown).toBeLessThan(80);
}, 600_000);
