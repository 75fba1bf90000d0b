/** What happens, told to those who asked: how late, how many in a second, and what one that hangs costs the others. */
import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import { appendEvents, type NewEvent } from '../../db/events.ts';
import { WEBHOOKS } from '../../src/api/openapi/webhooks.ts';
import type { EventType } from '../../src/types.ts';
import type { Bed } from '../support/bed.ts';
import { Connections } from '../support/connections.ts';
import { costEach, processorTime } from '../support/cost.ts';
import { type Figure, ms, type PartResult, perSecond, quantile } from '../support/figures.ts';
import { type Program, startProgram } from '../support/processes.ts';
import type { Progress } from '../support/progress.ts';
import { Provider } from '../support/provider.ts';
import { API_KEY, query, startSystem } from '../support/system.ts';

const RECEIVERS = 20;
const RATE = 1000;
const MEASURE_MS = 15_000;
const WARM_UP_MS = 2000;
const GOAL_MS = 2000;
/** What happens comes in by transactions of several events each. */
const TOGETHER = 20;
const BACKLOG = 20_000;
const PATIENCE_MS = 60_000;

/** Receiver `i` asks for this and nothing else. */
/** One for each receiver. */
const TYPES = Object.keys(WEBHOOKS) as EventType[];
const typeOf = (i: number) => TYPES[i]!;
const event = (n: number): NewEvent => ({
  ...{ type: typeOf(n % RECEIVERS), conversationId: null, applicationId: null },
  data: { contract_id: 'ctr_0123456789abcdefghijkl', from_state: 'sent', to_state: 'signed' },
});

export async function webhooks(bed: Bed, progress: Progress): Promise<PartResult> {
  const corner = await bed.corner();
  const provider = await Provider.start();
  const receivers = await startProgram(['bench/receivers.ts'], { RECEIVERS: String(RECEIVERS) });
  const system = await startSystem(corner, provider, 'all', { ALLOW_PRIVATE_NETWORKS: '127.0.0.1' });
  const processes = { ...bed.pids, Tingda: system.pid, receivers: receivers.pid };
  try {
    await subscribe(system, await ask<number[]>(receivers, '/receivers'));
    return await query(corner, async (sql) => {
      const before = processorTime(processes);
      const all = await atRate(sql, receivers, 0);
      const after = processorTime(processes);
      progress(`all well: p50 ${ms(all.p50)}, p95 ${ms(all.p95)}`);
      const most = await backlog(sql, receivers);
      progress(`a backlog: ${perSecond(most)}`);
      const others = await atRate(sql, receivers, 1);
      progress(`one hangs: p50 ${ms(others.p50)}, p95 ${ms(others.p95)}`);
      return {
        title: `Webhooks, ${RATE.toLocaleString('en')} events a second`,
        how:
          `${RECEIVERS} receivers in a process of their own, each with an endpoint that asks for a twentieth of what happens: ` +
          `${RATE.toLocaleString('en')} events a second are committed, looked at for each endpoint, signed and told to the ` +
          `one that wants them, for ${MEASURE_MS / 1000} s; then one receiver never answers. From the beginning of the ` +
          'transaction (`at`) until the call has arrived; of those that answer. Every event is counted, and none is missing. ' +
          `A backlog: ${BACKLOG.toLocaleString('en')} events committed at once.`,
        figures: [
          row('late, p95', all.p95),
          { what: 'p50', value: ms(all.p50) },
          row(`one of ${RECEIVERS} hangs: the others, p95`, others.p95),
          { what: 'p50', value: ms(others.p50) },
          {
            what: 'told of a backlog',
            value: perSecond(most),
            goal: `≥ ${perSecond(RATE)}`,
            pass: most >= RATE,
          },
        ],
        notes: [costEach('Processor time an event', before, after, all.told)],
      };
    });
  } finally {
    await Promise.all([system.stop(), receivers.stop(), provider.stop()]);
  }
}

const row = (what: string, value: number): Figure => ({
  ...{ what, value: ms(value), goal: `< ${GOAL_MS} ms`, pass: value < GOAL_MS },
});

async function subscribe(system: Program, ports: number[]): Promise<void> {
  const api = new Connections(system.url, { authorization: `Bearer ${API_KEY}` });
  for (const [i, port] of ports.entries()) {
    const endpoint = { url: `http://127.0.0.1:${port}/hook`, events: [typeOf(i)] };
    const { status, body } = await api.post('/v1/webhook_endpoints', JSON.stringify(endpoint));
    if (status !== 201) throw new Error(`an endpoint was not made: ${status} ${body}`);
  }
  api.close();
}

async function ask<T>(receivers: Program, path: string): Promise<T> {
  return (await (await fetch(`${receivers.url}${path}`)).json()) as T;
}

/** Events at a rate, whether or not they are told; the first `hanging` receivers never answer. */
async function atRate(sql: postgres.Sql, receivers: Program, hanging: number) {
  await ask(receivers, `/hanging?n=${hanging}`);
  const times: number[] = [];
  let [made, answered] = [0, 0];
  const started = performance.now();
  const end = started + WARM_UP_MS + MEASURE_MS;
  let warm = false;
  while (performance.now() < end) {
    const due = Math.floor(((performance.now() - started) / 1000) * RATE);
    for (; made < due; made += TOGETHER)
      await appendEvents(
        sql as never,
        Array.from({ length: TOGETHER }, (_, k) => event(made + k)),
      );
    if (!warm && performance.now() - started > WARM_UP_MS) {
      answered += counted(await ask(receivers, '/heard'), hanging).length;
      warm = true;
    }
    await sleep(2);
  }
  const rate = made / ((performance.now() - started) / 1000);
  if (rate < RATE * 0.95) throw new Error(`only ${perSecond(rate)} could be committed`);
  const wanted = (made / RECEIVERS) * (RECEIVERS - hanging);
  for (const until = performance.now() + PATIENCE_MS; answered + times.length < wanted; await sleep(50)) {
    times.push(...counted(await ask(receivers, '/heard'), hanging));
    if (performance.now() > until)
      throw new Error(`${wanted - answered - times.length} of ${wanted} events were not told`);
  }
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), told: times.length };
}

const counted = (heard: number[][], hanging: number) => heard.slice(hanging).flat();

/** How many a second, of what was committed at once. */
async function backlog(sql: postgres.Sql, receivers: Program): Promise<number> {
  await ask(receivers, '/heard');
  const started = performance.now();
  await appendEvents(
    sql as never,
    Array.from({ length: BACKLOG }, (_, n) => event(n)),
  );
  for (let told = 0; told < BACKLOG; await sleep(20)) {
    told += counted(await ask(receivers, '/heard'), 0).length;
    if (performance.now() - started > PATIENCE_MS) throw new Error(`only ${told} of a backlog were told`);
  }
  return BACKLOG / ((performance.now() - started) / 1000);
}
