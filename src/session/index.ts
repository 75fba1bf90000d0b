/**
 * The live session: conversation states beside their version, and shared rate budgets. With a Redis address they are
 * shared by all processes; without one they live in this process. Nothing here is the truth: PostgreSQL has it.
 */
import type { SessionPort } from '../ports.ts';

/**
 * Never fails because of Redis: a Redis that cannot be reached is a session that always misses, and says so in `health`.
 * @param redisUrl single server or any node of a cluster; absent keeps the sessions in this process.
 * @param patienceMs after this long without a reply a command counts as missed.
 */
export async function createSession<State>(options: {
  redisUrl?: string | undefined;
  patienceMs?: number | undefined;
}): Promise<SessionPort<State>> {
  if (options.redisUrl === undefined) {
    const { MemorySession } = await import('./memory.ts');
    return new MemorySession<State>();
  }
  const { openRedisSession } = await import('./redis.ts');
  return openRedisSession<State>(options.redisUrl, options.patienceMs);
}
