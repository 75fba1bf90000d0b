import type { SessionPort, Spent } from '../ports.ts';
import { LocalBudgets, spent } from './budget.ts';

/** About 40 MB of states at the size that a long interview reaches. */
const MAX_SESSIONS = 10_000;

/**
 * The session of a single process: the most recently used states, as JSON, so that what is loaded is exactly what Redis
 * would have given and nobody can change it from outside.
 */
export class MemorySession<State> implements SessionPort<State> {
  readonly #states = new Map<string, { version: number; json: string }>();
  readonly #budgets = new LocalBudgets();
  readonly #limit: number;

  constructor(limit = MAX_SESSIONS) {
    this.#limit = limit;
  }

  async load(conversationId: string, version: number): Promise<State | null> {
    const kept = this.#states.get(conversationId);
    if (kept?.version !== version) return null;
    this.#keep(conversationId, kept);
    return JSON.parse(kept.json) as State;
  }

  async save(conversationId: string, state: State, version: number): Promise<void> {
    this.#keep(conversationId, { version, json: JSON.stringify(state) });
  }

  async forget(conversationId: string): Promise<boolean> {
    this.#states.delete(conversationId);
    return true;
  }

  async take(key: string, n: number, perSecond: number, burst?: number): Promise<number> {
    return Math.max(0, this.#budgets.take(key, n, { perSecond, burst }));
  }

  async spend(key: string, n: number, perSecond: number, burst: number): Promise<Spent> {
    const rate = { perSecond, burst };
    return spent(this.#budgets.take(key, n, rate), rate);
  }

  health(): { state: 'ok' } {
    return { state: 'ok' };
  }

  async close(): Promise<void> {
    this.#states.clear();
  }

  /** A Map remembers the order of insertion: its first key is the one that was used longest ago. */
  #keep(conversationId: string, value: { version: number; json: string }): void {
    this.#states.delete(conversationId);
    this.#states.set(conversationId, value);
    if (this.#states.size <= this.#limit) return;
    for (const oldest of this.#states.keys()) {
      this.#states.delete(oldest);
      return;
    }
  }
}
