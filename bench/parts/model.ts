/** A question to a model that answers at once: what the ladder, the budget, the log and LangChain cost on top of it. */
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { connect } from '../../db/client.ts';
import { spendingIn } from '../../db/model-spend.ts';
import { createAgent } from '../../src/agent/agent.ts';
import { loadPrompt } from '../../src/agent/prompts.ts';
import { createHttp } from '../../src/http.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import type { Bed, Corner } from '../support/bed.ts';
import { memoryOf } from '../support/cost.ts';
import { type Figure, median, megabytes, ms, type PartResult, quantile } from '../support/figures.ts';
import { type Program, startProgram } from '../support/processes.ts';
import type { Progress } from '../support/progress.ts';
import { Provider } from '../support/provider.ts';
import { startSystem } from '../support/system.ts';

const WARM = 200;
const ASKED = 1500;
const WITH_TOOLS = 400;
const STARTS = 5;
const GOAL_MS = 10;

const schema = z.object({ city: z.string(), years: z.number(), said: z.array(z.string()) });
/** As long as a burst of a talkative candidate, with what the engine knows beside it. */
const INPUT = {
  question: '请讲一次您在工作中遇到破损包裹的经历。',
  asked: ['situation', 'task'],
  messages: Array.from({ length: 3 }, (_, seq) => ({
    seq,
    text: '我在苏州做过两年分拣，一小时三百件。'.repeat(4),
  })),
};
const facts = {
  name: 'look_up',
  description: 'Tells a fact of the opening.',
  args: z.object({ key: z.string() }),
  run: () => ({ pay: '22元/小时' }),
};

export async function model(bed: Bed, progress: Progress): Promise<PartResult> {
  const instant = await startProgram(['bench/instant-model.ts'], {});
  const figures = [
    ...(await asked(instant, await bed.corner(), progress)),
    ...(await started(instant, bed, progress)),
  ];
  await instant.stop();
  return {
    title: 'A question to a model',
    how:
      `One after the other to a model in a process of its own that answers at once; ${ASKED} questions, ${WITH_TOOLS} with a ` +
      'tool that is used (two requests), after warming up. The budget is written to PostgreSQL, the log to nowhere. Floor: the ' +
      'same bodies to the same server by the same client. The start, as below, with a model configured; its libraries load ' +
      `after it. Medians of ${STARTS}.`,
    figures,
    notes: [],
  };
}

async function asked(instant: Program, corner: Corner, progress: Progress): Promise<Figure[]> {
  const database = await connect({ databaseUrl: corner.databaseUrl, dataDir: '' });
  const http = createHttp();
  const server = { baseUrl: `${instant.url}/v1`, apiKey: 'sk-bench', model: 'instant' };
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const agent = createAgent(
    {
      first: server,
      second: null,
      timeoutMs: 12_000,
      tokensPerInterview: 999_999_999,
      tokensPerDay: 999_999_999,
    },
    {
      http,
      log: createLog('info', nowhere),
      spending: spendingIn(database.sql),
      figures: createMetrics(() => Promise.reject(new Error('nobody looks'))).model,
    },
  );
  const asking = {
    prompt: loadPrompt('json', 'zh'),
    input: INPUT,
    about: { interviewId: 'int_bench', purpose: 'understand' },
    signal: new AbortController().signal,
  } as const;
  const timed = async (times: number, work: () => Promise<{ ok: boolean }>) => {
    const each: number[] = [];
    for (let i = 0; i < WARM + times; i++) {
      const began = performance.now();
      if (!(await work()).ok) throw new Error('a model that answers at once was not heard');
      if (i >= WARM) each.push(performance.now() - began);
    }
    return each;
  };
  const messages = [{ role: 'user', content: JSON.stringify(INPUT).repeat(2) }];
  const body = JSON.stringify({ model: 'instant', messages });
  const bare = async () => {
    const headers = { 'content-type': 'application/json' };
    const url = `${server.baseUrl}/chat/completions`;
    const { status } = await http.request(url, { method: 'POST', headers, body, trusted: true });
    return { ok: status === 200 };
  };
  const floor = await timed(ASKED, bare);
  const questions = await timed(ASKED, () => agent.ask({ ...asking, schema }));
  const tools = await timed(WITH_TOOLS, () => agent.withTools({ ...asking, tools: [facts] }));
  await agent.close();
  await http.close();
  await database.close();
  const over = median(questions) - median(floor);
  const overTools = median(tools) - 2 * median(floor);
  progress(`floor ${ms(median(floor))}, asked ${ms(median(questions))}, with a tool ${ms(median(tools))}`);
  return [
    {
      what: 'over the model, p50',
      value: ms(over),
      floor: ms(median(floor)),
      goal: `≤ ${GOAL_MS} ms`,
      pass: over <= GOAL_MS,
    },
    { what: 'asked, p50 and p99', value: `${ms(median(questions))}, ${ms(quantile(questions, 0.99))}` },
    { what: 'with a tool, over two requests, p50', value: ms(overTools) },
    { what: 'with a tool, p50 and p99', value: `${ms(median(tools))}, ${ms(quantile(tools, 0.99))}` },
  ];
}

async function started(instant: Program, bed: Bed, progress: Progress): Promise<Figure[]> {
  const provider = await Provider.start();
  const corner = await bed.corner();
  const variables = { OPENAI_BASE_URL: instant.url, LLM_MODEL: 'instant' };
  const times: Record<'without' | 'with', number[]> = { without: [], with: [] };
  const memory: Record<'without' | 'with', number[]> = { without: [], with: [] };
  for (let i = 0; i < STARTS; i++) {
    for (const side of ['without', 'with'] as const) {
      const system = await startSystem(corner, provider, 'all', side === 'with' ? variables : {});
      times[side].push(system.readyMs);
      await settled(system.pid);
      memory[side].push(memoryOf(system.pid));
      await system.stop();
    }
  }
  await provider.stop();
  progress(`start: ${ms(median(times.without))}, with a model ${ms(median(times.with))}`);
  const more = median(memory.with) - median(memory.without);
  return [
    {
      what: 'start to ready with a model',
      value: ms(median(times.with)),
      floor: `${ms(median(times.without))} without`,
    },
    {
      what: 'memory with a model, idle',
      value: megabytes(median(memory.with)),
      floor: `${megabytes(median(memory.without))} without (+${megabytes(more)})`,
    },
  ];
}

/** Its libraries begin to load a second after the start; they are loaded when its memory has stood still for a while. */
async function settled(pid: number): Promise<void> {
  let before = memoryOf(pid);
  for (let still = 0; still < 3; ) {
    await sleep(1000);
    const now = memoryOf(pid);
    still = Math.abs(now - before) < 2 ** 20 ? still + 1 : 0;
    before = now;
  }
}
