/**
 * Printing, beside the thread that answers people: started when the first contract is made, let go when there are none for
 * a while.
 */
import { Worker } from 'node:worker_threads';
import { TingdaError } from '../../errors.ts';
import type { Sheet } from './print.ts';
import type { PrintAnswer, PrintTask } from './print-worker.ts';

export interface Printer {
  /** The same sheet gives the same bytes. @throws TingdaError `unavailable` */
  print(sheet: Sheet): Promise<Uint8Array>;
  /** The characters of a text that would be printed as boxes. @throws TingdaError `unavailable` */
  unprintable(text: string): Promise<string[]>;
  close(): Promise<void>;
}

const IDLE_MS = 60_000;
const TIMEOUT_MS = 30_000;
const HEAP_MB = 96;

export function createPrinter(): Printer {
  let worker: Worker | null = null;
  let rest: NodeJS.Timeout | undefined;
  /** Tasks go one after the other. */
  let last: Promise<unknown> = Promise.resolve();

  function start(): Worker {
    const started = new Worker(new URL('./print-worker.ts', import.meta.url), {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    started.unref();
    return started;
  }

  async function discard(): Promise<void> {
    clearTimeout(rest);
    const gone = worker;
    worker = null;
    gone?.on('error', () => {});
    await gone?.terminate();
  }

  async function run(task: PrintTask): Promise<PrintAnswer> {
    clearTimeout(rest);
    worker ??= start();
    const busy = worker;
    busy.ref();
    const answer = await new Promise<PrintAnswer>((resolve) => {
      const done = (given: PrintAnswer) => {
        clearTimeout(timer);
        busy.off('message', done).off('error', broken).off('exit', broken);
        resolve(given);
      };
      const broken = () => done({ failure: 'gave_up' });
      const timer = setTimeout(broken, TIMEOUT_MS);
      busy.on('message', done).on('error', broken).on('exit', broken);
      busy.postMessage(task);
    });
    if ('failure' in answer) await discard();
    else {
      busy.unref();
      rest = setTimeout(() => void discard(), IDLE_MS).unref();
    }
    return answer;
  }

  function queue(task: PrintTask): Promise<PrintAnswer> {
    const mine = last.then(() => run(task));
    last = mine.catch(() => {});
    return mine;
  }

  const failed = (answer: PrintAnswer) =>
    new TingdaError(
      'unavailable',
      'The document could not be printed; nothing was stored. Try again in a moment.',
      {
        cause: 'failure' in answer ? answer.failure : undefined,
      },
    );

  return {
    async print(sheet) {
      const answer = await queue({ print: sheet });
      if (!('bytes' in answer)) throw failed(answer);
      return answer.bytes;
    },
    async unprintable(text) {
      const answer = await queue({ unprintable: text });
      if (!('characters' in answer)) throw failed(answer);
      return answer.characters;
    },
    async close() {
      await last;
      await discard();
    },
  };
}
