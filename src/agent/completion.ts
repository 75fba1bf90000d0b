/** What a server answered, whole or in pieces, as one completion: its words, its tool calls, what it counted. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

const toolCall = z.object({
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }),
});
/** https://platform.openai.com/docs/api-reference/chat/object; reasoning, wherever it stands, is left out. */
const message = z.object({
  content: z.union([z.string(), z.array(z.object({ text: z.string().optional() }))]).nullish(),
  refusal: z.string().nullish().catch(null),
  tool_calls: z.array(toolCall).nullish(),
});
const usage = z
  .object({ prompt_tokens: z.number().int().min(0), completion_tokens: z.number().int().min(0) })
  .nullish()
  .catch(null);
const whole = z.object({
  choices: z.array(z.object({ message, finish_reason: z.string().nullish() })).min(1),
  usage,
});
/** https://platform.openai.com/docs/api-reference/chat-streaming */
const piece = z.object({
  choices: z
    .array(
      z.object({
        delta: message.extend({
          tool_calls: z.array(toolCall.extend({ index: z.number().int() })).nullish(),
        }),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage,
});

export interface Completion {
  /** Ours: some servers give the same to every answer. */
  id: string;
  text: string;
  toolCalls: { id: string; name: string; arguments: string }[];
  /** `stop`, `length`, `tool_calls`, `content_filter` … */
  end: string;
  refused: boolean;
  /** Null where the server does not count. */
  usage: { in: number; out: number } | null;
}

/** Null for what is no completion: a proxy's page, half of one, an error with the status of an answer. */
export function readCompletion(body: string): Completion | null {
  return /^(:|event:|data:|id:|retry:)/.test(body.trimStart()) ? inPieces(body) : atOnce(body);
}

function atOnce(body: string): Completion | null {
  const read = whole.safeParse(parse(body));
  if (!read.success) return null;
  const [choice] = read.data.choices;
  return completion(choice!.message, choice!.finish_reason ?? 'stop', read.data.usage);
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
function inPieces(body: string): Completion | null {
  const sum: z.infer<typeof message> = { content: '', refusal: null, tool_calls: [] };
  let [end, counted]: [string | null, z.infer<typeof usage>] = [null, null];
  for (const line of body.split(/\r\n|\n|\r/)) {
    if (!line.startsWith('data:')) continue;
    const data = line.slice('data:'.length).trim();
    if (data === '[DONE]') break;
    const read = piece.safeParse(parse(data));
    if (!read.success) return null;
    counted = read.data.usage ?? counted;
    const choice = read.data.choices?.[0];
    if (!choice) continue;
    sum.content += textOf(choice.delta.content);
    sum.refusal = choice.delta.refusal ?? sum.refusal;
    for (const { index, id, function: called } of choice.delta.tool_calls ?? []) {
      // The index is the server's: a wild one makes no long list.
      if (index < 0 || index > sum.tool_calls!.length) return null;
      sum.tool_calls![index] ??= { id, function: { name: '', arguments: '' } };
      const one = sum.tool_calls![index].function;
      one.name += called.name ?? '';
      one.arguments += called.arguments ?? '';
    }
    end = choice.finish_reason ?? end;
  }
  // Without its end it was cut.
  return end === null ? null : completion(sum, end, counted);
}

function completion(
  { content, refusal, tool_calls }: z.infer<typeof message>,
  end: string,
  counted: z.infer<typeof usage>,
): Completion {
  return {
    id: `chatcmpl-${randomUUID()}`,
    text: textOf(content),
    toolCalls: (tool_calls ?? []).map(({ id, function: called }) => ({
      id: id || `call_${randomUUID()}`,
      name: called.name ?? '',
      arguments: called.arguments || '{}',
    })),
    end,
    refused: end === 'content_filter' || Boolean(refusal),
    usage: counted ? { in: counted.prompt_tokens, out: counted.completion_tokens } : null,
  };
}

function textOf(content: z.infer<typeof message>['content']): string {
  return Array.isArray(content) ? content.map(({ text }) => text ?? '').join('') : (content ?? '');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
