/**
 * A connection to Redis for things that may be missed: commands are short, bounded and never throw; a server that is
 * gone, hung or replaced is dialled again in the background.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, createCluster, ErrorReply, RESP_TYPES } from 'redis';

/** A turn by rules takes about 15 ms: waiting longer than this for a cache costs more than the cache saves. */
const PATIENCE_MS = 150;
/** A connection that answered nothing for this long is thrown away. */
const SILENT_MS = 1000;
const CONNECT_MS = 1000;
const RECONNECT_EVERY_MS = 250;
/** Beyond this many commands under way, new ones are refused at once. */
const MAX_QUEUE = 5000;

/** The few commands that the session needs, the same on one server and on a cluster. */
export interface Commands {
  get(key: string): Promise<Buffer | null>;
  set(key: string, value: Buffer, ttlSeconds: number): Promise<unknown>;
  del(key: string): Promise<unknown>;
  evalNumber(script: string, key: string, args: string[]): Promise<number>;
}

interface Connection {
  commands: Commands;
  /** Resolves with the reason when it can no longer be used. */
  broken: Promise<string>;
  breakOff(reason: string): void;
  destroy(): void;
}

export class RedisLink {
  readonly #url: string;
  readonly #patienceMs: number;
  readonly #stop = new AbortController();
  readonly #maintenance: Promise<void>;
  readonly #whenUp = Promise.withResolvers<void>();
  #connection: Connection | null = null;
  #trouble: string | null = 'not connected yet';
  #silentSince: number | null = null;

  constructor(url: string, patienceMs = PATIENCE_MS) {
    this.#url = url;
    this.#patienceMs = patienceMs;
    this.#maintenance = this.#maintain();
  }

  /** What is wrong now, for the operator; null when all is well. */
  get trouble(): string | null {
    return this.#trouble;
  }

  async waitUntilUp(ms: number): Promise<void> {
    await bounded(this.#whenUp.promise, ms);
  }

  /** The command's result, or undefined when Redis did not give one in time. Never throws. */
  async run<T>(command: (redis: Commands) => Promise<T>): Promise<T | undefined> {
    const connection = this.#connection;
    if (!connection) return undefined;
    const sentAt = Date.now();
    const reply = command(connection.commands).then(
      (value) => {
        this.#answered(connection);
        return value;
      },
      (error: unknown) => {
        this.#refused(connection, error);
        return undefined;
      },
    );
    const result = await bounded(reply, this.#patienceMs);
    if (result === LATE) {
      this.#unanswered(connection, sentAt);
      return undefined;
    }
    return result;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#connection?.breakOff('closed');
    await this.#maintenance;
  }

  #answered(connection: Connection): void {
    if (this.#connection !== connection) return;
    this.#silentSince = null;
    this.#trouble = null;
  }

  #refused(connection: Connection, error: unknown): void {
    if (this.#connection !== connection) return;
    this.#trouble = reasonOf(error);
    // An answer, if a bad one. READONLY: a fail-over made this server a replica, the address leads elsewhere now.
    if (!(error instanceof ErrorReply)) return;
    this.#silentSince = null;
    if (error.message.startsWith('READONLY')) connection.breakOff(error.message);
  }

  /** One late reply may be our own busy process; a second without any is a hung server. */
  #unanswered(connection: Connection, sentAt: number): void {
    if (this.#connection !== connection) return;
    this.#silentSince ??= sentAt;
    this.#trouble = 'does not answer in time';
    if (Date.now() - this.#silentSince > SILENT_MS) connection.breakOff('does not answer');
  }

  async #maintain(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        const connection = await connect(this.#url);
        this.#connection = connection;
        this.#silentSince = null;
        this.#trouble = null;
        this.#whenUp.resolve();
        this.#trouble = this.#stop.signal.aborted ? 'closed' : await connection.broken;
        this.#connection = null;
        connection.destroy();
      } catch (error) {
        this.#trouble = reasonOf(error);
      }
      await sleep(RECONNECT_EVERY_MS, undefined, { signal: this.#stop.signal }).catch(() => {});
    }
  }
}

const LATE = Symbol('late');

async function bounded<T>(promise: Promise<T>, ms: number): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(resolve, ms, LATE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Codes and the server's own words, never keys or values. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const code = (error as NodeJS.ErrnoException).code;
  return code ?? error.message;
}

/** We dial again ourselves, the same way for a restart, a hung server and a fail-over. */
const SOCKET = { connectTimeout: CONNECT_MS, reconnectStrategy: false as const };

const BINARY = { [RESP_TYPES.BLOB_STRING]: Buffer };

async function connect(url: string): Promise<Connection> {
  const client = createClient({
    url,
    socket: SOCKET,
    commandsQueueMaxLength: MAX_QUEUE,
    disableOfflineQueue: true,
  });
  const { promise: broken, resolve: breakOff } = Promise.withResolvers<string>();
  client.on('error', (error: unknown) => breakOff(reasonOf(error)));
  const info = await bounded(
    client.connect().then(() => client.info('cluster')),
    2 * CONNECT_MS,
  ).catch((error: unknown) => {
    client.destroy();
    throw error;
  });
  if (info === LATE) {
    client.destroy();
    throw new Error('does not answer');
  }
  if (info.includes('cluster_enabled:1')) {
    client.destroy();
    return connectCluster(url);
  }
  return {
    commands: commandsOf(client, client.withTypeMapping(BINARY)),
    broken,
    breakOff,
    destroy: () => client.destroy(),
  };
}

async function connectCluster(url: string): Promise<Connection> {
  const { username, password, protocol } = new URL(url);
  const tls = protocol === 'rediss:' ? { tls: true as const } : {};
  const cluster = createCluster({
    rootNodes: [{ url }],
    defaults: {
      socket: { ...SOCKET, ...tls },
      commandsQueueMaxLength: MAX_QUEUE,
      disableOfflineQueue: true,
      ...(username ? { username: decodeURIComponent(username) } : {}),
      ...(password ? { password: decodeURIComponent(password) } : {}),
    },
  });
  const { promise: broken, resolve: breakOff } = Promise.withResolvers<string>();
  cluster.on('error', (error: unknown) => breakOff(reasonOf(error)));
  cluster.on('node-error', (error: unknown) => breakOff(reasonOf(error)));
  await cluster.connect();
  return {
    commands: commandsOf(cluster, cluster.withTypeMapping(BINARY)),
    broken,
    breakOff,
    destroy: () => cluster.destroy(),
  };
}

type Client = ReturnType<typeof createClient>;

/** One server and a cluster differ in type, not in these commands. */
function commandsOf(
  redis: Pick<Client, 'set' | 'del' | 'eval'>,
  binary: { get(key: string): Promise<Buffer | null> },
): Commands {
  return {
    get: (key) => binary.get(key),
    set: (key, value, ttlSeconds) => redis.set(key, value, { expiration: { type: 'EX', value: ttlSeconds } }),
    del: (key) => redis.del(key),
    evalNumber: async (script, key, args) =>
      Number(await redis.eval(script, { keys: [key], arguments: args })),
  };
}
