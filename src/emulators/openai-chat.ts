/**
 * How the servers that speak OpenAI's chat API differ: what each refuses of a question, and where it puts what a model thinks
 * aloud. Each row is what the server's documentation or its errors say.
 */
import { z } from 'zod';
import { Refusal } from './openai-flavours.ts';

/** What a model says next: its words alone, or with what it thinks and the tools that it calls. */
export const said = z.object({
  content: z.string().default(''),
  reasoning: z.string().optional(),
  tool_calls: z.array(z.object({ name: z.string(), arguments: z.record(z.string(), z.json()) })).optional(),
  /** `length` when it was cut, `content_filter` when it was stopped. */
  finish_reason: z.string().optional(),
  /** False: the server does not count. */
  usage: z.boolean().default(true),
});
export type Said = z.input<typeof said>;

export const chat = z.looseObject({
  model: z.string(),
  messages: z
    .array(
      z.looseObject({
        role: z.string(),
        content: z.union([z.string(), z.array(z.looseObject({}))]).nullish(),
      }),
    )
    .min(1),
  response_format: z.looseObject({ type: z.string() }).optional(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
});
export type Chat = z.infer<typeof chat>;

interface ChatFlavour {
  /** Throws a {@link Refusal}. */
  check(asked: Chat): void;
  /** The message, with the thoughts where this server has them. */
  message(content: string, reasoning: string): Record<string, unknown>;
  /** Sent before the answer while somebody waits. */
  keepsAlive?: string;
}

const refuse = (message: string, more: { code?: string; param?: string; status?: number } = {}): never => {
  const { status = 400, code = null, param = null } = more;
  throw new Refusal(status, { error: { message, type: 'invalid_request_error', param, code } });
};

const wantsJson = ({ response_format: format }: Chat) => format?.type === 'json_object';
const saysJson = ({ messages }: Chat) => /json/i.test(JSON.stringify(messages));

const OPENAI = new Set(
  (
    'model messages temperature top_p n stream stream_options stop max_tokens max_completion_tokens response_format ' +
    'seed tools tool_choice parallel_tool_calls logprobs top_logprobs presence_penalty frequency_penalty logit_bias user ' +
    'reasoning_effort service_tier store metadata prompt_cache_key safety_identifier verbosity'
  ).split(' '),
);
const VLLM = new Set([...OPENAI, 'top_k', 'min_p', 'repetition_penalty', 'chat_template_kwargs']);

const plain = (content: string) => ({ role: 'assistant', content });

export const CHAT: Record<string, ChatFlavour> = {
  /** https://platform.openai.com/docs/api-reference/chat and /docs/guides/reasoning */
  openai: {
    check(asked) {
      const unknown = Object.keys(asked).find((name) => !OPENAI.has(name));
      if (unknown) refuse(`Unrecognized request argument supplied: ${unknown}`);
      if (wantsJson(asked) && !saysJson(asked)) {
        refuse(
          "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
          { param: 'messages' },
        );
      }
      if (!/^(o\d|gpt-5)/.test(asked.model)) return;
      if (asked.max_tokens !== undefined) {
        refuse(
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          { param: 'max_tokens', code: 'unsupported_parameter' },
        );
      }
      if (asked.temperature !== undefined && asked.temperature !== 1) {
        refuse(
          `Unsupported value: 'temperature' does not support ${asked.temperature} with this model. Only the default (1) value is supported.`,
          { param: 'temperature', code: 'unsupported_value' },
        );
      }
    },
    message: (content) => ({ ...plain(content), refusal: null, annotations: [] }),
  },
  /** https://api-docs.deepseek.com/guides/json_mode, /guides/reasoning_model, /quick_start/rate_limit */
  deepseek: {
    check(asked) {
      if (wantsJson(asked) && !saysJson(asked)) {
        refuse(
          "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'.",
        );
      }
      if (asked.model === 'deepseek-reasoner' && asked.tools !== undefined) {
        refuse('deepseek-reasoner does not support Function Calling');
      }
    },
    message: (content, reasoning) => ({
      ...plain(content),
      ...(reasoning && { reasoning_content: reasoning }),
    }),
    keepsAlive: '\n\n',
  },
  /** https://help.aliyun.com/zh/model-studio/deep-thinking, /json-mode, /error-code */
  dashscope: {
    check(asked) {
      const invalid = { code: 'invalid_parameter_error' };
      const always = /^(qwq|qvq)|thinking/.test(asked.model);
      // The open models think unless they are told not to, the commercial ones only when they are told to.
      const thinks =
        always ||
        asked.enable_thinking === true ||
        (/^qwen3-\d/.test(asked.model) && asked.enable_thinking !== false);
      if (always && asked.enable_thinking === false) {
        refuse('The value of the enable_thinking parameter is restricted to True.', invalid);
      }
      if (always && !asked.stream) {
        refuse(
          'This model only support stream mode, please enable the stream parameter to access the model. ',
          invalid,
        );
      }
      if (thinks && !asked.stream) {
        refuse('parameter.enable_thinking must be set to false for non-streaming calls', invalid);
      }
      if (thinks && wantsJson(asked)) {
        refuse('Json mode response is not supported when enable_thinking is true', invalid);
      }
      if (wantsJson(asked) && !saysJson(asked)) {
        refuse(
          "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
          invalid,
        );
      }
      if (Number(asked.max_tokens) > 8192) refuse('Range of max_tokens should be [1, 8192]', invalid);
    },
    message: (content, reasoning) => ({
      ...plain(content),
      ...(reasoning && { reasoning_content: reasoning }),
    }),
  },
  /** https://docs.vllm.ai without a reasoning parser, behind a template that knows one name for each side */
  vllm: {
    check(asked) {
      const error = (message: string, status = 400) => {
        throw new Refusal(status, {
          object: 'error',
          message,
          type: 'BadRequestError',
          param: null,
          code: status,
        });
      };
      const unknown = Object.keys(asked).filter((name) => !VLLM.has(name));
      if (unknown.length > 0) {
        const list = unknown.map(
          (name) =>
            `{'type': 'extra_forbidden', 'loc': ('body', '${name}'), 'msg': 'Extra inputs are not permitted'}`,
        );
        error(`[${list.join(', ')}]`);
      }
      const sides = asked.messages.filter(({ role }) => role !== 'system').map(({ role }) => role);
      if (sides.some((role, index) => index > 0 && role === sides[index - 1])) {
        error('Conversation roles must alternate user/assistant/user/assistant/...');
      }
      if (asked.messages.some(({ content }) => Array.isArray(content))) {
        error("can only concatenate str (not 'list') to str");
      }
    },
    // DeepSeek's and Qwen's templates put the first mark into the prompt.
    message: (content, reasoning) => plain(reasoning ? `${reasoning}</think>\n\n${content}` : content),
  },
  /** https://github.com/ollama/ollama/blob/main/docs/openai.md: what it does not know it does not mind */
  ollama: {
    check({ model }) {
      if (model === 'missing') refuse(`model '${model}' not found`, { status: 404, code: 'model_not_found' });
    },
    message: (content, reasoning) => ({ ...plain(content), ...(reasoning && { reasoning }) }),
  },
};

/** A flavour of transcription alone answers chats as they come. */
const ANY: ChatFlavour = { check() {}, message: plain };
export const chatFlavour = (name: string): ChatFlavour => CHAT[name] ?? ANY;

/** One answer's body, at once or in pieces, and its type. */
export function writeChat(
  flavour: ChatFlavour,
  asked: Chat,
  next: Said,
  id: string,
): { type: string; body: string } {
  const {
    content,
    reasoning = '',
    tool_calls: calls,
    finish_reason: reason,
    usage: counts,
  } = said.parse(next);
  const message = flavour.message(content, reasoning);
  const tools = calls?.map(({ name, arguments: args }, index) => ({
    index,
    id: `call_${id}_${index}`,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  }));
  const end = reason ?? (tools ? 'tool_calls' : 'stop');
  const usage = {
    prompt_tokens: tokens(JSON.stringify([asked.messages, asked.tools ?? []])),
    completion_tokens: tokens(content + reasoning + JSON.stringify(tools ?? '')),
  };
  const counted = { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens };
  const head = { id, created: Math.floor(Date.now() / 1000), model: asked.model };
  if (!asked.stream) {
    const whole = {
      ...head,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: {
            ...message,
            ...(tools && { content: null, tool_calls: tools.map(({ index: _, ...one }) => one) }),
          },
          finish_reason: end,
        },
      ],
      ...(counts && { usage: counted }),
    };
    return { type: 'application/json', body: (flavour.keepsAlive ?? '') + JSON.stringify(whole) };
  }
  const chunk = (choices: object[], more: object = {}) =>
    `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, ...more })}\n\n`;
  const delta = (part: object, finish: string | null = null) =>
    chunk([{ index: 0, delta: part, finish_reason: finish }]);
  const { content: text, reasoning_content: thought } = message as {
    content: string;
    reasoning_content?: string;
  };
  const pieces = [
    ': keep-alive\n\n',
    delta({ role: 'assistant', content: '' }),
    ...(thought ? [...thought].map((letter) => delta({ reasoning_content: letter })) : []),
    ...[...text].map((letter) => delta({ content: letter })),
    ...(tools ?? []).flatMap(({ function: { name, arguments: args }, ...one }) => [
      delta({ tool_calls: [{ ...one, function: { name, arguments: '' } }] }),
      ...[args.slice(0, 5), args.slice(5)].map((part) =>
        delta({ tool_calls: [{ index: one.index, function: { arguments: part } }] }),
      ),
    ]),
    delta({}, end),
    ...(asked.stream_options?.include_usage && counts ? [chunk([], { usage: counted })] : []),
    'data: [DONE]\n\n',
  ];
  return { type: 'text/event-stream', body: pieces.join('') };
}

/** About what a tokenizer makes of it: a Chinese character is one, four letters are one. */
function tokens(text: string): number {
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return chinese + Math.ceil((text.length - chinese) / 4);
}
