/** Networks as they are written: CIDRs like `10.0.0.0/8`, or single addresses. Apart from `http.ts`, which is heavy to load. */
import { BlockList, isIP } from 'node:net';
import { TingdaError } from './errors.ts';

/** @throws TingdaError `config_invalid` for what is neither a CIDR nor an address */
export function networks(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const network = readNetwork(text);
    if (!network)
      throw new TingdaError('config_invalid', `"${text}" is not a network like 10.0.0.0/8 or fd00::/8.`);
    list.addSubnet(network.address, network.prefix, network.version);
  }
  return list;
}

/** True for a CIDR or a single address. */
export function isNetwork(text: string): boolean {
  return readNetwork(text) !== null;
}

function readNetwork(text: string) {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  const width = family === 4 ? 32 : 128;
  const prefix = bits === undefined ? width : Number(bits);
  if (!family || prefix > width) return null;
  return { address, prefix, version: family === 4 ? ('ipv4' as const) : ('ipv6' as const) };
}
