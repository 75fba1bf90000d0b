import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from 'grammy/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelRegistry } from '../../src/channels/index.ts';
import { create } from '../../src/channels/telegram.ts';
import { readUpdate } from '../../src/channels/telegram-updates.ts';
import { readConfig } from '../../src/config.ts';
import { TelegramEmulator } from '../../src/emulators/telegram.ts';
import { SendError, TingdaError } from '../../src/errors.ts';
import { createHttp } from '../../src/http.ts';
import type { Channel, RawRequest } from '../../src/ports.ts';
import type { InboundMessage, OutboundContent } from '../../src/types.ts';
import { aloneHere } from '../support/alone.ts';
import fc from '../support/chance.ts';
import { waitFor } from '../support/patience.ts';

const SECRET = 'open-sesame_0123456789';
const TOKEN = '123456789:emulated-token-for-tests-only';
const bot = { id: 123456789, username: 'tingda_bot' };
/** By webhook nothing is fetched. */
const nothingComes = async () => expect.unreachable();
const silent = { info() {}, warn() {} };
const bytes = (text: string) => new TextEncoder().encode(text);
const http = createHttp();
afterAll(() => http.close());

interface InCase {
  name: string;
  update: Update;
  messages: InboundMessage[];
}
interface BadCase {
  name: string;
  body: string;
}
interface OutCase {
  name: string;
  content: OutboundContent;
  answer: {
    status: number;
    body?: unknown;
    text?: string;
    headers?: Record<string, string>;
    break?: boolean;
  };
  request?: { method: string; body: object };
  error?: object;
  externalId?: string;
}

/** One JSON file a case, beside this file. */
function cases<T extends { name: string }>(kind: 'in' | 'bad' | 'out'): [name: string, T][] {
  const directory = new URL('./telegram/', import.meta.url);
  return readdirSync(directory)
    .filter((file) => file.startsWith(`${kind}-`))
    .map((file) => JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as T)
    .map((one) => [one.name, one]);
}

function channelAt(root: string, publicUrl?: string, log = silent): Channel {
  const settings = {
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_MODE: 'webhook' as const,
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    TELEGRAM_API_ROOT: root,
  };
  return create(settings, { http, publicUrl, log, alone: aloneHere });
}

function call(secret: string | undefined, body = '{"update_id":1}'): RawRequest {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (secret !== undefined) headers['x-telegram-bot-api-secret-token'] = secret;
  return { method: 'POST', path: '/hooks/telegram', headers, body: bytes(body) };
}

describe('what Telegram posts', () => {
  it.each(cases<InCase>('in'))('%s', (_name, { update, messages }) => {
    const body = bytes(JSON.stringify(update));
    expect(readUpdate(body, bot)).toEqual(messages);
    expect(readUpdate(body, bot), 'a second delivery gives the same').toEqual(messages);
  });

  it.each(cases<BadCase>('bad'))('is refused: %s', (_name, { body }) => {
    expect(() => readUpdate(bytes(body), bot)).toThrow(expect.objectContaining({ code: 'payload_invalid' }));
  });

  it('with any part of it replaced by anything is either understood or refused, never a crash', () => {
    const updates = cases<InCase>('in').map(([, { update }]) => update);
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(-1, 2 ** 53, 1e308, '', '\u0000', '\ud800'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...updates), fc.nat(), odd, (update, which, value) => {
        let at = 0;
        const paths = JSON.stringify(update).match(/"\w+":/g)!.length;
        const body = JSON.stringify(update, (key, old) =>
          key !== '' && at++ === which % paths ? value : old,
        );
        try {
          for (const message of readUpdate(bytes(body), bot)) {
            expect(message.externalId).toMatch(/^[mecj]-?[^ ]*$/);
            expect(message.address).toMatch(/^-?\d+$/);
            expect(JSON.stringify(message)).not.toMatch(/\\u0000|\\ud[89a-f]/);
          }
        } catch (error) {
          if (!(error instanceof TingdaError)) throw error;
          expect(error.code).toBe('payload_invalid');
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('is refused when it is not UTF-8', () => {
    const body = new Uint8Array([...bytes('{"update_id":1,"x":"'), 0xff, ...bytes('"}')]);
    expect(() => readUpdate(body, bot)).toThrow(TingdaError);
  });

  it('is not quoted in the error: it may hold what a person wrote', () => {
    const body = bytes('{"update_id":"x","message":{"text":7,"from":{"first_name":["Lin Xiaoyan"]}}}');
    try {
      readUpdate(body, bot);
      expect.unreachable();
    } catch (error) {
      const { message, items, cause } = error as TingdaError;
      expect(JSON.stringify([message, items, cause])).not.toContain('Xiaoyan');
    }
  });

  it('leaves a group alone until Telegram has told our name', () => {
    const inGroup = (text: string) =>
      readUpdate(
        bytes(
          JSON.stringify({
            update_id: 1,
            message: { message_id: 1, date: 1, chat: { id: -5, type: 'group' }, text },
          }),
        ),
        { id: bot.id, username: null },
      );
    expect(inGroup('@tingda_bot hello')).toEqual([]);
    expect(inGroup('/help')).toHaveLength(1);
  });
});

describe('the secret', () => {
  const channel = channelAt('http://127.0.0.1:9');

  it('lets Telegram in', async () => {
    await expect(channel.verify(call(SECRET))).resolves.toMatchObject({ path: '/hooks/telegram' });
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['another', 'open-sesame_9876543210'],
    ['twice, as HTTP joins it', `${SECRET}, ${SECRET}`],
    ['with a space', ` ${SECRET}`],
    ['in capitals', SECRET.toUpperCase()],
    ['cut short', SECRET.slice(0, -1)],
    ['too long', SECRET.padEnd(257, 'x')],
    ['enormous', SECRET.repeat(100_000)],
  ])('%s is refused, whatever the body is', async (_name, secret) => {
    const refusal = { code: 'signature_invalid', status: 401 };
    await expect(channel.verify(call(secret))).rejects.toMatchObject(refusal);
    await expect(channel.verify(call(secret, 'not even JSON'))).rejects.toMatchObject(refusal);
  });

  it('changed in one place or another is refused 500 times out of 500', async () => {
    let accepted = 0;
    for (let i = 0; i < 500; i++) {
      const at = i % SECRET.length;
      const code = 33 + ((SECRET.charCodeAt(at) - 33 + 1 + Math.floor(i / SECRET.length)) % 94);
      const changed = `${SECRET.slice(0, at)}${String.fromCharCode(code)}${SECRET.slice(at + 1)}`;
      expect(changed).not.toBe(SECRET);
      accepted += await channel.verify(call(changed)).then(
        () => 1,
        () => 0,
      );
    }
    expect(accepted).toBe(0);
  });
});

describe('what we send', () => {
  let server: Server;
  let current: OutCase['answer'];
  let seen: { method: string; body: unknown } | null = null;
  let channel: Channel;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      seen = { method: request.url!.split('/').at(-1)!, body: JSON.parse(text) };
      if (current.break) return request.socket.resetAndDestroy();
      response.writeHead(current.status, current.headers);
      response.end('body' in current ? JSON.stringify(current.body) : current.text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    channel = channelAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = (content: OutboundContent) =>
    channel.send({ channel: 'telegram', account: String(bot.id), address: '7', content }, 'key');

  it.each(cases<OutCase>('out'))('%s', async (_name, { content, answer, request, error, externalId }) => {
    current = answer;
    const outcome = await send(content).catch((e: unknown) => e);
    if (request) expect(seen).toEqual(request);
    if (externalId !== undefined) expect(outcome).toEqual({ externalId });
    else {
      expect(outcome).toBeInstanceOf(SendError);
      expect(outcome).toMatchObject(error!);
    }
  });

  it('a payload over 64 bytes is not even tried', async () => {
    seen = null;
    const buttons = [{ label: 'x', payload: '好'.repeat(22) }];
    await expect(send({ kind: 'text', text: 'x', buttons })).rejects.toMatchObject({
      code: 'button_too_long',
      retryable: false,
      outcome: 'not_sent',
    });
    expect(seen).toBeNull();
  });

  it('nothing of a failed send, neither the token nor the words, is in its error', async () => {
    for (const answer of cases<OutCase>('out').map(([, { answer }]) => answer)) {
      current = answer;
      const error = await send({ kind: 'text', text: 'a private word' }).catch((e: unknown) => e);
      if (!(error instanceof SendError)) continue;
      const told = JSON.stringify([error, error.message, error.stack, error.cause ?? null]);
      expect(told).not.toMatch(/private word|emulated-token/);
    }
  });

  it('a provider that nobody answers for was not sent to', async () => {
    const nowhere = channelAt('http://127.0.0.1:9');
    const message = {
      channel: 'telegram',
      account: String(bot.id),
      address: '7',
      content: { kind: 'text' as const, text: 'x' },
    };
    await expect(nowhere.send(message, 'k')).rejects.toMatchObject({
      code: 'network_connect_failed',
      retryable: true,
      outcome: 'not_sent',
    });
    expect(nowhere.health()).toMatchObject({ state: 'degraded' });
  });
});

describe('starting', () => {
  let telegram: TelegramEmulator;
  beforeAll(async () => {
    telegram = await TelegramEmulator.start({ token: TOKEN });
  });
  afterAll(() => telegram.stop());

  it('learns its name, tells Telegram where to deliver, and is well', async () => {
    const channel = channelAt(telegram.url, 'http://127.0.0.1:3999');
    expect(channel.link('SORT01')).toBeNull();
    expect(channel.health().state).toBe('degraded');
    await channel.start(nothingComes);
    expect(channel.health()).toEqual({ state: 'ok' });
    expect(channel.link('SORT01')).toBe('https://t.me/tingda_bot?start=SORT01');
    expect(telegram.updates.info()).toMatchObject({
      url: 'http://127.0.0.1:3999/hooks/telegram',
      max_connections: 100,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    });
    await channel.stop();
    expect(telegram.updates.info().url, 'others still serve it').not.toBe('');
    telegram.updates.setWebhook(null);
  });

  it('without PUBLIC_URL it is well only if somebody else has registered a webhook', async () => {
    const channel = channelAt(telegram.url);
    await channel.start(nothingComes);
    expect(channel.health()).toMatchObject({
      state: 'degraded',
      detail: expect.stringContaining('PUBLIC_URL'),
    });
    telegram.updates.setWebhook({ url: 'http://127.0.0.1:9/', maxConnections: 1 });
    await channel.start(nothingComes);
    expect(channel.health()).toEqual({ state: 'ok' });
    telegram.updates.setWebhook(null);
  });

  it('tries again by itself when Telegram fails at first', async () => {
    telegram.fault({ kind: 'server_error', method: 'getMe' });
    const channel = channelAt(telegram.url, 'http://127.0.0.1:3999');
    await channel.start(nothingComes);
    expect(channel.health()).toEqual({
      state: 'degraded',
      detail: 'Telegram could not be reached or did not do as asked (provider_failed)',
    });
    await waitFor(() => expect(channel.health()).toEqual({ state: 'ok' }));
    await channel.stop();
    telegram.updates.setWebhook(null);
  });

  it('says so when the token is refused, in health and log, and never shows it', async () => {
    const logged: unknown[] = [];
    const log = { info: silent.info, warn: (...line: unknown[]) => logged.push(line) };
    const other = await TelegramEmulator.start({ token: '123456789:quite-another-token-than-ours' });
    const channel = channelAt(other.url, 'http://127.0.0.1:3999', log as typeof silent);
    await channel.start(nothingComes);
    await channel.stop();
    await other.stop();
    expect(channel.health()).toEqual({
      state: 'degraded',
      detail: 'Telegram refuses TELEGRAM_BOT_TOKEN',
    });
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain(TOKEN.split(':')[1]);
  });
});

describe('the environment', () => {
  const read = (env: Record<string, string>) => readConfig(env, channelRegistry);
  const good = { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_WEBHOOK_SECRET: SECRET };

  it('is off with nothing set, on with the two variables, and the address loses its slash', () => {
    expect(read({}).channels).not.toHaveProperty('telegram');
    expect(read({ ...good, TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/' }).channels.telegram).toEqual({
      ...good,
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_API_ROOT: 'http://127.0.0.1:8081',
    });
  });

  it('needs the token alone where it polls', () => {
    const polling = { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_MODE: 'polling' };
    expect(read(polling).channels.telegram).toMatchObject(polling);
  });

  it.each<[string, Record<string, string>, string | RegExp]>([
    ['no token', { TELEGRAM_WEBHOOK_SECRET: SECRET }, 'TELEGRAM_BOT_TOKEN is missing'],
    [
      'a token of another shape',
      { ...good, TELEGRAM_BOT_TOKEN: 'abc' },
      'TELEGRAM_BOT_TOKEN must be the token',
    ],
    ['no secret', { TELEGRAM_BOT_TOKEN: TOKEN }, 'TELEGRAM_WEBHOOK_SECRET is missing'],
    ['a secret with a space', { ...good, TELEGRAM_WEBHOOK_SECRET: 'a b' }, 'TELEGRAM_WEBHOOK_SECRET must be'],
    ['another mode', { ...good, TELEGRAM_MODE: 'pull' }, 'TELEGRAM_MODE must be webhook or polling'],
    ['polling without a token', { TELEGRAM_MODE: 'polling' }, 'TELEGRAM_BOT_TOKEN is missing'],
    [
      'two at once',
      { TELEGRAM_API_ROOT: 'http://127.0.0.1:1' },
      /TELEGRAM_BOT_TOKEN is.*TELEGRAM_WEBHOOK_SECRET is/,
    ],
    [
      'a malformed secret, although polling needs none',
      { ...good, TELEGRAM_MODE: 'polling', TELEGRAM_WEBHOOK_SECRET: 'a b' },
      'TELEGRAM_WEBHOOK_SECRET must be',
    ],
    ['an address that is none', { ...good, TELEGRAM_API_ROOT: 'telegram' }, 'TELEGRAM_API_ROOT must be'],
  ])('%s stops the start and is named, without its value', (_name, env, says) => {
    try {
      read(env);
      expect.unreachable();
    } catch (error) {
      expect((error as TingdaError).message).toMatch(says);
      expect((error as TingdaError).message).not.toContain(SECRET);
    }
  });
});
