/** Who a row is, and what becomes of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Importing, rows, startImporting } from './importing.ts';

let api: Importing;
beforeAll(async () => {
  api = await startImporting();
});
afterAll(() => api.close());

let last = 13_900_000_000;
const phone = () => `+86${++last}`;
const called = async (given: string) =>
  (await api.call('GET', `/v1/candidates?q=${encodeURIComponent(given)}`)).body.data;
const add = async (given: object) => (await api.call('POST', '/v1/candidates', given)).body;
const read = async (id: string) => (await api.call('GET', `/v1/candidates/${id}`)).body;
const table = (...lines: string[]) => `${lines.join('\n')}\n`;

it('makes people of a Chinese table, with all that it says of them', async () => {
  const [one, two] = [phone(), phone()];
  const file = [
    '姓名,手机号,编号,语言,期望地区,时段,意向岗位,夜班,学历,工作经历,技能,年龄,纬度,经度',
    `王芳,${one.slice(3)},W1,中文,浦东;闵行,fri 22:00-06:00,sorter,是,高中,"顺丰分拣，两年;京东，一年",叉车,31,31.2,121.5`,
    `李强,${two},W2,,,,,,,,,,,`,
  ].join('\r\n');
  const result = await api.taken('kind=candidates&source=wms&country=CN', `\ufeff${file}\r\n`);
  expect(result).toMatchObject({
    status: 'completed',
    rows: rows({ created: 2 }),
    errors: [],
    progress: 1,
  });
  const [fang] = await called(one);
  expect(fang).toMatchObject({
    name: '王芳',
    phone: one,
    language: 'zh',
    source: 'wms',
    remote_ids: [{ source: 'wms', remote_id: 'W1' }],
    preferences: {
      areas: ['浦东', '闵行'],
      slots: ['fri 22:00-06:00'],
      roles: ['sorter'],
      accepts_night: true,
    },
    profile: { education: '高中', experience: ['顺丰分拣，两年', '京东，一年'], skills: ['叉车'], age: 31 },
    location: { lat: 31.2, lon: 121.5 },
    // Nobody agreed to anything by being in a file.
    consents: [],
    identities: [],
  });
  const created = async () =>
    (await api.call('GET', '/v1/events?type=candidate.created&limit=100')).body.data;
  const hers = async () => (await created()).filter((event) => JSON.stringify(event).includes(fang!.id));
  await expect.poll(hers).toHaveLength(1);
  expect(JSON.stringify(await created())).not.toContain('王芳');
  const sent =
    await api.sql`select 1 from outbox union all select 1 from inbox union all select 1 from timers`;
  expect(sent).toEqual([]);
});

describe('somebody who is known', () => {
  it('is changed by what a row says, and keeps what it does not say', async () => {
    const number = phone();
    const who = await add({
      name: '旧名',
      phone: number,
      language: 'zh',
      profile: { education: '初中', age: 20 },
      preferences: { areas: ['浦东'] },
    });
    const file = table('phone,name,education,skills,time_zone', `${number},新名,,叉车,`);
    expect((await api.taken('kind=candidates', file)).rows).toEqual(rows({ updated: 1 }));
    expect(await read(who.id)).toMatchObject({
      name: '新名',
      language: 'zh',
      profile: { education: '初中', age: 20, skills: ['叉车'] },
      preferences: { areas: ['浦东'] },
    });
    expect((await api.taken('kind=candidates', file)).rows).toEqual(rows({ unchanged: 1 }));
  });

  it('gets the name that another system has for them, and is found by it from then on', async () => {
    const number = phone();
    const who = await add({ phone: number, source: 'web' });
    const first = table('remote_id,phone', `A-1,${number}`);
    expect((await api.taken('kind=candidates&source=ats', first)).rows).toEqual(rows({ updated: 1 }));
    const then = table('remote_id,name,phone', `A-1,孙丽,${phone()}`);
    expect((await api.taken('kind=candidates&source=ats', then)).rows).toEqual(rows({ updated: 1 }));
    // Where they came from stays what it was.
    expect(await read(who.id)).toMatchObject({
      name: '孙丽',
      source: 'web',
      remote_ids: [{ source: 'ats', remote_id: 'A-1' }],
    });
  });

  it('is one person in several rows of a file, taken in their order', async () => {
    const [number, another] = [phone(), phone()];
    const file = table(
      'remote_id,phone,name',
      `S-1,${number},一`,
      `,${number},二`,
      `S-2,${another},甲`,
      'S-1,,三',
      `,${number},三`,
    );
    const result = await api.taken('kind=candidates&source=several', file);
    expect(result.rows).toEqual(rows({ created: 2, updated: 2, unchanged: 1 }));
    expect((await called(number)).map(({ name }) => name)).toEqual(['三']);
  });
});

it('says of a row that names two people, or nobody, what is wrong, and takes the others', async () => {
  const [one, two, shared] = [phone(), phone(), phone()];
  const first = table('remote_id,phone', `C-1,${one}`, `C-2,${two}`);
  await api.taken('kind=candidates&source=crm', first);
  await add({ phone: shared });
  await add({ phone: shared, allow_shared_phone: true });
  const file = table(
    'remote_id,phone,id,name',
    `C-1,${two},,x`,
    `C-9,${one},,x`,
    `,${shared},,x`,
    `,,cnd_${'0'.repeat(25)},x`,
    ',,,x',
    ',13811112222,,x',
    `C-1,${one},,good`,
  );
  const result = await api.taken('kind=candidates&source=crm', file);
  expect(result.rows).toEqual(rows({ failed: 6, updated: 1 }));
  expect(result.errors.map(({ line, column, code }) => [line, column, code])).toEqual([
    [2, null, 'conflict'],
    [3, null, 'conflict'],
    [4, 'phone', 'ambiguous'],
    [5, 'id', 'unknown'],
    [6, null, 'unnamed'],
    [7, 'phone', 'validation_failed'],
  ]);
  for (const value of [one, two, shared, '13811112222'])
    expect(JSON.stringify(result.errors)).not.toContain(value.slice(-11));
});

describe('somebody who was erased', () => {
  it('is not brought back by their number, their name elsewhere or their id', async () => {
    const number = phone();
    await api.taken('kind=candidates&source=old', table('remote_id,phone,name', `E-1,${number},周敏`));
    const [who] = await called(number);
    await api.call('DELETE', `/v1/candidates/${who!.id}`);
    // No worker runs here: the marks are there from the moment that it was asked for.
    const file = table(
      'remote_id,phone,id,name',
      `E-1,,,周敏`,
      `,${number},,周敏`,
      `,,${who!.id},周敏`,
      `E-1,${number},,周敏`,
    );
    const result = await api.taken('kind=candidates&source=old', file);
    expect(result.rows).toEqual(rows({ skipped: 4 }));
    expect(new Set(result.errors.map(({ code }) => code))).toEqual(new Set(['erased']));
    expect(await api.sql`select 1 from candidates where name = '周敏' and erased_at is null`).toEqual([]);
    const [kept] = await api.sql`select to_jsonb(e) as row from erasures e where candidate_id = ${who!.id}`;
    expect(JSON.stringify(kept)).not.toContain(number.slice(1));
  });

  it('who came back by themselves is somebody who is here', async () => {
    const number = phone();
    const who = await add({ phone: number });
    await api.call('DELETE', `/v1/candidates/${who.id}`);
    const back = await add({ phone: number });
    const result = await api.taken('kind=candidates', table('phone,name', `${number},回来`));
    expect(result.rows).toEqual(rows({ updated: 1 }));
    expect(await read(back.id)).toMatchObject({ name: '回来' });
  });
});

it('a dry run says what would become of each row, and changes nothing', async () => {
  const number = phone();
  await add({ phone: number, name: '不变' });
  const count = async () => {
    const [row] = await api.sql`
      select (select count(*) from candidates)::int as people, (select count(*) from events)::int as events,
        (select count(*) from candidate_origins)::int as names`;
    return row;
  };
  const before = await count();
  const file = table('remote_id,phone,name', `,${number},变`, `D-1,${phone()},新`, 'D-2,x,坏');
  const result = await api.taken('kind=candidates&source=dry&dry_run=true', file);
  expect(result.rows).toEqual(rows({ created: 1, updated: 1, failed: 1 }));
  expect(await count()).toEqual(before);
  expect((await called(number))[0]).toMatchObject({ name: '不变' });
});

it('takes 2,000 rows in batches, each once', async () => {
  const file = table('remote_id,name', ...Array.from({ length: 2000 }, (_, i) => `N-${i},Somebody ${i}`));
  const result = await api.taken('kind=candidates&source=many', file);
  expect(result).toMatchObject({ status: 'completed', rows: rows({ created: 2000 }) });
  expect((await api.taken('kind=candidates&source=many', file)).rows).toEqual(rows({ unchanged: 2000 }));
});
