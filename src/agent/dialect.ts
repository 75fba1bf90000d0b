/**
 * How a server wants to be asked. All speak OpenAI's `POST /chat/completions`
 * (https://platform.openai.com/docs/api-reference/chat), each refuses something else of it; what it refuses is told by its
 * error, and from then on it is asked without.
 */
import type { Json } from '../types.ts';

export type Body = { [name: string]: Json };

export interface Dialect {
  /** Takes `response_format`; without, the prompt alone asks for JSON. */
  json: boolean;
  temperature: boolean;
  /** What the longest answer is called; null: not at all. */
  limit: 'max_tokens' | 'max_completion_tokens' | null;
  /** Qwen's switch (https://help.aliyun.com/zh/model-studio/deep-thinking): unsaid, off, or better left alone. */
  thinking: 'unsaid' | 'off' | 'never';
  /** Answers in pieces only. */
  stream: boolean;
  /** Counts the tokens of a stream when it is asked to. */
  streamUsage: boolean;
  /** What a model thinks aloud counts as answer: room for it, in multiples of the answer's. */
  room: number;
}

export const PLAIN: Dialect = {
  json: true,
  temperature: true,
  limit: 'max_tokens',
  thinking: 'unsaid',
  stream: false,
  streamUsage: true,
  room: 1,
};

const ROOM_FOR_THOUGHTS = 8;

/** A request in OpenAI's own words, said the way this server takes it. */
export function say(body: Body, dialect: Dialect): Body {
  const {
    response_format,
    temperature,
    max_tokens,
    max_completion_tokens,
    stream: _,
    messages,
    ...rest
  } = body;
  const limit = max_completion_tokens ?? max_tokens;
  return {
    ...rest,
    messages: Array.isArray(messages) ? messages.map(plainMessage) : messages!,
    ...(response_format !== undefined && dialect.json && { response_format }),
    ...(temperature !== undefined && dialect.temperature && { temperature }),
    ...(dialect.limit && typeof limit === 'number' && { [dialect.limit]: limit * dialect.room }),
    ...(dialect.thinking === 'off' && { enable_thinking: false }),
    ...(dialect.stream && { stream: true }),
    ...(dialect.stream && dialect.streamUsage && { stream_options: { include_usage: true } }),
  };
}

/** After an answer that was cut off: more, and if that was not enough, as much as the server gives. The deadline stays. */
export function withMoreRoom(dialect: Dialect): Dialect {
  return dialect.room < ROOM_FOR_THOUGHTS
    ? { ...dialect, room: ROOM_FOR_THOUGHTS }
    : { ...dialect, limit: null };
}

/** Text as a string, not in parts, and nobody's name: small servers' templates know no more. */
function plainMessage(message: Json): Json {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return message;
  const { name: _, content, ...rest } = message;
  if (!Array.isArray(content)) return content === undefined ? rest : { ...rest, content };
  const texts = content.map((part) => (part as { text?: Json } | null)?.text);
  return { ...rest, content: texts.filter((text) => typeof text === 'string').join('\n') };
}

/**
 * What an error tells about the way of asking. The words are the servers' own; `test/agent/flavours.test.ts` has them.
 * @returns how to ask instead, or null when the error is about something else
 */
export function learn(dialect: Dialect, said: Body, error: string): Dialect | null {
  if (/enable_thinking/i.test(error) && dialect.thinking !== 'never') {
    return { ...dialect, thinking: dialect.thinking === 'unsaid' ? 'off' : 'never' };
  }
  if (/stream_options/i.test(error) && said.stream_options) return { ...dialect, streamUsage: false };
  if (/\bstream\b/i.test(error) && !said.stream) return { ...dialect, stream: true };
  if (/response_format|json_object|json[ _-]?mode/i.test(error) && said.response_format) {
    return { ...dialect, json: false };
  }
  if (/max_completion_tokens/i.test(error) && said.max_tokens !== undefined) {
    return { ...dialect, limit: 'max_completion_tokens' };
  }
  if (/max_(completion_)?tokens/i.test(error) && dialect.limit) return { ...dialect, limit: null };
  if (/temperature/i.test(error) && said.temperature !== undefined) return { ...dialect, temperature: false };
  return null;
}
