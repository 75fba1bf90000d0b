/** What each emulator stands on: a server that only this machine reaches, and what goes through it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { prettifyError, ZodError } from 'zod';

export class LocalServer {
  readonly #server: Server;

  /** @param refuse answers what `handle` threw */
  constructor(
    handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
    refuse: (error: unknown, response: ServerResponse) => void,
  ) {
    this.#server = createServer((request, response) => {
      handle(request, response).catch((error: unknown) => refuse(error, response));
    });
    // Longer than any client keeps one: a connection that is closed while a call is on its way looks like a reset.
    this.#server.keepAliveTimeout = 120_000;
  }

  /** @param port 0 takes a free one */
  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Null for what is larger. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @param write where JSON is not written as everywhere */
export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
  write: (body: unknown) => string = JSON.stringify,
): void {
  const text = write(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

export function explain(error: unknown): string {
  if (error instanceof ZodError) return prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}
