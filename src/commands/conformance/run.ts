/** Sends the calls of each case, one after the other as they stand, and judges the answers. */
import { createHttp, type Http, HttpError } from '../../http.ts';
import { type Call, type Case, casesFor } from './cases.ts';

/** As long as we wait for a webhook to be answered. */
const PATIENCE_MS = 10_000;
const MOST_BYTES = 1024 * 1024;

export interface Result extends Pick<Case, 'id' | 'what' | 'means' | 'mend'> {
  expected: '2xx' | '4xx';
  /** Of the call that was answered wrongly, or of the last: its status, or why there was none. */
  got: string;
  /** The slowest answer. */
  ms: number;
  pass: boolean;
}

/** @param patienceMs shorter in tests */
export async function conform(url: string, secret: string, patienceMs = PATIENCE_MS): Promise<Result[]> {
  const http = createHttp();
  try {
    const results: Result[] = [];
    for (const one of casesFor(secret, Date.now)) results.push(await judge(http, url, one, patienceMs));
    return results;
  } finally {
    await http.close();
  }
}

async function judge(http: Http, url: string, one: Case, patienceMs: number): Promise<Result> {
  const { id, what, means, mend } = one;
  const expected = one.good ? '2xx' : '4xx';
  const result: Result = { id, what, means, mend, expected, got: '', ms: 0, pass: true };
  for (const call of one.calls()) {
    const began = performance.now();
    const answer = await send(http, url, call, patienceMs);
    result.ms = Math.max(result.ms, Math.round(performance.now() - began));
    result.got = String(answer);
    if (typeof answer !== 'number' || Math.floor(answer / 100) !== (one.good ? 2 : 4)) {
      return { ...result, pass: false };
    }
  }
  return result;
}

/** The status, or the code of what came instead. */
async function send(
  http: Http,
  url: string,
  { headers, body }: Call,
  timeoutMs: number,
): Promise<number | string> {
  try {
    // The address is the own one of whoever runs this: it may well be on this machine.
    const limits = { timeoutMs, maxBytes: MOST_BYTES, trusted: true };
    const { status } = await http.request(url, { method: 'POST', headers, body, ...limits });
    return status;
  } catch (error) {
    if (error instanceof HttpError) return error.code;
    throw error;
  }
}
