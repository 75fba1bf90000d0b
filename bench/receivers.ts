/**
 * The servers of many who are told by webhooks: each listens on a port of its own and answers at once, but for those that
 * hang. `GET /receivers` tells where they are; `GET /heard` how late each call came, and forgets it; `PUT /hanging?n=`
 * makes the first n never answer.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const COUNT = Number(process.env.RECEIVERS);
let hanging = 0;
/** Of each receiver: milliseconds from what happened to the call that told of it. */
let heard: number[][] = Array.from({ length: COUNT }, () => []);

const ports = await Promise.all(
  Array.from({ length: COUNT }, async (_, i) => {
    const server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const { at } = JSON.parse(Buffer.concat(pieces).toString()) as { at: string };
        heard[i]!.push(Date.now() - Date.parse(at));
        if (i >= hanging) response.writeHead(204).end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }),
);

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url!, 'http://here');
  if (pathname === '/hanging') hanging = Number(searchParams.get('n'));
  const answer = pathname === '/receivers' ? ports : pathname === '/heard' ? heard : [];
  if (pathname === '/heard') heard = heard.map(() => []);
  response.end(JSON.stringify(answer));
}).listen(Number(process.env.PORT), process.env.HOST);
process.once('SIGTERM', () => process.exit(0));
