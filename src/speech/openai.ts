/**
 * `POST /audio/transcriptions` as OpenAI defined it (https://platform.openai.com/docs/api-reference/audio), spoken by Groq,
 * whisper.cpp, faster-whisper, vLLM and FunASR's servers, each in its own accent. WAV is sent, because every one of them
 * takes it; times and confidence are asked for, and done without where they are not given.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Http, HttpError } from '../http.ts';
import type { Language } from '../types.ts';
import type { DecodedAudio } from './audio.ts';
import { createBreaker } from './breaker.ts';
import { cleanText, isLoop } from './clean.ts';
import { TranscribeError, type Transcriber, type Transcript } from './transcriber.ts';

interface OpenAiSettings {
  baseUrl: string;
  apiKey: string | undefined;
  model: string | undefined;
}

interface Options {
  /** Of one request: so much, and half of the recording's length. */
  timeoutMs?: number;
  /** Before the one repetition, unless the provider names a time. */
  retryMs?: number;
  /** A provider that asks for a longer pause is unavailable. */
  longestRetryMs?: number;
}

/** Servers with one model ignore it; OpenAI itself has this one for ever. */
const DEFAULT_MODEL = 'whisper-1';
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
/** Whisper's own rule for "nobody spoke": https://github.com/openai/whisper, `no_speech_threshold`, `logprob_threshold`. */
const NO_SPEECH = 0.6;
const UNSURE_LOGPROB = -1;
/** `compression_ratio_threshold` of the same: text that repeats itself. */
const REPEATS = 2.4;
/** Less sure than this, the language may have been another than we said. */
const DOUBTFUL = 0.4;

const number = z.coerce.number().nullish().catch(null);
const answer = z.object({
  text: z.string(),
  segments: z
    .array(
      z.object({
        start: z.coerce.number(),
        end: z.coerce.number(),
        text: z.string(),
        avg_logprob: number,
        no_speech_prob: number,
        compression_ratio: number,
      }),
    )
    .nullish()
    .catch(null),
  logprobs: z
    .array(z.object({ logprob: z.number() }))
    .nullish()
    .catch(null),
});
type Answer = z.infer<typeof answer>;

export function createOpenAi(settings: OpenAiSettings, http: Http, options: Options = {}): Transcriber {
  const { timeoutMs = 20_000, retryMs = 1_000, longestRetryMs = 10_000 } = options;
  const model = settings.model ?? DEFAULT_MODEL;
  const url = `${withVersion(settings.baseUrl)}/audio/transcriptions`;
  const breaker = createBreaker();
  /** Until a server says that it knows no such format. */
  let verbose = true;
  let problem: string | null = null;

  async function ask(audio: DecodedAudio, language: Language | null): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const { status, headers, body } = await post(audio, language).catch((error: unknown) => {
        if (!(error instanceof HttpError)) throw error;
        return { status: 0, headers: {} as Record<string, string>, body: Buffer.from(error.code) };
      });
      if (status === 200) {
        const read = answer.safeParse(json(body));
        if (read.success) return read.data;
        // Plain text is what some servers call JSON; a page of a proxy is not.
        if (/^text\/plain/.test(headers['content-type'] ?? '') && verbose) {
          verbose = false;
          continue;
        }
      } else if (verbose && isAboutFormat(status, body)) {
        verbose = false;
        continue;
      } else if (status >= 400 && status < 500 && status !== 408 && status !== 409 && status !== 429) {
        throw new TranscribeError('refused', `status ${status}`);
      }
      const wait = Number(headers['retry-after']) * 1000 || retryMs;
      const detail = status === 0 ? body.toString() : `status ${status}`;
      if (attempt >= 2 || wait > longestRetryMs) throw new TranscribeError('unavailable', detail);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  function post(audio: DecodedAudio, language: Language | null) {
    const fields: [string, string][] = [
      ['model', model],
      ['response_format', verbose ? 'verbose_json' : 'json'],
      ['temperature', '0'],
    ];
    if (language) fields.push(['language', language]);
    // OpenAI's newer models know no segments, but how likely each word was.
    if (!verbose && /transcribe/.test(model)) fields.push(['include[]', 'logprobs']);
    const { body, type } = form(fields, audio.wav);
    return http.request(url, {
      method: 'POST',
      headers: {
        'content-type': type,
        accept: 'application/json',
        ...(settings.apiKey && { authorization: `Bearer ${settings.apiKey}` }),
      },
      body,
      timeoutMs: timeoutMs + audio.seconds * 500,
      maxBytes: MAX_ANSWER_BYTES,
      trusted: true,
    });
  }

  async function hear(audio: DecodedAudio, language: Language | null): Promise<Transcript | null> {
    const heard = understand(await ask(audio, language));
    if (!language || heard?.confidence == null || heard.confidence >= DOUBTFUL) return heard;
    // Told a wrong language, Whisper writes nonsense in it rather than the truth in another.
    const again = await ask(audio, null)
      .then(understand)
      .catch(() => null);
    return again && (again.confidence ?? 0) > heard.confidence ? again : heard;
  }

  return {
    async transcribe(audio, language) {
      if (!breaker.allows()) throw new TranscribeError('unavailable', 'it has failed again and again');
      try {
        const heard = await hear(audio, language);
        breaker.worked();
        problem = null;
        return heard;
      } catch (error) {
        if (error instanceof TranscribeError && error.code === 'unavailable') breaker.failed();
        problem = error instanceof TranscribeError ? error.message : 'the transcriber failed';
        throw error;
      }
    },
    health: () => (problem === null ? { state: 'ok' } : { state: 'degraded', detail: problem }),
    close: async () => {},
  };
}

/** A bare host means its `/v1`, as everywhere else where such an address is asked for. */
function withVersion(base: string): string {
  const trimmed = base.replace(/\/+$/, '');
  return new URL(trimmed).pathname === '/' ? `${trimmed}/v1` : trimmed;
}

/** OpenAI's newer models, vLLM and small servers know fewer formats than Whisper's. */
function isAboutFormat(status: number, body: Buffer): boolean {
  if (status !== 400 && status !== 415 && status !== 422 && status !== 501) return false;
  return /response_format|verbose_json/i.test(body.toString('utf8'));
}

function understand({ text, segments, logprobs }: Answer): Transcript | null {
  if (/<\|nospeech\|>/i.test(text)) return null;
  const spoken = (segments ?? []).filter(
    // faster-whisper and FunASR may say 0 or nothing for either.
    (part) => !((part.no_speech_prob ?? 0) > NO_SPEECH && (part.avg_logprob ?? -9) < UNSURE_LOGPROB),
  );
  const kept = spoken
    .map((part) => ({ start: part.start, end: part.end, text: cleanText(part.text) }))
    .filter((part) => part.text !== '' && part.end >= part.start && part.start >= 0);
  const whole = segments?.length === spoken.length ? text : spoken.map((part) => part.text).join(' ');
  const words = cleanText(segments?.length ? whole : text);
  if (words === '') return null;
  const loop = isLoop(words) || spoken.some((part) => (part.compression_ratio ?? 0) > REPEATS);
  const confidence = sureness(spoken, logprobs ?? []);
  return {
    text: words,
    confidence: loop ? Math.min(confidence ?? 0.1, 0.1) : confidence,
    segments: kept,
  };
}

/** The mean probability of a word, each segment counted by its length. */
function sureness(
  segments: NonNullable<Answer['segments']>,
  logprobs: NonNullable<Answer['logprobs']>,
): number | null {
  const parts = segments.flatMap(({ avg_logprob, start, end }) =>
    avg_logprob == null ? [] : [{ logprob: avg_logprob, weight: Math.max(0.1, end - start) }],
  );
  const all = parts.length > 0 ? parts : logprobs.map(({ logprob }) => ({ logprob, weight: 1 }));
  if (all.length === 0) return null;
  const weight = all.reduce((sum, part) => sum + part.weight, 0);
  const mean = all.reduce((sum, part) => sum + Math.exp(Math.min(0, part.logprob)) * part.weight, 0) / weight;
  return Math.round(mean * 100) / 100;
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** https://www.rfc-editor.org/rfc/rfc7578; every value is ours, so none needs escaping. */
function form(fields: [string, string][], wav: Uint8Array): { body: Uint8Array; type: string } {
  const boundary = `tingda-${randomBytes(16).toString('hex')}`;
  const head = (name: string, more = '') =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n`;
  const body = Buffer.concat([
    ...fields.map(([name, value]) => Buffer.from(`${head(name)}${value}\r\n`)),
    // `.oga` is refused by some although it is OGG; nobody refuses this.
    Buffer.from(head('file', '; filename="audio.wav"\r\ncontent-type: audio/wav')),
    wav,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { body, type: `multipart/form-data; boundary=${boundary}` };
}
