/**
 * One server of a model: a request in OpenAI's words goes out by the one outbound client and comes back as a completion,
 * or as a failure with its code. What the server refuses of the way of asking is learnt here, once.
 */
import { type Http, HttpError } from '../http.ts';
import type { ModelServer } from '../types.ts';
import { type Completion, readCompletion } from './completion.ts';
import { type Body, type Dialect, learn, PLAIN, say, withMoreRoom } from './dialect.ts';
import { ModelFailure } from './failure.ts';

/** What one question may take, and where it is written what it took. */
export interface Call {
  /** Ends with the time that this server has, or when the asker gives up. */
  signal: AbortSignal;
  /** `performance.now()` at that end. */
  until: number;
  spent(tokensIn: number, tokensOut: number): void;
}

export interface Wire {
  /** @throws ModelFailure */
  post(body: Body, call: Call): Promise<Completion>;
}

/** Far beyond the longest answer, streamed piece by piece with its thoughts. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
/** There are fewer things to learn. */
const MOST_TRIES = 8;
/** A longer one is not believed. */
const LONGEST_RETRY_MS = 60_000;

export function createWire(server: ModelServer, http: Http): Wire {
  const url = `${server.baseUrl}/chat/completions`;
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(server.apiKey && { authorization: `Bearer ${server.apiKey}` }),
  };
  let dialect = PLAIN;

  async function send(said: Body, call: Call) {
    const body = JSON.stringify(said);
    const timeoutMs = Math.max(1, Math.ceil(call.until - performance.now()));
    const { signal } = call;
    const options = { method: 'POST', headers, body, timeoutMs, maxBytes: MAX_ANSWER_BYTES, signal } as const;
    try {
      return { sent: body, ...(await http.request(url, { ...options, trusted: true })) };
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      // It may be read, thought about and charged for all the same.
      if (error.outcome === 'unknown') call.spent(estimate(body), 0);
      if (signal.aborted) throw signal.reason;
      const code = error.code === 'timeout' ? 'timeout' : 'unavailable';
      throw new ModelFailure(code, error.code, { counts: true });
    }
  }

  return {
    async post(body, call) {
      let trying: Dialect = dialect;
      for (let tries = 1; ; tries++) {
        const said = say({ ...body, model: server.model }, trying);
        const answer = await send(said, call);
        const text = answer.body.toString('utf8');
        if (answer.status === 200) {
          // Only what helped is kept: an error may also quote what was asked.
          dialect = trying;
          const completion = readCompletion(text);
          if (!completion) {
            call.spent(estimate(answer.sent), estimate(text));
            throw new ModelFailure('unavailable', 'no completion', { counts: true });
          }
          const { usage } = completion;
          call.spent(usage?.in ?? estimate(answer.sent), usage?.out ?? estimate(completion.text));
          if (completion.end === 'length') dialect = withMoreRoom(dialect);
          if (completion.refused) throw new ModelFailure('refused', 'content', { counts: false });
          return completion;
        }
        const next = [400, 404, 422, 501].includes(answer.status) ? learn(trying, said, text) : null;
        if (!next || tries === MOST_TRIES) throw failureOf(answer.status, answer.headers['retry-after']);
        trying = next;
      }
    },
  };
}

function failureOf(status: number, retryAfter: string | undefined): ModelFailure {
  const detail = `status ${status}`;
  if (status === 429) {
    const asked = Number(retryAfter) * 1000;
    const wait = asked > 0 ? { retryAfterMs: Math.min(asked, LONGEST_RETRY_MS) } : {};
    return new ModelFailure('rate_limited', detail, { counts: true, ...wait });
  }
  if (status < 400 || status >= 500 || status === 408 || status === 409) {
    return new ModelFailure('unavailable', detail, { counts: true });
  }
  // 400, 413, 422 are about this question: too long, or a filter's. Any other is about the key, the money or the model.
  return new ModelFailure('refused', detail, { counts: ![400, 413, 422].includes(status) });
}

/** Of JSON in UTF-8: a Chinese character is about one token, an English word about five bytes. */
function estimate(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 3);
}
