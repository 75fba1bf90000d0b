/** Where a request comes from, as far as limits are concerned. */
import { isIP, isIPv6 } from 'node:net';
import type { Context } from 'hono';
import { networks } from '../networks.ts';
import type { ApiEnv } from './deps.ts';

/** A proxy stands on this machine or in its own network; whoever connects from there is believed about who asked it. */
const NEAR = networks([
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
  '::1',
  'fc00::/7',
  'fe80::/10',
]);

/** Nothing tells: a test without a socket. */
const UNKNOWN = 'unknown';

/**
 * The socket's address; behind a proxy near us the one that it names. Each proxy adds on the right whom it was asked by, and
 * what stands left of the first stranger is whatever that one sent. Of IPv6 the /64: it belongs to one subscriber.
 */
export function clientAddress(c: Context<ApiEnv>): string {
  const socket = plain((c.env as Bindings | undefined)?.incoming?.socket?.remoteAddress ?? '');
  if (!isIP(socket)) return UNKNOWN;
  if (!isNear(socket)) return network(socket);
  const named = (c.req.header('x-forwarded-for') ?? '').split(',').map(plain);
  // From the right: proxies near us, then who asked the first of them. What is no address ends what can be believed.
  let believed = socket;
  for (const address of named.reverse()) {
    if (!isIP(address)) break;
    believed = address;
    if (!isNear(address)) break;
  }
  return network(believed);
}

/** What the Node server hands over with each request. https://github.com/honojs/node-server */
interface Bindings {
  incoming?: { socket?: { remoteAddress?: string } };
}

/** Without a port, brackets, a zone, or IPv6's wrapping of IPv4. */
function plain(text: string): string {
  const trimmed = text.trim();
  const [, inBrackets] = /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed) ?? [];
  const [, beforePort] = /^([\d.]+):\d+$/.exec(trimmed) ?? [];
  const address = (inBrackets ?? beforePort ?? trimmed).replace(/%.*$/, '');
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function isNear(address: string): boolean {
  return NEAR.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function network(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const parts = (text: string) => text.split(':').filter(Boolean);
  const missing = 8 - parts(head).length - parts(tail).length;
  const all = [
    ...parts(head),
    ...Array<string>(address.includes('::') ? missing : 0).fill('0'),
    ...parts(tail),
  ];
  return `${all
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`;
}
