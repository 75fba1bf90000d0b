/** What the last calls said about the way to a provider: the truth for `/readyz`. */
import { SendError } from '../errors.ts';
import { HttpError } from '../http.ts';
import type { ChannelHealth } from '../ports.ts';

export interface Connection {
  /** Makes a call and remembers how it went. @throws SendError */
  call<T>(run: () => Promise<T>): Promise<T>;
  /** Calls until it goes through, the first time before it resolves; waits longer each time, or as long as it is told. */
  keepTrying(run: () => Promise<unknown>, failed: (code: string, waitMs: number) => void): Promise<void>;
  health(): ChannelHealth;
  stop(): void;
}

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;

/**
 * @param sentence what a code means, for the operator
 * @param before what is the matter before the first call
 */
export function createConnection(sentence: (code: string) => string, before: string): Connection {
  let problem: string | null = before;
  let retry: NodeJS.Timeout | undefined;
  let stopped = false;

  const connection: Connection = {
    async call(run) {
      try {
        const result = await run();
        problem = null;
        return result;
      } catch (error) {
        const failure = toSendError(error);
        // Any answer but "not you" and "later" shows that the provider can be reached and knows us.
        if (!failure.retryable) problem = null;
        else if (failure.code !== 'rate_limited') problem = sentence(failure.code);
        throw failure;
      }
    },
    async keepTrying(run, failed) {
      let wait = FIRST_RETRY_MS;
      const attempt = async (): Promise<void> => {
        const failure = await connection.call(run).then(
          () => null,
          (error: SendError) => error,
        );
        if (failure === null || stopped) return;
        const { code, retryAfter = wait } = failure;
        failed(code, retryAfter);
        wait = Math.min(wait * 2, LAST_RETRY_MS);
        retry = setTimeout(attempt, retryAfter);
        retry.unref();
      };
      await attempt();
    },
    health: () => (problem === null ? { state: 'ok' } : { state: 'degraded', detail: problem }),
    stop() {
      stopped = true;
      clearTimeout(retry);
    },
  };
  return connection;
}

/** Never holds what was sent: the client's own errors name the host at most. */
export function toSendError(error: unknown): SendError {
  if (error instanceof SendError) return error;
  if (error instanceof HttpError) {
    return new SendError(`network_${error.code}`, { retryable: true, outcome: error.outcome });
  }
  return new SendError('answer_unreadable', { retryable: true, outcome: 'unknown' });
}
