/** grammY's client of the Bot API over our own HTTP client: https://core.telegram.org/bots/api#making-requests */
import { Api } from 'grammy';
import { DownloadError } from '../errors.ts';
import type { Http } from '../http.ts';

export interface TelegramAccess {
  TELEGRAM_BOT_TOKEN: string;
  TELEGRAM_API_ROOT: string;
}

interface Bounds {
  /** Longest wait for the whole answer. */
  timeoutMs: number;
  /** Largest answer; the HTTP client's own limit without. */
  maxBytes?: number;
}

export function createApi(access: TelegramAccess, http: Http, bounds: Bounds): Api {
  return new Api(access.TELEGRAM_BOT_TOKEN, {
    apiRoot: access.TELEGRAM_API_ROOT,
    fetch: fetchOver(http, bounds),
    // Ours is shorter, and tells whether the request left.
    timeoutSeconds: (2 * bounds.timeoutMs) / 1000,
  });
}

interface Call {
  method: 'POST';
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}

/**
 * The part of `fetch` that grammY uses, over our client. An answer that is not the Bot API's (a proxy's page, a 200 that
 * says nothing) is turned into the error that its status stands for, so that it can never count as sent.
 */
function fetchOver(http: Http, bounds: Bounds) {
  return async (url: string, { method, body, signal }: Call) => {
    const answer = await http.request(url, {
      method,
      headers: { 'content-type': 'application/json' },
      body,
      ...bounds,
      trusted: true,
      signal,
    });
    return { json: async () => botApiAnswer(answer) };
  };
}

function botApiAnswer({ status, headers, body }: Awaited<ReturnType<Http['request']>>): object {
  let answer: { ok?: unknown; error_code?: unknown; result?: unknown } | null = null;
  try {
    answer = JSON.parse(body.toString());
  } catch {
    // Seen below: it has no `ok`.
  }
  if (answer?.ok === true && answer.result !== undefined) return answer;
  if (answer?.ok === false && typeof answer.error_code === 'number') return answer;
  return {
    ok: false,
    error_code: status >= 400 ? status : 502,
    description: 'not an answer of the Bot API',
    parameters: { retry_after: Number(headers['retry-after']) || undefined },
  };
}

/** A voice note of a minute is 200 KB; a phone line may carry the largest in this time. */
const FILE_TIMEOUT_MS = 60_000;

/** The link is good for an hour at least (https://core.telegram.org/bots/api#getfile). */
export async function fetchFile(
  access: TelegramAccess,
  http: Http,
  path: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const place = path.split('/').map(encodeURIComponent).join('/');
  const url = `${access.TELEGRAM_API_ROOT}/file/bot${access.TELEGRAM_BOT_TOKEN}/${place}`;
  const { status, body } = await http.request(url, { timeoutMs: FILE_TIMEOUT_MS, maxBytes, trusted: true });
  if (status === 200) return body;
  throw new DownloadError(`status_${status}`, { retryable: status >= 500 || status === 429 });
}
