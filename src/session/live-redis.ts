import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import type { Live } from '../ports.ts';

const TOPIC = 'tingda:live';
const CONNECT_MS = 1000;
const RECONNECT_EVERY_MS = 500;
/** A server that hangs is noticed by its silence. */
const PING_EVERY_MS = 2000;
const SILENT_MS = 5000;
/** Hints that wait for a hung server; those beyond are lost, as hints may be. */
const MAX_QUEUE = 1000;

/** Everywhere by Redis, and at once in this process. In a cluster every node passes a published message on to all. */
export class RedisLive implements Live {
  readonly #local: Live;
  readonly #onError: (error: unknown) => void;
  readonly #publisher: Client;
  readonly #subscriber: Client;
  /** Names this process, so that it does not take its own word for somebody else's. */
  readonly #self = randomUUID();
  #listening = false;

  constructor(url: string, local: Live, onError: (error: unknown) => void) {
    this.#local = local;
    this.#onError = onError;
    this.#publisher = client(url, onError);
    this.#subscriber = client(url, onError);
    void this.#publisher.connect().catch(onError);
  }

  publish(conversationId: string): void {
    this.#local.publish(conversationId);
    if (!this.#publisher.isReady) return;
    this.#publisher.publish(TOPIC, `${this.#self} ${conversationId}`).catch(this.#onError);
  }

  subscribe(listener: (conversationId: string) => void): () => void {
    // A worker, which has no streams, never listens.
    if (!this.#listening) {
      this.#listening = true;
      void this.#listen().catch(this.#onError);
    }
    return this.#local.subscribe(listener);
  }

  async close(): Promise<void> {
    this.#publisher.destroy();
    this.#subscriber.destroy();
    await this.#local.close();
  }

  async #listen(): Promise<void> {
    await this.#subscriber.connect();
    // Repeated by the client itself after every reconnection.
    await this.#subscriber.subscribe(TOPIC, (message) => {
      const [from, conversationId] = message.split(' ');
      if (conversationId && from !== this.#self) this.#local.publish(conversationId);
    });
  }
}

type Client = ReturnType<typeof client>;

function client(url: string, onError: (error: unknown) => void) {
  const made = createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: MAX_QUEUE,
    pingInterval: PING_EVERY_MS,
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: RECONNECT_EVERY_MS, socketTimeout: SILENT_MS },
  });
  made.on('error', onError);
  return made;
}
