/**
 * LangChain, loaded when a model is configured and not before. It builds requests and runs tools; what leaves this machine,
 * and how, is decided in `wire.ts`: no other header, address or environment variable has a part in it.
 */
import type { ZodObject } from 'zod';
import type { ModelServer } from '../types.ts';
import type { Completion } from './completion.ts';
import type { Body } from './dialect.ts';

/**
 * By these LangChain would print what candidates say, or send it to a service of its own
 * (https://docs.langchain.com/langsmith/trace-with-langchain). They are read at every call, so they go.
 */
const TALKATIVE = /^(LANGCHAIN|LANGSMITH|LANGGRAPH)_/;

/**
 * What is used of `langchain` (https://docs.langchain.com/oss/javascript/langchain/agents). Its own types stay unread: LangGraph's
 * and those of @hono/zod-openapi extend the same interface of zod, and the one that comes second is lost.
 */
export interface LangChain {
  createAgent(options: { model: unknown; tools: unknown[]; systemPrompt: string }): {
    invoke(
      input: { messages: unknown[] },
      options: { recursionLimit: number; signal: AbortSignal },
    ): Promise<{ messages: { text: string }[] }>;
  };
  tool(
    run: (given: unknown) => Promise<string>,
    fields: { name: string; description: string; schema: ZodObject },
  ): unknown;
}

/** What talks: 1.6 s of one core and 100 MB, measured on a busy machine. */
export async function loadModels() {
  for (const name of Object.keys(process.env)) if (TALKATIVE.test(name)) delete process.env[name];
  const [{ ChatOpenAICompletions }, { AIMessage, HumanMessage, SystemMessage }] = await Promise.all([
    import('@langchain/openai'),
    import('@langchain/core/messages'),
  ]);
  return { ChatOpenAICompletions, AIMessage, HumanMessage, SystemMessage };
}
export type Models = Awaited<ReturnType<typeof loadModels>>;

/** What runs tools: half as much again. */
export async function loadTools(): Promise<LangChain> {
  const name: string = 'langchain';
  const { createAgent, tool } = (await import(name)) as LangChain;
  return { createAgent, tool };
}

/** A start takes less; then it is out of the way. */
const LOAD_AFTER_MS = 1000;

export interface Library {
  models(): Promise<Models>;
  tools(): Promise<LangChain>;
  /** Nothing is loaded any more that nobody asked for. */
  close(): void;
}

/** Both, loaded once: when the process has started, or when the first question comes, if that is earlier. */
export function createLibrary(onError: (error: unknown) => void): Library {
  let loading: { models: Promise<Models>; tools: Promise<LangChain> } | null = null;
  const load = () => {
    if (loading) return loading;
    clearTimeout(timer);
    const models = loadModels();
    loading = { models, tools: models.then(loadTools) };
    loading.tools.catch(onError);
    return loading;
  };
  const timer = setTimeout(load, LOAD_AFTER_MS).unref();
  return {
    models: () => load().models,
    tools: () => load().tools,
    close: () => clearTimeout(timer),
  };
}

interface Settings {
  temperature: number;
  maxTokens: number;
}

/** A chat model of LangChain's whose every request is made by `post`. */
export function chatModel(
  { ChatOpenAICompletions }: Models,
  { model, baseUrl }: ModelServer,
  { temperature, maxTokens }: Settings,
  post: (body: Body) => Promise<Completion>,
) {
  return new ChatOpenAICompletions({
    model,
    temperature,
    maxTokens,
    // The ladder, the second server and the deadline are ours.
    maxRetries: 0,
    // Never sent: without one LangChain would look for OpenAI's in the environment.
    apiKey: 'unused',
    configuration: {
      baseURL: baseUrl,
      logLevel: 'off',
      async fetch(_address, request) {
        const answer = openAiAnswer(await post(JSON.parse(String(request?.body))), model);
        return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
      },
    },
  });
}

function openAiAnswer({ id, text, toolCalls, end, usage }: Completion, model: string) {
  const calls = toolCalls.map(({ id: call, ...called }) => ({
    id: call,
    type: 'function',
    function: called,
  }));
  const message = { role: 'assistant', content: text, ...(calls.length > 0 && { tool_calls: calls }) };
  return {
    id,
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, message, finish_reason: end }],
    usage: { prompt_tokens: usage?.in ?? 0, completion_tokens: usage?.out ?? 0 },
  };
}
