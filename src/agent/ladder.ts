/**
 * From what a model wrote to a value: what it thought aloud is taken away, the outermost braces are taken out, zod reads
 * them, and the asker's own check has the last word. Strict schemas and forced tool calls fail on several providers; this
 * works on every one.
 */
import { z } from 'zod';
import type { Json } from '../types.ts';
import type { Asking } from './ask.ts';
import { loadPrompt, type Prompt } from './prompts.ts';

export interface Message {
  role: 'system' | 'user' | 'assistant';
  text: string;
}

export type Read<T> = { ok: true; value: T } | { ok: false; problem: string };

/** Of an answer that could not be used, as much is shown again. */
const MOST_SHOWN = 4000;
const MOST_TOLD = 600;
/** Many times the longest answer: what goes on for ever is not read. */
const MOST_READ = 100_000;

/** The question as messages: the prompt with the shape of the answer, and the data by itself. */
export function question(asking: Pick<Asking<unknown>, 'prompt' | 'input' | 'schema'>): Message[] {
  const { prompt, input, schema } = asking;
  const frame = loadPrompt('json', prompt.language).text;
  return [
    { role: 'system', text: `${prompt.text}\n\n${frame}\n${shapeOf(schema)}` },
    { role: 'user', text: asData(input) },
  ];
}

/** The same question, once more, with what was wrong. */
export function repair(asked: Message[], answer: string, problem: string, { language }: Prompt): Message[] {
  const shown = answer.slice(0, MOST_SHOWN).trim();
  const told = `${loadPrompt('repair', language).text}\n${problem.slice(0, MOST_TOLD)}`;
  return [
    ...asked,
    // Several servers refuse an empty message, and some templates two of one side in a row.
    { role: 'assistant', text: shown || '{}' },
    { role: 'user', text: told },
  ];
}

export function read<T>(answer: string, { schema, check }: Pick<Asking<T>, 'schema' | 'check'>): Read<T> {
  const object = outermost(withoutThoughts(answer));
  if (object === null) return { ok: false, problem: 'There is no JSON object in it.' };
  if (object.length > MOST_READ) return { ok: false, problem: 'It is too long.' };
  let value: unknown;
  try {
    value = JSON.parse(object);
  } catch {
    return { ok: false, problem: 'It is not valid JSON.' };
  }
  try {
    const result = schema.safeParse(value);
    if (!result.success) return { ok: false, problem: z.prettifyError(result.error) };
    const problem = check?.(result.data) ?? null;
    return problem === null ? { ok: true, value: result.data } : { ok: false, problem };
  } catch {
    // A shape that nests without end overflows the reader.
    return { ok: false, problem: 'It cannot be read.' };
  }
}

/**
 * Reasoning models write their thoughts before the answer, between marks, of which a chat template may have eaten the first
 * (https://huggingface.co/deepseek-ai/DeepSeek-R1#usage-recommendations). Thoughts that never end hold no answer.
 */
export function withoutThoughts(answer: string): string {
  // An object from the first letter on has no thoughts before it, but may quote somebody who wrote such a mark.
  if (/^\s*\{/.test(answer)) return answer.trim();
  const end = answer.lastIndexOf('</think>');
  const rest = end < 0 ? answer : answer.slice(end + '</think>'.length);
  return /^\s*<think>/.test(rest) ? '' : rest.trim();
}

function outermost(text: string): string | null {
  const from = text.indexOf('{');
  const to = text.lastIndexOf('}');
  return from >= 0 && to > from ? text.slice(from, to + 1) : null;
}

/**
 * JSON in which no mark of a chat template is left: servers that render a template to text and read that text take a
 * `<|im_start|>` or an `[INST]` in a candidate's words for their own. As escapes they are the same data.
 */
export function asData(input: Json): string {
  return JSON.stringify(input)
    .replace(/</g, '\\u003c')
    .replace(/\[(?=[/A-Zg])/g, '\\u005b');
}

const shapes = new WeakMap<z.ZodType, string>();

function shapeOf(schema: z.ZodType): string {
  let shape = shapes.get(schema);
  if (shape === undefined) {
    const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    shape = JSON.stringify(rest);
    shapes.set(schema, shape);
  }
  return shape;
}
