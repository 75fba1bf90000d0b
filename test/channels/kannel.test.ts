/** What Kannel calls with and answers, case by case; over the real one: test/conversation/kannel.test.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelRegistry } from '../../src/channels/index.ts';
import { create } from '../../src/channels/kannel.ts';
import { readConfig } from '../../src/config.ts';
import { SendError, TingdaError } from '../../src/errors.ts';
import { createHttp } from '../../src/http.ts';
import type { Channel, RawRequest, Verified } from '../../src/ports.ts';
import type { DeliveryStatus, InboundMessage } from '../../src/types.ts';
import fc from '../support/chance.ts';

const SECRET = 'SECRET-of-the-tests_0123456789';
const http = createHttp();
afterAll(() => http.close());

interface Call {
  name: string;
  path: string;
  method?: string;
  type?: string;
  body?: string;
}
type InCase = Call & { messages: InboundMessage[] };
type ReportCase = Call & { status: DeliveryStatus | null };
interface OutCase {
  name: string;
  answer: { status: number; text: string; headers?: Record<string, string>; break?: boolean };
  error?: object;
  externalId?: string;
}

/** One JSON file a case, beside this file. */
function cases<T extends { name: string }>(kind: 'in' | 'bad' | 'dlr' | 'out'): [name: string, T][] {
  const directory = new URL('./kannel/', import.meta.url);
  return readdirSync(directory)
    .filter((file) => file.startsWith(`${kind}-`))
    .map((file) => JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as T)
    .map((one) => [one.name, one]);
}

const settings = {
  KANNEL_SEND_URL: 'http://127.0.0.1:9/cgi-bin/sendsms',
  KANNEL_USERNAME: 'tingda',
  KANNEL_PASSWORD: 'p&ss word',
  KANNEL_FROM: '10690',
  KANNEL_CALLBACK_SECRET: SECRET,
  KANNEL_COUNTRY: 'CN',
};
const channelAt = (change: object = {}, publicUrl: string | undefined = 'https://interviews.example.org') =>
  create({ ...settings, ...change }, { http, publicUrl, log: { info() {}, warn() {} } });
const channel = channelAt();

/** The fixtures say SECRET where it stands. */
const request = ({ path, method = 'GET', type, body = '' }: Call): RawRequest => ({
  method,
  path: path.replace('SECRET', SECRET),
  headers: type ? { 'content-type': type } : {},
  body: new TextEncoder().encode(body),
});
const parse = (call: Call) => channel.parse(request(call) as Verified);

describe('what Kannel calls with', () => {
  it.each(cases<InCase>('in'))('%s', async (_name, one) => {
    await channel.verify(request(one));
    expect(parse(one)).toEqual({ messages: one.messages, statuses: [] });
  });

  it.each(cases<ReportCase>('dlr'))('a report: %s', async (_name, one) => {
    await channel.verify(request(one));
    expect(parse(one)).toEqual({ messages: [], statuses: one.status ? [one.status] : [] });
  });

  it.each(cases<Call>('bad'))('is refused: %s', (_name, one) => {
    expect(() => parse(one)).toThrow(expect.objectContaining({ code: 'payload_invalid' }));
  });

  it('whatever stands in the address is either understood or refused, never a crash', () => {
    const name = fc.constantFrom('from', 'text', 'id', 'charset', 'type', 'line', 'to', '__proto__');
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('%', '%zz', '%E4%BD', '8613800138000', 'UTF-16BE', '%00'),
    );
    const path = fc.constantFrom('', '/dlr');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 8 }), path, (fields, dlr) => {
        const query = fields.map(([key, given]) => `${key}=${given.replace(/[\s#]/g, '')}`).join('&');
        try {
          parse({ name: '', path: `/hooks/sms/kannel/SECRET${dlr}?${query}` });
        } catch (error) {
          if (!(error instanceof TingdaError)) throw error;
          expect(error.code).toBe('payload_invalid');
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the secret in the address', () => {
  it('changed in one place or another is refused 500 times out of 500', async () => {
    let accepted = 0;
    for (let i = 0; i < 500; i++) {
      const at = i % SECRET.length;
      const code = 33 + ((SECRET.charCodeAt(at) - 33 + 1 + Math.floor(i / SECRET.length)) % 94);
      const changed = `${SECRET.slice(0, at)}${String.fromCharCode(code)}${SECRET.slice(at + 1)}`;
      const path = `/hooks/sms/kannel/${changed}${i % 2 ? '/dlr' : ''}?id=1`;
      accepted += await channel.verify({ ...request({ name: '', path: '' }), path }).then(
        () => 1,
        () => 0,
      );
    }
    expect(accepted).toBe(0);
  });

  it.each([
    '',
    '/',
    `/x${SECRET}`,
    `/${SECRET}x`,
    `/${SECRET.slice(1)}`,
    `/x?${SECRET}`,
    `/${'x'.repeat(100_000)}`,
  ])('as %.40s is refused', async (path) => {
    const call = request({ name: '', path: `/hooks/sms/kannel${path}` });
    await expect(channel.verify(call)).rejects.toMatchObject({ code: 'signature_invalid', status: 401 });
  });
});

describe('what we send', () => {
  let server: Server;
  let current: OutCase['answer'];
  let seen: Record<string, string> | null = null;
  let at: Channel;

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen = Object.fromEntries(new URL(request.url!, 'http://x').searchParams);
      if (current.break) return request.socket.resetAndDestroy();
      response.writeHead(current.status, current.headers);
      response.end(current.text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    at = channelAt({ KANNEL_SEND_URL: `http://127.0.0.1:${port}/cgi-bin/sendsms` });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = (text: string) =>
    at.send(
      { channel: 'kannel', account: '10690', address: '+8613800138000', content: { kind: 'text', text } },
      '3:1',
    );

  it.each(cases<OutCase>('out'))('%s', async (_name, { answer, error, externalId }) => {
    current = answer;
    const outcome = await send('你好').catch((e: unknown) => e);
    if (externalId !== undefined) expect(outcome).toEqual({ externalId });
    else {
      expect(outcome).toBeInstanceOf(SendError);
      expect(outcome).toMatchObject(error!);
      expect(JSON.stringify([outcome, (outcome as SendError).stack])).not.toMatch(/你好|p&ss|13800138000/);
    }
  });

  it('says in which letters, who it is from, and where reports go', async () => {
    current = { status: 202, text: '0: Accepted for delivery' };
    await send('你好 & a+b');
    expect(seen).toEqual({
      username: 'tingda',
      password: 'p&ss word',
      from: '10690',
      to: '+8613800138000',
      coding: '2',
      charset: 'UTF-8',
      text: '你好 & a+b',
      'dlr-mask': '27',
      'dlr-url': `https://interviews.example.org/hooks/sms/kannel/${SECRET}/dlr?line=3%3A1&to=%2B8613800138000&type=%d&answer=%A`,
    });
    await send('plain letters, and €');
    expect(seen).toMatchObject({ coding: '0', text: 'plain letters, and €' });
  });

  it('is well once its server has answered anything, and tells what is missing without a public address', async () => {
    current = { status: 404, text: 'Unknown request.' };
    await at.start(async () => {});
    expect(at.health()).toEqual({ state: 'ok' });
    const hidden = create({ ...settings }, { http, publicUrl: undefined, log: { info() {}, warn() {} } });
    expect(hidden.health()).toMatchObject({ state: 'degraded' });
    await hidden.stop();
  });
});

describe('the environment', () => {
  const { KANNEL_COUNTRY: _, ...good } = settings;
  it.each([
    ['no address', { ...good, KANNEL_SEND_URL: '' }, 'KANNEL_SEND_URL'],
    ['no password', { ...good, KANNEL_PASSWORD: '' }, 'KANNEL_PASSWORD is missing'],
    ['no secret', { ...good, KANNEL_CALLBACK_SECRET: '' }, 'KANNEL_CALLBACK_SECRET is missing'],
    ['a short secret', { ...good, KANNEL_CALLBACK_SECRET: 'short' }, 'KANNEL_CALLBACK_SECRET must be'],
    ['a country by another name', { ...good, KANNEL_COUNTRY: 'UK' }, 'KANNEL_COUNTRY must be'],
    ['a country in full', { ...good, KANNEL_COUNTRY: 'China' }, 'KANNEL_COUNTRY must be'],
  ])('%s stops the start and is named, without its value', (_name, env, says) => {
    expect(readConfig(good, channelRegistry).channels.kannel).toEqual(good);
    try {
      readConfig(env, channelRegistry);
      expect.unreachable();
    } catch (error) {
      expect((error as TingdaError).message).toContain(says);
      expect((error as TingdaError).message).not.toMatch(/p&ss|SECRET-of/);
    }
  });
});
