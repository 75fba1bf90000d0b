/**
 * What the rest of the house may ask a model for. A question is bounded (time, tokens, one shape of answer), and whatever
 * the model does, the asker gets a value: an answer that was read and checked, or a code that says why there is none.
 */
import type { z } from 'zod';
import type { Json } from '../types.ts';
import type { Prompt } from './prompts.ts';

/** What a question is about: ids and short fixed words, for logs, budgets and figures. */
export interface About {
  /** Null before there is one; then only the day's budget counts. */
  interviewId: string | null;
  purpose: 'understand' | 'answer' | 'score';
}

interface Bounded {
  prompt: Prompt;
  /** Everything that comes from outside, what a candidate wrote included: sent as JSON in a message of its own. */
  input: Json;
  about: About;
  /** Given up by the asker: the request is broken off on the wire. */
  signal: AbortSignal;
  /** The end of the turn by `performance.now()`, for all that this question may cost; `LLM_TIMEOUT_MS` from now unless told. */
  by?: number;
  /** The longest answer; what a model thinks aloud comes on top. */
  maxTokens?: number;
}

/** One bounded question to a model. */
export interface Asking<T> extends Bounded {
  /** The shape of the answer; the model is shown it as JSON Schema. */
  schema: z.ZodType<T>;
  /** What zod cannot tell. A string is what is wrong, and is what the one repair call is told. */
  check?: (value: T) => string | null;
  /** 0 unless told; samples that shall differ need more. */
  temperature?: number;
}

/** Something that a model may look up while it answers. It changes nothing. */
export interface Tool<Args extends z.ZodObject = z.ZodObject> {
  /** `[a-z_]+` */
  name: string;
  /** For the model: when to use it, what it tells. */
  description: string;
  args: Args;
  run(args: z.infer<Args>): Json | Promise<Json>;
}

/** A question that a model answers in words, from what its tools tell. */
export interface AskingWithTools extends Bounded {
  tools: Tool[];
}

export interface AnswerWithTools {
  text: string;
  /** What it looked up, in order: whatever stands in the text has to come from here. */
  used: { tool: string; result: Json }[];
}

/** One question, with everything that answering it took. */
export interface CallRecord {
  model: string;
  promptId: string;
  promptVersion: number;
  promptHash: string;
  /** As the server counted them; estimated where it does not tell. */
  tokensIn: number;
  tokensOut: number;
  ms: number;
  /** The first answer could not be used, and the second could. */
  repaired: boolean;
}

export type AskFailure =
  /** No model is asked any more: the process is ending. */
  | 'off'
  | 'timeout'
  /** The asker gave up. */
  | 'aborted'
  | 'rate_limited'
  /** Not reachable, broken off, an error of its own, or no answer in its protocol. */
  | 'unavailable'
  /** The key, the model or this very question was refused. */
  | 'refused'
  /** An answer, but none of the shape that was asked for, twice. */
  | 'unreadable'
  /** It has failed again and again: for a while nobody is kept waiting. */
  | 'breaker_open'
  | 'budget_spent';

export type Asked<T> =
  | { ok: true; value: T; call: CallRecord }
  /** `call` is null when nothing was sent. */
  | { ok: false; code: AskFailure; call: CallRecord | null };

export interface Agent {
  /** Never throws. */
  ask<T>(asking: Asking<T>): Promise<Asked<T>>;
  /** Answers in words, with tools to look things up. Never throws. */
  withTools(asking: AskingWithTools): Promise<Asked<AnswerWithTools>>;
  /** For `/readyz`. */
  health(): { state: 'ok' | 'degraded'; detail?: string };
  /** Breaks off what is under way, and writes down what was spent. */
  close(): Promise<void>;
}
