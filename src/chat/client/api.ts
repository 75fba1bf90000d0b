/** The chat's HTTP interface, as the page uses it. */
import type { Language } from '../../types.ts';
import type { History, Spoken } from './model.ts';
import type { Outcome, Queued } from './outbox.ts';

/** A request that failed; `status` 0 is no answer at all. */
export class ApiError extends Error {
  readonly status: number;
  /** Milliseconds that the server asked us to wait. */
  readonly retryAfter: number | undefined;
  constructor(status: number, retryAfter?: number) {
    super(`status ${status}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export interface Api {
  history(signal: AbortSignal): Promise<History>;
  /** The body of the stream, from that place on. @throws ApiError when it is not opened */
  stream(after: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  /** Never rejects. */
  post(message: Queued): Promise<Outcome>;
  /** Never rejects. */
  speak(clientId: string, recording: Blob): Promise<Spoken>;
  leave(): Promise<void>;
}

/** An answer that takes longer is not waited for: the same is asked again. */
const PATIENCE_MS = 20_000;

/** @param language what the page is read in: the assistant's first words are in it too */
export function createApi(code: string, language: () => Language): Api {
  const base = `/chat/${encodeURIComponent(code)}`;
  return {
    async history(signal) {
      return await patiently(async (enough) => {
        signal.addEventListener('abort', () => enough.abort());
        const answer = await ask(`${base}/messages?lang=${language()}`, { signal: enough.signal });
        return (await answer.json()) as History;
      });
    },
    async stream(after, signal) {
      const headers = { accept: 'text/event-stream' };
      const answer = await ask(`${base}/stream?lang=${language()}&after=${encodeURIComponent(after)}`, {
        headers,
        signal,
      });
      if (!answer.body) throw new ApiError(0);
      return answer.body;
    },
    async post({ client_id, text, button }) {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ client_id, text, ...(button !== undefined && { button }) }),
      };
      try {
        return await patiently(async ({ signal }) => {
          const answer = await fetch(`${base}/messages?lang=${language()}`, { ...init, signal });
          const body = await answer.json().catch(() => null);
          return outcomeOf(answer.status, answer.headers.get('retry-after'), body);
        });
      } catch {
        return { kind: 'again' };
      }
    },
    async speak(clientId, recording) {
      const body = new FormData();
      body.set('client_id', clientId);
      body.set('audio', recording, 'voice');
      try {
        const answer = await fetch(`${base}/messages`, { method: 'POST', body });
        if (answer.status === 201) return 'sent';
        const { code } = (await answer.json().catch(() => ({}))) as { code?: string };
        if (code === 'unauthorized') return 'stranger';
        if (code === 'conflict') return 'early';
        return code !== undefined && REFUSALS.includes(code) ? 'refused' : 'again';
      } catch {
        return 'again';
      }
    },
    async leave() {
      await patiently(({ signal }) => ask(`${base}/leave`, { method: 'POST', signal }));
    },
  };
}

/** Breaks off what takes too long. (`AbortSignal.timeout` and `.any` are younger than the phones in use.) */
async function patiently<T>(work: (enough: AbortController) => Promise<T>): Promise<T> {
  const enough = new AbortController();
  const timer = setTimeout(() => enough.abort(), PATIENCE_MS);
  return await work(enough).finally(() => clearTimeout(timer));
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(path, { cache: 'no-store', ...init });
  if (!answer.ok) throw new ApiError(answer.status, milliseconds(answer.headers.get('retry-after')));
  return answer;
}

/** The answers of ours after which the same words would only be refused again. */
const REFUSALS = ['not_found', 'payload_too_large', 'validation_failed', 'unsupported_media_type'];

/** What an answer to a message means. Whatever is not the server's own clear word is tried again. */
export function outcomeOf(status: number, retryAfter: string | null, body: unknown): Outcome {
  const { id, at, code } = (body ?? {}) as Record<string, unknown>;
  if (status === 201 && typeof id === 'string' && typeof at === 'string') return { kind: 'sent', id, at };
  if (code === 'unauthorized') return { kind: 'stranger' };
  if (typeof code === 'string' && REFUSALS.includes(code)) return { kind: 'refused' };
  const after = milliseconds(retryAfter);
  return { kind: 'again', ...(after !== undefined && { after }), ...(status === 429 && { tooMany: true }) };
}

/** `Retry-After` in seconds; anything else is no wish. */
function milliseconds(retryAfter: string | null): number | undefined {
  return retryAfter !== null && /^\d{1,5}$/.test(retryAfter) ? Number(retryAfter) * 1000 : undefined;
}
