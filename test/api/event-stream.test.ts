import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Sql } from '../../db/client.ts';
import { appendEvents, listEvents } from '../../db/events.ts';
import { createEventStreams, MOST_OF_ONE } from '../../src/api/event-streams.ts';
import type { EventType } from '../../src/types.ts';
import { openTransaction } from '../db/support.ts';
import { type Harness, startHarness } from './harness.ts';
import { signedIn } from './person.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
  await appendEvents(api.sql, [happened(-1)]);
});
afterAll(() => api.close());

const open: { cancel(): Promise<unknown> }[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((reader) => reader.cancel()))));

const patience = { interval: 20 };
const happened = (n: number, type: string = 'test.happened') => ({
  type: type as EventType,
  conversationId: null,
  applicationId: null,
  data: { n },
});

interface Seen {
  status: number;
  headers: Headers;
  /** Ids of events, as they came. */
  ids: string[];
  numbers: number[];
  /** The id to come back with. */
  last: string | undefined;
  comments: string[];
  ended: boolean;
  stop(): Promise<unknown>;
}

/** Reads a stream as an EventSource does. */
async function listen(query = '', headers: Record<string, string> = {}): Promise<Seen> {
  const response = await api.app.request(`/v1/events/stream${query}`, {
    headers: { authorization: `Bearer ${api.bootstrapKey}`, ...headers },
  });
  return follow(response);
}

function follow(response: Response): Seen {
  const reader = response.body!.getReader();
  open.push(reader);
  const seen: Seen = {
    status: response.status,
    headers: response.headers,
    ids: [],
    numbers: [],
    last: undefined,
    comments: [],
    ended: false,
    stop: () => reader.cancel(),
  };
  void (async () => {
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += Buffer.from(value).toString();
      const pieces = text.split('\n\n');
      text = pieces.pop()!;
      for (const piece of pieces) take(seen, piece);
    }
    seen.ended = true;
  })();
  return seen;
}

function take(seen: Seen, piece: string): void {
  const fields = Object.fromEntries(
    piece
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  if ('' in fields) seen.comments.push(fields['']);
  if (fields.id) seen.last = fields.id;
  if (!fields.data) return;
  const event = JSON.parse(fields.data);
  expect(fields.id).toBe(event.id);
  expect(fields.event).toBe(event.type);
  seen.ids.push(event.id);
  seen.numbers.push(event.data.n);
}

const all = async () => (await listEvents(api.sql, null, 100_000))!.map((row) => row.id);
/** Shown once every older transaction of the server has ended, those of other tests included. */
const untilShown = (count: number) => expect.poll(async () => (await all()).length, patience).toBe(count);
const count = async () => (await api.sql<{ n: number }[]>`select count(*)::int as n from events`)[0]!.n;

it('tells what happens from now on, with a place to come back to before anything has', async () => {
  await appendEvents(api.sql, [happened(0)]);
  await untilShown(await count());
  const before = (await all()).at(-1);
  const seen = await listen();
  expect(seen.status).toBe(200);
  expect(seen.headers.get('content-type')).toContain('text/event-stream');
  expect(seen.headers.get('cache-control')).toBe('no-store');
  await expect.poll(() => seen.last, patience).toBe(before);
  expect(seen.ids).toEqual([]);
  await appendEvents(api.sql, [happened(1), happened(2)]);
  await expect.poll(() => seen.numbers, patience).toEqual([1, 2]);
});

it('goes on after Last-Event-ID, which counts more than the address that was asked for first', async () => {
  await appendEvents(api.sql, [happened(1), happened(2), happened(3)]);
  await untilShown(await count());
  const [one, two] = (await all()).slice(-3);
  const first = await listen(`?after=${one}`);
  await expect.poll(() => first.numbers, patience).toEqual([2, 3]);
  const again = await listen(`?after=${one}`, { 'last-event-id': two! });
  await expect.poll(() => again.numbers, patience).toEqual([3]);
});

it('neither skips nor repeats while transactions commit out of order and readers come and go', async () => {
  await untilShown(await count());
  const before = await all();
  const start = before.at(-1)!;
  let done = false;
  const writers = Promise.all(
    Array.from({ length: 8 }, async (_, w) => {
      for (let i = 0; i < 25; i++) {
        // Begun early, ended late: the order of the commits is not that of the numbers.
        const transaction = await openTransaction(api.sql, (tx) => appendEvents(tx, [happened(w * 100 + i)]));
        await sleep(Math.random() * 12);
        await transaction.commit();
      }
    }),
  ).then(() => {
    done = true;
  });
  /** Cut off again and again, in the middle of anything. */
  const reader = async () => {
    const ids: string[] = [];
    let last = start;
    for (;;) {
      const over = done;
      const seen = await listen('', { 'last-event-id': last });
      await sleep(Math.random() * 150);
      if (over) await expect.poll(() => ids.length + seen.ids.length, patience).toBe(8 * 25);
      await seen.stop();
      ids.push(...seen.ids);
      last = seen.ids.at(-1) ?? last;
      if (over) return ids;
    }
  };
  const steady = await listen('', { 'last-event-id': start });
  const read = await Promise.all([reader(), reader(), reader(), writers]);
  await untilShown(before.length + 8 * 25);
  const told = (await all()).slice(before.length);
  await expect.poll(() => steady.ids, patience).toEqual(told);
  for (const ids of read.slice(0, 3)) expect(ids).toEqual(told);
});

it('tells of one type and one application only, and goes on by that', async () => {
  await appendEvents(api.sql, [happened(1), happened(2, 'contract.sent'), happened(3)]);
  await untilShown(await count());
  const first = (await all()).at(-3);
  const seen = await listen(`?after=${first}&type=contract.sent`);
  await expect.poll(() => seen.numbers, patience).toEqual([2]);
  await appendEvents(api.sql, [happened(4), happened(5, 'contract.sent')]);
  await expect.poll(() => seen.numbers, patience).toEqual([2, 5]);
  const { body } = await api.call('GET', `/v1/events?type=contract.sent&limit=100`);
  expect(body.data.map((one) => (one.data as unknown as { n: number }).n)).toEqual([2, 5]);
});

it('brings a reader that was away for long to now without losing it, however much it was', async () => {
  await untilShown(await count());
  const start = (await all()).at(-1)!;
  await appendEvents(
    api.sql,
    Array.from({ length: 3500 }, (_, n) => happened(n)),
  );
  await untilShown(await count());
  const seen = await listen(`?after=${start}`);
  await expect.poll(() => seen.ids.length, patience).toBe(3500);
  await appendEvents(api.sql, [happened(3500)]);
  await expect.poll(() => seen.ids.length, patience).toBe(3501);
  expect(seen.numbers).toEqual(Array.from({ length: 3501 }, (_, n) => n));
});

it('closes on a reader that does not read, which comes back and has missed nothing', async () => {
  await untilShown(await count());
  const start = (await all()).at(-1)!;
  const response = await api.app.request(`/v1/events/stream`, {
    headers: { authorization: `Bearer ${api.bootstrapKey}` },
  });
  // It is open and at the tail, as another is; nobody takes anything from it.
  const witness = await listen();
  for (let batch = 0; batch < 15; batch++) {
    await appendEvents(
      api.sql,
      Array.from({ length: 100 }, (_, n) => happened(batch * 100 + n)),
    );
  }
  await untilShown(await count());
  const quick = await listen(`?after=${start}`);
  await expect.poll(() => quick.ids.length, patience).toBe(1500);
  await expect.poll(() => witness.ids.filter((id) => quick.ids.includes(id)).length, patience).toBe(1500);
  const slow = follow(response);
  await expect.poll(() => slow.ended, patience).toBe(true);
  expect(slow.comments.at(-1)).toContain('Last-Event-ID');
  expect(slow.ids.length).toBeLessThan(1500);
  const rest = await listen('', { 'last-event-id': slow.last! });
  await expect.poll(() => slow.ids.length + rest.ids.length, patience).toBe(1500);
  expect([...slow.ids, ...rest.ids]).toEqual(quick.ids);
});

it(`is open ${MOST_OF_ONE} times for one key, and again when one is closed`, async () => {
  const authorization = `Bearer ${await api.key('candidates:read')}`;
  const mine = [];
  for (let i = 0; i < MOST_OF_ONE; i++) mine.push(await listen('', { authorization }));
  const refused = await api.call('GET', '/v1/events/stream', undefined, { authorization });
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  // The others are not disturbed.
  expect((await listen()).status).toBe(200);
  await mine[0]!.stop();
  expect((await listen('', { authorization })).status).toBe(200);
});

it.each(['?after=evt_1', `?after=evt_${'0'.repeat(25)}`, '?type=%00', '?application_id=x', '?limit=3'])(
  'refuses %s',
  async (query) => {
    const { status } = await api.call('GET', `/v1/events/stream${query}`);
    expect([400, 422]).toContain(status);
  },
);

it('refuses to go on after what is no event', async () => {
  for (const id of ['x', `evt_${'0'.repeat(25)}`]) {
    const answer = await api.call('GET', '/v1/events/stream', undefined, { 'last-event-id': id });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'Last-Event-ID' }] } });
  }
});

const quickly = { tailMs: 20, beatMs: 30, keysMs: 30 };
const place = { tx: '0', position: 0 };

it('asks the database once for all streams, and not at all when there is none', async () => {
  let asked = 0;
  const counting = new Proxy(api.sql, {
    apply(target, self, args) {
      if (String(args[0]).includes('from events')) asked++;
      return Reflect.apply(target as never, self, args);
    },
  }) as Sql;
  const streams = createEventStreams({ ...api.deps, sql: counting }, { ...quickly, keysMs: 60_000 });
  const started = performance.now();
  const opened = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      streams.open(`key_${i % 10}`, { type: 'once.happened' }, null, (row) => row),
    ),
  );
  const seen = opened.map(follow);
  await appendEvents(api.sql, [happened(7, 'once.happened')]);
  await expect.poll(() => seen.every(({ numbers }) => numbers.length === 1), patience).toBe(true);
  // One for the end, then one a turn.
  expect(asked).toBeLessThanOrEqual(2 + (performance.now() - started) / quickly.tailMs);
  await Promise.all(seen.map(({ stop }) => stop()));
  await sleep(3 * quickly.tailMs);
  const then = asked;
  await sleep(5 * quickly.tailMs);
  expect(asked).toBe(then);
});

it('keeps a silent connection alive', async () => {
  const streams = createEventStreams(api.deps, quickly);
  const seen = follow(await streams.open('bootstrap', { type: 'never.happened' }, place, (row) => row));
  await expect.poll(() => seen.comments.length, patience).toBeGreaterThan(2);
  expect(seen.ids).toEqual([]);
});

it('ends for a key that was revoked', async () => {
  const streams = createEventStreams(api.deps, quickly);
  const { body: key } = await api.call('POST', '/v1/keys', { name: 'x', scopes: ['candidates:read'] });
  const seen = follow(await streams.open(key.id, {}, null, (row) => row));
  const other = follow(await streams.open('bootstrap', {}, null, (row) => row));
  await expect.poll(() => seen.comments.length, patience).toBeGreaterThan(2);
  expect(seen.ended).toBe(false);
  await api.call('POST', `/v1/keys/${key.id}/revoke`);
  await expect.poll(() => seen.ended, patience).toBe(true);
  expect(other.ended).toBe(false);
});

it('stays open for who is signed in, and ends when they are signed out', async () => {
  const streams = createEventStreams(api.deps, quickly);
  const { id } = await signedIn(api.sql, 'viewer');
  const [session] = await api.sql<{ id: string }[]>`select id from user_sessions where user_id = ${id}`;
  const seen = follow(await streams.open(session!.id, {}, null, (row) => row));
  await expect.poll(() => seen.comments.length, patience).toBeGreaterThan(4);
  expect(seen.ended).toBe(false);
  await api.call('POST', `/v1/users/${id}/sessions/${session!.id}/revoke`);
  await expect.poll(() => seen.ended, patience).toBe(true);
});

it('ends when the process does', async () => {
  const stopping = new AbortController();
  const streams = createEventStreams({ ...api.deps, stopping: stopping.signal }, quickly);
  const seen = follow(await streams.open('bootstrap', {}, null, (row) => row));
  stopping.abort();
  await expect.poll(() => seen.ended, patience).toBe(true);
  await expect(streams.open('bootstrap', {}, null, (row) => row)).rejects.toMatchObject({
    code: 'unavailable',
  });
});
