import { afterAll, beforeAll, expect, it } from 'vitest';
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

it('makes people of a Chinese table, with all that it says of them', async () => {
  const [one, two] = [phone(), phone()];
  const file = [
    '姓名,手机号,编号,语言,期望地区,时段,意向岗位,夜班,学历,工作经历,技能,年龄,纬度,经度',
    `王芳,${one.slice(3)},W1,中文,浦东;闵行,fri 22:00-06:00,sorter,是,高中,"顺丰分拣，两年;京东，一年",叉车,31,31.2,121.5`,
    `李强,${two},W2,,,,,,,,,,,`,
  ].join('\r\n');
  const result = await api.taken('kind=candidates&source=wms&country=CN', `\ufeff${file}\r\n`);
  expect(result).toMatchObject({ status: 'completed', rows: rows({ created: 2 }), errors: [], progress: 1 });
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
  const { data } = (await api.call('GET', `/v1/events?type=candidate.created&limit=100`)).body;
  expect(data.filter((event) => JSON.stringify(event).includes(fang!.id))).toHaveLength(1);
  expect(JSON.stringify(data)).not.toContain('王芳');
});
