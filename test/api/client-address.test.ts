import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { clientAddress } from '../../src/api/client-address.ts';
import type { ApiEnv } from '../../src/api/deps.ts';

const app = new Hono<ApiEnv>().get('/', (c) => c.text(clientAddress(c)));
const ask = async (socket: string | undefined, forwarded?: string) => {
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const answer = await app.request('/', { headers }, { incoming: { socket: { remoteAddress: socket } } });
  return answer.text();
};

it.each<[string, string | undefined, string | undefined, string]>([
  ['the socket', '203.0.113.7', undefined, '203.0.113.7'],
  ['the socket, whatever a stranger says', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ['whom a proxy on this machine names', '127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['whom a proxy of our network names', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
  ['the same over IPv6', '::1', '198.51.100.1', '198.51.100.1'],
  ['the same wrapped in IPv6', '::ffff:172.20.0.2', '198.51.100.1', '198.51.100.1'],
  ['the last that is named', '10.1.2.3', '9.9.9.9, 198.51.100.1', '198.51.100.1'],
  ['whom the first of two proxies names', '10.1.2.3', '9.9.9.9, 198.51.100.1, 10.7.7.7', '198.51.100.1'],
  ['the last that can be believed', '10.1.2.3', '198.51.100.1, nonsense', '10.1.2.3'],
  ['the last that can be believed, further left', '10.1.2.3', 'nonsense, 10.7.7.7', '10.7.7.7'],
  ['a proxy that names nobody', '10.1.2.3', '', '10.1.2.3'],
  ['an address with a port', '10.1.2.3', '198.51.100.1:4711', '198.51.100.1'],
  ['an IPv6 address with a port', '10.1.2.3', '[2001:db8:1:2:3::4]:4711', '2001:db8:1:2::/64'],
  ['of IPv6 the network', '2001:0DB8:1:2:ffff:ffff:ffff:ffff', undefined, '2001:db8:1:2::/64'],
  ['of a short one too', '2001:db8::1', undefined, '2001:db8:0:0::/64'],
  ['one near us with a zone', 'fe80::1%eth0', '198.51.100.1', '198.51.100.1'],
  ['nothing where there is no socket', undefined, '198.51.100.1', 'unknown'],
])('%s', async (_what, socket, forwarded, expected) => {
  expect(await ask(socket, forwarded)).toBe(expected);
});
