import type { Spent } from '../ports.ts';

/**
 * Rate budgets as token buckets. All that is kept of a bucket is the time when it will be full again (the generic cell
 * rate algorithm), so a take is one number read and one written, here or in Redis.
 *
 * Unless it is told how large a burst may be, a bucket holds a tenth of a second's worth, and at least one token: enough
 * for the jitter of many workers, and never more than 10 % above the provider's limit in the first second. A take of more
 * than the bucket holds is let through when the bucket is full, and the ones after it wait it off.
 */
function bucketSize({ perSecond, burst }: Rate): number {
  return Math.max(1, burst ?? perSecond / 10);
}

/** How long before it is full again the bucket still has enough for `n`, and how long `n` takes to come back. */
function costs(n: number, rate: Rate): { slackMs: number; costMs: number } {
  const size = bucketSize(rate);
  const { perSecond } = rate;
  return { slackMs: ((size - Math.min(n, size)) / perSecond) * 1000, costMs: (n / perSecond) * 1000 };
}

/** What comes in, and how much of it may be taken at once. */
export interface Rate {
  perSecond: number;
  burst?: number | undefined;
}

const PRUNE_ABOVE = 10_000;

/** Budgets of this process only. */
export class LocalBudgets {
  readonly #fullAt = new Map<string, number>();

  /** @returns milliseconds to wait; when taken, those until the bucket is full again, with a minus. */
  take(key: string, n: number, rate: Rate, now = Date.now()): number {
    const { slackMs, costMs } = costs(n, rate);
    const fullAt = Math.max(this.#fullAt.get(key) ?? now, now);
    const wait = fullAt - now - slackMs;
    if (wait > 0) return Math.ceil(wait);
    if (this.#fullAt.size >= PRUNE_ABOVE) this.#prune(now);
    this.#fullAt.set(key, fullAt + costMs);
    return now - fullAt - costMs;
  }

  /** A full bucket is the same as none. */
  #prune(now: number): void {
    for (const [key, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(key);
  }
}

/**
 * The same on Redis' own clock, in microseconds (a number in Lua's text form keeps 14 digits, so it is formatted).
 * KEYS[1] the bucket; ARGV slack and cost in microseconds; returns microseconds to wait; when taken, those until the bucket
 * is full again, with a minus.
 */
export const TAKE_SCRIPT = `
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local full_at = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local wait = full_at - now - ARGV[1]
if wait > 0 then return math.ceil(wait) end
full_at = full_at + ARGV[2]
redis.call('SET', KEYS[1], string.format('%.0f', full_at), 'PX', math.max(1, math.ceil((full_at - now) / 1000)))
return math.floor(now - full_at)`;

/** Costs are whole microseconds: a token that is short of a thousandth is one. */
const ROUNDING = 0.001;

/** What a take came to, from what it returned. */
export function spent(ms: number, rate: Rate): Spent {
  if (ms > 0) return { waitMs: Math.ceil(ms), left: 0 };
  const left = bucketSize(rate) + (ms / 1000) * rate.perSecond;
  return { waitMs: 0, left: Math.max(0, Math.floor(left + ROUNDING)) };
}

export function takeArguments(n: number, rate: Rate): [slack: string, cost: string] {
  const { slackMs, costMs } = costs(n, rate);
  return [String(Math.round(slackMs * 1000)), String(Math.ceil(costMs * 1000))];
}
