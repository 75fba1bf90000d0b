import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 15_000;

/** Waits for a condition. @throws Error with the complaint when it does not come about */
export async function until(
  condition: () => boolean,
  complaint: () => string,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(complaint());
    await sleep(1);
  }
}
