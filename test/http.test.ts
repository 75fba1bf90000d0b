import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type LookupFunction } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttp, HttpError, type HttpOptions, type HttpRequest } from '../src/http.ts';
import { blockedHosts, notAddresses, rebindings, resolver } from './support/forbidden-addresses.ts';

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

describe('an address that came from outside', () => {
  it('is tried in at least 150 ways here', () => {
    expect(blockedHosts.length + notAddresses().length + rebindings.length).toBeGreaterThanOrEqual(150);
  });

  it.each(blockedHosts)('%s is not reached', async (host) => {
    const result = await ask(`http://${host}:${port}/canary`, { timeoutMs: 60_000 });
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
