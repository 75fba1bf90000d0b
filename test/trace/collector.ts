/** An OpenTelemetry collector that keeps what it is told: OTLP over HTTP, in JSON. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Told {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code: number; message?: string };
  links: { traceId: string; spanId: string }[];
  attributes: Record<string, unknown>;
}

interface Batch {
  resourceSpans: {
    scopeSpans: {
      spans: (Omit<Told, 'attributes'> & {
        attributes: { key: string; value: Record<string, unknown> }[];
      })[];
    }[];
  }[];
}

export class Collector {
  readonly #server: Server;
  readonly spans: Told[] = [];
  /** Everything that came, as it came. */
  raw = '';
  /** It takes the call and never answers. */
  hangs = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Collector> {
    const server = createServer();
    const collector = new Collector(server);
    server.on('request', async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      if (collector.hangs) return;
      const text = Buffer.concat(pieces).toString();
      collector.raw += text;
      for (const { scopeSpans } of (JSON.parse(text) as Batch).resourceSpans)
        for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
          const attributes = span.attributes.map(({ key, value }) => [key, Object.values(value)[0]]);
          collector.spans.push({ ...span, attributes: Object.fromEntries(attributes) });
        }
      response.writeHead(request.url === '/v1/traces' ? 200 : 404).end('{}');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
