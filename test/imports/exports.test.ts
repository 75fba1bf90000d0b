/** Lists as files: safe to open, without whoever was erased, and taken again by an import. */
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cell, plain } from '../../src/api/imports/cells.ts';
import { OPENING } from '../api/harness.ts';
import { type Importing, rows, startImporting } from './importing.ts';

let api: Importing;
beforeAll(async () => {
  api = await startImporting();
});
afterAll(() => api.close());

const add = async (given: object) => (await api.call('POST', '/v1/candidates', given)).body;
const exported = (path: string) => api.call('GET', `/v1/exports/${path}`);
const table = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });

const EVIL = ['=1+1', '+1-1', '-1+cmd|x', '@SUM(A1)', "'=1", '＝1+1', '\t=1', '\r=1', '  =1', "''@x"];

describe('a cell', () => {
  it.each(EVIL)('%j is not run by a spreadsheet, and is the same when it comes back', (evil) => {
    const [[seen]] = parse(cell(evil)) as [[string]];
    expect(seen).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
    expect(plain(seen)).toBe(evil);
  });

  it.each(['', 'Anna', "O'Neil", "'quoted'", '12', '-120.00', 'a,"b"\nc', ' x '])(
    '%j stays as it is',
    (text) => {
      const [[seen = '']] = (text === '' ? [['']] : parse(cell(text))) as [[string]];
      expect(seen).toBe(text);
      expect(plain(seen)).toBe(text);
    },
  );
});

describe('candidates', () => {
  it('are exported with no formula in any cell, and imported again without a change', async () => {
    const phones = EVIL.map((_, i) => `+861380001${1000 + i}`);
    for (const [i, evil] of EVIL.entries()) {
      await add({
        name: `${evil}`.trim(),
        phone: phones[i],
        source: `${evil}`.trim(),
        language: i % 2 ? 'zh' : null,
        time_zone: 'Asia/Shanghai',
        preferences: { areas: ['浦东', 'a;b'], slots: ['fri 22:00-06:00'], accepts_night: i % 3 === 0 },
        profile: {
          education: evil.trim(),
          experience: ['one\ntwo', '三；四', evil.trim()],
          skills: ['叉车'],
          age: 20 + i,
        },
        location: { lat: -31.25, lon: 121.5 },
      });
    }
    await add({});
    await api.taken('kind=candidates&source=ats', 'remote_id,name\n0017,某人\n');
    const count = EVIL.length + 2;
    const csv = await exported('candidates?format=csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toMatch(
      /^attachment; filename="candidates-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const cells = (parse(csv.text, { bom: true }) as string[][]).flat();
    expect(cells.filter((one) => /^\s*[=+\-@＝＋－＠]/u.test(one) && !/^-?[\d.]+$/.test(one))).toEqual([]);
    expect(table(csv.text).map(({ phone }) => phone)).toContain(`'${phones[0]}`);
    expect(table(csv.text).every(({ lat }) => lat === '' || lat === '-31.25')).toBe(true);
    const again = await api.taken('kind=candidates', csv.text);
    expect(again).toMatchObject({ errors: [], rows: rows({ unchanged: count }) });
    const ndjson = await exported('candidates?format=ndjson');
    expect(ndjson.headers.get('content-type')).toBe('application/x-ndjson');
    const once = await api.taken('kind=candidates&ndjson', ndjson.text);
    expect(once).toMatchObject({ errors: [], rows: rows({ unchanged: count }) });
  });

  it('are those of the filters, and none that was erased', async () => {
    const stays = await add({ name: 'stays', source: 'fair' });
    const goes = await add({ name: 'goes', source: 'fair' });
    await add({ name: 'other', source: 'web' });
    await api.call('DELETE', `/v1/candidates/${goes.id}`);
    const { text } = await exported('candidates?source=fair');
    expect(table(text).map(({ id }) => id)).toEqual([stays.id]);
    expect((await exported('candidates?radius_km=3')).status).toBe(422);
    expect((await exported('candidates?format=xls')).status).toBe(422);
  });

  it('come page by page: whoever goes away has the others not read', async () => {
    const file = ['remote_id', ...Array.from({ length: 1200 }, (_, i) => `${i}`)].join('\n');
    await api.taken('kind=candidates&source=paged', file);
    const all = table((await exported('candidates?source=paged')).text);
    expect(new Set(all.map(({ remote_id }) => remote_id)).size).toBe(1200);
    let asked = 0;
    const { sql } = api;
    const counting = new Proxy(sql, {
      get(target, name) {
        if (name === 'unsafe') asked += 1;
        return Reflect.get(target, name);
      },
    });
    const { exported: exporting } = await import('../../src/api/exports/stream.ts');
    const { candidates } = await import('../../src/api/exports/kinds.ts');
    const ended: unknown[] = [];
    const end = async (...how: unknown[]) => void ended.push(how);
    const answer = await exporting(api.deps.log, candidates(counting, { source: 'paged' }), 'csv', 'x', end);
    const reader = answer.body!.getReader();
    const head = (await reader.read()).value!;
    // The mark by which a spreadsheet knows its charset.
    expect([...head.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    await reader.read();
    await reader.cancel();
    expect(asked).toBe(1);
    expect(ended).toEqual([[500, 499]]);
  });
});

it('work is exported with its numbers, and without whoever was erased', async () => {
  await api.call('POST', '/v1/openings', { ...OPENING, code: 'EXPO01', status: 'open' });
  await api.taken('kind=candidates&source=e', 'remote_id,name\na,A\nb,B\n');
  const work = [
    'remote_id,candidate_remote_id,opening_code,starts_on,wage_amount,wage_currency,wage_per',
    'E-a,a,EXPO01,2026-01-05,26.50,CNY,hour',
    'E-b,b,EXPO01,2026-01-05,26.50,CNY,hour',
  ].join('\n');
  expect((await api.taken('kind=employments&source=e', work)).rows.created).toBe(2);
  const records = [
    'remote_id,employment_remote_id,period_start,period_end,metrics.parcels',
    'P-a,E-a,2026-02-01,2026-02-28,118',
    'P-b,E-b,2026-02-01,2026-02-28,90',
  ].join('\n');
  expect((await api.taken('kind=performance_records&source=e', records)).rows.created).toBe(2);
  const pay = [
    'remote_id,employment_remote_id,period_start,period_end,paid_on,currency,gross,net',
    'S-a,E-a,2026-02-01,2026-02-28,2026-03-05,CNY,5200.00,4980.00',
    'S-b,E-b,2026-02-01,2026-02-28,2026-03-05,CNY,5200.00,4980.00',
  ].join('\n');
  expect((await api.taken('kind=pay_statements&source=e', pay)).rows.created).toBe(2);
  const [gone] =
    await api.sql`select candidate_id from candidate_origins where source = 'e' and remote_id = 'b'`;
  await api.call('DELETE', `/v1/candidates/${gone!.candidate_id}`);
  const files = {
    applications: { stage: 'hired' },
    employments: { remote_id: 'E-a', wage_amount: '26.50', wage_per: 'hour', state: 'active' },
    performance_records: { remote_id: 'P-a', metrics: '{"parcels":118}' },
    pay_statements: { remote_id: 'S-a', gross: '5200.00', net: '4980.00', paid_on: '2026-03-05' },
  };
  for (const [name, expected] of Object.entries(files)) {
    expect(table((await exported(name)).text), name).toMatchObject([expected]);
    const lines = (await exported(`${name}?format=ndjson`)).text.trim().split('\n');
    expect(lines, name).toHaveLength(1);
  }
});
