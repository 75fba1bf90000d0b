/**
 * How much may be asked for, by key; and how often a key may be guessed, by address. Both are counted for all processes
 * together where they share a Redis.
 */
import { TingdaError } from '../errors.ts';
import type { ApiDeps, Budget } from './deps.ts';

/** An integrator at work is far below this; one that has gone wild is held before it disturbs interviews. */
export const KEY_LIMIT = { perSecond: 100, burst: 1000 };
/** A key that was copied wrong is noticed at the first try. */
export const GUESS_LIMIT = { perSecond: 0.5, burst: 20 };

export interface Limits {
  /**
   * Before a key is looked up: an address that has guessed too often waits, but for keys that were right from there lately:
   * whoever shares it works on.
   * @throws TingdaError `rate_limited`
   */
  admit(address: string, header: string): void;
  /** A key was right. */
  right(address: string, header: string): void;
  /** A key was wrong. @throws TingdaError `rate_limited` when that was once too often */
  wrong(address: string): Promise<void>;
  /** One request of a key. @returns what is left, and the time to wait when nothing was */
  spend(keyId: string): Promise<Budget & { waitMs: number }>;
}

/** Of each, so many are remembered; the oldest are forgotten first. */
const REMEMBERED = 10_000;

export function createLimits(deps: Pick<ApiDeps, 'spend' | 'hash'>, now: () => number = Date.now): Limits {
  const waits = new Map<string, number>();
  const rightOnes = new Set<string>();
  const nameOf = (address: string, header: string) => deps.hash(`${address} ${header}`);

  return {
    admit(address, header) {
      const waitMs = (waits.get(address) ?? 0) - now();
      if (waitMs <= 0) return void waits.delete(address);
      if (!rightOnes.has(nameOf(address, header))) throw guessing(waitMs);
    },
    right(address, header) {
      const name = nameOf(address, header);
      rightOnes.delete(name);
      rightOnes.add(name);
      forgetOldest(rightOnes);
    },
    async wrong(address) {
      const { perSecond, burst } = GUESS_LIMIT;
      // An address belongs to a person: what leaves this process is its keyed hash.
      const { waitMs } = await deps.spend(`guess:${deps.hash(address)}`, 1, perSecond, burst);
      if (waitMs === 0) return;
      waits.delete(address);
      waits.set(address, now() + waitMs);
      forgetOldest(waits);
      throw guessing(waitMs);
    },
    async spend(keyId) {
      const { perSecond, burst } = KEY_LIMIT;
      const { waitMs, left } = await deps.spend(`api:${keyId}`, 1, perSecond, burst);
      return { waitMs, left, fullInSeconds: Math.ceil((burst - left) / perSecond) };
    },
  };
}

/** https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
export function rateHeaders({ left, fullInSeconds }: Budget): Record<string, string> {
  const { perSecond, burst } = KEY_LIMIT;
  return {
    'ratelimit-policy': `"key";q=${burst};w=${burst / perSecond}`,
    ratelimit: `"key";r=${left};t=${fullInSeconds}`,
  };
}

export function tooMany(waitMs: number): TingdaError {
  const { perSecond } = KEY_LIMIT;
  return new TingdaError(
    'rate_limited',
    `This key asks more than ${perSecond} times a second; nothing was read or stored. Send the same after Retry-After.`,
    { retryAfterMs: waitMs },
  );
}

function guessing(waitMs: number): TingdaError {
  return new TingdaError(
    'rate_limited',
    'Too many wrong keys came from this address; nothing was read or stored. Check the key and try after Retry-After.',
    { retryAfterMs: waitMs },
  );
}

function forgetOldest(some: Map<string, unknown> | Set<string>): void {
  if (some.size <= REMEMBERED) return;
  for (const oldest of some.keys()) {
    some.delete(oldest);
    return;
  }
}
