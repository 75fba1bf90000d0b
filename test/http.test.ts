import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type LookupFunction } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttp, HttpError, type HttpOptions, type HttpRequest } from '../src/http.ts';

/** Listens on every address of this machine and counts who comes. */
let canary: Server;
let port: number;
let connections = 0;
let requests: string[] = [];

beforeAll(async () => {
  canary = createServer((request, response) => {
    requests.push(request.url!);
    if (request.url === '/redirect') {
      response.writeHead(302, { location: `http://127.0.0.1:${port}/secret` }).end();
    } else if (request.url === '/large') response.end('x'.repeat(5000));
    else if (request.url === '/endless') {
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      response.on('close', () => response.removeAllListeners('drain'));
      more();
    } else if (request.url === '/hang') response.flushHeaders();
    else if (request.url === '/reset') request.socket.resetAndDestroy();
    else if (request.url === '/half') {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half');
      setImmediate(() => request.socket.destroy());
    } else {
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      request.pipe(response);
    }
  });
  canary.on('connection', () => connections++);
  await new Promise<void>((resolve) => canary.listen(0, '::', resolve));
  port = (canary.address() as AddressInfo).port;
});
afterAll(() => {
  canary.closeAllConnections();
  canary.close();
});
beforeEach(() => {
  connections = 0;
  requests = [];
});

/** One request by a client of its own; a failure is returned. */
async function ask(url: string, request?: HttpRequest, options?: HttpOptions) {
  const http = createHttp(options);
  try {
    return await http.request(url, request);
  } catch (error) {
    if (error instanceof HttpError) return { code: error.code, outcome: error.outcome, error };
    throw error;
  } finally {
    await http.close();
  }
}

/** A resolver that gives these answers, one set a question. */
function resolver(...answers: string[][]): LookupFunction {
  let asked = 0;
  return (_name, _options, done) => {
    const found = answers[Math.min(asked++, answers.length - 1)]!;
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

const blockedHosts = [
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

describe('an address that came from outside', () => {
  it('is tried in at least 150 ways here', () => {
    expect(blockedHosts.length + notAddresses().length + rebindings.length).toBeGreaterThanOrEqual(150);
  });

  it.each(blockedHosts)('%s is not reached', async (host) => {
    const result = await ask(`http://${host}:${port}/canary`, { timeoutMs: 3000 });
    expect(result).toMatchObject({ outcome: 'not_sent' });
    // A spelling that this machine's resolver does not know is no way in either.
    expect(['address_blocked', 'dns_failed', 'address_invalid']).toContain('code' in result && result.code);
    expect(connections).toBe(0);
  });

  it.each(notAddresses())('%s is not an address to ask', async (url) => {
    expect(await ask(url)).toMatchObject({ code: 'address_invalid', outcome: 'not_sent' });
    expect(connections).toBe(0);
  });

  it.each(rebindings.map((addresses) => ({ addresses })))(
    'a name that resolves to $addresses is not reached',
    async ({ addresses }) => {
      const lookup = resolver(addresses);
      const result = await ask(`http://innocent.example:${port}/`, { timeoutMs: 3000 }, { lookup });
      expect(result).toMatchObject({ code: 'address_blocked', outcome: 'not_sent' });
      expect(connections).toBe(0);
    },
  );

  it('is looked at on every connection: a name that turns private later is shut', async () => {
    const lookup = resolver(['127.0.0.2'], ['127.0.0.1']);
    const http = createHttp({ lookup, allowPrivateNetworks: ['127.0.0.2'] });
    const ask = (path: string) => http.request(`http://innocent.example:${port}${path}`);
    await expect(ask('/reset'), 'allowed, and over').rejects.toMatchObject({ code: 'reset' });
    await expect(ask('/secret')).rejects.toMatchObject({ code: 'address_blocked', outcome: 'not_sent' });
    await http.close();
    expect(requests).toEqual(['/reset']);
  });

  it('does not ride on a connection that was opened for a trusted one', async () => {
    const http = createHttp();
    const url = `http://127.0.0.1:${port}/`;
    await http.request(url, { trusted: true });
    await expect(http.request(url)).rejects.toMatchObject({ code: 'address_blocked' });
    await http.close();
    expect(requests).toHaveLength(1);
  });
});

/** Not web addresses, or web addresses with somebody's name in them. */
function notAddresses() {
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

const rebindings = [
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

describe('the operator', () => {
  it('may open a private network', async () => {
    const open = { allowPrivateNetworks: ['127.0.0.0/8', '::1'] };
    for (const host of ['127.0.0.1', '[::1]']) {
      expect(await ask(`http://${host}:${port}/`, {}, open)).toMatchObject({ status: 200 });
    }
    expect(await ask(`http://10.0.0.1:${port}/`, { timeoutMs: 3000 }, open)).toMatchObject({
      code: 'address_blocked',
    });
  });

  it('reaches private names that he set himself', async () => {
    const lookup = resolver(['127.0.0.1']);
    const url = `http://telegram.internal:${port}/`;
    expect(await ask(url, { trusted: true }, { lookup })).toMatchObject({ status: 200 });
  });

  it.each(['10.0.0.0/33', '10.0.0/8', 'fd00::/129', 'intranet', '10.0.0.0/-1', ''])(
    'is told that "%s" is not a network',
    (network) => {
      expect(() => createHttp({ allowPrivateNetworks: [network] })).toThrow(
        expect.objectContaining({ code: 'config_invalid' }),
      );
    },
  );
});

describe('an answer', () => {
  const trusted = { trusted: true };
  const at = (path: string) => `http://127.0.0.1:${port}${path}`;

  it('comes back whole: status, headers, body', async () => {
    const answer = await ask(at('/echo?x=1'), { ...trusted, method: 'POST', body: '{"你":"好"}' });
    expect(answer).toMatchObject({ status: 200, headers: { 'set-cookie': 'a=1, b=2' } });
    expect('body' in answer && answer.body.toString()).toBe('{"你":"好"}');
    expect(requests).toEqual(['/echo?x=1']);
  });

  it('that is a redirect is not followed', async () => {
    expect(await ask(at('/redirect'), trusted)).toMatchObject({ status: 302 });
    expect(requests).toEqual(['/redirect']);
  });

  it('larger than allowed is cut off: when it is announced, and while it streams', async () => {
    const limits = { ...trusted, maxBytes: 4999 };
    const tooLarge = { code: 'too_large', outcome: 'unknown' };
    expect(await ask(at('/large'), limits)).toMatchObject(tooLarge);
    expect(await ask(at('/endless'), limits)).toMatchObject(tooLarge);
    expect(await ask(at('/large'), { ...trusted, maxBytes: 5000 })).toMatchObject({ status: 200 });
  });

  it.each([
    ['never ends', '/hang', { timeoutMs: 100 }, 'timeout'],
    ['breaks off before it begins', '/reset', {}, 'reset'],
    ['breaks off in the middle', '/half', {}, 'reset'],
  ])('that %s leaves the outcome unknown', async (_name, path, request, code) => {
    const post = { ...trusted, ...request, method: 'POST' as const, body: 'x' };
    expect(await ask(at(path), post)).toMatchObject({ code, outcome: 'unknown' });
  });

  it('that cannot come, because nobody listens or no name is found, means not sent', async () => {
    const nobody = createTcpServer();
    await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
    const { port: free } = nobody.address() as AddressInfo;
    await new Promise((resolve) => nobody.close(resolve));
    expect(await ask(`http://127.0.0.1:${free}/`, trusted)).toMatchObject({
      code: 'connect_failed',
      outcome: 'not_sent',
    });
    const lookup: LookupFunction = (_name, _options, done) =>
      done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), '');
    expect(await ask('http://nowhere.example/', trusted, { lookup })).toMatchObject({
      code: 'dns_failed',
      outcome: 'not_sent',
    });
  });

  it('given up while the name is still looked up is not sent, not even afterwards', async () => {
    let found: () => void = () => {};
    const lookup: LookupFunction = (_name, _options, done) => {
      found = () => done(null, [{ address: '127.0.0.1', family: 4 }]);
    };
    const http = createHttp({ lookup });
    const ended = new Promise((resolve) => {
      canary.once('connection', (socket) => socket.once('close', resolve));
    });
    await expect(
      http.request(`http://slow.example:${port}/late`, { ...trusted, timeoutMs: 50 }),
    ).rejects.toMatchObject({ code: 'timeout', outcome: 'not_sent' });
    found();
    await ended;
    expect(requests).toEqual([]);
    await http.close();
  });

  it('can be given up by the caller', async () => {
    const controller = new AbortController();
    const result = ask(at('/hang'), { ...trusted, signal: controller.signal });
    controller.abort();
    expect(await result).toMatchObject({ code: 'aborted' });
    expect(await ask(at('/'), { ...trusted, signal: AbortSignal.abort() })).toMatchObject({
      code: 'aborted',
      outcome: 'not_sent',
    });
  });

  it('is not waited for after close', async () => {
    const http = createHttp();
    const result = http.request(at('/hang'), trusted).catch((e: unknown) => e);
    await new Promise((resolve) => canary.once('request', resolve));
    await http.close();
    expect(await result).toMatchObject({ code: 'aborted', outcome: 'unknown' });
    await expect(http.request(at('/'), trusted)).rejects.toMatchObject({
      code: 'aborted',
      outcome: 'not_sent',
    });
  });

  it('that fails never shows the path of its address, where tokens live', async () => {
    for (const [url, request] of [
      [at('/reset?bot123:token'), trusted],
      [at('/bot123:token'), {}],
      ['http://127.0.0.1:9/bot123:token', trusted],
      ['http://user:token@127.0.0.1/', {}],
      ['http://[/token', {}],
    ] as const) {
      const result = await ask(url, request);
      if (!('error' in result)) continue;
      expect(JSON.stringify([result.error, result.error.message, result.error.stack])).not.toContain('token');
    }
  });
});
