/** Answers that are made while they are read. */
import type { Log } from '../log.ts';

/** All that the server learns of what went wrong: it prints it, and sends it. */
class BrokenOff extends Error {
  constructor() {
    super('the answer broke off');
    this.name = 'BrokenOff';
  }
}

/** Nothing is read ahead of who reads it. What fails in the middle is told by the log, as everything that fails. */
export function flowing(
  log: Pick<Log, 'error'>,
  pieces: AsyncGenerator<string | Uint8Array>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { value, done } = await pieces.next();
          if (done) controller.close();
          else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
        } catch (error) {
          log.error({ err: error }, 'an answer broke off');
          controller.error(new BrokenOff());
        }
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
