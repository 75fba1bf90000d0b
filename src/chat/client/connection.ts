/**
 * History first, then the stream from its end on; a stream that breaks off is taken up where it ended, with no gap. Read by
 * `fetch`: unlike `EventSource` it tells why a stream was refused, and shows the server's heartbeat, so that a connection
 * that died in a tunnel is noticed.
 */
import { type Api, ApiError } from './api.ts';
import { createEventReader, type ServerEvent } from './events.ts';
import type { History, Live, Message } from './model.ts';

export interface ConnectionHandlers {
  history(history: History): void;
  message(message: Message): void;
  live(live: Live): void;
  /** `true` when everything that is said arrives at once. */
  connected(yes: boolean): void;
  stranger(): void;
}

/** The server sends something at least every 15 seconds. */
const SILENCE_MS = 40_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

export class Connection {
  readonly #api: Api;
  readonly #on: ConnectionHandlers;
  #cursor: string | null = null;
  #attempt = new AbortController();
  #stopped = false;
  #wake: () => void = () => {};

  constructor(api: Api, handlers: ConnectionHandlers) {
    this.#api = api;
    this.#on = handlers;
  }

  /** Runs until `stop`. */
  async run(): Promise<void> {
    for (let failures = 0; !this.#stopped; failures++) {
      this.#attempt = new AbortController();
      let asked: number | undefined;
      try {
        if (await this.#once()) failures = 0;
      } catch (error) {
        if (error instanceof ApiError) asked = this.#refused(error);
      }
      this.#on.connected(false);
      if (!this.#stopped && !this.#attempt.signal.aborted) await this.#pause(asked ?? pauseAfter(failures));
    }
  }

  /** The network may be another, or the page has slept: try now. `anew`: what was missed is read as a whole. */
  refresh(anew: boolean): void {
    if (anew) this.#cursor = null;
    this.#attempt.abort();
    this.#wake();
  }

  /** No more waiting between tries; a stream that is open stays. */
  hurry(): void {
    this.#wake();
  }

  stop(): void {
    this.#stopped = true;
    this.refresh(false);
  }

  /** @returns whether anything came through */
  async #once(): Promise<boolean> {
    const { signal } = this.#attempt;
    if (this.#cursor === null) {
      const history = await this.#api.history(signal);
      if (signal.aborted) return false;
      this.#cursor = history.cursor;
      this.#on.history(history);
    }
    const body = await this.#api.stream(this.#cursor, signal);
    this.#on.connected(true);
    return await this.#listen(body.getReader());
  }

  async #listen(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<boolean> {
    const attempt = this.#attempt;
    const decoder = new TextDecoder();
    const read = createEventReader((event) => this.#take(event));
    let heard = false;
    try {
      for (;;) {
        const silence = setTimeout(() => attempt.abort(), SILENCE_MS);
        const { done, value } = await reader.read().finally(() => clearTimeout(silence));
        if (done || attempt.signal.aborted) return heard;
        heard = true;
        read(decoder.decode(value, { stream: true }));
      }
    } catch {
      return heard;
    }
  }

  #take({ event, data, id }: ServerEvent): void {
    if (id !== '') this.#cursor = id;
    if (event === 'message') this.#on.message(JSON.parse(data));
    if (event === 'state') this.#on.live(JSON.parse(data));
  }

  /** @returns the pause that was asked for */
  #refused({ status, retryAfter }: ApiError): number | undefined {
    if (status === 401) {
      this.#stopped = true;
      this.#on.stranger();
    }
    // A place in the stream that the server does not know (any more): begin again with the history.
    else if (status >= 400 && status < 500 && status !== 429) this.#cursor = null;
    return retryAfter;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Longer each time, and never in step with all the others when a server comes back. */
function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures) * (0.5 + Math.random());
}
