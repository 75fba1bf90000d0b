/**
 * The one way out: every request that Tingda makes goes through here.
 *
 * The address is checked when the connection is made, on what the resolver answered for that very connection, so a name
 * that is public when looked at and private when connected to gets nowhere. Redirects are not followed, bodies are capped
 * while they stream, and an error always tells whether the request may have left.
 */
import { lookup as systemLookup } from 'node:dns';
import { type BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { networks } from './networks.ts';

type HttpErrorCode =
  /** Not http or https, with a user name in it, or no address at all. */
  | 'address_invalid'
  /** Private, loopback, link-local, shared, multicast or reserved: not reachable for addresses that come from outside. */
  | 'address_blocked'
  | 'dns_failed'
  | 'connect_failed'
  /** The connection broke before the whole answer was there. */
  | 'reset'
  | 'timeout'
  | 'too_large'
  | 'aborted';

/** A request that got no whole answer. The message never holds the address's path: tokens live there. */
export class HttpError extends Error {
  readonly code: HttpErrorCode;
  /** `not_sent`: nothing of the request left this machine. `unknown`: the other side may have acted on it. */
  readonly outcome: 'not_sent' | 'unknown';
  constructor(code: HttpErrorCode, outcome: 'not_sent' | 'unknown', detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'HttpError';
    this.code = code;
    this.outcome = outcome;
  }
}

export interface HttpRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** For the whole exchange, name look-up and body included. Milliseconds; 10,000 unless told. */
  timeoutMs?: number;
  /** Largest body of an answer, in bytes; 1 MiB unless told. */
  maxBytes?: number;
  /** The address was set by the operator in the environment: private networks are allowed. */
  trusted?: boolean;
  signal?: AbortSignal;
}

interface HttpResponse {
  status: number;
  /** Names in lower case; repeated ones joined by a comma. */
  headers: Record<string, string>;
  body: Buffer;
}

export interface Http {
  /** Any status is an answer, redirects included. @throws HttpError when there is no whole answer. */
  request(url: string, request?: HttpRequest): Promise<HttpResponse>;
  /** Ends idle connections at once and running requests with `aborted`. */
  close(): Promise<void>;
}

export interface HttpOptions {
  /** CIDRs or single addresses that may be reached although they are private (`ALLOW_PRIVATE_NETWORKS`). */
  allowPrivateNetworks?: readonly string[];
  /** The resolver; tests of rebinding bring their own. */
  lookup?: LookupFunction;
}

/** @throws TingdaError `config_invalid` for a network that is not a CIDR. */
export function createHttp(options: HttpOptions = {}): Http {
  const allowed = networks(options.allowPrivateNetworks ?? []);
  const mayReach = (address: string) => isPublic(address) || matches(allowed, address);
  // Two sets of connections: one that was opened for a trusted address is never reused for an untrusted one.
  const shared = { connections: 256, pipelining: 1, keepAliveTimeout: 10_000 };
  const trusted = new Agent({ ...shared, connect: options.lookup ? { lookup: options.lookup } : {} });
  const guarded = new Agent({ ...shared, connect: guard(options.lookup ?? systemLookup, mayReach) });
  return {
    request: (url, request = {}) => exchange(request.trusted ? trusted : guarded, url, request),
    async close() {
      await Promise.all([trusted.destroy(), guarded.destroy()]);
    },
  };
}

/** Refuses before a packet leaves, whether the host is an address or a name; one bad answer of the resolver is enough. */
function guard(lookup: LookupFunction, mayReach: (address: string) => boolean): buildConnector.connector {
  const connect = buildConnector({
    lookup: (hostname, options, answer) => {
      lookup(hostname, { ...options, all: true }, (error, found) => {
        if (error) return answer(error, '');
        const addresses = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }];
        const first = addresses[0];
        if (!first || !addresses.every(({ address }) => mayReach(address))) return answer(new Blocked(), '');
        if (options.all) answer(null, addresses);
        else answer(null, first.address, first.family);
      });
    },
  });
  return (target, connected) => {
    if (isIP(target.hostname) && !mayReach(target.hostname)) connected(new Blocked(), null);
    else connect(target, connected);
  };
}

class Blocked extends Error {
  readonly code = 'ADDRESS_BLOCKED';
}

function exchange(agent: Agent, address: string, request: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const url = URL.parse(address);
    if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.username || url.password) {
      return reject(new HttpError('address_invalid', 'not_sent', 'an http or https address is needed'));
    }
    const maxBytes = request.maxBytes ?? 1024 * 1024;
    let controller: Dispatcher.DispatchController | undefined;
    let finished = false;

    const finish = () => {
      finished = true;
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
    };
    // Until undici hands us the connection nothing was written; after that nobody knows what the other side did.
    const fail = (code: HttpErrorCode, detail: string) => {
      if (finished) return;
      finish();
      reject(new HttpError(code, controller ? 'unknown' : 'not_sent', `${url.hostname} ${detail}`));
      controller?.abort(new Error(code));
    };
    const onAbort = () => fail('aborted', 'was given up');
    const timeoutMs = request.timeoutMs ?? 10_000;
    const timer = setTimeout(() => fail('timeout', `gave no answer within ${timeoutMs} ms`), timeoutMs);
    if (request.signal?.aborted) return onAbort();
    request.signal?.addEventListener('abort', onAbort);

    let status = 0;
    let headers: HttpResponse['headers'] = {};
    const chunks: Buffer[] = [];
    let bytes = 0;
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        // Given up while it waited for a connection: undici drops an aborted request before it writes.
        if (finished) started.abort(new Error('given up'));
        else controller = started;
      },
      onResponseStart(_controller, statusCode, received) {
        status = statusCode;
        headers = joined(received);
        const announced = Number(headers['content-length']);
        if (announced > maxBytes && request.method !== 'HEAD')
          fail('too_large', `announced ${announced} bytes`);
      },
      onResponseData(_controller, chunk) {
        bytes += chunk.length;
        if (bytes > maxBytes) fail('too_large', `sent more than ${maxBytes} bytes`);
        else chunks.push(chunk);
      },
      onResponseEnd() {
        if (finished) return;
        finish();
        resolve({ status, headers, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) });
      },
      onResponseError(_controller, error) {
        fail(...explain(error, controller !== undefined));
      },
    };
    const { method = 'GET', body = null, headers: sent = {} } = request;
    try {
      agent.dispatch(
        // Our own deadline covers the whole exchange; undici's two would only add timers.
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method,
          headers: sent,
          body,
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        handler,
      );
    } catch (error) {
      fail(...explain(error, false));
    }
  });
}

function explain(error: unknown, started: boolean): [HttpErrorCode, string] {
  const code = String((error as { code?: unknown } | null)?.code ?? 'failed');
  if (code === 'ADDRESS_BLOCKED') return ['address_blocked', 'is not a public address'];
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') return ['aborted', 'was given up'];
  if (code === 'UND_ERR_INVALID_ARG') return ['address_invalid', 'cannot be asked like this'];
  if (started) return ['reset', `broke off (${code})`];
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_FAIL') return ['dns_failed', `(${code})`];
  return ['connect_failed', `could not be connected to (${code})`];
}

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}

/**
 * Special-purpose IPv4 ranges (https://www.iana.org/assignments/iana-ipv4-special-registry), and Azure's machine
 * service, which is metadata at a public address. Other clouds' metadata lies in the link-local and shared ranges.
 */
const RESERVED_V4 = networks(
  (
    '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 ' +
    '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16'
  ).split(' '),
);

/** IPv6 in use on the public Internet is 2000::/3; what tunnels IPv4 or is reserved inside it is not. */
const GLOBAL_V6 = networks(['2000::/3']);
const RESERVED_V6 = networks(['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !RESERVED_V4.check(address, 'ipv4');
  return GLOBAL_V6.check(address, 'ipv6') && !RESERVED_V6.check(address, 'ipv6');
}

function matches(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}
