import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 15_000;

/** Waits for a condition. @throws Error with the complaint when it does not come about */
export async function until(condition: () => boolean, complaint: () => string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(complaint());
    await sleep(1);
  }
}
