/**
 * The connection of the process that holds it: one child process after the other, as long as the lease is ours. What they hand
 * over is stored here; what they cannot tell any more, somebody else is told.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { InboundMessage } from '../types.ts';
import type { ChannelLog, ConnectionBook } from './channel.ts';
import { LOGGED_OUT, sentence } from './wechat-errors.ts';
import {
  type GatewayProcess,
  type GatewaySettings,
  type Handlers,
  type ProcessEnd,
  RequestRefused,
  startProcess,
} from './wechat-process.ts';
import type { Request } from './wechat-protocol.ts';

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;
/** A connection that held for so long was a good one: the next is tried at once. */
const GOOD_MS = 30_000;
const STORE_RETRY_MS = { first: 250, last: 5000 };
/** How old the book's word may be: what came while nobody was there is missing, from then on. */
const BEAT_MS = 5000;
/** Who is away for less has missed nothing: the gateway itself is slower. */
const AWAY_MS = 2000;
/** A line that is on its way when we stop is waited for. */
const FINISH_MS = 5000;

export interface ConnectionParts {
  name: string;
  settings: GatewaySettings;
  receive(messages: InboundMessage[]): Promise<void>;
  /** We were not there since then (epoch milliseconds). */
  returned(since: number): Promise<void>;
  handlers(store: (message: InboundMessage) => Promise<void>): Pick<Handlers, 'message' | 'friend'>;
  book: ConnectionBook;
  log: ChannelLog;
  start?: typeof startProcess;
}

export class WechatConnection {
  readonly #parts: ConnectionParts;
  #process: GatewayProcess | null = null;
  #up = false;
  #loggedIn = false;
  #ending = false;
  #problem: ProcessEnd | null = null;
  /** When it was last whole (epoch milliseconds); null: unknown. */
  #whole: number | null = null;
  #upSince = 0;
  readonly #asked = new Set<Promise<unknown>>();

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
  }

  /** Lines can go: the gateway is there, and WeChat behind it. */
  get ready(): boolean {
    return this.#up && this.#loggedIn && !this.#ending;
  }

  /** What is wrong, in words for `/readyz`; null when all is well. */
  get problem(): string | null {
    if (this.#up) return this.#loggedIn ? null : LOGGED_OUT;
    return this.#problem ? sentence(this.#problem) : 'The connection to the gateway is being made';
  }

  /** @returns the gateway's id of what was done. @throws RequestRefused */
  async ask(request: Request): Promise<string> {
    if (!this.#process) throw new RequestRefused('logged_out');
    const asked = this.#process.ask(request);
    const over = asked.then(
      () => {},
      () => {},
    );
    this.#asked.add(over);
    void over.then(() => this.#asked.delete(over));
    return asked;
  }

  /** Nothing new goes out; what is on its way has a moment to arrive. */
  async finish(): Promise<void> {
    await this.#tell();
    this.#ending = true;
    await Promise.race([Promise.all([...this.#asked]), sleep(FINISH_MS, undefined, { ref: false })]);
  }

  /** Keeps the connection until the signal ends it. Never rejects. */
  async hold(signal: AbortSignal): Promise<void> {
    const { book, name } = this.#parts;
    const before = await book.read(name).catch(() => null);
    if (before?.upAgoMs != null) this.#whole = Date.now() - before.upAgoMs;
    const beat = setInterval(() => void this.#tell(), BEAT_MS);
    try {
      await this.#keepRunning(signal);
    } finally {
      clearInterval(beat);
      this.#up = this.#loggedIn = false;
      this.#problem = 'killed';
      await this.#tell();
    }
  }

  async #keepRunning(signal: AbortSignal): Promise<void> {
    const { log, start = startProcess, settings } = this.#parts;
    let wait = FIRST_RETRY_MS;
    while (!signal.aborted) {
      const one = start(settings, this.#handlers(signal));
      this.#process = one;
      signal.addEventListener('abort', one.kill, { once: true });
      const end = await one.ended;
      signal.removeEventListener('abort', one.kill);
      this.#process = null;
      if (signal.aborted) return;
      if (this.ready) this.#whole = Date.now();
      const good = this.#up && performance.now() - this.#upSince > GOOD_MS;
      this.#up = this.#loggedIn = false;
      this.#problem = end;
      wait = good ? FIRST_RETRY_MS : Math.min(wait * 2, LAST_RETRY_MS);
      log.warn({ channel: 'wechat', code: end, retry_ms: wait }, 'the connection to the gateway ended');
      await this.#tell();
      await sleep(wait, undefined, { signal }).catch(() => {});
    }
  }

  #handlers(signal: AbortSignal): Handlers {
    const { log } = this.#parts;
    return {
      ...this.#parts.handlers((message) => this.#store(message, signal)),
      up: () => {
        this.#up = true;
        this.#upSince = performance.now();
        log.info({ channel: 'wechat' }, 'connected to the gateway');
      },
      login: () => {
        if (this.#loggedIn) return;
        this.#loggedIn = true;
        void this.#back();
      },
      logout: () => {
        if (this.#loggedIn) this.#whole = Date.now();
        this.#loggedIn = false;
        log.warn({ channel: 'wechat', code: 'logged_out' }, 'wechat is logged out');
        void this.#tell();
      },
      unreadable: () => log.warn({ channel: 'wechat' }, 'the gateway told something that cannot be read'),
    };
  }

  /** Whole again: what was sent meanwhile is lost, and nobody tells us what it was. */
  async #back(): Promise<void> {
    const since = this.#whole;
    this.#whole = Date.now();
    await this.#tell();
    if (since === null || Date.now() - since < AWAY_MS) return;
    await this.#parts
      .returned(since)
      .catch((err: unknown) =>
        this.#parts.log.warn({ channel: 'wechat', err }, 'people could not be asked for what was missed'),
      );
  }

  async #tell(): Promise<void> {
    const { book, name } = this.#parts;
    if (this.ready) this.#whole = Date.now();
    await book.write(name, { up: this.ready, problem: this.problem }).catch(() => {});
  }

  /** The gateway gives nothing twice: what cannot be committed now is kept here until it can. */
  async #store(message: InboundMessage, signal: AbortSignal): Promise<void> {
    for (let wait = STORE_RETRY_MS.first; !signal.aborted; wait = Math.min(wait * 2, STORE_RETRY_MS.last)) {
      try {
        return await this.#parts.receive([message]);
      } catch (err) {
        this.#parts.log.warn({ channel: 'wechat', err, retry_ms: wait }, 'a message could not be stored yet');
        // It never will be, and what the same person sends next must not wait for ever.
        if (isDataError(err)) return;
        await sleep(wait, undefined, { signal }).catch(() => {});
      }
    }
  }
}

/** The row itself was refused: https://www.postgresql.org/docs/current/errcodes-appendix.html, classes 22 and 23. */
function isDataError(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^2[23]/.test(code);
}
