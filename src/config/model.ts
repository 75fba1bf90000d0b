/** Who answers as the model: `OPENAI_…` say where, `LLM_MODEL` which one, and `LLM_FALLBACK_…` who steps in. */
import { z } from 'zod';
import type { ErrorItem } from '../errors.ts';
import type { ModelServer, ModelSettings } from '../types.ts';
import { url, wholeNumber } from './values.ts';

const name = z.string().max(200);

export const modelVariables = {
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: url(['http:', 'https:']).optional(),
  LLM_MODEL: name.optional(),
  LLM_TIMEOUT_MS: wholeNumber(120_000, 1000).optional(),
  LLM_FALLBACK_BASE_URL: url(['http:', 'https:']).optional(),
  LLM_FALLBACK_API_KEY: z.string().optional(),
  LLM_FALLBACK_MODEL: name.optional(),
  LLM_TOKENS_PER_INTERVIEW: wholeNumber(999_999_999, 1).optional(),
  LLM_TOKENS_PER_DAY: wholeNumber(999_999_999, 1).optional(),
};

const TIMEOUT_MS = 12_000;
/** Several times what an interview with its assessment takes; docs/model.md has the figures. */
const TOKENS_PER_INTERVIEW = 400_000;
const TOKENS_PER_DAY = 50_000_000;

type Given = z.infer<z.ZodObject<typeof modelVariables>>;

/** Null without `LLM_MODEL`: OpenAI's key and address are transcription's too, and alone switch no model on. */
export function readModel(given: Given, items: ErrorItem[]): ModelSettings | null {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, LLM_MODEL } = given;
  if (LLM_MODEL === undefined) {
    const useless = Object.entries(given).find(
      ([variable, value]) => variable.startsWith('LLM_') && value !== undefined,
    );
    if (useless)
      items.push({ path: 'LLM_MODEL', message: `is missing: ${useless[0]} is of use only with it` });
    return null;
  }
  if (OPENAI_API_KEY === undefined && OPENAI_BASE_URL === undefined) {
    items.push({
      path: 'OPENAI_API_KEY',
      message: 'is missing: LLM_MODEL needs it, or the OPENAI_BASE_URL of a server that takes none',
    });
    return null;
  }
  const first: ModelServer = {
    baseUrl: withVersion(OPENAI_BASE_URL ?? 'https://api.openai.com'),
    apiKey: OPENAI_API_KEY,
    model: LLM_MODEL,
  };
  return {
    first,
    second: readSecond(given, first, items),
    timeoutMs: given.LLM_TIMEOUT_MS ?? TIMEOUT_MS,
    tokensPerInterview: given.LLM_TOKENS_PER_INTERVIEW ?? TOKENS_PER_INTERVIEW,
    tokensPerDay: given.LLM_TOKENS_PER_DAY ?? TOKENS_PER_DAY,
  };
}

/** Another server, or another model of the same one. */
function readSecond(given: Given, first: ModelServer, items: ErrorItem[]): ModelServer | null {
  const { LLM_FALLBACK_BASE_URL, LLM_FALLBACK_API_KEY, LLM_FALLBACK_MODEL } = given;
  if (LLM_FALLBACK_MODEL === undefined) {
    if (LLM_FALLBACK_BASE_URL ?? LLM_FALLBACK_API_KEY) {
      items.push({ path: 'LLM_FALLBACK_MODEL', message: 'is missing: the second server needs its name' });
    }
    return null;
  }
  return {
    baseUrl: LLM_FALLBACK_BASE_URL ? withVersion(LLM_FALLBACK_BASE_URL) : first.baseUrl,
    // Another's address never gets the key that was meant for the first one's.
    apiKey: LLM_FALLBACK_API_KEY ?? (LLM_FALLBACK_BASE_URL ? undefined : first.apiKey),
    model: LLM_FALLBACK_MODEL,
  };
}

/** A bare host means its `/v1`, as everywhere else where such an address is asked for. */
function withVersion(base: string): string {
  const trimmed = base.replace(/\/+$/, '');
  return new URL(trimmed).pathname === '/' ? `${trimmed}/v1` : trimmed;
}
