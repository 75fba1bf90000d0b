/** BullMQ's connection to Redis: one server or a cluster, dialled until it answers, complained about once an outage. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster, Redis } from 'ioredis';

export type Connection = Redis | Cluster;

const RECONNECT_EVERY_MS = 500;
const CLOSES_WITHIN_MS = 3000;

/** How commands behave while the server is away. */
interface Tuning {
  enableOfflineQueue: boolean;
  autoResendUnfulfilledCommands: boolean;
  maxRetriesPerRequest: number | null;
  commandTimeout?: number;
}

interface Usage {
  options: Tuning;
  /** Called once, with a connection that has answered. */
  use(connection: Connection): Promise<void>;
}

export class QueueLink {
  readonly #onError: (error: unknown) => void;
  readonly #opened: Promise<void>;
  #connection: Connection | null = null;
  #complained = false;
  #closing = false;
  readonly #whenClosing = Promise.withResolvers<false>();
  /** BullMQ makes a second connection after the pattern of the first: both stop dialling when we close. */
  readonly #retry = () => (this.#closing ? null : RECONNECT_EVERY_MS);

  constructor(url: string, onError: (error: unknown) => void, usage: Usage) {
    this.#onError = onError;
    this.#opened = this.#open(url, usage);
  }

  get isUp(): boolean {
    return this.#connection?.status === 'ready';
  }

  /** The first error of an outage is told, the others are the same. */
  report(error: unknown): void {
    if (this.#complained || this.#closing) return;
    this.#complained = true;
    this.#onError(error);
  }

  /** Runs `work` (which may need Redis) for a short time, then hangs up whatever happened. */
  async close(work: () => Promise<void>): Promise<void> {
    this.#closing = true;
    this.#whenClosing.resolve(false);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.isUp ? CLOSES_WITHIN_MS : 0);
    });
    await Promise.race([late, work().catch(() => {})]);
    clearTimeout(timer);
    this.#connection?.disconnect();
    await this.#opened;
  }

  async #open(url: string, { options, use }: Usage): Promise<void> {
    // A server's role decides what we are: `INFO cluster` is answered by both.
    while (!this.#closing) {
      const first = this.#watch(new Redis(url, { ...options, retryStrategy: this.#retry }));
      this.#connection = first;
      if (!(await this.#becomesReady(first))) return;
      try {
        const info = await first.info('cluster');
        if (info.includes('cluster_enabled:1')) {
          first.disconnect();
          this.#connection = this.#watch(clusterOf(url, options, this.#retry));
          if (!(await this.#becomesReady(this.#connection))) return;
        }
        if (!this.#closing) await use(this.#connection);
        return;
      } catch (error) {
        this.report(error);
        this.#connection.disconnect();
        await sleep(RECONNECT_EVERY_MS);
      }
    }
  }

  /** False when we close before. */
  #becomesReady(connection: Connection): Promise<boolean> {
    const ready = new Promise<true>((resolve) => connection.once('ready', () => resolve(true)));
    return Promise.race([ready, this.#whenClosing.promise]);
  }

  #watch<T extends Connection>(connection: T): T {
    connection.on('error', (error: unknown) => this.report(error));
    connection.on('ready', () => {
      this.#complained = false;
    });
    return connection;
  }
}

function clusterOf(url: string, options: Tuning, retry: () => number | null): Cluster {
  const { hostname, port, username, password, protocol } = new URL(url);
  return new Cluster([{ host: hostname, port: Number(port || 6379) }], {
    clusterRetryStrategy: retry,
    enableOfflineQueue: options.enableOfflineQueue,
    redisOptions: {
      ...options,
      ...(username ? { username: decodeURIComponent(username) } : {}),
      ...(password ? { password: decodeURIComponent(password) } : {}),
      ...(protocol === 'rediss:' ? { tls: {} } : {}),
    },
  });
}
