/** Two people of HR at one thing: neither loses what the other wrote. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, OPENING, startHarness } from './harness.ts';
import * as make from './subjects.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

const words = (text: string) => ({ zh: text, en: text });
const read = async (path: string) => {
  const { headers, body } = await api.call('GET', path);
  return { tag: headers.get('etag')!, body };
};
const change = (path: string, body: object, tag: string) =>
  api.call('PATCH', path, body, { 'if-match': tag });

describe.each([
  {
    what: 'an opening',
    at: async () => `/v1/openings/${(await api.call('POST', '/v1/openings', OPENING)).body.id}`,
    mine: { facts: { bus: words('a free bus') } },
    theirs: { facts: { meal: words('a free meal') } },
  },
  {
    what: 'a candidate',
    at: async () => `/v1/candidates/${await make.candidate(api)}`,
    mine: { profile: { skills: ['叉车'] } },
    theirs: { profile: { education: '高中' } },
  },
])('$what', ({ at, mine, theirs }) => {
  it('is changed by whom read what is there, who is told which version it is now', async () => {
    const path = await at();
    const { tag } = await read(path);
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    const changed = await change(path, mine, tag);
    expect(changed).toMatchObject({ status: 200, body: mine });
    expect(changed.headers.get('etag')).toBe((await read(path)).tag);
    expect(changed.headers.get('etag')).not.toBe(tag);
  });

  it('is not changed over what somebody wrote meanwhile: that is said, and stays', async () => {
    const path = await at();
    const { tag } = await read(path);
    await api.call('PATCH', path, mine);
    const late = await change(path, theirs, tag);
    expect(late).toMatchObject({ status: 409, body: { code: 'stale', errors: [{ path: 'If-Match' }] } });
    const now = await read(path);
    expect(now.body).toMatchObject(mine);
    expect(late.body.errors[0]!.message).toContain(now.tag);
    expect((await change(path, theirs, now.tag)).status).toBe(200);
  });

  it('of two who change it at once is changed by one, and the other is told', async () => {
    const path = await at();
    for (let round = 0; round < 5; round++) {
      const { tag } = await read(path);
      const answers = await Promise.all([change(path, mine, tag), change(path, theirs, tag)]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const [won] = answers.filter(({ status }) => status === 200);
      expect((await read(path)).tag).toBe(won!.headers.get('etag'));
    }
  });

  it('takes a tag that was made weak on the way, one of several, or any; and is overwritten without one', async () => {
    const path = await at();
    for (const form of [(tag: string) => `W/${tag}`, (tag: string) => `"x", ${tag}`, () => '*'])
      expect((await change(path, mine, form((await read(path)).tag))).status).toBe(200);
    expect((await change(path, mine, '"x"')).status).toBe(409);
    expect((await api.call('PATCH', path, theirs)).status).toBe(200);
  });

  it('that is nowhere is nowhere, whatever version is meant', async () => {
    const path = (await at()).replace(/_.*$/, `_${'0'.repeat(25)}`);
    expect((await change(path, mine, '"x"')).status).toBe(404);
  });
});

it('a candidate who asked us to stop meanwhile is another version', async () => {
  const path = `/v1/candidates/${await make.candidate(api)}`;
  const { tag } = await read(path);
  const id = path.split('/').at(-1)!;
  await api.sql`
    insert into identities (id, conversation_id, channel, account, address, state)
    select 'idn_v', id, 'telegram', 'x', 'x', 'closed' from conversations where candidate_id = ${id}`;
  expect((await change(path, { name: '林小雨' }, tag)).status).toBe(409);
});
