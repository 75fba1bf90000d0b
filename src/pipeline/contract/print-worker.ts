/** The thread in which contracts are printed, one at a time. See `printer.ts`. */
import { parentPort } from 'node:worker_threads';
import { print, type Sheet, unprintable } from './print.ts';

export type PrintTask = { print: Sheet } | { unprintable: string };

export type PrintAnswer = { bytes: Uint8Array } | { characters: string[] } | { failure: string };

const port = parentPort!;
port.on('message', async (task: PrintTask) => port.postMessage(await answer(task)));

async function answer(task: PrintTask): Promise<PrintAnswer> {
  try {
    return 'print' in task
      ? { bytes: await print(task.print) }
      : { characters: unprintable(task.unprintable) };
  } catch (error) {
    // Of the error its kind alone: its message may hold somebody's words.
    return { failure: error instanceof Error ? error.name : 'unknown' };
  }
}
