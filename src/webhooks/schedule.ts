/** When a webhook is tried again: ten tries over three days, as Standard Webhooks propose. */

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000];

/** After the first try, and so on. */
export const PAUSES_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** A receiver may ask for more patience, but not for a week of it. */
const MOST_PATIENCE_MS = 24 * HOUR;
/** Many that failed together do not come back together. */
const JITTER = 0.1;

/**
 * Milliseconds until the next try; null: that was the last.
 * @param attempts how many there were
 * @param retryAfter what the receiver asked for, in seconds
 * @param random 0 to 1
 */
export function pauseAfter(attempts: number, retryAfter: number | null, random: number): number | null {
  const pause = PAUSES_MS[attempts - 1];
  if (pause === undefined) return null;
  const asked = Math.min((retryAfter ?? 0) * SECOND, MOST_PATIENCE_MS);
  return Math.round(Math.max(pause, asked) * (1 + JITTER * random));
}
