/**
 * How Telegram hands updates to a bot: by webhook or by long polling, never both.
 *
 * By webhook, as its own server does it (https://github.com/tdlib/telegram-bot-api, WebhookActor): what belongs to one
 * chat goes out in order, one at a time; different chats go in parallel, up to `max_connections`. Pressed buttons have
 * a lane of their own, so a press may overtake a message. Anything but 2xx is tried again: at once, then after 2, 4, 8 …
 * seconds up to a minute or two, or when `Retry-After` says; after 24 hours it is dropped.
 *
 * By polling, one call at a time: a second ends the first with 409. An offset confirms what is before it, which is then
 * forgotten; without one the earliest that was not confirmed comes again.
 */
import type { Update } from 'grammy/types';
import { Agent } from 'undici';

interface Webhook {
  url: string;
  secretToken?: string | undefined;
  maxConnections: number;
}

interface QueueOptions {
  /** The unit of the retries' waits; a second as at Telegram, less in tests. */
  retryMs: number;
  /** How long an answer to a webhook call is waited for. */
  timeoutMs: number;
}

export type NewUpdate = Omit<Update, 'update_id'>;

interface Entry {
  update: Update;
  lane: string;
  at: number;
  failures: number;
}

/** The wait is over because another poller came, or a webhook was set. */
export class PollConflict extends Error {}

const DAY_MS = 24 * 3600 * 1000;
const MAX_RETRY_AFTER_S = 3600;
const LONGEST_DELAY = 60;
const LONGEST_POLL_MS = 50_000;

export class UpdateQueue {
  readonly #options: QueueOptions;
  /** In the order of their ids; everything that was not confirmed yet. */
  readonly #pending = new Map<number, Entry>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #lanes = new Map<string, Entry[]>();
  #ready: string[] = [];
  #running = 0;
  #nextId: number;
  #webhook: Webhook | null = null;
  #agent: Agent | null = null;
  #allowed: string[] | null = null;
  #lastError: { at: number; message: string } | null = null;
  #poll: { wake(): void; cancel(why: string): void } | null = null;

  constructor(options: QueueOptions) {
    this.#options = options;
    // Telegram begins anywhere and counts up by one.
    this.#nextId = 100_000_000 + Math.floor(Math.random() * 800_000_000);
  }

  /** @returns the update's id, or null when the bot did not ask for this kind. */
  push(update: NewUpdate, lane: string): number | null {
    if (this.#allowed && !this.#allowed.some((kind) => kind in update)) return null;
    const id = this.#nextId++;
    const entry = { update: { update_id: id, ...update }, lane, at: Date.now(), failures: 0 };
    this.#pending.set(id, entry);
    if (this.#webhook) this.#enqueue(entry);
    else this.#poll?.wake();
    return id;
  }

  allow(kinds: string[] | null): void {
    this.#allowed = kinds && kinds.length > 0 ? kinds : null;
  }

  setWebhook(webhook: Webhook | null): void {
    void this.#agent?.destroy();
    this.#agent = webhook
      ? new Agent({ connections: webhook.maxConnections, keepAliveTimeout: 60_000 })
      : null;
    this.#webhook = webhook;
    this.#lanes = new Map();
    this.#ready = [];
    this.#running = 0;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    if (!webhook) return;
    this.#poll?.cancel('terminated by setWebhook request');
    for (const entry of this.#pending.values()) this.#enqueue(entry);
  }

  /** What nobody fetched or took within a day is gone. */
  #forgetOld(): void {
    const yesterday = Date.now() - DAY_MS;
    for (const [id, { at }] of this.#pending) {
      if (at > yesterday) return;
      this.#pending.delete(id);
    }
  }

  drop(): void {
    this.#pending.clear();
    for (const lane of this.#lanes.values()) lane.length = 0;
  }

  info() {
    return {
      url: this.#webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.#pending.size,
      ...(this.#webhook && { max_connections: this.#webhook.maxConnections }),
      ...(this.#allowed && { allowed_updates: this.#allowed }),
      ...(this.#lastError && {
        last_error_date: Math.floor(this.#lastError.at / 1000),
        last_error_message: this.#lastError.message,
      }),
    };
  }

  /**
   * One getUpdates: `offset` confirms everything before it, a negative one keeps that many of the last.
   * @throws PollConflict
   */
  async take(offset: number, limit: number, timeoutMs: number): Promise<Update[]> {
    if (this.#webhook) {
      throw new PollConflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    this.#poll?.cancel(
      'terminated by other getUpdates request; make sure that only one bot instance is running',
    );
    const first = offset < 0 ? ([...this.#pending.keys()].at(offset) ?? 0) : offset;
    for (const id of this.#pending.keys()) {
      if (id >= first) break;
      this.#pending.delete(id);
    }
    this.#forgetOld();
    if (this.#pending.size === 0 && timeoutMs > 0) await this.#wait(Math.min(timeoutMs, LONGEST_POLL_MS));
    return [...this.#pending.values()].slice(0, limit).map((entry) => entry.update);
  }

  close(): void {
    this.setWebhook(null);
    this.#poll?.cancel('stopped');
  }

  #wait(timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        this.#poll = null;
        settle();
      };
      const timer = setTimeout(() => end(resolve), timeoutMs);
      this.#poll = {
        wake: () => end(resolve),
        cancel: (why) => end(() => reject(new PollConflict(why))),
      };
    });
  }

  #enqueue(entry: Entry): void {
    const lane = this.#lanes.get(entry.lane);
    if (lane) lane.push(entry);
    else {
      this.#lanes.set(entry.lane, [entry]);
      this.#ready.push(entry.lane);
      this.#pump();
    }
  }

  #pump(): void {
    while (this.#webhook && this.#running < this.#webhook.maxConnections) {
      const name = this.#ready.shift();
      if (name === undefined) return;
      void this.#deliver(name, this.#webhook);
    }
  }

  /** Delivers the head of one lane. The lane is ready again afterwards, or when its head may be tried again. */
  async #deliver(name: string, webhook: Webhook): Promise<void> {
    const lane = this.#lanes.get(name)!;
    const entry = lane[0];
    let waitMs: number | null = null;
    if (entry) {
      this.#running++;
      waitMs = await this.#call(entry, webhook);
      // Another webhook was set meanwhile: that one has its own lanes, and delivers what this one did not confirm.
      if (this.#webhook !== webhook) {
        if (waitMs === null) this.#pending.delete(entry.update.update_id);
        return;
      }
      this.#running--;
      if (waitMs === null) {
        lane.shift();
        this.#pending.delete(entry.update.update_id);
      }
    }
    if (lane.length === 0) this.#lanes.delete(name);
    else if (waitMs === null || waitMs === 0) this.#ready.push(name);
    else {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#ready.push(name);
        this.#pump();
      }, waitMs);
      this.#timers.add(timer);
    }
    this.#pump();
  }

  /** @returns null when the update is done with, otherwise how long to wait before it is tried again. */
  async #call(entry: Entry, webhook: Webhook): Promise<number | null> {
    const unit = this.#options.retryMs;
    let retryAfterMs = 0;
    try {
      const url = new URL(webhook.url);
      const answer = await this.#agent!.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(webhook.secretToken !== undefined && {
            'x-telegram-bot-api-secret-token': webhook.secretToken,
          }),
        },
        body: JSON.stringify(entry.update),
        headersTimeout: this.#options.timeoutMs,
        bodyTimeout: this.#options.timeoutMs,
      });
      await answer.body.dump();
      if (answer.statusCode >= 200 && answer.statusCode < 300) return null;
      retryAfterMs = Math.min(Number(answer.headers['retry-after']) || 0, MAX_RETRY_AFTER_S) * 1000;
      this.#lastError = { at: Date.now(), message: `Wrong response from the webhook: ${answer.statusCode}` };
    } catch (error) {
      const { code = 'failed' } = error as { code?: string };
      this.#lastError = { at: Date.now(), message: `Connection failed: ${code}` };
      // Nothing was sent, so it does not count as a try: a new connection is made each second.
      if (code === 'ECONNREFUSED') return unit;
    }
    if (Date.now() - entry.at > DAY_MS) return null;
    if (retryAfterMs > 0) return retryAfterMs;
    entry.failures++;
    if (entry.failures === 1) return 0;
    return Math.min(2 ** (entry.failures - 1), LONGEST_DELAY * (1 + Math.random())) * unit;
  }
}
