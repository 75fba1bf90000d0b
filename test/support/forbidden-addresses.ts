/** Addresses by which somebody outside might reach into our network: what must never be connected to, in every spelling. */
import type { LookupFunction } from 'node:net';

/** A resolver that gives these answers, one set a question. */
export function resolver(...answers: string[][]): LookupFunction {
  let asked = 0;
  return (_name, _options, done) => {
    const found = answers[Math.min(asked++, answers.length - 1)]!;
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

/** Hosts that are private, or nobody's, in every way that a URL takes them. */
export const blockedHosts = [
  // loopback, in every spelling that a URL takes
  ...'127.0.0.1 127.1 127.0.1 127.255.255.254 127.0.0.2 2130706433 0x7f000001 0x7f.1 0x7F.0.0.1 017700000001'.split(
    ' ',
  ),
  ...'0177.0.0.1 0177.0x0.1 127.0.0.1. 00000177.1 0 0.0.0.0 0x0 0.1.2.3 %31%32%37.0.0.1 127。0。0。1'.split(
    ' ',
  ),
  ...'１２７.0.0.1 ①②⑦.0.0.1 localhost LOCALHOST localhost. ip6-localhost'.split(' '),
  ...'[::1] [::] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::0001]'.split(' '),
  // IPv4 inside IPv6
  ...'[::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:7F00:0001] [::127.0.0.1] [::7f00:1] [::ffff:0:127.0.0.1]'.split(
    ' ',
  ),
  ...'[::ffff:10.0.0.1] [::ffff:192.168.1.1] [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [::ffff:8.8.8.8]'.split(
    ' ',
  ),
  ...'[64:ff9b::7f00:1] [64:ff9b::127.0.0.1] [64:ff9b:1::a00:1] [64:ff9b::8.8.8.8]'.split(' '),
  ...'[2002:7f00:1::] [2002:a00:1::1] [2002:c0a8:101::] [2002:a9fe:a9fe::]'.split(' '),
  ...'[2001:0:7f00:1::] [2001::1] [2001:10::1] [2001:20::1] [2001:db8::1] [2001:db8:ffff::1] [3fff::1]'.split(
    ' ',
  ),
  // private and shared networks, first and last address
  ...'10.0.0.0 10.0.0.1 10.255.255.255 012.0.0.1 0xa.0.0.1 167772161 10.1 172.16.0.0 172.16.0.1'.split(' '),
  ...'172.31.255.255 172.20.1.1 0xac.0x10.0.1 2886729729 192.168.0.0 192.168.0.1 192.168.255.255'.split(' '),
  ...'0300.0250.0.1 0xc0a80001 3232235521 192.168.257 100.64.0.0 100.64.0.1 100.127.255.255 1681915905'.split(
    ' ',
  ),
  // link-local and the clouds' metadata
  ...'169.254.0.0 169.254.0.1 169.254.169.254 169.254.170.2 169.254.255.255 2852039166 0xa9fea9fe'.split(' '),
  ...'0251.0376.0251.0376 169.254.43518 0xA9.0xFE.0xA9.0xFE 100.100.100.200 168.63.129.16'.split(' '),
  ...'[fd00:ec2::254] [fe80::1] [fe80::a9fe:a9fe] [febf::1] [fec0::1]'.split(' '),
  // unique local, discard, multicast, SRv6 and whatever is not 2000::/3
  ...'[fc00::1] [fd00::1] [fdff:ffff::1] [fd12:3456:789a::1] [100::1] [ff02::1] [ff05::1:3] [ff0e::1]'.split(
    ' ',
  ),
  ...'[5f00::1] [1::1] [400::1] [4000::1] [8000::1] [e000::1]'.split(' '),
  // reserved, documentation, benchmark, multicast, broadcast
  ...'192.0.0.0 192.0.0.1 192.0.0.170 192.0.2.1 192.0.2.255 192.88.99.1 198.18.0.1 198.19.255.255'.split(' '),
  ...'198.51.100.1 203.0.113.1 224.0.0.1 224.0.0.251 239.255.255.250 240.0.0.1 250.1.2.3'.split(' '),
  ...'255.255.255.255 0xffffffff 4294967295 037777777777 233.252.0.1'.split(' '),
];

/** Not web addresses, or web addresses with somebody's name in them. */
export function notAddresses() {
  return [
    '',
    'x',
    '/etc/passwd',
    '//127.0.0.1/',
    'file:///etc/passwd',
    'ftp://example.com/',
    'gopher://127.0.0.1:6379/_FLUSHALL',
    'data:text/plain,hi',
    'javascript:alert(1)',
    'unix:/var/run/docker.sock',
    'ws://example.com/',
    'http://',
    'http:// /',
    'http://[::1',
    'http://999.1.1.1/',
    'http://0x100000000/',
    'http://user@example.com/',
    'http://user:pass@example.com/',
    'http://example.com:99999/',
    'http://exa mple.com/',
  ];
}

/** What an innocent name may turn out to be. */
export const rebindings = [
  ['127.0.0.1'],
  ['::1'],
  ['10.1.2.3'],
  ['169.254.169.254'],
  ['::ffff:127.0.0.1'],
  ['::ffff:7f00:1'],
  ['fe80::1%lo'],
  ['8.8.8.8', '127.0.0.1'],
  ['127.0.0.1', '8.8.8.8'],
  ['2606:4700::1111', 'fd00::1'],
  ['0.0.0.0'],
  [],
];
