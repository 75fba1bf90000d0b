import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, OPENING, startHarness } from './harness.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

/** Follows `Link` to the end. */
async function walk(path: string): Promise<string[]> {
  const ids: string[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const { status, headers, body } = await api.call('GET', next);
    expect(status).toBe(200);
    ids.push(...body.data.map((row) => row.id));
    next = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
    expect(body.has_more).toBe(next !== undefined);
    expect(body.next_cursor !== null).toBe(body.has_more);
  }
  return ids;
}

it('a full last page says that it is the last', async () => {
  for (let i = 0; i < 4; i++) await api.call('POST', '/v1/candidates', {});
  const { body } = await api.call('GET', '/v1/candidates?limit=4');
  expect(body.data).toHaveLength(4);
  expect(body).toMatchObject({ has_more: false, next_cursor: null });
});

it('the next page keeps the filter', async () => {
  for (let i = 0; i < 5; i++) await api.call('POST', '/v1/openings', { ...OPENING, status: 'paused' });
  expect(await walk('/v1/openings?status=paused&limit=2')).toHaveLength(5);
});

it('a reader of events that goes on after the last one sees each once, in order, while others write', async () => {
  const writers = Array.from({ length: 4 }, async () => {
    for (let i = 0; i < 10; i++) await api.call('POST', '/v1/candidates', {});
  });
  const seen: string[] = [];
  let done = false;
  const finished = Promise.all(writers).then(() => {
    done = true;
  });
  const read = async () => {
    const after = seen.length > 0 ? `&after=${seen.at(-1)}` : '';
    const { body } = await api.call('GET', `/v1/events?limit=7${after}`);
    seen.push(...body.data.map((event) => event.id));
  };
  while (!done) await read();
  await finished;
  const [{ n }] = await api.sql<[{ n: number }]>`select count(*)::int as n from events`;
  // Events of a transaction are shown once every older one of the server has ended, those of other tests included.
  await expect.poll(() => read().then(() => seen.length)).toBe(n);
  expect(new Set(seen).size).toBe(n);
  expect(await walk('/v1/events?limit=9')).toEqual(seen);
});
