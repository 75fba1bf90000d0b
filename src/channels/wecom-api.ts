/**
 * The calls of WeCom's API (https://developer.work.weixin.qq.com/document/path/90664): JSON both ways, whose `errcode` is the
 * answer, and an access token in the address that all processes share.
 */
import { DownloadError, SendError } from '../errors.ts';
import { type Http, HttpError } from '../http.ts';
import type { Credentials } from '../ports.ts';
import { downloadRefusal, isTokenRefusal, refusal } from './wecom-errors.ts';

export interface WecomAccess {
  WECOM_CORP_ID: string;
  WECOM_KF_SECRET: string;
  WECOM_API_ROOT: string;
}

export interface Answer {
  errcode: number;
  errmsg: string;
  [field: string]: unknown;
}

export interface WecomApi {
  /** The answer, whatever its `errcode`; one about the token is tried again with a new one. @throws SendError, HttpError */
  ask(path: string, body: object, bounds?: Bounds): Promise<Answer>;
  /** The same, if it says that it was done. @throws SendError */
  call(path: string, body: object, bounds?: Bounds): Promise<Answer>;
  /** @throws DownloadError */
  media(id: string, maxBytes: number): Promise<Uint8Array>;
}

interface Bounds {
  timeoutMs?: number;
  maxBytes?: number;
}

/** WeCom answers within a second; what takes longer has an unknown outcome. */
const REQUEST_TIMEOUT_MS = 15_000;
/** A voice note of a minute is 100 KB; a phone's video on a slow day takes longer. */
const MEDIA_TIMEOUT_MS = 60_000;
/** A token is renewed before it is over: what is under way then still goes through. */
const EARLY_MS = 5 * 60_000;

export function createApi(access: WecomAccess, http: Http, credentials: Credentials): WecomApi {
  const { WECOM_CORP_ID: corpId, WECOM_KF_SECRET: secret, WECOM_API_ROOT: root } = access;

  async function askForToken(): Promise<{ value: string; goodForMs: number }> {
    const query = new URLSearchParams({ corpid: corpId, corpsecret: secret });
    const { status, body } = await http.request(`${root}/cgi-bin/gettoken?${query}`, {
      timeoutMs: REQUEST_TIMEOUT_MS,
      trusted: true,
    });
    const answer = answerIn(status, body);
    // Nothing of the call itself has left yet.
    if (!answer)
      throw new SendError('provider_failed', { retryable: true, outcome: 'not_sent', retryAfter: 1000 });
    if (answer.errcode !== 0) throw refusal(answer.errcode);
    const { access_token: value, expires_in: seconds } = answer;
    if (typeof value !== 'string' || value === '' || typeof seconds !== 'number')
      throw new SendError('answer_unreadable', { retryable: true, outcome: 'not_sent' });
    return { value, goodForMs: Math.max(seconds * 1000 - EARLY_MS, seconds * 500) };
  }

  const token = (refused?: string) =>
    credentials.get(`wecom ${corpId}`, askForToken, refused).catch((error: unknown) => {
      if (error instanceof SendError) throw error;
      const code = error instanceof HttpError ? `network_${error.code}` : 'token_not_kept';
      throw new SendError(code, { retryable: true, outcome: 'not_sent' });
    });

  /** @param run makes the call with a token; its `errcode`, if it has one, is told */
  async function withToken<T>(run: (token: string) => Promise<[errcode: number, result: T]>): Promise<T> {
    const first = await token();
    const [errcode, result] = await run(first);
    if (!isTokenRefusal(errcode)) return result;
    // Nothing was done by a call that was not let in.
    const [, again] = await run(await token(first));
    return again;
  }

  async function ask(path: string, body: object, bounds: Bounds = {}): Promise<Answer> {
    return withToken(async (value) => {
      const answer = await http.request(`${root}/cgi-bin/${path}?access_token=${encodeURIComponent(value)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        timeoutMs: REQUEST_TIMEOUT_MS,
        ...bounds,
        trusted: true,
      });
      const said = answerIn(answer.status, answer.body);
      // Not WeCom's words: a proxy's page, or a server that fell over after it did as asked.
      if (!said) throw new SendError('provider_failed', { retryable: true, outcome: 'unknown' });
      return [said.errcode, said];
    });
  }

  return {
    ask,
    async call(path, body, bounds) {
      const answer = await ask(path, body, bounds);
      if (answer.errcode !== 0) throw refusal(answer.errcode);
      return answer;
    },
    async media(id, maxBytes) {
      const got = await withToken(async (value) => {
        const query = new URLSearchParams({ access_token: value, media_id: id });
        const { status, headers, body } = await http.request(`${root}/cgi-bin/media/get?${query}`, {
          timeoutMs: MEDIA_TIMEOUT_MS,
          maxBytes,
          trusted: true,
        });
        // An error comes where the bytes would: only its type, or its first words, tell it from them.
        const error = isText(headers['content-type']) ? answerIn(status, body) : null;
        return [error?.errcode ?? 0, { status, body, errcode: error?.errcode ?? 0 }];
      }).catch((error: unknown) => {
        throw failedDownload(error);
      });
      if (got.errcode !== 0) throw downloadRefusal(got.errcode);
      if (got.status === 200 && got.body.length > 0) return got.body;
      throw new DownloadError(`status_${got.status}`, { retryable: got.status >= 500 || got.status === 429 });
    },
  };
}

function isText(type: string | undefined): boolean {
  return /^(?:application\/json|text\/)/i.test(type ?? '');
}

/** Null for whatever has no `errcode`. */
function answerIn(status: number, body: Buffer): Answer | null {
  if (status !== 200) return null;
  try {
    const answer: unknown = JSON.parse(body.toString());
    if (typeof answer !== 'object' || answer === null) return null;
    const { errcode, errmsg = '' } = answer as { errcode?: unknown; errmsg?: unknown };
    return typeof errcode === 'number' ? { ...answer, errcode, errmsg: String(errmsg) } : null;
  } catch {
    return null;
  }
}

function failedDownload(error: unknown): DownloadError {
  if (error instanceof DownloadError) return error;
  if (error instanceof HttpError && error.code === 'too_large')
    return new DownloadError('too_large', { retryable: false });
  if (error instanceof SendError) return new DownloadError(error.code, { retryable: error.retryable });
  return new DownloadError('network_failed', { retryable: true });
}
