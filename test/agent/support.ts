/** A model's servers on this machine, and what the agent tells while they are asked. */
import { Writable } from 'node:stream';
import { z } from 'zod';
import { createAgent } from '../../src/agent/agent.ts';
import type { Agent, Asking } from '../../src/agent/ask.ts';
import type { Spending, Spent } from '../../src/agent/budget.ts';
import { loadModels, loadTools } from '../../src/agent/library.ts';
import { loadPrompt } from '../../src/agent/prompts.ts';
import { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { createHttp } from '../../src/http.ts';
import { createLog } from '../../src/log.ts';
import type { ModelSettings } from '../../src/types.ts';

export const schema = z.object({ city: z.string(), years: z.number() });
export const RIGHT = '{"city":"苏州","years":2}';
export const VALUE = { city: '苏州', years: 2 };

/** Sums in memory. */
export class Books implements Spending {
  readonly sums = new Map<string, number>();
  broken = false;
  async add(spent: Spent[]) {
    if (this.broken) throw new Error('no database');
    for (const { subject, tokensIn, tokensOut } of spent) {
      this.sums.set(subject, (this.sums.get(subject) ?? 0) + tokensIn + tokensOut);
    }
    return this.read(spent.map(({ subject }) => subject));
  }
  async read(subjects: string[]) {
    if (this.broken) throw new Error('no database');
    return subjects.flatMap((subject) => {
      const tokens = this.sums.get(subject);
      return tokens === undefined ? [] : [{ subject, tokens }];
    });
  }
}

export interface Stage {
  agent: Agent;
  first: OpenAiEmulator;
  second: OpenAiEmulator;
  books: Books;
  /** Lines of the log. */
  lines: () => Record<string, unknown>[];
  /** `call purpose outcome`, `breaker first true`, … */
  figures: string[];
  stop(): Promise<void>;
}

interface Options extends Partial<Omit<ModelSettings, 'first' | 'second'>> {
  second?: boolean;
  withoutKey?: boolean;
  model?: string;
  flavour?: OpenAiEmulator['flavour'];
  now?: () => number;
}

export async function startStage(options: Options = {}): Promise<Stage> {
  // Not out of the first question's time.
  await loadModels().then(loadTools);
  const first = await OpenAiEmulator.start({ flavour: options.flavour ?? 'openai' });
  const second = await OpenAiEmulator.start();
  const http = createHttp();
  const books = new Books();
  const figures: string[] = [];
  let text = '';
  const target = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const server = (emulator: OpenAiEmulator, model: string) => ({
    baseUrl: emulator.url,
    apiKey: options.withoutKey ? undefined : emulator.key,
    model,
  });
  const agent = createAgent(
    {
      first: server(first, options.model ?? 'gpt-emulated'),
      second: options.second ? server(second, 'second-emulated') : null,
      timeoutMs: options.timeoutMs ?? 3000,
      tokensPerInterview: options.tokensPerInterview ?? 100_000,
      tokensPerDay: options.tokensPerDay ?? 1_000_000,
    },
    {
      http,
      log: createLog('info', target),
      spending: books,
      figures: {
        call: (purpose, outcome) => figures.push(`call ${purpose} ${outcome}`),
        breaker: (name, open) => figures.push(`breaker ${name} ${open}`),
        dayIsSpent: (spent) => spent && figures.push('day is spent'),
      },
      ...(options.now && { now: options.now }),
    },
  );
  return {
    agent,
    first,
    second,
    books,
    figures,
    lines: () =>
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    async stop() {
      await agent.close();
      await http.close();
      await Promise.all([first.stop(), second.stop()]);
    },
  };
}

type City = z.infer<typeof schema>;

/** The usual question, with what a test changes of it. */
export function asking(changes: Partial<Asking<City>> = {}): Asking<City> {
  return {
    prompt: loadPrompt('json', 'zh'),
    input: { said: '我在苏州做过两年分拣。' },
    schema,
    about: { interviewId: 'int_1', purpose: 'understand' },
    signal: new AbortController().signal,
    ...changes,
  };
}
