import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/ids.ts';
import type { SessionPort } from '../../src/ports.ts';
import { createSession } from '../../src/session/index.ts';
import { MemorySession } from '../../src/session/memory.ts';
import { longState, type TestState } from '../support/long-state.ts';
import { redisCommand, redisDatabase, type Server, startRedis } from '../support/services.ts';

let clusterServer: Server;
beforeAll(async () => {
  clusterServer = await startRedis({ cluster: true });
});
afterAll(() => clusterServer.dispose());

const open: SessionPort<TestState>[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((session) => session.close()));
});

async function session(redisUrl?: string, patienceMs?: number): Promise<SessionPort<TestState>> {
  const created = await createSession<TestState>({ redisUrl, patienceMs });
  open.push(created);
  return created;
}

/** A busy machine must not look like a Redis that misses, where it is not about one. */
const PATIENT_MS = 10_000;

describe.each([
  ['in this process', () => session()],
  ['in Redis', async () => session(await redisDatabase(), PATIENT_MS)],
  ['in a Redis cluster', () => session(clusterServer.url, PATIENT_MS)],
] as const)('a session %s', (_name, create) => {
  it('gives back what was saved with exactly this version, and nothing for an older or newer one', async () => {
    const port = await create();
    const id = newId('cnv');
    const state = longState();
    await port.save(id, state, 7);
    expect(await port.load(id, 7)).toEqual(state);
    expect(await port.load(id, 6)).toBeNull();
    expect(await port.load(id, 8)).toBeNull();
  });

  it('keeps the last state that was saved', async () => {
    const port = await create();
    const id = newId('cnv');
    await port.save(id, { ...longState(), asks: 1 }, 1);
    await port.save(id, { ...longState(), asks: 2 }, 2);
    expect(await port.load(id, 1)).toBeNull();
    expect(await port.load(id, 2)).toMatchObject({ asks: 2 });
  });

  it('forgets a conversation when it is told to', async () => {
    const port = await create();
    const id = newId('cnv');
    await port.save(id, longState(), 3);
    await port.forget(id);
    await port.forget(newId('cnv'));
    expect(await port.load(id, 3)).toBeNull();
  });

  it('misses a conversation that it has never seen', async () => {
    const port = await create();
    expect(await port.load(newId('cnv'), 0)).toBeNull();
  });

  it('is not changed by who changes what was loaded or saved', async () => {
    const port = await create();
    const id = newId('cnv');
    const state = longState();
    await port.save(id, state, 1);
    state.asks = 99;
    const loaded = await port.load(id, 1);
    if (loaded) loaded.asks = 98;
    expect((await port.load(id, 1))?.asks).toBe(longState().asks);
  });

  it('is well', async () => {
    const port = await create();
    expect(port.health()).toEqual({ state: 'ok' });
  });

  it('gives a burst at once where one is allowed, and then no more than comes in', async () => {
    const port = await create();
    const key = newId('req');
    const waits = [];
    for (let i = 0; i < 6; i++) waits.push(await port.take(key, 1, 0.1, 5));
    expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(waits[5]).toBeGreaterThan(5000);
    expect(waits[5]).toBeLessThanOrEqual(10_000);
  });

  it('gives a budget by the second: a little at once, then as it comes in', async () => {
    const port = await create();
    let key = '';
    let waits: number[] = [];
    // Who was held up in between has waited already: once more.
    await expect
      .poll(async () => {
        key = newId('req');
        waits = [];
        for (let i = 0; i < 3; i++) waits.push(await port.take(key, 1, 20));
        return waits.map((wait) => wait > 0);
      })
      .toEqual([false, false, true]);
    expect(waits[2]).toBeLessThanOrEqual(50);
    await sleep((waits[2] ?? 0) + 2);
    expect(await port.take(key, 1, 20)).toBe(0);
  });

  it('never gives more than the budget over time', async () => {
    const port = await create();
    const key = newId('req');
    const until = Date.now() + 1500;
    let taken = 0;
    while (Date.now() < until) {
      const wait = await port.take(key, 1, 100);
      if (wait === 0) taken++;
      else await sleep(wait);
    }
    expect(taken).toBeGreaterThan(10);
    expect(taken).toBeLessThanOrEqual(10 + 150 + 1);
  });

  it('tells what is left of a budget, and takes nothing that is not there', async () => {
    const port = await create();
    const key = newId('req');
    const spent = [];
    for (let i = 0; i < 6; i++) spent.push(await port.spend(key, 1, 0.05, 5));
    expect(spent.slice(0, 5)).toEqual([4, 3, 2, 1, 0].map((left) => ({ waitMs: 0, left })));
    expect(spent[5]).toEqual({ waitMs: expect.any(Number), left: 0 });
    expect(spent[5]!.waitMs).toBeGreaterThan(10_000);
    expect(spent[5]!.waitMs).toBeLessThanOrEqual(20_000);
    expect(await port.take(key, 1, 0.05, 5)).toBeGreaterThan(10_000);
  });

  it('lets one big take through and makes the next ones wait it off', async () => {
    const port = await create();
    const key = newId('req');
    expect(await port.take(key, 30, 1)).toBe(0);
    expect(await port.take(key, 1, 1)).toBeGreaterThan(20_000);
  });

  it('keeps budgets apart by key', async () => {
    const port = await create();
    expect(await port.take(newId('req'), 1, 1)).toBe(0);
    expect(await port.take(newId('req'), 1, 1)).toBe(0);
  });
});

it('keeps the states that were used last when the process has had too many', async () => {
  const port = new MemorySession<{ n: number }>(2);
  await port.save('a', { n: 1 }, 1);
  await port.save('b', { n: 2 }, 1);
  await port.load('a', 1);
  await port.save('c', { n: 3 }, 1);
  expect(await port.load('a', 1)).toEqual({ n: 1 });
  expect(await port.load('b', 1)).toBeNull();
  expect(await port.load('c', 1)).toEqual({ n: 3 });
});

describe('a session in Redis', () => {
  it('shares budgets and states with the other processes', async () => {
    const url = await redisDatabase();
    const [one, other] = await Promise.all([session(url, PATIENT_MS), session(url, PATIENT_MS)]);
    expect(await one.take('telegram', 1, 1)).toBe(0);
    expect(await other.take('telegram', 1, 1)).toBeGreaterThan(0);
    await one.save('cnv', longState(), 3);
    expect(await other.load('cnv', 3)).toEqual(longState());
  });

  it('keeps a paused interview in at most 2 KB, for longer than it may lie silent', async () => {
    const server = await startRedis();
    const port = await session(server.url, PATIENT_MS);
    const state = longState();
    expect(JSON.stringify(state).length).toBeGreaterThan(3800);
    await port.save('cnv', state, 41);
    const bytes = Number((await redisCommand(server.port, 'MEMORY USAGE s:cnv')).slice(1));
    expect(bytes).toBeLessThanOrEqual(2048);
    const ttl = Number((await redisCommand(server.port, 'TTL s:cnv')).slice(1));
    expect(ttl).toBeGreaterThan(7 * 24 * 3600);
    await server.dispose();
  });

  it('takes a value that somebody else wrote for a miss', async () => {
    const server = await startRedis();
    const port = await session(server.url);
    for (const value of ['x', 'long-enough-to-have-a-version']) {
      await redisCommand(server.port, `SET s:cnv ${value}`);
      expect(await port.load('cnv', 1)).toBeNull();
    }
    await redisCommand(server.port, 'DEL s:cnv');
    await redisCommand(server.port, 'LPUSH s:cnv 1');
    expect(await port.load('cnv', 1)).toBeNull();
    await server.dispose();
  });
});

describe('a session in a Redis that fails', () => {
  let server: Server;
  afterEach(() => server.dispose());

  it('misses after FLUSHALL and goes on', async () => {
    server = await startRedis();
    const port = await session(server.url, PATIENT_MS);
    await port.save('cnv', longState(), 1);
    await redisCommand(server.port, 'FLUSHALL');
    expect(await port.load('cnv', 1)).toBeNull();
    await port.save('cnv', longState(), 2);
    expect(await port.load('cnv', 2)).toEqual(longState());
    expect(port.health()).toEqual({ state: 'ok' });
  });

  it.each([
    { kind: 'one server', cluster: false },
    { kind: 'a cluster', cluster: true },
  ])(
    'misses at once while Redis is killed, counts budgets by itself, and is back by itself ($kind)',
    async ({ cluster }) => {
      server = await startRedis({ cluster });
      const port = await session(server.url);
      await port.save('cnv', longState(), 1);
      await server.kill();
      await port.save('cnv', longState(), 2);
      expect(await port.load('cnv', 2)).toBeNull();
      expect(port.health()).toMatchObject({ state: 'degraded', detail: expect.any(String) });
      expect(await port.take('key', 1, 1)).toBe(0);
      expect(await port.take('key', 1, 1)).toBeGreaterThan(0);
      await server.start();
      await expect.poll(() => port.health()).toEqual({ state: 'ok' });
      await expect
        .poll(
          async () => {
            await port.save('cnv', longState(), 3);
            return port.load('cnv', 3);
          },
          { timeout: 10_000 },
        )
        .toEqual(longState());
    },
  );

  it('does not make anybody wait for a Redis that hangs, and is back when it runs on', async () => {
    server = await startRedis();
    const port = await session(server.url);
    await port.save('cnv', longState(), 1);
    server.freeze();
    const start = performance.now();
    expect(await port.load('cnv', 1)).toBeNull();
    expect(performance.now() - start).toBeLessThan(1000);
    // After a while it stops asking altogether.
    await expect
      .poll(
        async () => {
          const from = performance.now();
          await port.load('cnv', 1);
          return performance.now() - from;
        },
        { timeout: 10_000 },
      )
      .toBeLessThan(20);
    expect(port.health().state).toBe('degraded');
    server.thaw();
    await expect.poll(() => port.load('cnv', 1)).toEqual(longState());
    expect(port.health()).toEqual({ state: 'ok' });
  });

  it('starts without Redis and finds it later', async () => {
    server = await startRedis();
    await server.stop();
    const port = await session(server.url);
    expect(port.health().state).toBe('degraded');
    expect(await port.load('cnv', 1)).toBeNull();
    await server.start();
    await expect.poll(() => port.health()).toEqual({ state: 'ok' });
  });
});
