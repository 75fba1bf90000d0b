import type { Alone } from '../../src/ports.ts';

/** For channels that are tested without a database: this process is the only one there is. */
export const aloneHere: Alone = (_name, work) => {
  const ending = new AbortController();
  const ended = work(ending.signal);
  return async () => {
    ending.abort();
    await ended;
  };
};
