/** Waiting for what has to come. Its bound is of what hangs, not of what is slow: vitest's own is one second. */
import { vi } from 'vitest';

interface Given {
  /** Milliseconds. */
  timeout?: number;
  /** Milliseconds from one look to the next. */
  interval?: number;
}

/** As long as `expect.poll` waits (vitest.config.ts). */
const PATIENCE_MS = 60_000;

/** Looks until it does not throw. @throws what the last look threw */
export const waitFor = <T>(look: () => T | Promise<T>, given: Given = {}): Promise<T> =>
  vi.waitFor(look, { timeout: PATIENCE_MS, ...given });

/** Looks until there is something that is true, and gives it. @throws after the bound, and when a look throws */
export const waitUntil = <T>(look: () => T | Promise<T>, given: Given = {}) =>
  vi.waitUntil(look, { timeout: PATIENCE_MS, ...given });
