/**
 * Wake-ups: hints that a conversation may have something to do. The handler looks at the database, does what is due and
 * pokes again for what comes later; so of several pokes for one conversation the earliest is enough, and one that is lost
 * costs the second until the sweep.
 */
import type { Wake } from '../ports.ts';
import { LocalWake, type WakeOptions } from './wake-local.ts';

export type { Role } from './wake-local.ts';

/** Never fails and never waits for Redis: what does not reach it is left to the sweep. */
export async function createWake(options: WakeOptions): Promise<Wake> {
  if (options.redisUrl === undefined) return options.role === 'api' ? new NoWake() : new LocalWake(options);
  const { openQueueWake } = await import('./wake-bullmq.ts');
  return openQueueWake({ ...options, redisUrl: options.redisUrl });
}

/** Workers in other processes and no way to poke them: they look for themselves once a second. */
class NoWake implements Wake {
  wake(): void {}
  onWake(): void {}
  async close(): Promise<void> {}
}
