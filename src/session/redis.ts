import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { SessionPort, Spent } from '../ports.ts';
import { LocalBudgets, type Rate, spent, TAKE_SCRIPT, takeArguments } from './budget.ts';
import { RedisLink } from './redis-link.ts';

/** A day longer than an interview may lie silent (7 days): a paused one is always found warm. */
const TTL_SECONDS = 8 * 24 * 3600;

/** How long a healthy start waits for Redis before it goes on without. */
const FIRST_CONNECTION_MS = 1000;

export async function openRedisSession<State>(url: string, patienceMs?: number): Promise<SessionPort<State>> {
  const link = new RedisLink(url, patienceMs);
  await link.waitUntilUp(FIRST_CONNECTION_MS);
  return new RedisSession<State>(link);
}

class RedisSession<State> implements SessionPort<State> {
  readonly #link: RedisLink;
  readonly #whileAway = new LocalBudgets();

  constructor(link: RedisLink) {
    this.#link = link;
  }

  async load(conversationId: string, version: number): Promise<State | null> {
    const value = await this.#link.run((redis) => redis.get(sessionKey(conversationId)));
    return value ? unpack<State>(value, version) : null;
  }

  async save(conversationId: string, state: State, version: number): Promise<void> {
    const value = pack(state, version);
    await this.#link.run((redis) => redis.set(sessionKey(conversationId), value, TTL_SECONDS));
  }

  async forget(conversationId: string): Promise<boolean> {
    return (await this.#link.run((redis) => redis.del(sessionKey(conversationId)))) !== undefined;
  }

  /** While Redis is away every process counts for itself; then the provider's own 429 is the shared limit. */
  async take(key: string, n: number, perSecond: number, burst?: number): Promise<number> {
    return Math.max(0, Math.ceil(await this.#take(key, n, { perSecond, burst })));
  }

  async spend(key: string, n: number, perSecond: number, burst: number): Promise<Spent> {
    const rate = { perSecond, burst };
    return spent(await this.#take(key, n, rate), rate);
  }

  async #take(key: string, n: number, rate: Rate): Promise<number> {
    const micros = await this.#link.run((redis) =>
      redis.evalNumber(TAKE_SCRIPT, `r:${key}`, takeArguments(n, rate)),
    );
    return micros === undefined ? this.#whileAway.take(key, n, rate) : micros / 1000;
  }

  health(): { state: 'ok' | 'degraded'; detail?: string } {
    const trouble = this.#link.trouble;
    return trouble === null ? { state: 'ok' } : { state: 'degraded', detail: trouble };
  }

  close(): Promise<void> {
    return this.#link.close();
  }
}

function sessionKey(conversationId: string): string {
  return `s:${conversationId}`;
}

/** Eight bytes of version, then the state: one value, so that no reader ever sees one without the other. */
export function pack(state: unknown, version: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeBigUInt64BE(BigInt(version));
  return Buffer.concat([head, deflateRawSync(JSON.stringify(state))]);
}

/** Null for another version, and for anything that we did not write. */
export function unpack<State>(value: Buffer, version: number): State | null {
  try {
    if (value.readBigUInt64BE() !== BigInt(version)) return null;
    return JSON.parse(inflateRawSync(value.subarray(8)).toString()) as State;
  } catch {
    return null;
  }
}
