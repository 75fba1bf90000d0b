/** The model in a process: loaded when it is asked for, told in /readyz and /metrics, paid from one budget. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { Process } from '../commands/process.ts';
import { startTestNode, type TestNode } from '../conversation/node.ts';
import { embeddedDirectory } from '../support/embedded.ts';
import { freePort } from '../support/server.ts';
import { createDatabase } from '../support/services.ts';
import { asking, RIGHT, VALUE } from './support.ts';

const watch = new URL('./modules.mjs', import.meta.url).href;
let emulator: OpenAiEmulator;
beforeAll(async () => {
  emulator = await OpenAiEmulator.start();
});
afterAll(() => emulator.stop());
const model = () => ({
  OPENAI_BASE_URL: emulator.url,
  OPENAI_API_KEY: emulator.key,
  LLM_MODEL: 'emulated',
  LLM_TOKENS_PER_DAY: '1000',
});

describe('what a start loads', () => {
  const loaded = async (args: string[], env: Record<string, string>, until: RegExp) => {
    const started = new Process(args, {
      DATABASE_URL: await createDatabase(),
      SECRET_KEY: 'a secret of the tests, at least 32 long',
      DATA_DIR: embeddedDirectory(),
      PORT: String(await freePort()),
      LOG_LEVEL: 'warn',
      NODE_OPTIONS: `--import ${watch}`,
      ...env,
    });
    const [, url] = await started.says(/ready at (\S+)/);
    await expect.poll(() => started.err).toMatch(until);
    const { parts } = (await (await fetch(`${url}/readyz`)).json()) as { parts: object };
    await started.interrupt();
    return { errors: started.err, parts };
  };

  it('without a model: nothing of it', async () => {
    const { errors, parts } = await loaded(['start'], { OPENAI_BASE_URL: emulator.url }, /^/);
    expect(errors).toBe('');
    expect(parts).not.toHaveProperty('model');
  });

  it('with a model: the libraries, beside the start', async () => {
    const { errors, parts } = await loaded(['start'], model(), /loads langchain\n/);
    expect(errors).toContain('loads @langchain/openai\n');
    expect(parts).toHaveProperty('model', { state: 'ok' });
  });

  it('of a process that only listens: nothing of it either', async () => {
    const { errors, parts } = await loaded(['start', '--role', 'api'], model(), /^/);
    expect(errors).toBe('');
    expect(parts).not.toHaveProperty('model');
  });
});

describe('a running process', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startTestNode(model());
  });
  afterAll(async () => {
    await node.stop();
    await node.telegram.stop();
  });

  it('asks, tells what it cost, and stops asking when the day’s tokens are spent', async () => {
    const { agent, sql } = node.runtime;
    const health = async () => (await node.call('GET', '/readyz')).body;
    expect(await health()).toMatchObject({ status: 'ok', parts: { model: { state: 'ok' } } });
    emulator.think = () => RIGHT;
    const asked = await agent!.ask(asking({ by: performance.now() + 30_000 }));
    expect(asked).toMatchObject({ ok: true, value: VALUE });
    const { tokensIn, tokensOut } = asked.call!;
    const sums = () => sql`select subject, tokens_in::int, tokens_out::int from model_spend order by subject`;
    await expect.poll(sums).toEqual(
      [new Date().toISOString().slice(0, 10), 'int_1'].map((subject) => ({
        subject,
        tokens_in: tokensIn,
        tokens_out: tokensOut,
      })),
    );
    for (let i = 0; i < 10; i++) await agent!.ask(asking());
    expect(await agent!.ask(asking())).toMatchObject({ ok: false, code: 'budget_spent' });
    expect(await health()).toMatchObject({
      status: 'degraded',
      parts: { model: { state: 'degraded', detail: 'the tokens of today are spent' } },
    });
    const figures = await (await fetch(`${node.url}/metrics`)).text();
    expect(figures).toContain('tingda_model_calls_total{purpose="understand",outcome="ok"}');
    expect(figures).toMatch(/tingda_model_tokens_total\{purpose="understand",direction="in"\} [1-9]/);
    expect(figures).toMatch(/tingda_model_day_spent 1/);
    expect(figures).toMatch(/tingda_model_call_duration_seconds_count\{purpose="understand"\} /);
  });

  it('reaches its model on this machine although others’ addresses may not be private', async () => {
    expect(node.runtime.config.allowPrivateNetworks).toEqual([]);
    expect(emulator.asked.length).toBeGreaterThan(0);
  });
});
