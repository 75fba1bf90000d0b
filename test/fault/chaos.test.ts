import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { redisCommand, type Server, startPostgres, startRedis } from '../support/services.ts';
import { audit } from './books.ts';
import { type Role, Stack } from './stack.ts';
import { lines, newTalk, talkThrough } from './talk.ts';

const INTERVIEWS = process.env.TINGDA_NIGHTLY ? 10_000 : 200;
/** `/start`, consent and ten answers. */
const ANSWERS = 10;
/** Candidates who write at the same time. */
const AT_ONCE = 200;
/** A candidate thinks for up to so long before each line, so that the storm has time to strike everywhere. */
const THINKS_MS = 10_000;
const SETTLED_WITHIN_MS = 60_000;
/** Two hundred take about a minute and a half. */
const LIMIT_MS = Math.max(600_000, INTERVIEWS * 1000);
const PROCESSES: [string, Role][] = [
  ['api', 'api'],
  ['worker-1', 'worker'],
  ['worker-2', 'worker'],
];

it(
  `${INTERVIEWS} interviews lose nothing and repeat nothing but one send a crash, while everything is killed`,
  async () => {
    const postgres = await startPostgres();
    const redis = await startRedis();
    const stack = await Stack.open({ databaseUrl: postgres.url, redisUrl: redis.url, burstWaitMs: 20 });
    try {
      for (const [name, role] of PROCESSES) await stack.launch(name, role);
      const storm = new Storm(stack, postgres, redis);
      const talks = Array.from({ length: INTERVIEWS }, (_, i) => newTalk(stack, i + 1));
      const waiting = talks.values();
      const candidates = Array.from({ length: AT_ONCE }, async () => {
        for (const talk of waiting) {
          await talkThrough(stack, talk, lines(talk.user.id, ANSWERS), () =>
            sleep(Math.random() * THINKS_MS),
          );
        }
      });
      await Promise.all(candidates);
      await storm.calm();
      await stack.settled(SETTLED_WITHIN_MS);
      const { repeats, parked } = await audit(stack, talks);
      console.log(`${storm.said()}; ${repeats} lines read twice, ${parked} parked`);
      expect(storm.struck, 'the storm was over before it had struck everywhere').toBe(storm.blows);
      // A killed process leaves at most one send under way a conversation, and each of these may arrive twice.
      expect(repeats).toBeLessThanOrEqual(storm.interrupted);
    } finally {
      await stack.close();
      await postgres.dispose();
      await redis.dispose();
    }
  },
  LIMIT_MS,
);

/** Kills something every 2 to 8 seconds and starts it again at once. */
class Storm {
  /** Sends that were under way when a process that sends was killed. */
  interrupted = 0;
  readonly #counts = new Map<string, number>();
  readonly #stack: Stack;
  readonly #postgres: Server;
  readonly #redis: Server;
  readonly #over = new AbortController();
  readonly #running: Promise<void>;

  constructor(stack: Stack, postgres: Server, redis: Server) {
    this.#stack = stack;
    this.#postgres = postgres;
    this.#redis = redis;
    this.#running = this.#run();
  }

  /** Kinds of blows there are, and how many of them have struck. */
  readonly blows = 6;
  get struck(): number {
    return this.#counts.size;
  }

  async calm(): Promise<void> {
    this.#over.abort();
    await this.#running;
  }

  said(): string {
    return [...this.#counts].map(([what, n]) => `${what} ${n}×`).join(', ');
  }

  async #run(): Promise<void> {
    const blows: (() => Promise<void>)[] = [
      () => this.#kill(0),
      () => this.#kill(1),
      () => this.#flush(),
      () => this.#kill(2),
      () => this.#restart('PostgreSQL killed', this.#postgres),
      () => this.#restart('Redis killed', this.#redis),
    ];
    for (let i = 0; ; i++) {
      const pause = 2000 + Math.random() * 6000;
      await sleep(pause, undefined, { signal: this.#over.signal }).catch(() => {});
      if (this.#over.signal.aborted) return;
      await blows[i % blows.length]?.();
    }
  }

  async #kill(index: number): Promise<void> {
    const [name, role] = PROCESSES[index] ?? PROCESSES[0]!;
    await this.#stack.kill(name);
    this.#count(`${name} killed`);
    this.interrupted += await this.#sendsUnderWay();
    await this.#stack.launch(name, role);
  }

  async #restart(what: string, server: Server): Promise<void> {
    this.#count(what);
    await server.kill();
    await server.start();
    this.interrupted += await this.#sendsUnderWay();
  }

  async #flush(): Promise<void> {
    this.#count('FLUSHALL');
    await redisCommand(this.#redis.port, 'FLUSHALL');
  }

  async #sendsUnderWay(): Promise<number> {
    const [row] = await this.#stack.sql<
      { n: number }[]
    >`select count(*)::int as n from outbox where state = 'sending'`;
    return row?.n ?? 0;
  }

  #count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }
}
