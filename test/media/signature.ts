/**
 * Checks a request's signature from the wire, as Amazon describes it, and passes it on when it is right
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html): the server behind does not look.
 */
import { createHmac, hash } from 'node:crypto';
import { request as ask, createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export async function startGate(behind: number, keyId: string, secret: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (!isSigned(request, body, keyId, secret)) {
      response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
      return;
    }
    const { authorization: _, ...headers } = request.headers;
    const { method, url: path } = request;
    ask({ host: '127.0.0.1', port: behind, method: method!, path: path!, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function isSigned(request: IncomingMessage, body: Buffer, keyId: string, secret: string): boolean {
  const given = /Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
    request.headers.authorization ?? '',
  );
  if (!given) return false;
  const [, id, scope, signedHeaders, signature] = given as unknown as string[];
  const [date, region, service] = scope!.split('/');
  const bodyHash = hash('sha256', body);
  if (id !== keyId || request.headers['x-amz-content-sha256'] !== bodyHash) return false;
  const url = new URL(request.url!, 'http://x');
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const headers = signedHeaders!.split(';').map((name) => `${name}:${request.headers[name]}\n`);
  const canonical = [request.method, url.pathname, query, headers.join(''), signedHeaders, bodyHash].join(
    '\n',
  );
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hash('sha256', canonical)].join(
    '\n',
  );
  const mac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
  const key = [date!, region!, service!, 'aws4_request'].reduce<string | Buffer>(mac, `AWS4${secret}`);
  return mac(key, text).toString('hex') === signature;
}
