import type { Wake } from '../ports.ts';

export type Role = 'all' | 'api' | 'worker';

export interface WakeOptions {
  /** What this process does: one that works takes its own pokes itself, at once. */
  role: Role;
  /** Absent: the pokes stay in this process. */
  redisUrl?: string | undefined;
  /** One queue per kind of work. */
  queue?: string;
  /** How many handlers run side by side. */
  concurrency?: number;
  /** An error of a handler (with its id), or of Redis. */
  onError(error: unknown, conversationId?: string): void;
}

const CONCURRENCY = 64;
/** Pokes beyond this many are dropped: by then the sweep is as quick. */
const MAX_WAITING = 100_000;
/** The longest that a timer can wait; a poke that comes too early does no harm. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** A set of ids with timers, in this process. At most one handler runs for an id. */
export class LocalWake implements Wake {
  readonly #onError: WakeOptions['onError'];
  readonly concurrency: number;
  readonly #timers = new Map<string, { at: number; timer: NodeJS.Timeout }>();
  readonly #ready = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  /** Who waits for a run of this id that begins from now on. */
  readonly #waiters = new Map<string, (() => void)[]>();
  #handler: ((conversationId: string) => Promise<void>) | null = null;
  #closed = false;

  constructor(options: Pick<WakeOptions, 'onError' | 'concurrency'>) {
    this.#onError = options.onError;
    this.concurrency = options.concurrency ?? CONCURRENCY;
  }

  wake(conversationId: string, at?: number): void {
    if (this.#closed) return;
    const delay = at === undefined ? 0 : at - Date.now();
    const armed = this.#timers.get(conversationId);
    if (delay > 0 && at !== undefined) {
      if (armed ? armed.at <= at : this.#timers.size >= MAX_WAITING) return;
      clearTimeout(armed?.timer);
      const timer = setTimeout(() => this.#due(conversationId), Math.min(delay, MAX_DELAY_MS));
      this.#timers.set(conversationId, { at, timer });
      return;
    }
    clearTimeout(armed?.timer);
    this.#due(conversationId);
  }

  /** Pokes and waits until a handler that began after this call is done (or the wake is closed). */
  run(conversationId: string): Promise<void> {
    if (this.#closed) return Promise.resolve();
    const done = new Promise<void>((resolve) => {
      const waiters = this.#waiters.get(conversationId);
      if (waiters) waiters.push(resolve);
      else this.#waiters.set(conversationId, [resolve]);
    });
    this.wake(conversationId);
    return done;
  }

  onWake(handler: (conversationId: string) => Promise<void>): void {
    this.#handler = handler;
    this.#pump();
  }

  /** Nothing new begins; resolves when what runs is done. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { timer } of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#ready.clear();
    await Promise.all(this.#running.values());
    for (const waiters of this.#waiters.values()) for (const resolve of waiters) resolve();
    this.#waiters.clear();
  }

  #due(conversationId: string): void {
    this.#timers.delete(conversationId);
    if (this.#ready.size >= MAX_WAITING && !this.#waiters.has(conversationId)) return;
    this.#ready.add(conversationId);
    this.#pump();
  }

  #pump(): void {
    const handler = this.#handler;
    if (!handler) return;
    for (const conversationId of this.#ready) {
      if (this.#running.size >= this.concurrency) return;
      // Poked while its handler runs: it stays in the set and gets its turn afterwards.
      if (this.#running.has(conversationId)) continue;
      this.#ready.delete(conversationId);
      this.#running.set(conversationId, this.#handle(conversationId, handler));
    }
  }

  async #handle(conversationId: string, handler: (id: string) => Promise<void>): Promise<void> {
    const waiters = this.#waiters.get(conversationId) ?? [];
    this.#waiters.delete(conversationId);
    // Only after this id is marked as running: a handler may poke itself, or throw, before its first await.
    await null;
    try {
      await handler(conversationId);
    } catch (error) {
      this.#onError(error, conversationId);
    }
    this.#running.delete(conversationId);
    for (const resolve of waiters) resolve();
    this.#pump();
  }
}
