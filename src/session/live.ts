/**
 * Word that a conversation has changed, for the streams that are open on it, in whichever process they are. A hint like a
 * wake-up: losing one costs an open chat the seconds until it looks by itself, never a message.
 */
import type { Live } from '../ports.ts';

/** @param options.redisUrl absent: all streams are in this process */
export async function createLive(options: {
  redisUrl?: string | undefined;
  onError(error: unknown): void;
}): Promise<Live> {
  const local = new LocalLive();
  if (options.redisUrl === undefined) return local;
  const { RedisLive } = await import('./live-redis.ts');
  return new RedisLive(options.redisUrl, local, options.onError);
}

class LocalLive implements Live {
  readonly #listeners = new Set<(conversationId: string) => void>();

  publish(conversationId: string): void {
    for (const listener of this.#listeners) listener(conversationId);
  }

  subscribe(listener: (conversationId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }
}
