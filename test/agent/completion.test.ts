import { describe, expect, it } from 'vitest';
import { readCompletion } from '../../src/agent/completion.ts';
import { learn, PLAIN, say } from '../../src/agent/dialect.ts';

const answer = (message: object, more: object = {}) =>
  JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop', ...more }] });
const piece = (delta: object, end: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: end }] })}\n\n`;

describe('an answer', () => {
  it.each([
    ['text', answer({ content: 'hello' }), 'hello'],
    ['in parts', answer({ content: [{ type: 'text', text: 'hel' }, { text: 'lo' }] }), 'hello'],
    ['none', answer({ content: null }), ''],
    ['thoughts beside it', answer({ content: 'hello', reasoning_content: 'hm', reasoning: 'hm' }), 'hello'],
    ['thoughts instead of it', answer({ content: null, reasoning_content: '{"a":1}' }), ''],
    ['after blank lines', `\n\n${answer({ content: 'hello' })}`, 'hello'],
    ['in pieces', piece({ content: 'hel' }) + piece({ content: 'lo' }) + piece({}, 'stop'), 'hello'],
    [
      'in pieces with remarks, other line ends and thoughts',
      `: busy\r\n\r\n${piece({ reasoning_content: 'hm' }).replaceAll('\n', '\r\n')}${piece({ content: 'hello' }, 'stop')}data: [DONE]\n\n`,
      'hello',
    ],
  ])('%s', (_, body, text) => {
    expect(readCompletion(body)).toMatchObject({ text, refused: false, toolCalls: [] });
  });

  it.each([
    ['nothing', ''],
    ['a page', '<html></html>'],
    ['an error', '{"error":{"message":"no"}}'],
    ['no choice', '{"choices":[]}'],
    ['half of one', answer({ content: 'hello' }).slice(0, 40)],
    ['a number for words', answer({ content: 5 })],
    ['pieces without an end', piece({ content: '{"a":1}' })],
    ['a piece that is broken', `${piece({ content: 'a' })}data: {"choices":[{\n\n`],
    [
      'a wild list of tool calls',
      piece({ tool_calls: [{ index: 1e9, function: { name: 'a' } }] }) + piece({}, 'stop'),
    ],
  ])('%s is none', (_, body) => {
    expect(readCompletion(body)).toBeNull();
  });

  it('tool calls in pieces are put together', () => {
    const call = (part: object) => piece({ tool_calls: [part] });
    const body =
      call({ index: 0, id: 'a', function: { name: 'look', arguments: '' } }) +
      call({ index: 0, function: { arguments: '{"k"' } }) +
      call({ index: 0, function: { arguments: ':1}' } }) +
      call({ index: 1, id: 'b', function: { name: 'ask' } }) +
      piece({}, 'tool_calls');
    expect(readCompletion(body)!.toolCalls).toEqual([
      { id: 'a', name: 'look', arguments: '{"k":1}' },
      { id: 'b', name: 'ask', arguments: '{}' },
    ]);
  });

  it.each([
    ['a refusal', answer({ content: null, refusal: 'I cannot.' })],
    ['a filter', answer({ content: 'half' }, { finish_reason: 'content_filter' })],
  ])('%s is told', (_, body) => {
    expect(readCompletion(body)).toMatchObject({ refused: true });
  });
});

describe('the way of asking', () => {
  const body = {
    model: 'm',
    messages: [],
    response_format: { type: 'json_object' },
    temperature: 0,
    max_tokens: 9,
  };
  it.each([
    [
      "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
      { limit: 'max_completion_tokens' },
    ],
    ['max_tokens is too large: 9000. It must be at most 4096.', { limit: null }],
    ["'temperature' does not support 0 with this model.", { temperature: false }],
    ["Invalid parameter: 'response_format' of type 'json_object' is not supported.", { json: false }],
    ['JSON mode is not enabled for this model', { json: false }],
    ['parameter.enable_thinking must be set to false for non-streaming calls', { thinking: 'off' }],
    ['This model only support stream mode', { stream: true }],
    ['stream must be true', { stream: true }],
    ["This model's maximum context length is 4096 tokens.", null],
    ['Input data may contain inappropriate content.', null],
  ])('%s', (error, change) => {
    expect(learn(PLAIN, say(body, PLAIN), error)).toEqual(change && { ...PLAIN, ...change });
  });

  it('a stream whose tokens a server does not count is asked for without', () => {
    const streaming = { ...PLAIN, stream: true };
    expect(learn(streaming, say(body, streaming), 'stream_options is not supported')).toEqual({
      ...streaming,
      streamUsage: false,
    });
  });

  it('ends: what is done without is not learnt again', () => {
    const errors =
      'enable_thinking stream stream_options response_format temperature max_tokens max_completion_tokens'.split(
        ' ',
      );
    for (const error of [...errors, errors.join(' ')]) {
      let dialect: typeof PLAIN | null = PLAIN;
      let steps = 0;
      for (let next: typeof PLAIN | null = PLAIN; next; next = learn(next, say(body, next), error)) {
        dialect = next;
        steps++;
      }
      expect(steps, JSON.stringify(dialect)).toBeLessThanOrEqual(9);
    }
  });

  it('text in parts and names are said plainly', () => {
    const messages = [
      { role: 'system', content: [{ type: 'text', text: 'be good' }] },
      { role: 'assistant', content: '', name: 'model', tool_calls: [] },
    ];
    expect(say({ ...body, messages }, PLAIN).messages).toEqual([
      { role: 'system', content: 'be good' },
      { role: 'assistant', content: '', tool_calls: [] },
    ]);
  });
});
