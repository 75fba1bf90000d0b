/** What the chat and HR's program have to see alike of a first shift. */

const MINUTE = 60_000;
/** Nobody is late by less. */
const ON_TIME_MS = 5 * MINUTE;

/** What reminds of a first shift, asks for whoever is to come, and misses them. */
export const SHIFT_CLOCKS = ['evening', 'soon', 'start', 'missing'] as const;

/** By how many minutes somebody came late; null: in time. Both in epoch milliseconds. */
export function lateMinutes(startsAt: number, cameAt: number): number | null {
  const late = cameAt - startsAt;
  return late > ON_TIME_MS ? Math.round(late / MINUTE) : null;
}
