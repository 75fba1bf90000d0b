/** Somebody's server that is told what happens, and checks it with Standard Webhooks' own library. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Told {
  id: string;
  type: string;
  sequence: number | null;
  application_id: string | null;
  data: Record<string, unknown>;
}

export class Receiver {
  readonly #server: Server;
  /** What came with a right signature, by the header's id. */
  readonly told: { webhookId: string; event: Told }[] = [];
  /** Calls whose signature was not right. */
  wrong = 0;
  secret = '';
  /** How each call is answered; null: never. */
  answer: (n: number) => number | null = () => 204;
  #calls = 0;
  #waiting: (() => void)[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      const headers = request.headers as Record<string, string>;
      try {
        const event = new Webhook(receiver.secret).verify(Buffer.concat(pieces).toString(), headers) as Told;
        receiver.told.push({ webhookId: headers['webhook-id']!, event });
      } catch {
        receiver.wrong += 1;
      }
      for (const wake of receiver.#waiting.splice(0)) wake();
      const status = receiver.answer(++receiver.#calls);
      if (status !== null) response.writeHead(status).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  /** Resolves when so many have come, or more. */
  async heard(n: number): Promise<void> {
    while (this.told.length + this.wrong < n) await new Promise<void>((wake) => this.#waiting.push(wake));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
