/** What a candidate says goes to the model that was configured and nowhere else; keys go to their own servers. */
import { randomBytes } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { loadModels } from '../../src/agent/library.ts';
import type { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { asking, RIGHT, type Stage, startStage } from './support.ts';

let stage: Stage;
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await stage.stop();
});

const canary = (what: string) => `canary${what}${randomBytes(6).toString('hex')}`;

const FAULTS: Parameters<OpenAiEmulator['fault']>[0]['kind'][] = [
  'rate_limit',
  'server_error',
  'garbage',
  'cut',
  'break',
  'reset',
  'filter',
  'error_inside',
  'unauthorized',
  'hang',
];

/** Whatever LangChain and OpenAI's client would do with these, they do not. */
async function talkative(elsewhere: string): Promise<void> {
  const variables = {
    LANGCHAIN_VERBOSE: 'true',
    LANGCHAIN_TRACING_V2: 'true',
    LANGSMITH_TRACING: 'true',
    LANGSMITH_API_KEY: 'ls-1',
    LANGSMITH_ENDPOINT: elsewhere,
    LANGSMITH_GATEWAY: elsewhere,
    OPENAI_LOG: 'debug',
    OPENAI_BASE_URL: elsewhere,
    OPENAI_API_KEY: 'sk-of-the-environment',
    OPENAI_ORG_ID: 'org-of-the-environment',
    OPENAI_CUSTOM_HEADERS: 'x-of-the-environment: yes',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  // As at the start of a process with this environment.
  await loadModels();
}

it('nothing that is asked or answered is logged, printed or sent elsewhere, whatever goes wrong', async () => {
  const [words, answer, thoughts, prompt, broken] = ['words', 'answer', 'thoughts', 'prompt', 'broken'].map(
    canary,
  ) as [string, string, string, string, string];
  stage = await startStage({ second: true, timeoutMs: 1500 });
  await talkative(stage.second.url);
  const printed = [
    ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name)),
    vi.spyOn(process.stdout, 'write'),
    vi.spyOn(process.stderr, 'write'),
  ];
  stage.second.fault({ kind: 'server_error', times: 0 });
  const question = asking({ input: { said: words } });
  question.prompt = { ...question.prompt, text: prompt };
  stage.first.says({ content: `{"city":"${answer}","years":1}`, reasoning: thoughts });
  expect(await stage.agent.ask(question)).toMatchObject({ ok: true, value: { city: answer } });
  stage.first.think = () => ({ content: `{"city":"${answer}"`, reasoning: thoughts });
  await stage.agent.ask({ ...question, check: () => answer });
  for (const kind of FAULTS) {
    stage.first.fault({ kind });
    await stage.agent.ask(question);
  }
  const tool = {
    name: 'look_up',
    description: 'Tells.',
    args: z.object({ key: z.string() }),
    run: () => Promise.reject(Object.assign(new Error(broken), { detail: broken })),
  };
  stage.first.clearFaults();
  stage.first.says({ tool_calls: [{ name: 'look_up', arguments: { key: words } }] });
  stage.first.says(answer);
  await stage.agent.withTools({ ...question, tools: [tool] });
  const told = [
    JSON.stringify(stage.lines()),
    JSON.stringify(stage.figures),
    JSON.stringify(printed.flatMap((spy) => spy.mock.calls.map((call) => call.map(String)))),
  ].join('\n');
  expect(told).toContain('a model was asked');
  expect(told).toContain('a model did not answer');
  for (const planted of [words, answer, thoughts, prompt, broken, stage.first.key]) {
    expect(told.includes(planted), planted).toBe(false);
  }
  // The second server stands where the environment wanted it all to go: it was asked what it had to be, nothing else.
  for (const { path } of stage.second.asked) expect(path).toBe('chat');
  expect(stage.second.strayed).toEqual([]);
});

it('a request has the headers that it needs, and the key of its own server', async () => {
  stage = await startStage({ second: true });
  await talkative(stage.second.url);
  stage.first.says(RIGHT);
  await stage.agent.ask(asking());
  const { host: _, connection: __, 'content-length': ___, ...headers } = stage.first.asked[0]!.headers;
  expect(headers).toEqual({
    authorization: `Bearer ${stage.first.key}`,
    'content-type': 'application/json',
    accept: 'application/json',
  });
});

it('a server without a key gets none', async () => {
  stage = await startStage({ flavour: 'ollama', withoutKey: true });
  await talkative(stage.second.url);
  stage.first.says(RIGHT);
  expect(await stage.agent.ask(asking())).toMatchObject({ ok: true });
  expect(stage.first.asked[0]!.headers.authorization).toBeUndefined();
});

it('every question is logged by ids, prompt and cost', async () => {
  stage = await startStage();
  stage.first.says(RIGHT);
  await stage.agent.ask(asking());
  const { time: _, ms, ...line } = stage.lines().at(-1)!;
  expect(ms).toEqual(expect.any(Number));
  expect(line).toEqual({
    level: 'info',
    interview_id: 'int_1',
    purpose: 'understand',
    outcome: 'ok',
    model: 'gpt-emulated',
    prompt: 'json@1',
    prompt_hash: expect.stringMatching(/^[0-9a-f]{12}$/),
    tokens_in: expect.any(Number),
    tokens_out: expect.any(Number),
    requests: 1,
    msg: 'a model was asked',
  });
});
