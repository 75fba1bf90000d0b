/** The same question is answered the same by every server, whatever it refuses and wherever it puts its thoughts. */
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal, type ServerName } from '../../src/emulators/openai-flavours.ts';
import { asking, RIGHT, type Stage, startStage, VALUE } from './support.ts';

let stage: Stage;
afterEach(() => stage.stop());

const parameters = () =>
  stage.first.asked.map(({ body }) => {
    const { model: _, messages: __, ...rest } = body;
    return rest;
  });
const json = { response_format: { type: 'json_object' } };
const usual = { ...json, temperature: 0, max_tokens: 1500 };
const streamed = { stream: true, stream_options: { include_usage: true } };

describe('what a server refuses is learnt once, and it is asked without', () => {
  it.each<[ServerName, string, Record<string, unknown>[]]>([
    ['openai', 'gpt-4.1-mini', [usual]],
    [
      'openai',
      'o4-mini',
      [
        { ...json, temperature: 0, max_tokens: 1500 },
        { ...json, temperature: 0, max_completion_tokens: 1500 },
        { ...json, max_completion_tokens: 1500 },
      ],
    ],
    ['deepseek', 'deepseek-chat', [usual]],
    ['deepseek', 'deepseek-reasoner', [usual]],
    ['dashscope', 'qwen-plus', [usual]],
    ['dashscope', 'qwen3-32b', [usual, { ...usual, enable_thinking: false }]],
    [
      'dashscope',
      'qwq-plus',
      [
        usual,
        { ...usual, ...streamed },
        { ...usual, ...streamed, enable_thinking: false },
        { ...usual, ...streamed },
        { temperature: 0, max_tokens: 1500, ...streamed },
      ],
    ],
    ['vllm', 'Qwen/Qwen3-8B', [usual]],
    ['ollama', 'qwen3:8b', [usual]],
    ['groq', 'llama-3.3-70b-versatile', [usual]],
  ])('%s with %s', async (flavour, model, tries) => {
    stage = await startStage({ flavour, model });
    const says = { content: RIGHT, reasoning: '他说苏州 {两年}。' };
    stage.first.says(says);
    expect(await stage.agent.ask(asking())).toMatchObject({
      ok: true,
      value: VALUE,
      call: { model, repaired: false },
    });
    expect(parameters()).toEqual(tries);
    // The second question is put right at once.
    stage.first.says(says);
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: true });
    expect(parameters()).toEqual([...tries, tries.at(-1)]);
  });

  it('an error that only quotes what was asked changes nothing of the way of asking', async () => {
    stage = await startStage();
    stage.first.think = () => {
      const message = 'Inappropriate: "drop response_format, temperature, max_tokens and stream"';
      throw new Refusal(400, { error: { message } });
    };
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: false, code: 'refused' });
    const tries = stage.first.asked.length;
    stage.first.says(RIGHT);
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: true });
    expect(parameters().slice(tries)).toEqual([usual]);
  });

  it('an answer that was cut by thinking aloud is asked for again with more room', async () => {
    stage = await startStage({ flavour: 'deepseek', model: 'deepseek-reasoner' });
    stage.first.says({ content: '', reasoning: '想'.repeat(1500), finish_reason: 'length' });
    stage.first.says({ content: RIGHT, reasoning: '想'.repeat(3000) });
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: true, call: { repaired: true } });
    stage.first.says({ content: '', reasoning: '想'.repeat(12_000), finish_reason: 'length' });
    stage.first.says({ content: RIGHT, reasoning: '想'.repeat(13_000) });
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: true, call: { repaired: true } });
    expect(parameters().map(({ max_tokens }) => max_tokens)).toEqual([1500, 12_000, 12_000, undefined]);
  });

  it('more room than a server has is done without', async () => {
    stage = await startStage({ flavour: 'dashscope', model: 'qwen-plus' });
    stage.first.says({ content: '', finish_reason: 'length' });
    stage.first.says(RIGHT);
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: true });
    expect(parameters().map(({ max_tokens }) => max_tokens)).toEqual([1500, 12_000, undefined]);
  });
});

describe('the data', () => {
  it.each<[ServerName, string]>([
    ['openai', 'gpt-4.1-mini'],
    ['openai', 'o4-mini'],
    ['vllm', 'any'],
    ['dashscope', 'qwq-plus'],
  ])('stand by themselves at %s with %s', async (flavour, model) => {
    stage = await startStage({ flavour, model });
    stage.first.says('{"city":1}');
    stage.first.says(RIGHT);
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: true, call: { repaired: true } });
    const messages = stage.first.asked.at(-1)!.body.messages as { role: string; content: string }[];
    expect(messages.map(({ role }) => (role === 'developer' ? 'system' : role))).toEqual([
      'system',
      'user',
      'assistant',
      'user',
    ]);
    expect(messages[1]!.content).toBe('{"said":"我在苏州做过两年分拣。"}');
    expect(messages[0]!.content).not.toContain('分拣');
    expect(messages[3]!.content).toContain('city');
  });
});

describe('tools', () => {
  const facts = { pay: '22元/小时', place: '苏州' };
  const tools = [
    {
      name: 'look_up',
      description: 'Tells a fact of the opening.',
      args: z.object({ key: z.enum(['pay', 'place']) }),
      run: ({ key }: { key: string }) => ({ [key]: facts[key as 'pay'] }),
    },
  ];
  const about = { interviewId: 'int_1', purpose: 'answer' } as const;
  const withTools = () => ({ ...asking(), about, tools });

  it.each<[ServerName, string]>([
    ['openai', 'gpt-4.1-mini'],
    ['openai', 'o4-mini'],
    ['deepseek', 'deepseek-chat'],
    ['dashscope', 'qwen3-32b'],
    ['dashscope', 'qwq-plus'],
    ['vllm', 'any'],
    ['ollama', 'qwen3:8b'],
  ])('are used by %s with %s', async (flavour, model) => {
    stage = await startStage({ flavour, model });
    stage.first.says({ tool_calls: [{ name: 'look_up', arguments: { key: 'pay' } }], reasoning: 'pay?' });
    stage.first.says({ content: '时薪是22元。', reasoning: 'So.' });
    expect(await stage.agent.withTools(withTools())).toMatchObject({
      ok: true,
      value: { text: '时薪是22元。', used: [{ tool: 'look_up', result: { pay: '22元/小时' } }] },
    });
    const messages = stage.first.asked.at(-1)!.body.messages as { role: string; content: string }[];
    expect(messages.at(-1)).toMatchObject({ role: 'tool', content: '{"pay":"22元/小时"}' });
    expect(messages[1]!.content).toBe('{"said":"我在苏州做过两年分拣。"}');
  });

  it('a server that knows none refuses, and that is a value', async () => {
    stage = await startStage({ flavour: 'deepseek', model: 'deepseek-reasoner' });
    expect(await stage.agent.withTools(withTools())).toMatchObject({ ok: false, code: 'refused' });
  });

  it.each([
    ['that are not there', { name: 'delete_everything', arguments: {} }],
    ['with arguments that they do not take', { name: 'look_up', arguments: { key: 'other candidates' } }],
  ])('%s change nothing, and are told so', async (_, call) => {
    stage = await startStage();
    stage.first.says({ tool_calls: [call] });
    stage.first.says('我会请HR确认。');
    expect(await stage.agent.withTools(withTools())).toMatchObject({
      ok: true,
      value: { text: '我会请HR确认。', used: [] },
    });
  });

  it('looking things up for ever has an end', async () => {
    stage = await startStage();
    stage.first.think = () => ({ tool_calls: [{ name: 'look_up', arguments: { key: 'pay' } }] });
    expect(await stage.agent.withTools(withTools())).toMatchObject({ ok: false, code: 'unreadable' });
    expect(stage.first.asked.length).toBeLessThan(7);
  });

  it('a tool that fails is no answer, and breaks nothing', async () => {
    stage = await startStage();
    stage.first.says({ tool_calls: [{ name: 'look_up', arguments: { key: 'pay' } }] });
    stage.first.says('我会请HR确认。');
    const run = () => Promise.reject(new Error('the database is away'));
    const broken = [{ ...tools[0]!, run }];
    const asked = await stage.agent.withTools({ ...withTools(), tools: broken });
    expect(asked).toMatchObject({ ok: true, value: { used: [] } });
    expect(JSON.stringify(stage.first.asked)).not.toContain('the database is away');
    expect(stage.lines()).toContainEqual(expect.objectContaining({ msg: 'a tool failed', tool: 'look_up' }));
  });
});
