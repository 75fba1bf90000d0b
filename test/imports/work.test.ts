/** Rows of somebody's work: whom they are about, and that nobody is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untoldPay } from '../../db/pay-statements.ts';
import { OPENING } from '../api/harness.ts';
import { type Importing, rows, startImporting } from './importing.ts';

let api: Importing;
let opening: string;
beforeAll(async () => {
  api = await startImporting();
  opening = (await api.call('POST', '/v1/openings', { ...OPENING, code: 'WORK01', status: 'open' })).body.id;
});
afterAll(() => api.close());

const table = (...lines: string[]) => `${lines.join('\n')}\n`;
let last = 13_700_000_000;
const hire = async (source: string, name: string) => {
  const phone = `+86${++last}`;
  await api.taken(
    `kind=candidates&source=${source}`,
    table('remote_id,phone,name', `${name},${phone},${name}`),
  );
  const result = await api.taken(
    `kind=employments&source=${source}`,
    table('remote_id,candidate_remote_id,opening_code,starts_on', `E-${name},${name},work01,2026-01-05`),
  );
  expect(result).toMatchObject({ rows: rows({ created: 1 }), errors: [] });
  const [row] = await api.sql<{ id: string; application_id: string; candidate_id: string }[]>`
    select e.id, e.application_id, a.candidate_id from employments e join applications a on a.id = e.application_id
    where e.source = ${source} and e.remote_id = ${`E-${name}`}`;
  return { ...row!, phone };
};
const silent = async () => {
  const said = await api.sql`
    select 1 from inbox union all select 1 from outbox union all
    select 1 from deadlines where kind in ('employment.pay_day', 'screening')`;
  expect(said).toEqual([]);
};

it('an employment begins with its application, tells so by its events, and says nothing to anybody', async () => {
  const { id, application_id } = await hire('emp', 'a');
  const { body } = await api.call('GET', `/v1/applications/${application_id}`);
  expect(body).toMatchObject({ stage: 'hired', opening_id: opening });
  const { data } = (await api.call('GET', `/v1/events?application_id=${application_id}`)).body;
  expect(data.map(({ type }) => type)).toEqual([
    'application.created',
    'stage.changed',
    'employment.started',
  ]);
  const again = table(
    'remote_id,candidate_remote_id,opening_code,starts_on,wage_amount,wage_currency,wage_per,ends_on,end_reason',
    'E-a,a,WORK01,2026-01-05,26.5,CNY,hour,2026-02-01,resigned',
  );
  expect((await api.taken('kind=employments&source=emp', again)).rows).toEqual(rows({ updated: 1 }));
  expect((await api.call('GET', `/v1/employments/${id}`)).body).toMatchObject({
    state: 'ended',
    ends_on: '2026-02-01',
    wage: { amount: '26.5', per: 'hour' },
  });
  expect((await api.taken('kind=employments&source=emp', again)).rows).toEqual(rows({ unchanged: 1 }));
  // Another wage is for a second person to agree to.
  const raised = again.replace('26.5,', '99,');
  expect((await api.taken('kind=employments&source=emp', raised)).errors).toMatchObject([
    { line: 2, column: 'wage_amount', code: 'needs_approval' },
  ]);
  const other = again.replace('2026-01-05', '2026-01-06');
  expect((await api.taken('kind=employments&source=emp', other)).errors).toMatchObject([
    { line: 2, column: 'starts_on', code: 'conflict' },
  ]);
  await silent();
});

it('a record is of the work that a row names, and keeps what the row leaves out', async () => {
  const { id, phone, candidate_id } = await hire('perf', 'b');
  const head = 'remote_id,candidate_phone,period_start,period_end,metrics.parcels,rating';
  const file = table(head, `P-1,${phone},2026-02-01,2026-02-28,118,4`);
  expect((await api.taken('kind=performance_records&source=perf', file)).rows).toEqual(rows({ created: 1 }));
  const less = table(
    'remote_id,employment_id,period_start,period_end,rating',
    `P-1,${id},2026-02-01,2026-02-28,5`,
  );
  expect((await api.taken('kind=performance_records&source=perf', less)).rows).toEqual(rows({ updated: 1 }));
  const { data } = (await api.call('GET', `/v1/performance_records?candidate_id=${candidate_id}`)).body;
  expect(data).toMatchObject([{ employment_id: id, metrics: { parcels: 118 }, rating: 5 }]);
});

it('a row that is not right is told by line and column', async () => {
  const { phone } = await hire('wrong', 'c');
  const file = table(
    'remote_id,candidate_phone,candidate_remote_id,period_start,period_end,rating',
    `,${phone},,2026-02-01,2026-02-28,4`,
    `P-1,,nobody,2026-02-01,2026-02-28,4`,
    `P-2,${phone},,2025-02-01,2025-02-28,4`,
    `P-3,${phone},,2026-02-30,2026-02-28,4`,
    `P-4,${phone},,2026-02-28,2026-02-01,4`,
    `P-5,${phone},,2026-02-01,2026-02-28,9`,
    `P-6,,,2026-02-01,2026-02-28,3`,
    `P-7,${phone},,2026-02-01,2026-02-28,3`,
  );
  const result = await api.taken('kind=performance_records&source=wrong', file);
  expect(result.errors.map(({ line, column, code }) => [line, column, code])).toEqual([
    [2, 'remote_id', 'unnamed'],
    [3, 'candidate_remote_id', 'unknown'],
    [4, null, 'unknown'],
    [5, 'period_start', 'validation_failed'],
    [6, 'period_end', 'validation_failed'],
    [7, 'rating', 'validation_failed'],
    [8, null, 'unnamed'],
  ]);
  expect(result.rows).toEqual(rows({ created: 1, failed: 7 }));
});

describe('a payslip', () => {
  const today = new Date().toISOString().slice(0, 10);
  const slip = (net: string) =>
    table(
      'remote_id,employment_remote_id,period_start,period_end,paid_on,currency,gross,net',
      `S-1,E-d,2026-01-05,2026-01-31,${today},CNY,5200.00,${net}`,
    );

  it('that is imported is told to nobody, until it is corrected one by one', async () => {
    const { id } = await hire('pay', 'd');
    expect((await api.taken('kind=pay_statements&source=pay', slip('4980.00'))).rows).toEqual(
      rows({ created: 1 }),
    );
    expect((await api.taken('kind=pay_statements&source=pay', slip('4980.0'))).rows).toEqual(
      rows({ unchanged: 1 }),
    );
    expect((await api.taken('kind=pay_statements&source=pay', slip('4990.00'))).rows).toEqual(
      rows({ updated: 1 }),
    );
    expect(await untoldPay(api.sql, id, '2000-01-01')).toEqual([]);
    await silent();
    const own = {
      employment_id: id,
      ...{ period_start: '2026-01-05', period_end: '2026-01-31', paid_on: today, currency: 'CNY' },
      ...{ gross: '5200.00', net: '5000.00', source: 'pay', remote_id: 'S-1' },
    };
    expect((await api.call('POST', '/v1/pay_statements', own)).body).toMatchObject({ result: 'updated' });
    expect(await untoldPay(api.sql, id, '2000-01-01')).toHaveLength(1);
  });

  it('of somebody who was erased is skipped', async () => {
    const { id, candidate_id, phone } = await hire('gone', 'e');
    await api.call('DELETE', `/v1/candidates/${candidate_id}`);
    const file = table(
      'remote_id,employment_id,candidate_phone,candidate_id,period_start,period_end,paid_on,currency,gross,net',
      `G-1,${id},,,2026-01-05,2026-01-31,2026-02-05,CNY,1,1`,
      `G-2,,${phone},,2026-01-05,2026-01-31,2026-02-05,CNY,1,1`,
      `G-3,,,${candidate_id},2026-01-05,2026-01-31,2026-02-05,CNY,1,1`,
    );
    const result = await api.taken('kind=pay_statements&source=gone', file);
    expect(result.errors.map(({ code }) => code)).toEqual(['erased', 'erased', 'erased']);
    expect(result.rows).toEqual(rows({ skipped: 3 }));
    const hired = table(
      'remote_id,candidate_id,opening_code,starts_on',
      `E-9,${candidate_id},WORK01,2026-01-05`,
    );
    expect((await api.taken('kind=employments&source=gone', hired)).rows).toEqual(rows({ skipped: 1 }));
  });
});
