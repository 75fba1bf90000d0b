/**
 * What the visitor has written and the server does not have yet. Each message is an entry of its own on the shelf, so that
 * two tabs never overwrite each other's; it leaves the shelf when the server has it. Sent in order, one at a time, always
 * with the same `client_id`: sending one twice has no second effect.
 */
import type { Shelf } from './shelf.ts';

export interface Queued {
  client_id: string;
  text: string;
  /** The payload of a pressed button; `text` is its label then. */
  button?: string;
  at: string;
  /** The server will never take it as it is; the visitor decides what becomes of it. */
  refused?: boolean;
}

/** What became of one try. */
export type Outcome =
  | { kind: 'sent'; id: string; at: string }
  /** `after`: milliseconds that the server asked us to wait. */
  | { kind: 'again'; after?: number; tooMany?: boolean }
  | { kind: 'refused' }
  /** The server does not know this browser: nothing can be sent before the page is loaded anew. */
  | { kind: 'stranger' };

export interface OutboxDeps {
  shelf: Shelf;
  prefix: string;
  post(message: Queued): Promise<Outcome>;
  /** Runs the work when no other tab is at the same. */
  alone(work: () => Promise<void>): Promise<unknown>;
  changed(): void;
  delivered(message: Queued, as: { id: string; at: string }): void;
  stranger(): void;
  newId(): string;
}

/** What kept the last try from arriving, and after how many milliseconds the next one is made. */
export interface Waiting {
  ms: number;
  tooMany: boolean;
}

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

export class Outbox {
  /** Stays until all has arrived: that a try is under way is no reason to call the trouble over. */
  waiting: Waiting | null = null;
  readonly #deps: OutboxDeps;
  #failures = 0;
  #last = 0;
  #busy = false;
  #paused = false;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
  }

  /** In the order in which they were written, those of other tabs included. */
  items(): Queued[] {
    const { shelf, prefix } = this.#deps;
    const keys = shelf.keys(prefix).sort();
    return keys.map((key) => readQueued(shelf.get(key))).filter((item) => item !== null);
  }

  add(text: string, button?: string): void {
    this.#last = Math.max(Date.now(), this.#last + 1);
    const at = new Date(this.#last).toISOString();
    this.#write({ client_id: this.#deps.newId(), text, at, ...(button !== undefined && { button }) });
    this.#deps.changed();
    void this.pump();
  }

  /** Takes it away: the thread has it, or the visitor thought better of it. Returns what it was. */
  take(clientId: string): Queued | undefined {
    const item = this.items().find((queued) => queued.client_id === clientId);
    if (item) this.#deps.shelf.remove(this.#key(item));
    return item;
  }

  /** Sends what can be sent now. */
  async pump(): Promise<void> {
    if (this.#busy || this.#stopped) return;
    this.#busy = true;
    try {
      await this.#deps.alone(() => this.#drain());
    } finally {
      this.#busy = false;
    }
    // Something may have been added between the last look and now.
    if (this.#next()) void this.pump();
  }

  /** The network is back, or the visitor does not want to wait. What the server asked for is kept to. */
  retry(): void {
    if (this.#paused && this.waiting?.tooMany) return;
    this.#paused = false;
    clearTimeout(this.#timer);
    void this.pump();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #drain(): Promise<void> {
    for (let item = this.#next(); item; item = this.#next()) {
      const outcome = await this.#deps.post(item);
      if (this.#stopped) return;
      this.#settle(item, outcome);
      this.#deps.changed();
    }
  }

  #settle(item: Queued, outcome: Outcome): void {
    const { shelf, delivered, stranger } = this.#deps;
    // Meanwhile the stream may have brought it: then it has arrived, whatever became of the answer.
    const arrived = shelf.get(this.#key(item)) === null;
    if (outcome.kind === 'sent') {
      delivered(item, outcome);
      shelf.remove(this.#key(item));
    } else if (outcome.kind === 'stranger') {
      this.#stopped = true;
      stranger();
    } else if (outcome.kind === 'refused' && !arrived) {
      this.#write({ ...item, refused: true });
    } else if (outcome.kind === 'again' && !arrived) {
      this.#wait(outcome);
      return;
    }
    this.#failures = 0;
    if (!this.#next()) this.waiting = null;
  }

  /** Longer each time, and never in step with everybody else. */
  #wait({ after, tooMany = false }: { after?: number; tooMany?: boolean }): void {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#failures++) * (0.75 + Math.random() / 2);
    const ms = after ?? pause;
    this.waiting = { ms, tooMany };
    this.#paused = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#paused = false;
      void this.pump();
    }, ms);
  }

  #next(): Queued | undefined {
    if (this.#paused || this.#stopped) return undefined;
    return this.items().find((item) => !item.refused);
  }

  #write(item: Queued): void {
    this.#deps.shelf.set(this.#key(item), JSON.stringify(item));
  }

  /** Sorts by the time it was written. */
  #key(item: Queued): string {
    return `${this.#deps.prefix}${item.at}.${item.client_id}`;
  }
}

function readQueued(value: string | null): Queued | null {
  try {
    const item = JSON.parse(value ?? 'null');
    return typeof item?.client_id === 'string' && typeof item.text === 'string' ? item : null;
  } catch {
    return null;
  }
}
