/** After a few failures in a row nobody is kept waiting for the next one: for a while it is assumed. */
const FAILURES = 3;
const PAUSE_MS = 30_000;

export interface Breaker {
  /** False while it is open. After the pause one call is let through to see. */
  allows(): boolean;
  worked(): void;
  failed(): void;
}

export function createBreaker(now: () => number = Date.now): Breaker {
  let failures = 0;
  let until = 0;
  return {
    allows() {
      if (failures < FAILURES) return true;
      if (now() < until) return false;
      until = now() + PAUSE_MS;
      return true;
    },
    worked() {
      failures = 0;
    },
    failed() {
      failures++;
      until = now() + PAUSE_MS;
    },
  };
}
