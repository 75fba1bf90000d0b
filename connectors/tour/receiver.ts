/** A receiver of webhooks as it should be: the signature over the raw body first, and each id once. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

export interface Receiver {
  url: string;
  secret: string;
  /** It answers 503, as if it were being restarted. */
  down: boolean;
  /** Types of what came, each event once. */
  heard: Set<string>;
  /** Every call that was signed right, also a second one. */
  calls: number;
  forged: number;
  stop(): Promise<void>;
}

export async function startReceiver(host: string): Promise<Receiver> {
  const seen = new Set<string>();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (receiver.down) return void response.writeHead(503).end();
    try {
      new Webhook(receiver.secret).verify(body, request.headers as Record<string, string>);
    } catch {
      receiver.forged += 1;
      return void response.writeHead(401).end();
    }
    receiver.calls += 1;
    const id = String(request.headers['webhook-id']);
    if (!seen.has(id)) receiver.heard.add((JSON.parse(body) as { type: string }).type);
    seen.add(id);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    ...{ url: `http://${host}:${port}/hooks/tingda`, secret: '', down: false, calls: 0, forged: 0 },
    heard: new Set(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
