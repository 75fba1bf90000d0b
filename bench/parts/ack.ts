/** A webhook's request until it is stored, committed and acknowledged. */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bed, Corner } from '../support/bed.ts';
import { chance, pick } from '../support/chance.ts';
import { Connections } from '../support/connections.ts';
import { costEach, processorTime } from '../support/cost.ts';
import {
  type Figure,
  median,
  ms,
  type PartResult,
  percent,
  perSecond,
  quantile,
} from '../support/figures.ts';
import type { Progress } from '../support/progress.ts';
import { Provider } from '../support/provider.ts';
import { HOOK, query, startFloor, startSystem, type Target } from '../support/system.ts';
import { textUpdate } from '../support/updates.ts';

const CONNECTIONS = 50;
const CHATS = 2000;
const WARM_UP_MS = 1500;
const MEASURE_MS = 4000;
const ROUNDS = 3;
const GOAL_SHARE = 0.6;
const GOAL_P99_MS = 25;

/** What somebody answers in one breath. */
const WORDS = [
  '去年双十一我在仓库上夜班，一晚上分了一千多件，错了三件，后来都找回来了。',
  'I stocked shelves at a supermarket for two years and helped to train three new people.',
  '可以，周末没问题',
  'Once a box of glasses arrived broken, so I took photos and told my lead.',
];

interface Round {
  rate: number;
  p50: number;
  p99: number;
  acknowledged: number;
}

export async function ack(bed: Bed, progress: Progress): Promise<PartResult> {
  const provider = await Provider.start();
  const corner = await bed.corner();
  const floor = await startFloor(corner, provider);
  const system = await startSystem(corner, provider, 'api');
  await inventChats(corner);
  const targets = {
    floor: { connections: new Connections(floor.url), path: '/ack' },
    ours: { connections: system.hook(), path: HOOK },
  };
  const servers = { ...bed.pids, load: process.pid };
  const processes = { floor: { floor: floor.pid, ...servers }, ours: { Tingda: system.pid, ...servers } };
  const rounds: Record<'floor' | 'ours', Round[]> = { floor: [], ours: [] };
  const notes: string[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    for (const who of ['floor', 'ours'] as const) {
      const before = processorTime(processes[who]);
      const round = await measure(targets[who]);
      const after = processorTime(processes[who]);
      rounds[who].push(round);
      if (i === ROUNDS - 1) {
        notes.push(costEach(`Processor time a message, ${who}`, before, after, round.acknowledged));
      }
      progress(`${who}: ${perSecond(round.rate)}, p99 ${ms(round.p99)}`);
    }
  }
  await Promise.all([floor.stop(), system.stop()]);
  await everythingIsThere(corner, rounds.ours);
  const all = await whileWorking(bed, provider, progress);
  await provider.stop();

  const ours = summary(rounds.ours);
  const least = summary(rounds.floor);
  // Each round against the floor just before it: what else the machine did weighs on both.
  const share = median(rounds.ours.map((round, i) => round.rate / (rounds.floor[i]?.rate ?? Number.NaN)));
  const figures: Figure[] = [
    {
      what: 'acknowledged and committed, 50 connections',
      value: `${perSecond(ours.rate)} (${percent(share)})`,
      floor: perSecond(least.rate),
      goal: `≥ ${percent(GOAL_SHARE)}`,
      pass: share >= GOAL_SHARE,
    },
    { what: 'p50', value: ms(ours.p50), floor: ms(least.p50) },
    {
      what: 'p99',
      value: ms(ours.p99),
      floor: ms(least.p99),
      goal: `≤ ${GOAL_P99_MS} ms`,
      pass: ours.p99 <= GOAL_P99_MS,
    },
    {
      what: 'the same while this process also takes the turns (`--role all`)',
      value: `${perSecond(all.rate)}, p99 ${ms(all.p99)}`,
    },
  ];
  return {
    title: 'Acknowledged and committed',
    how:
      `POST /hooks/telegram from ${CONNECTIONS} connections in a closed loop, ${CHATS.toLocaleString('en')} chats that ` +
      'are known already, every update new. The goal is judged on `--role api` with no worker running, because the ' +
      'floor takes no turns either. Floor: Hono and one INSERT of the same JSON by postgres.js. Median of ' +
      `${ROUNDS} rounds, taken in turn. Afterwards every acknowledged message was found in the inbox.`,
    figures,
    notes,
  };
}

async function whileWorking(bed: Bed, provider: Provider, progress: Progress): Promise<Round> {
  const corner = await bed.corner();
  const system = await startSystem(corner, provider, 'all');
  await inventChats(corner);
  const round = await measure({ connections: system.hook(), path: HOOK });
  progress(`ours, taking turns as well: ${perSecond(round.rate)}, p99 ${ms(round.p99)}`);
  await system.stop();
  await everythingIsThere(corner, [round]);
  return round;
}

async function measure(target: Target): Promise<Round> {
  const random = chance(randomInt(1e9));
  const times: number[] = [];
  const start = performance.now() + WARM_UP_MS;
  const end = start + MEASURE_MS;
  let acknowledged = 0;
  async function client(first: number): Promise<void> {
    for (let chat = first; performance.now() < end; chat += CONNECTIONS) {
      const chatId = 1 + (chat % CHATS);
      const update = textUpdate({ chatId, language: 'zh' }, pick(random, WORDS));
      const sent = performance.now();
      const { status } = await target.connections.post(target.path, update);
      if (status !== 200) throw new Error(`a webhook was answered with ${status}`);
      acknowledged += 1;
      const done = performance.now();
      if (sent >= start && done <= end) times.push(done - sent);
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => client(i)));
  await sleep(500);
  return {
    rate: times.length / (MEASURE_MS / 1000),
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    acknowledged,
  };
}

function summary(rounds: Round[]): Pick<Round, 'rate' | 'p50' | 'p99'> {
  return {
    rate: median(rounds.map((round) => round.rate)),
    p50: median(rounds.map((round) => round.p50)),
    p99: median(rounds.map((round) => round.p99)),
  };
}

/** Chats that have written before. */
async function inventChats(corner: Corner): Promise<void> {
  await query(corner, async (sql) => {
    await sql`insert into candidates (id, source) select 'cnd_' || n, 'telegram' from generate_series(1, ${CHATS}::int) n`;
    await sql`
      insert into conversations (id, candidate_id) select 'cnv_' || n, 'cnd_' || n from generate_series(1, ${CHATS}::int) n`;
    await sql`
      insert into identities (id, conversation_id, channel, account, address)
      select 'idn_' || n, 'cnv_' || n, 'telegram', '123456789', n::text from generate_series(1, ${CHATS}::int) n`;
    await sql`analyze`;
  });
}

async function everythingIsThere(corner: Corner, rounds: Round[]): Promise<void> {
  const acknowledged = rounds.reduce((sum, round) => sum + round.acknowledged, 0);
  const stored = await query(corner, async (sql) => {
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from inbox where channel <> 'system'`;
    return row?.n;
  });
  if (stored !== acknowledged) {
    throw new Error(`${acknowledged} messages were acknowledged and ${stored} stored`);
  }
}
