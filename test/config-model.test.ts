import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

const read = (env: Record<string, string>) => readConfig(env, []).model;
const refusal = (env: Record<string, string>) => {
  try {
    read(env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It was accepted.');
};
const OPENAI = { OPENAI_API_KEY: 'sk-1', LLM_MODEL: 'gpt-4.1-mini' };
const openai = { baseUrl: 'https://api.openai.com/v1', apiKey: 'sk-1', model: 'gpt-4.1-mini' };

describe('who answers as the model', () => {
  it.each([
    ['nobody', {}, null],
    ['nobody by OpenAI’s key alone, which transcription uses too', { OPENAI_API_KEY: 'sk-1' }, null],
    ['nobody by an address alone', { OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }, null],
    ['OpenAI', OPENAI, { first: openai, second: null }],
    [
      'a server that takes no key',
      { OPENAI_BASE_URL: 'http://127.0.0.1:11434', LLM_MODEL: 'qwen3:8b' },
      { first: { baseUrl: 'http://127.0.0.1:11434/v1', apiKey: undefined, model: 'qwen3:8b' } },
    ],
    [
      'a server with a path of its own',
      {
        OPENAI_BASE_URL: 'https://dashscope.aliyuncs.com/compatible-mode/v1/',
        OPENAI_API_KEY: 'k',
        LLM_MODEL: 'q',
      },
      { first: { baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1', apiKey: 'k', model: 'q' } },
    ],
    [
      'a second model of the same server, with its key',
      { ...OPENAI, LLM_FALLBACK_MODEL: 'gpt-4.1-nano' },
      { first: openai, second: { ...openai, model: 'gpt-4.1-nano' } },
    ],
    [
      'a second server, which does not get the first one’s key',
      { ...OPENAI, LLM_FALLBACK_BASE_URL: 'http://10.0.0.5:8000', LLM_FALLBACK_MODEL: 'm' },
      { second: { baseUrl: 'http://10.0.0.5:8000/v1', apiKey: undefined, model: 'm' } },
    ],
    [
      'a second server with a key of its own',
      {
        ...OPENAI,
        LLM_FALLBACK_BASE_URL: 'https://api.deepseek.com',
        LLM_FALLBACK_API_KEY: 'sk-2',
        LLM_FALLBACK_MODEL: 'deepseek-chat',
      },
      { second: { baseUrl: 'https://api.deepseek.com/v1', apiKey: 'sk-2', model: 'deepseek-chat' } },
    ],
    [
      'with its limits',
      { ...OPENAI, LLM_TIMEOUT_MS: '5000', LLM_TOKENS_PER_INTERVIEW: '1000', LLM_TOKENS_PER_DAY: '2000' },
      { timeoutMs: 5000, tokensPerInterview: 1000, tokensPerDay: 2000 },
    ],
    [
      'with the usual ones',
      OPENAI,
      { timeoutMs: 12_000, tokensPerInterview: 400_000, tokensPerDay: 50_000_000 },
    ],
  ])('%s', (_, env, model) => {
    const read_ = read(env as Record<string, string>);
    if (model === null) expect(read_).toBeNull();
    else expect(read_).toMatchObject(model);
  });

  it.each([
    ['a model without a server', { LLM_MODEL: 'm' }, /OPENAI_API_KEY is missing: LLM_MODEL needs it/],
    [
      'a limit without a model',
      { LLM_TIMEOUT_MS: '5000' },
      /LLM_MODEL is missing: LLM_TIMEOUT_MS is of use only/,
    ],
    [
      'a second model without a first',
      { OPENAI_API_KEY: 'sk-1', LLM_FALLBACK_MODEL: 'm' },
      /LLM_MODEL is missing: LLM_FALLBACK_MODEL/,
    ],
    [
      'a second server without its model',
      { ...OPENAI, LLM_FALLBACK_BASE_URL: 'https://api.deepseek.com' },
      /LLM_FALLBACK_MODEL is missing/,
    ],
    [
      'no time at all',
      { ...OPENAI, LLM_TIMEOUT_MS: '0' },
      /LLM_TIMEOUT_MS must be a number from 1000 to 120000/,
    ],
    [
      'no tokens at all',
      { ...OPENAI, LLM_TOKENS_PER_DAY: '0' },
      /LLM_TOKENS_PER_DAY must be a number from 1 to/,
    ],
    [
      'an address that is none',
      { ...OPENAI, OPENAI_BASE_URL: 'localhost:11434' },
      /OPENAI_BASE_URL must be an address/,
    ],
  ] as const)('%s is refused', (_, env, says) => {
    expect(refusal(env)).toMatch(says);
  });
});
