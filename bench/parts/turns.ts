/** A candidate's message in, the bot's next line handed to the provider. */
import { setTimeout as sleep } from 'node:timers/promises';
import { arrivals, bringToTheMiddle, CHATS } from '../support/arrivals.ts';
import type { Bed } from '../support/bed.ts';
import { Connections } from '../support/connections.ts';
import { costEach, processorTime } from '../support/cost.ts';
import { Crowd } from '../support/crowd.ts';
import { type Figure, ms, type PartResult, perSecond, quantile } from '../support/figures.ts';
import type { Progress } from '../support/progress.ts';
import { Provider } from '../support/provider.ts';
import {
  createOpening,
  HOOK,
  query,
  type System,
  startFloor,
  startSystem,
  type Target,
} from '../support/system.ts';

export interface Round {
  rate: number;
  p50: number;
  p99: number;
}

/** One of the two that are measured in turn. */
interface Side {
  name: 'floor' | 'ours';
  provider: Provider;
  target: Target;
  processes: Record<string, number>;
}

interface Sides {
  floor: Side;
  ours: Side;
  completed(): Promise<number>;
  stop(): Promise<void>;
}

/** Both side by side, each with a provider of its own, so that nobody hears what belongs to the other. */
async function open(bed: Bed): Promise<Sides> {
  const corner = await bed.corner();
  const [forFloor, forUs] = await Promise.all([Provider.start(), Provider.start()]);
  const floor = await startFloor(corner, forFloor);
  const system: System = await startSystem(corner, forUs, 'all');
  await createOpening(system);
  const servers = { ...bed.pids, 'load and provider': process.pid };
  return {
    floor: {
      name: 'floor',
      provider: forFloor,
      target: { connections: new Connections(floor.url), path: '/turn' },
      processes: { floor: floor.pid, ...servers },
    },
    ours: {
      name: 'ours',
      provider: forUs,
      target: { connections: system.hook(), path: HOOK },
      processes: { Tingda: system.pid, ...servers },
    },
    completed: () =>
      query(corner, async (sql) => {
        const [row] = await sql<{ n: number }[]>`
          select count(*)::int as n from interviews where status = 'completed'`;
        return row?.n ?? 0;
      }),
    async stop() {
      await Promise.all([floor.stop(), system.stop()]);
      await Promise.all([forFloor.stop(), forUs.stop()]);
    },
  };
}

let nextChatId = 1_000_000;

/** A range of chat ids that nobody has had. */
function freshChats(): number {
  nextChatId += 100_000;
  return nextChatId;
}

/** The less favourable of the rounds: what can be relied on. */
export function worst(rounds: Round[]): Round {
  return {
    rate: Math.min(...rounds.map((round) => round.rate)),
    p50: Math.max(...rounds.map((round) => round.p50)),
    p99: Math.max(...rounds.map((round) => round.p99)),
  };
}

const OPEN = { rate: 100, measureMs: 12_000, warmUpMs: 2000, p50: 15, p99: 60 };

/** Turns that arrive as they come in life: whenever somebody writes, however busy we are. */
export async function turnOpen(bed: Bed, progress: Progress): Promise<PartResult> {
  const sides = await open(bed);
  const rounds: Record<Side['name'], Round[]> = { floor: [], ours: [] };
  for (let i = 0; i < 2; i++) {
    for (const side of [sides.floor, sides.ours]) {
      const round = await openLoop(side);
      rounds[side.name].push(round);
      progress(`${side.name}: ${perSecond(round.rate)}, p50 ${ms(round.p50)}, p99 ${ms(round.p99)}`);
    }
  }
  await sides.stop();
  const [ours, floor] = [worst(rounds.ours), worst(rounds.floor)];
  const row = (what: 'p50' | 'p99'): Figure => ({
    what,
    value: ms(ours[what]),
    floor: ms(floor[what]),
    goal: `≤ ${OPEN[what]} ms`,
    pass: ours[what] <= OPEN[what],
  });
  return {
    title: `A turn at ${OPEN.rate} turns a second`,
    how:
      `Webhook request due → sendMessage arrives at the provider. ${CHATS} candidates in the middle of their ` +
      `interviews, messages at random moments (Poisson, ${OPEN.rate} a second on average) whether or not we keep up, ` +
      'burst wait 0, interview by rules. Floor: Hono, one INSERT, then one UPDATE and one send. The worse of two ' +
      'rounds each, taken in turn.',
    figures: [row('p50'), row('p99')],
    notes: [],
  };
}

/** Turns at random moments, `rate` a second on average, from people in the middle of their interviews. */
export async function openLoop(
  { provider, target }: Pick<Side, 'provider' | 'target'>,
  rate = OPEN.rate,
): Promise<Round> {
  const ready: number[] = [];
  const crowd = new Crowd(provider, target, freshChats(), (chatId) => ready.push(chatId));
  await bringToTheMiddle(crowd, ready);
  const times: number[] = [];
  const start = performance.now() + OPEN.warmUpMs;
  crowd.onTurn = (_, milliseconds) => {
    if (performance.now() >= start) times.push(milliseconds);
  };
  await arrivals(crowd, ready, rate, OPEN.warmUpMs + OPEN.measureMs);
  return {
    rate: times.length / (OPEN.measureMs / 1000),
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  };
}

const CLOSED = { chats: 50, measureMs: 10_000, warmUpMs: 3000, goal: 300, aim: 600 };

/** As many turns as we can take: everybody answers at once. */
export async function turnClosed(bed: Bed, progress: Progress): Promise<PartResult> {
  const sides = await open(bed);
  const rounds: Record<Side['name'], Round[]> = { floor: [], ours: [] };
  const notes: string[] = [];
  for (let i = 0; i < 2; i++) {
    for (const side of [sides.floor, sides.ours]) {
      const round = await closedLoop(side, (cost) => {
        if (i === 1) notes.push(cost);
      });
      rounds[side.name].push(round);
      progress(`${side.name}: ${perSecond(round.rate)}, p50 ${ms(round.p50)}, p99 ${ms(round.p99)}`);
    }
  }
  const completed = await sides.completed();
  if (completed === 0) throw new Error('no interview came to its end: this was not an interview');
  await sides.stop();
  const [ours, floor] = [worst(rounds.ours), worst(rounds.floor)];
  return {
    title: 'Turns, as many as go',
    how:
      `${CLOSED.chats} candidates in a closed loop, each sends the next answer the moment the bot's message arrives; ` +
      'from /start to the end, then somebody new. Half Chinese, half English, buttons pressed where there are some. ' +
      `${completed} interviews came to their end meanwhile. Floor as above. The worse of two rounds of ` +
      `${CLOSED.measureMs / 1000} s each, taken in turn.`,
    figures: [
      {
        what: `turns, ${CLOSED.chats} chats`,
        value: perSecond(ours.rate),
        floor: perSecond(floor.rate),
        goal: `≥ ${CLOSED.goal}/s, aim ${CLOSED.aim}/s`,
        pass: ours.rate >= CLOSED.goal,
      },
      { what: 'p50', value: ms(ours.p50), floor: ms(floor.p50) },
      { what: 'p99', value: ms(ours.p99), floor: ms(floor.p99) },
    ],
    notes,
  };
}

async function closedLoop(side: Side, onCost: (cost: string) => void): Promise<Round> {
  const { provider, target } = side;
  let open = true;
  const crowd: Crowd = new Crowd(provider, target, freshChats(), (chatId) => {
    if (open) crowd.send(chatId);
  });
  for (let i = 0; i < CLOSED.chats; i++) crowd.admit();
  await sleep(CLOSED.warmUpMs);
  const times: number[] = [];
  crowd.onTurn = (_, milliseconds) => times.push(milliseconds);
  const before = processorTime(side.processes);
  const started = performance.now();
  await sleep(CLOSED.measureMs);
  const seconds = (performance.now() - started) / 1000;
  const turns = times.length;
  const after = processorTime(side.processes);
  open = false;
  await crowd.settled();
  onCost(costEach(`Processor time a turn, ${side.name}`, before, after, turns));
  return { rate: turns / seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}
