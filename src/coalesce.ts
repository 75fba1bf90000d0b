/**
 * Group commit for one statement: while a batch is on its way to the database the next one gathers, so that fifty
 * concurrent webhooks cost a few statements and a few fsyncs, and a lone one waits for nothing.
 */
export interface CoalesceOptions {
  /** Most items of one batch. */
  max: number;
  /** Batches under way at once. */
  lanes: number;
  /** True for an error that one item of the batch may have caused. */
  blamesItem(error: unknown): boolean;
}

interface Waiting<In, Out> {
  item: In;
  resolve(value: Out): void;
  reject(error: unknown): void;
}

/**
 * @param run handles a batch and answers in its order. If an item may be to blame for a failure, each is tried alone, so
 *   that one that the database refuses never takes its neighbours with it; if nobody answered, all are told at once.
 */
export function coalesce<In, Out>(
  run: (items: In[]) => Promise<Out[]>,
  options: CoalesceOptions,
): (item: In) => Promise<Out> {
  const queue: Waiting<In, Out>[] = [];
  let busy = 0;

  async function runBatch(batch: Waiting<In, Out>[]): Promise<void> {
    try {
      const results = await run(batch.map((waiting) => waiting.item));
      for (const [i, waiting] of batch.entries()) waiting.resolve(results[i] as Out);
    } catch (error) {
      if (batch.length > 1 && options.blamesItem(error)) {
        for (const waiting of batch) await runBatch([waiting]);
      } else {
        for (const waiting of batch) waiting.reject(error);
      }
    }
  }

  function next(): void {
    while (busy < options.lanes && queue.length > 0) {
      busy++;
      void runBatch(queue.splice(0, options.max)).finally(() => {
        busy--;
        next();
      });
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      // After this turn of the event loop: what the same read from the network brings goes together.
      if (queue.length === 1) setImmediate(next);
    });
}
