/** Recordings that providers keep: fetched with a cap, from their own places, and without giving a password away. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { create as createTelegram } from '../../src/channels/telegram.ts';
import { create as createTwilio } from '../../src/channels/twilio.ts';
import { TelegramEmulator } from '../../src/emulators/telegram.ts';
import { createHttp } from '../../src/http.ts';
import type { Channel } from '../../src/ports.ts';
import { aloneHere } from '../support/alone.ts';

const log = { info() {}, warn() {} };
const http = createHttp();
const MB = 1024 * 1024;
afterAll(() => http.close());

describe('Telegram', () => {
  let telegram: TelegramEmulator;
  let channel: Channel;
  beforeAll(async () => {
    telegram = await TelegramEmulator.start();
    channel = createTelegram(
      {
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_MODE: 'webhook',
        TELEGRAM_WEBHOOK_SECRET: 'secret',
        TELEGRAM_API_ROOT: telegram.url,
      },
      { http, publicUrl: undefined, log, alone: aloneHere },
    );
  });
  afterEach(() => telegram.clearFaults());
  afterAll(() => telegram.stop());

  /** The id of a voice note that somebody sent. */
  async function sent(bytes: Uint8Array): Promise<string> {
    const user = telegram.user(7);
    user.sendVoice(bytes);
    const answer = await fetch(`${telegram.url}/bot${telegram.token}/getUpdates?offset=-1`);
    const { result } = (await answer.json()) as { result: { message: { voice: { file_id: string } } }[] };
    return result[0]!.message.voice.file_id;
  }

  it('gives the bytes', async () => {
    const bytes = new Uint8Array([79, 103, 103, 83, 0, 255]);
    const id = await sent(bytes);
    expect(new Uint8Array(await channel.download!({ id, type: 'audio/ogg' }, MB))).toEqual(bytes);
  });

  it.each([
    ['more than we take', 2 * MB, MB, { code: 'too_large', retryable: false }],
    ['more than Telegram gives', 21 * MB, 30 * MB, { code: 'too_large', retryable: false }],
  ] as const)('%s is given up', async (_, size, cap, error) => {
    const id = await sent(new Uint8Array(size));
    await expect(channel.download!({ id, type: 'audio/ogg' }, cap)).rejects.toMatchObject(error);
  });

  it.each([
    ['rate_limit', { retryable: true, code: 'rate_limited' }],
    ['server_error', { retryable: true }],
    ['reset', { retryable: true }],
  ] as const)('%s: later is worth a try', async (kind, error) => {
    const id = await sent(new Uint8Array(10));
    telegram.fault({ kind, method: 'getFile' });
    await expect(channel.download!({ id, type: 'audio/ogg' }, MB)).rejects.toMatchObject(error);
  });

  it('a file that is not there is not', async () => {
    await expect(channel.download!({ id: 'nothing', type: 'audio/ogg' }, MB)).rejects.toMatchObject({
      name: 'DownloadError',
      retryable: false,
    });
  });
});

describe('Twilio', () => {
  const SID = `AC${'0'.repeat(32)}`;
  const ref = { id: `MM${'1'.repeat(32)}/ME${'2'.repeat(32)}`, type: 'audio/amr' };
  let server: Server;
  let elsewhere: Server;
  let seen: IncomingMessage[] = [];
  let strangers = 0;
  let answer: { status: number; location?: string; body?: Buffer };
  let channel: Channel;
  const portOf = (one: Server) => (one.address() as AddressInfo).port;

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(request);
      if (request.url === '/kept') response.end('bytes');
      else {
        response.writeHead(answer.status, answer.location ? { location: answer.location } : {});
        response.end(answer.body);
      }
    });
    elsewhere = createServer((_, response) => {
      strangers++;
      response.end('bytes');
    });
    for (const one of [server, elsewhere])
      await new Promise<void>((done) => one.listen(0, '127.0.0.1', done));
    channel = createTwilio(
      {
        TWILIO_ACCOUNT_SID: SID,
        TWILIO_AUTH_TOKEN: 'f'.repeat(32),
        TWILIO_FROM: '+15005550006',
        TWILIO_API_ROOT: `http://127.0.0.1:${portOf(server)}`,
      } as Parameters<typeof createTwilio>[0],
      { http, publicUrl: 'https://jobs.example', log },
    );
  });
  afterEach(() => {
    seen = [];
    strangers = 0;
  });
  afterAll(() => {
    for (const one of [server, elsewhere]) {
      one.closeAllConnections();
      one.close();
    }
  });

  it('is asked with the password, at the address of its own resource', async () => {
    answer = { status: 200, body: Buffer.from('bytes') };
    expect(String(await channel.download!(ref, MB))).toBe('bytes');
    expect(seen[0]!.url).toBe(
      `/2010-04-01/Accounts/${SID}/Messages/MM${'1'.repeat(32)}/Media/ME${'2'.repeat(32)}`,
    );
    expect(seen[0]!.headers.authorization).toMatch(/^Basic /);
  });

  it('points to where the bytes lie, and there no password is shown', async () => {
    answer = { status: 307, location: `http://127.0.0.1:${portOf(server)}/kept` };
    expect(String(await channel.download!(ref, MB))).toBe('bytes');
    expect(seen[1]!.headers.authorization).toBeUndefined();
  });

  it.each([
    ['this machine', () => `http://127.0.0.1:${portOf(elsewhere)}/`],
    ['this machine by name', () => `https://localhost:${portOf(elsewhere)}/`],
    ['the cloud’s own data', () => 'http://169.254.169.254/latest/meta-data/'],
    ['a stranger', () => 'https://example.com/'],
    ['a stranger who is named like it', () => 'https://twilio.com.example.com/'],
    ['a name in it', () => 'https://api.twilio.com@127.0.0.1/'],
    ['another kind of address', () => 'file:///etc/passwd'],
  ])('pointing to %s is not followed', async (_, location) => {
    answer = { status: 307, location: location() };
    await expect(channel.download!(ref, MB)).rejects.toMatchObject({
      name: 'DownloadError',
      retryable: false,
    });
    expect(strangers).toBe(0);
  });

  it.each([
    [404, false],
    [401, true],
    [500, true],
    [429, true],
  ])('%i: worth another try is %s', async (status, retryable) => {
    answer = { status };
    await expect(channel.download!(ref, MB)).rejects.toMatchObject({ name: 'DownloadError', retryable });
  });

  it('more than we take is given up while it comes', async () => {
    answer = { status: 200, body: Buffer.alloc(2 * MB) };
    await expect(channel.download!(ref, MB)).rejects.toMatchObject({ code: 'too_large', retryable: false });
  });
});
