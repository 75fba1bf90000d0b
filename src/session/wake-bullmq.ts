/**
 * Wake-ups over Redis: processes that only take messages in poke the ones that work. A job holds a conversation's id and
 * nothing else. Pokes of a process that works stay in it. Timers stay in the process that set them: what a crash or an
 * absent Redis loses of them, the sweep finds.
 */
import { Queue, Worker } from 'bullmq';
import type { Wake } from '../ports.ts';
import { type Connection, QueueLink } from './queue-link.ts';
import { LocalWake, type WakeOptions } from './wake-local.ts';

/** In braces, so that all keys of a queue lie on one node of a cluster. */
const PREFIX = '{tingda}';
/** The jobs of a worker that died are taken over after lock and check, 4.5 s at most. */
const LOCK_MS = 3000;
const STALLED_CHECK_MS = 1500;
const RETRY_MS = 1000;
/** A producer gives up on a poke after this. */
const COMMAND_MS = 1000;

type QueueWakeOptions = WakeOptions & { redisUrl: string };

export function openQueueWake(options: QueueWakeOptions): Wake {
  return options.role === 'api' ? new PokeOthers(options) : new WorkAndListen(options);
}

/** The side that takes messages in: every poke that falls due becomes a job. */
class PokeOthers implements Wake {
  readonly #due: LocalWake;
  readonly #link: QueueLink;
  readonly #name: string;
  #queue: Queue | null = null;

  constructor(options: QueueWakeOptions) {
    this.#name = options.queue ?? 'wake';
    this.#due = new LocalWake(options);
    this.#due.onWake((conversationId) => this.#add(conversationId));
    this.#link = new QueueLink(options.redisUrl, options.onError, {
      // Nothing is kept for later: the sweep is quicker than any backlog.
      options: {
        enableOfflineQueue: false,
        autoResendUnfulfilledCommands: false,
        maxRetriesPerRequest: 0,
        commandTimeout: COMMAND_MS,
      },
      use: (connection) => this.#open(connection),
    });
  }

  wake(conversationId: string, at?: number): void {
    this.#due.wake(conversationId, at);
  }

  onWake(): void {}

  async close(): Promise<void> {
    await this.#due.close();
    await this.#link.close(async () => this.#queue?.close());
  }

  async #open(connection: Connection): Promise<void> {
    const queue = new Queue(this.#name, {
      connection,
      prefix: PREFIX,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
      streams: { events: { maxLen: 10 } },
    });
    queue.on('error', (error) => this.#link.report(error));
    await queue.waitUntilReady();
    this.#queue = queue;
  }

  async #add(conversationId: string): Promise<void> {
    if (!this.#queue || !this.#link.isUp) return;
    // One job at most that waits, and one more after the one that is being worked on.
    const deduplication = { id: conversationId, keepLastIfActive: true };
    try {
      await this.#queue.add(this.#name, { id: conversationId }, { deduplication });
    } catch (error) {
      this.#link.report(error);
    }
  }
}

/** The side that works: its own pokes at once, those of the others as jobs, both through one set of ids. */
class WorkAndListen implements Wake {
  readonly #local: LocalWake;
  readonly #options: QueueWakeOptions;
  #link: QueueLink | null = null;
  #worker: Worker | null = null;

  constructor(options: QueueWakeOptions) {
    this.#options = options;
    this.#local = new LocalWake(options);
  }

  wake(conversationId: string, at?: number): void {
    this.#local.wake(conversationId, at);
  }

  onWake(handler: (conversationId: string) => Promise<void>): void {
    this.#local.onWake(handler);
    this.#link ??= new QueueLink(this.#options.redisUrl, this.#options.onError, {
      options: { enableOfflineQueue: true, autoResendUnfulfilledCommands: true, maxRetriesPerRequest: null },
      use: async (connection) => this.#listen(connection),
    });
  }

  async close(): Promise<void> {
    await this.#worker?.pause(true);
    await this.#local.close();
    const link = this.#link;
    // Without Redis, BullMQ would wait for it to take back the jobs: what we have done is in the database anyway.
    await link?.close(async () => this.#worker?.close(!link.isUp));
  }

  #listen(connection: Connection): void {
    this.#worker = new Worker<{ id: string }>(
      this.#options.queue ?? 'wake',
      (job) => this.#local.run(job.data.id),
      {
        connection,
        prefix: PREFIX,
        concurrency: this.#local.concurrency,
        lockDuration: LOCK_MS,
        stalledInterval: STALLED_CHECK_MS,
        runRetryDelay: RETRY_MS,
      },
    );
    this.#worker.on('error', (error) => this.#link?.report(error));
  }
}
