import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Wake } from '../../src/ports.ts';
import { createWake, type Role } from '../../src/session/wake.ts';
import { redisCommand, redisDatabase, type Server, startRedis } from '../support/services.ts';

let cluster: Server;
beforeAll(async () => {
  cluster = await startRedis({ cluster: true });
});
afterAll(() => cluster.dispose());

const open: Wake[] = [];
const errors = vi.fn();
afterEach(async () => {
  await Promise.all(open.splice(0).map((wake) => wake.close()));
  errors.mockReset();
});

async function create(role: Role, redisUrl?: string, concurrency?: number): Promise<Wake> {
  const wake = await createWake({ role, redisUrl, onError: errors, ...(concurrency ? { concurrency } : {}) });
  open.push(wake);
  return wake;
}

type Handler = (id: string) => Promise<void>;

/** Who pokes and who works: the same process, or several over Redis. `work` gives all workers this handler. */
interface Cast {
  poke: Wake;
  workers: Wake[];
  work(handler: Handler): void;
}

/** Resolves when a first poke has come through: until then processes over Redis are still finding each other. */
async function acquainted(poke: Wake, workers: Wake[]): Promise<Cast> {
  let met = 0;
  let work: Handler = async () => {};
  const handler: Handler = async (id) => (id === 'hello' ? void met++ : work(id));
  for (const worker of workers) worker.onWake(handler);
  const meets = () => {
    poke.wake('hello');
    return met;
  };
  await expect.poll(meets, { interval: 50 }).toBeGreaterThan(0);
  return {
    poke,
    workers,
    work(next) {
      work = next;
    },
  };
}

async function alone(redisUrl?: string): Promise<Cast> {
  const wake = await create('all', redisUrl);
  return acquainted(wake, [wake]);
}

async function overRedis(url: string, workers: number): Promise<Cast> {
  const poke = await create('api', url);
  return acquainted(poke, await Promise.all(Array.from({ length: workers }, () => create('worker', url))));
}

const CASTS = [
  { name: 'in this process', cast: () => alone() },
  { name: 'in a process that also listens to Redis', cast: async () => alone(await redisDatabase()) },
  {
    name: 'from one process to two others over Redis',
    cast: async () => overRedis(await redisDatabase(), 2),
  },
  { name: 'from one process to another over a Redis cluster', cast: () => overRedis(cluster.url, 1) },
];

describe.each(CASTS.map(({ name, cast }) => [name, cast] as const))('wake-ups %s', (_name, cast) => {
  it('reach the handler once each', async () => {
    const seen: string[] = [];
    const { poke, work } = await cast();
    work(async (id) => void seen.push(id));
    const ids = Array.from({ length: 200 }, (_, i) => `cnv_${i}`);
    for (const id of ids) poke.wake(id);
    await expect.poll(() => seen.length).toBeGreaterThanOrEqual(ids.length);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  it('never run two handlers for one conversation, and always run one after the last poke', async () => {
    const ids = Array.from({ length: 5 }, (_, i) => `cnv_${i}`);
    const running = new Set<string>();
    const startedAt = new Map<string, number>();
    let overlaps = 0;
    const { poke, work } = await cast();
    work(async (id) => {
      if (running.has(id)) overlaps++;
      running.add(id);
      startedAt.set(id, performance.now());
      await sleep(2);
      running.delete(id);
    });
    const lastPoke = new Map<string, number>();
    for (let i = 0; i < 500; i++) {
      const id = ids[i % ids.length] as string;
      lastPoke.set(id, performance.now());
      poke.wake(id);
      if (i % 7 === 0) await sleep(1);
    }
    await expect
      .poll(() => ids.every((id) => (startedAt.get(id) ?? 0) >= (lastPoke.get(id) ?? 0)))
      .toBe(true);
    expect(overlaps).toBe(0);
  });

  it('come at their time, and the earliest of several counts', async () => {
    const seen: number[] = [];
    const { poke, work } = await cast();
    work(async () => void seen.push(Date.now()));
    const now = Date.now();
    poke.wake('cnv', now + 60_000);
    poke.wake('cnv', now + 200);
    poke.wake('cnv', now + 90_000);
    await expect.poll(() => seen.length).toBe(1);
    expect(seen[0]).toBeGreaterThanOrEqual(now + 195);
  });

  it('go on after a handler that failed, and tell of it', async () => {
    const seen: string[] = [];
    const { poke, work } = await cast();
    work(async (id) => {
      seen.push(id);
      if (id === 'cnv_bad') throw new Error('no');
    });
    poke.wake('cnv_bad');
    poke.wake('cnv_good');
    await expect.poll(() => seen.toSorted()).toEqual(['cnv_bad', 'cnv_good']);
    poke.wake('cnv_bad');
    await expect.poll(() => seen.length).toBe(3);
    expect(errors).toHaveBeenCalledWith(expect.objectContaining({ message: 'no' }), 'cnv_bad');
  });
});

describe('a wake that closes', () => {
  it('waits for what runs and begins nothing new', async () => {
    const wake = await create('all', undefined, 1);
    const done: string[] = [];
    const release = Promise.withResolvers<void>();
    wake.onWake(async (id) => {
      await release.promise;
      done.push(id);
    });
    wake.wake('cnv_1');
    wake.wake('cnv_2');
    const closed = wake.close();
    release.resolve();
    await closed;
    wake.wake('cnv_3');
    await sleep(20);
    expect(done).toEqual(['cnv_1']);
  });

  it('does so over Redis as well, and also when Redis is gone', async () => {
    const server = await startRedis();
    const { poke, workers, work } = await overRedis(server.url, 1);
    const done = vi.fn();
    const release = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    work(async () => {
      started.resolve();
      await release.promise;
      done();
    });
    poke.wake('cnv');
    await started.promise;
    await server.kill();
    const closed = Promise.all([poke.close(), workers[0]?.close()]);
    release.resolve();
    await closed;
    expect(done).toHaveBeenCalledOnce();
    await server.dispose();
  });
});

it('runs no more handlers side by side than it was told', async () => {
  const wake = await create('all', undefined, 3);
  let running = 0;
  let most = 0;
  let done = 0;
  wake.onWake(async () => {
    most = Math.max(most, ++running);
    await sleep(1);
    running--;
    done++;
  });
  for (let i = 0; i < 50; i++) wake.wake(`cnv_${i}`);
  await expect.poll(() => done).toBe(50);
  expect(most).toBe(3);
});

it('takes a poke of a handler for itself, made before its first await, for one more run', async () => {
  const wake = await create('all');
  const seen: number[] = [];
  wake.onWake(async (id) => {
    if (seen.length < 2) wake.wake(id);
    seen.push(seen.length);
    await sleep(1);
  });
  wake.wake('cnv');
  await expect.poll(() => seen).toEqual([0, 1, 2]);
});

describe('wake-ups over a Redis that fails', () => {
  let server: Server;
  afterEach(() => server.dispose());

  async function counted() {
    server = await startRedis();
    const cast = await overRedis(server.url, 2);
    const seen = new Set<string>();
    cast.work(async (id) => void seen.add(id));
    return { ...cast, seen };
  }

  it('come again after FLUSHALL', async () => {
    const { poke, seen } = await counted();
    await redisCommand(server.port, 'FLUSHALL');
    poke.wake('cnv');
    await expect.poll(() => seen).toContain('cnv');
  });

  it('come again for a conversation whose handler ran during FLUSHALL', async () => {
    const { poke, work } = await counted();
    const release = Promise.withResolvers<void>();
    let runs = 0;
    work(async () => {
      runs++;
      await release.promise;
    });
    poke.wake('cnv');
    await expect.poll(() => runs).toBe(1);
    await redisCommand(server.port, 'FLUSHALL');
    release.resolve();
    await sleep(50);
    poke.wake('cnv');
    await expect.poll(() => runs).toBe(2);
  });

  it('are dropped while it is away, cost nothing, and come again when it is back', async () => {
    const { poke, workers, seen } = await counted();
    await server.kill();
    const start = performance.now();
    for (let i = 0; i < 10_000; i++) poke.wake(`lost_${i}`);
    expect(performance.now() - start).toBeLessThan(1000);
    workers[0]?.wake('own');
    await expect.poll(() => seen).toContain('own');
    await server.start();
    await expect
      .poll(
        () => {
          poke.wake('cnv');
          return seen.has('cnv');
        },
        { interval: 100 },
      )
      .toBe(true);
    expect(errors.mock.calls.length).toBeLessThan(10);
  });

  it('begin when Redis does, if it was not there at the start', async () => {
    server = await startRedis();
    await server.stop();
    const poke = await create('api', server.url);
    const worker = await create('worker', server.url);
    worker.onWake(async () => {});
    poke.wake('cnv');
    await server.start();
    await acquainted(poke, [worker]);
  });

  it('put nothing into Redis but ids', async () => {
    const { poke, workers } = await counted();
    await Promise.all(workers.map((worker) => worker.close()));
    await redisCommand(server.port, 'FLUSHALL');
    poke.wake('cnv_waits');
    await expect.poll(async () => redisCommand(server.port, 'LLEN {tingda}:wake:wait')).toBe(':1');
    expect(await redisCommand(server.port, 'HGET {tingda}:wake:1 data')).toContain('{"id":"cnv_waits"}');
  });
});

it('leaves the pokes to the sweep in a process that does not work and has no Redis', async () => {
  const wake = await create('api');
  const handler = vi.fn();
  wake.onWake(handler);
  wake.wake('cnv');
  await sleep(20);
  expect(handler).not.toHaveBeenCalled();
});
