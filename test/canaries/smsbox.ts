/** What a smsbox answers, and the phones behind it; the real one is under test in test/conversation/kannel.test.ts. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class Smsbox {
  readonly #server: Server;
  readonly #texts = new Map<string, string[]>();

  private constructor() {
    this.#server = createServer((request, response) => {
      const { searchParams, pathname } = new URL(request.url ?? '/', 'http://x');
      if (pathname !== '/cgi-bin/sendsms') return response.writeHead(404).end('Unknown request.');
      this.textsTo(searchParams.get('to') ?? '').push(searchParams.get('text') ?? '');
      response.writeHead(202).end('0: Accepted for delivery');
    });
  }

  static async start(): Promise<Smsbox> {
    const box = new Smsbox();
    await new Promise<void>((listening) => box.#server.listen(0, '127.0.0.1', listening));
    return box;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What reached this number, `+86…`. */
  textsTo(number: string): string[] {
    const texts = this.#texts.get(number) ?? [];
    this.#texts.set(number, texts);
    return texts;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
