/** What a paused interview costs: bytes in Redis, and the time of a turn when there are very many of them. */
import { RESP_TYPES } from 'redis';
import type { Bed, Corner } from '../support/bed.ts';
import { type Chance, chance, pick } from '../support/chance.ts';
import type { Connections } from '../support/connections.ts';
import { median, ms, type PartResult, percent, perSecond, quantile } from '../support/figures.ts';
import {
  checkSample,
  copyConversations,
  fillSessions,
  interview,
  openRedis,
  type Redis,
} from '../support/population.ts';
import type { Progress } from '../support/progress.ts';
import { Provider } from '../support/provider.ts';
import { HOOK, query, type System, startSystem } from '../support/system.ts';
import { until } from '../support/until.ts';
import { type Person, textUpdate } from '../support/updates.ts';

const FEW = 100;
const SESSIONS = 500_000;
const CONVERSATIONS = { short: 50_000, long: 500_000 };
const GOAL_BYTES = 2048;
/** Noise of this machine; what grew with the number of sessions would be far more. */
const FLAT = 0.85;
const IN_FLIGHT = 50;
const WARM_UP_MS = 2000;
const MEASURE_MS = 6000;
const ROUNDS = 2;

/** Answered from the opening's facts at any moment, and the interview stays where it is. */
const QUESTION = { zh: '请问一小时多少钱？', en: 'How much is the pay per hour?' };

interface Side {
  name: string;
  system: System;
  provider: Provider;
  people: Person[];
  rates: number[];
  p50: number[];
}

export async function session(bed: Bed, progress: Progress, long: boolean): Promise<PartResult> {
  const few = await bed.corner();
  await interview(few, FEW);
  const sizes = await sessionSizes(few);
  progress(`${sizes.bytes.length} paused interviews: ${quantile(sizes.bytes, 0.5)} bytes each in Redis`);

  const many = await bed.corner(few);
  const copies = long ? CONVERSATIONS.long : CONVERSATIONS.short;
  await copyConversations(many, copies);
  progress(`${copies.toLocaleString('en')} conversations copied in PostgreSQL`);
  await withRedis(many, (redis) => fillSessions(many, redis, sizes.values, SESSIONS));
  progress(`${SESSIONS.toLocaleString('en')} sessions in Redis`);

  const sides = [await open(`${FEW} sessions`, few), await open('500,000 sessions', many)] as const;
  for (let i = 0; i < ROUNDS; i++) {
    for (const side of sides) {
      await measure(side);
      progress(`${side.name}: ${perSecond(side.rates.at(-1) ?? 0)}, p50 ${ms(side.p50.at(-1) ?? 0)}`);
    }
  }
  for (const side of sides) {
    await side.system.stop();
    await side.provider.stop();
  }
  const [small, large] = sides.map((side) => ({ rate: average(side.rates), p50: average(side.p50) }));
  if (!small || !large) throw new Error('nothing was measured');
  const kept = large.rate / small.rate;
  const largest = Math.max(...sizes.bytes);
  return {
    title: 'A paused interview',
    how:
      `Bytes: MEMORY USAGE of the sessions of ${FEW} real interviews in the middle. Flat: ${IN_FLIGHT} messages in flight ` +
      'from random candidates among all of them, each a question about pay that the opening answers; ' +
      `${FEW} sessions and conversations against ${SESSIONS.toLocaleString('en')} sessions in Redis and ` +
      `${copies.toLocaleString('en')} conversations with their history in PostgreSQL (copies of the real ones), taken in turn.`,
    figures: [
      {
        what: 'bytes in Redis, largest (median)',
        value: `${largest} (${quantile(sizes.bytes, 0.5)})`,
        goal: `≤ ${GOAL_BYTES}`,
        pass: largest <= GOAL_BYTES,
      },
      { what: 'value alone, median', value: `${median(sizes.values.map((value) => value.length))} bytes` },
      {
        what: 'turns with 500,000 sessions',
        value: `${perSecond(large.rate)} (${percent(kept)}), p50 ${ms(large.p50)}`,
        floor: `${perSecond(small.rate)}, p50 ${ms(small.p50)} with ${FEW}`,
        goal: `flat (≥ ${percent(FLAT)})`,
        pass: kept >= FLAT,
      },
    ],
    notes: [],
  };
}

async function sessionSizes(corner: Corner): Promise<{ bytes: number[]; values: Buffer[] }> {
  return withRedis(corner, async (redis) => {
    const binary = redis.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
    const bytes: number[] = [];
    const values: Buffer[] = [];
    for await (const keys of redis.scanIterator({ MATCH: 's:*', COUNT: 1000 })) {
      for (const key of keys) {
        const value = await binary.get(key);
        const size = await redis.memoryUsage(key);
        if (!value || !size) throw new Error(`${key} is gone`);
        checkSample(value);
        values.push(value);
        bytes.push(size);
      }
    }
    if (values.length < FEW) throw new Error(`${values.length} sessions of ${FEW} interviews in Redis`);
    return { bytes, values };
  });
}

async function withRedis<T>(corner: Corner, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = await openRedis(corner.redisUrl);
  try {
    return await work(redis);
  } finally {
    redis.destroy();
  }
}

async function open(name: string, corner: Corner): Promise<Side> {
  const provider = await Provider.start();
  const system = await startSystem(corner, provider, 'all');
  const people = await query(
    corner,
    (sql) => sql<Person[]>`
      select d.address::int as "chatId", c.state->>'language' as language
      from identities d join conversations c on c.id = d.conversation_id`,
  );
  return { name, system, provider, people: [...people], rates: [], p50: [] };
}

async function measure(side: Side): Promise<void> {
  const { provider, people } = side;
  const connections: Connections = side.system.hook();
  const random = chance(11);
  const sent = new Map<number, number>();
  const times: number[] = [];
  const start = performance.now() + WARM_UP_MS;
  const end = start + MEASURE_MS;
  let failed: unknown;
  const ask = () => {
    const person = somebody(people, sent, random);
    sent.set(person.chatId, performance.now());
    connections.post(HOOK, textUpdate(person, QUESTION[person.language])).catch((error: unknown) => {
      failed = error;
    });
  };
  provider.onMessage = (message) => {
    const since = sent.get(message.chatId);
    if (since === undefined) return;
    sent.delete(message.chatId);
    if (since >= start && message.at <= end) times.push(message.at - since);
    if (message.at < end) ask();
  };
  for (let i = 0; i < IN_FLIGHT; i++) ask();
  await until(
    () => performance.now() > end && sent.size === 0,
    () => `${sent.size} questions were not answered`,
  );
  connections.close();
  if (failed) throw failed;
  side.rates.push(times.length / (MEASURE_MS / 1000));
  side.p50.push(median(times));
}

/** A person who is not waiting for an answer. */
function somebody(people: Person[], waiting: Map<number, number>, random: Chance): Person {
  for (;;) {
    const person = pick(random, people);
    if (!waiting.has(person.chatId)) return person;
  }
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
