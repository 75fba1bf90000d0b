import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelRegistry } from '../../src/channels/index.ts';
import { create } from '../../src/channels/twilio.ts';
import { readCall } from '../../src/channels/twilio-calls.ts';
import { isSigned } from '../../src/channels/twilio-signature.ts';
import { readConfig } from '../../src/config.ts';
import { TwilioEmulator } from '../../src/emulators/twilio.ts';
import { signature } from '../../src/emulators/twilio-webhook.ts';
import { SendError, TingdaError } from '../../src/errors.ts';
import { createHttp } from '../../src/http.ts';
import type { Channel, RawRequest } from '../../src/ports.ts';
import type { DeliveryStatus, InboundMessage } from '../../src/types.ts';
import fc from '../support/chance.ts';
import { waitFor } from '../support/patience.ts';

const SID = `AC${'a'.repeat(32)}`;
const TOKEN = 'the-token-of-the-tests';
const PUBLIC = 'https://interviews.example.org';
const silent = { info() {}, warn() {} };
const http = createHttp();
afterAll(() => http.close());

type Form = Record<string, string>;
interface InCase {
  name: string;
  form: Form;
  messages: InboundMessage[];
}
interface StatusCase {
  name: string;
  path: string;
  form: Form;
  status: DeliveryStatus | null;
}
interface OutCase {
  name: string;
  answer: {
    status: number;
    body?: unknown;
    text?: string;
    headers?: Record<string, string>;
    break?: boolean;
  };
  error?: object;
  externalId?: string;
}

/** One JSON file a case, beside this file. */
function cases<T extends { name: string }>(kind: 'in' | 'bad' | 'out' | 'status'): [name: string, T][] {
  const directory = new URL('./twilio/', import.meta.url);
  return readdirSync(directory)
    .filter((file) => file.startsWith(`${kind}-`))
    .map((file) => JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as T)
    .map((one) => [one.name, one]);
}

function channelAt(root: string, more: object = { TWILIO_FROM: '+15105550100' }, log = silent): Channel {
  const settings = { TWILIO_ACCOUNT_SID: SID, TWILIO_AUTH_TOKEN: TOKEN, TWILIO_API_ROOT: root, ...more };
  return create(settings, { http, publicUrl: PUBLIC, log });
}

const at = { sid: SID, apiRoot: 'https://api.twilio.com' };
const read = (form: Form, path = '/hooks/sms/twilio') => readCall(new URLSearchParams(form), path, at);

describe('what Twilio posts', () => {
  it.each(cases<InCase>('in'))('%s', (_name, { form, messages }) => {
    expect(read(form)).toEqual({ messages, statuses: [] });
  });

  it.each(cases<StatusCase>('status'))('a status: %s', (_name, { form, path, status }) => {
    expect(read(form, path)).toEqual({ messages: [], statuses: status ? [status] : [] });
  });

  it.each(cases<InCase>('bad'))('is refused: %s', (_name, { form }) => {
    expect(() => read(form)).toThrow(expect.objectContaining({ code: 'payload_invalid' }));
  });

  it('with any part of it replaced by anything is either understood or refused, never a crash', () => {
    const forms = [...cases<InCase>('in'), ...cases<StatusCase>('status')].map(([, { form }]) => form);
    const odd = fc.oneof(
      fc.string(),
      fc.constantFrom('', '\u0000', '-1', '99', 'constructor', '__proto__', 'x'.repeat(5000)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...forms), fc.nat(), odd, (form, which, value) => {
        const names = Object.keys(form);
        const changed = { ...form, [names[which % names.length]!]: value };
        try {
          const { messages, statuses } = read(changed);
          for (const { address, externalId } of messages) {
            expect(address).toMatch(/^\+\d+$/);
            expect(externalId).toMatch(/^[A-Za-z]{2}\w+(?::\w+)?$/);
          }
          for (const { address } of statuses) expect(address).toMatch(/^\+\d+$/);
        } catch (error) {
          if (!(error instanceof TingdaError)) throw error;
          expect(error.code).toBe('payload_invalid');
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('is not quoted in the error: it may hold what a person wrote', () => {
    try {
      read({ MessageSid: 'x', From: 'Lin Xiaoyan', Body: 'private words' });
      expect.unreachable();
    } catch (error) {
      const { message, items, cause } = error as TingdaError;
      expect(JSON.stringify([message, items, cause])).not.toMatch(/Xiaoyan|private/);
    }
  });
});

describe('the signature', () => {
  // The example of Twilio's own libraries.
  const form = new URLSearchParams({
    CallSid: 'CA1234567890ABCDE',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
    Caller: '+14158675309',
  });
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  const example = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';

  it('is the one that Twilio makes', () => {
    expect(isSigned(example, '12345', url, form)).toBe(true);
    expect(isSigned(example, '12346', url, form)).toBe(false);
    expect(isSigned(example, '12345', `${url}&x`, form)).toBe(false);
  });

  it('is taken with and without the port that goes without saying', () => {
    const fields = Object.fromEntries(form);
    const withPort = url.replace('mycompany.com', 'mycompany.com:443');
    expect(isSigned(signature('12345', withPort, fields), '12345', url, form)).toBe(true);
    const other = url.replace('mycompany.com', 'mycompany.com:8443');
    expect(isSigned(signature('12345', other, fields), '12345', url, form)).toBe(false);
    expect(isSigned(signature('12345', other, fields), '12345', other, form)).toBe(true);
  });

  it('covers every value of a field that comes twice, each once', () => {
    const twice = new URLSearchParams('b=2&a=1&b=1&b=2');
    const signed = signature('12345', url, { a: '1', b: '1b2' });
    expect(isSigned(signed, '12345', url, twice)).toBe(true);
  });

  const channel = channelAt('http://127.0.0.1:9');
  const body = new URLSearchParams(cases<InCase>('in')[0]![1].form).toString();
  const call = (given: string | undefined, changed = body, path = '/hooks/sms/twilio'): RawRequest => ({
    method: 'POST',
    path,
    headers: {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      ...(given !== undefined && { 'x-twilio-signature': given }),
    },
    body: new TextEncoder().encode(changed),
  });
  const right = signature(TOKEN, `${PUBLIC}/hooks/sms/twilio`, Object.fromEntries(new URLSearchParams(body)));

  it('is made with the address that the operator told, whatever the request says', async () => {
    await expect(channel.verify(call(right))).resolves.toBeTruthy();
  });

  it('changed in one place, or of a changed body or path, is refused 500 times out of 500', async () => {
    let accepted = 0;
    const taken = (request: RawRequest) =>
      channel.verify(request).then(
        () => accepted++,
        () => {},
      );
    for (let i = 0; i < 250; i++) {
      const at = i % right.length;
      const code = 43 + ((right.charCodeAt(at) - 43 + 1 + Math.floor(i / right.length)) % 79);
      await taken(call(`${right.slice(0, at)}${String.fromCharCode(code)}${right.slice(at + 1)}`));
    }
    for (let i = 0; i < 150; i++) {
      const at = i % body.length;
      await taken(call(right, `${body.slice(0, at)}${body[at] === '0' ? '1' : '0'}${body.slice(at + 1)}`));
    }
    for (let i = 0; i < 100; i++) await taken(call(right, body, `/hooks/sms/twilio?${i}`));
    expect(accepted).toBe(0);
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['as other text for the same bytes', right.replace('=', '')],
    ['with a space', ` ${right}`],
    ['enormous', right.repeat(10_000)],
  ])('%s is refused', async (_name, given) => {
    await expect(channel.verify(call(given))).rejects.toMatchObject({
      code: 'signature_invalid',
      status: 401,
    });
  });
});

describe('what we send', () => {
  let server: Server;
  let current: OutCase['answer'];
  let seen: { path: string; form: Form; authorization: string | undefined } | null = null;
  let root: string;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      const { authorization } = request.headers;
      seen = { path: request.url!, form: Object.fromEntries(new URLSearchParams(text)), authorization };
      if (current.break) return request.socket.resetAndDestroy();
      response.writeHead(current.status, current.headers);
      response.end('body' in current ? JSON.stringify(current.body) : current.text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = (channel: Channel, text: string) =>
    channel.send(
      { channel: 'twilio', account: SID, address: '+8613800138000', content: { kind: 'text', text } },
      '3:1',
    );

  it.each(cases<OutCase>('out'))('%s', async (_name, { answer, error, externalId }) => {
    current = answer;
    const outcome = await send(channelAt(root), '你好').catch((e: unknown) => e);
    if (externalId !== undefined) expect(outcome).toEqual({ externalId });
    else {
      expect(outcome).toBeInstanceOf(SendError);
      expect(outcome).toMatchObject(error!);
    }
  });

  it('is the text, the sender, and where to tell what becomes of it', async () => {
    current = cases<OutCase>('out').find(([, { externalId }]) => externalId)![1].answer;
    await send(channelAt(root), '*你好* & <b>x</b>');
    expect(seen).toEqual({
      path: `/2010-04-01/Accounts/${SID}/Messages.json`,
      authorization: `Basic ${btoa(`${SID}:${TOKEN}`)}`,
      form: {
        To: '+8613800138000',
        From: '+15105550100',
        Body: '*你好* & <b>x</b>',
        StatusCallback: `${PUBLIC}/hooks/sms/twilio/status?line=3%3A1`,
      },
    });
    const service = `MG${'b'.repeat(32)}`;
    const channel = channelAt(root, { TWILIO_MESSAGING_SERVICE_SID: service });
    await send(channel, 'x');
    expect(seen?.form).toMatchObject({ MessagingServiceSid: service });
    expect(seen?.form).not.toHaveProperty('From');
    expect(channel.link('SORT01'), 'a service does not say its numbers').toBeNull();
  });

  it('nothing of a failed send, neither the token nor the words nor the number, is in its error', async () => {
    for (const [, { answer }] of cases<OutCase>('out')) {
      current = answer;
      const error = await send(channelAt(root), 'a private word').catch((e: unknown) => e);
      if (!(error instanceof SendError)) continue;
      const told = JSON.stringify([error, error.message, error.stack, error.cause ?? null]);
      expect(told).not.toMatch(/private word|the-token|13800138000/);
    }
  });
});

describe('starting', () => {
  it('needs to know how the outside sees us: Twilio signs it', () => {
    const settings = {
      TWILIO_ACCOUNT_SID: SID,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_FROM: '+15105550100',
      TWILIO_API_ROOT: 'http://127.0.0.1:9',
    };
    expect(() => create(settings, { http, publicUrl: undefined, log: silent })).toThrow(
      expect.objectContaining({ code: 'config_invalid', message: expect.stringContaining('PUBLIC_URL') }),
    );
  });

  it('tries again by itself when Twilio fails at first, and says so until then', async () => {
    const twilio = await TwilioEmulator.start({ accountSid: SID, authToken: TOKEN });
    twilio.fault({ kind: 'server_error' });
    const warned: unknown[] = [];
    const log = { info() {}, warn: (...line: unknown[]) => warned.push(line) };
    const channel = channelAt(twilio.url, undefined, log as typeof silent);
    await channel.start(async () => {});
    expect(channel.health()).toMatchObject({ state: 'degraded', detail: expect.stringContaining('Twilio') });
    await waitFor(() => expect(channel.health()).toEqual({ state: 'ok' }));
    expect(JSON.stringify(warned)).toContain('provider_failed');
    expect(JSON.stringify(warned)).not.toContain(TOKEN);
    await channel.stop();
    await twilio.stop();
  });
});

describe('the environment', () => {
  const read = (env: Record<string, string>) => readConfig(env, channelRegistry);
  const good = { TWILIO_ACCOUNT_SID: SID, TWILIO_AUTH_TOKEN: TOKEN, TWILIO_FROM: '+15105550100' };

  it('is off with nothing set, and on with a sender of either kind', () => {
    expect(read({}).channels).not.toHaveProperty('twilio');
    expect(read(good).channels.twilio).toEqual({ ...good, TWILIO_API_ROOT: 'https://api.twilio.com' });
    const { TWILIO_FROM: _, ...rest } = good;
    const service = { ...rest, TWILIO_MESSAGING_SERVICE_SID: `MG${'b'.repeat(32)}` };
    expect(read(service).channels.twilio).toMatchObject(service);
  });

  it.each([
    ['no token', { ...good, TWILIO_AUTH_TOKEN: '' }, 'TWILIO_AUTH_TOKEN is missing'],
    ['no sender', { ...good, TWILIO_FROM: '' }, 'TWILIO_FROM is missing'],
    ['a sender of another shape', { ...good, TWILIO_FROM: '0510 5550100' }, 'TWILIO_FROM must be a number'],
    ['an account of another shape', { ...good, TWILIO_ACCOUNT_SID: 'me' }, 'TWILIO_ACCOUNT_SID must be'],
    ['an address that is none', { ...good, TWILIO_API_ROOT: 'twilio' }, 'TWILIO_API_ROOT must be'],
  ])('%s stops the start and is named, without its value', (_name, env, says) => {
    try {
      read(env);
      expect.unreachable();
    } catch (error) {
      expect((error as TingdaError).message).toContain(says);
      expect((error as TingdaError).message).not.toContain(TOKEN);
    }
  });
});
