/** The channels by SMS, as the contract suite meets them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { create as createKannel } from '../../src/channels/kannel.ts';
import { create as createTwilio } from '../../src/channels/twilio.ts';
import { TwilioEmulator } from '../../src/emulators/twilio.ts';
import { signature } from '../../src/emulators/twilio-webhook.ts';
import type { Http } from '../../src/http.ts';
import type { RawRequest } from '../../src/ports.ts';
import type { Failure, Subject } from './subject.ts';

/** What a smsbox answers; the real one is under test in test/conversation/kannel.test.ts, but does not fail to order. */
export async function kannel(http: Http): Promise<Subject> {
  const arrived: string[] = [];
  let next: Failure | null = null;
  const answers: Record<Exclude<Failure, `reset${string}`>, [number, string, object?]> = {
    unreachable: [403, 'Not routable. Do not try again.'],
    rate_limited: [429, 'slow down', { 'retry-after': '2' }],
    server_error: [500, 'Internal error'],
    token_refused: [403, 'Authorization failed for sendsms'],
  };
  const server = createServer((request, response) => {
    const { searchParams, pathname } = new URL(request.url!, 'http://x');
    if (pathname !== '/cgi-bin/sendsms') return response.writeHead(404).end('Unknown request.');
    const failure = next;
    next = null;
    if (failure === null || failure === 'reset_after_accepting') arrived.push(searchParams.get('text')!);
    if (failure === null) return response.writeHead(202).end('0: Accepted for delivery');
    if (failure === 'reset' || failure === 'reset_after_accepting') return request.socket.resetAndDestroy();
    const [status, body, headers] = answers[failure];
    response.writeHead(status, { ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const secret = 'a-secret-of-the-contract-suite';
  const channel = createKannel(
    {
      KANNEL_SEND_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cgi-bin/sendsms`,
      KANNEL_USERNAME: 'tingda',
      KANNEL_PASSWORD: 'a-password',
      KANNEL_FROM: '10690',
      KANNEL_CALLBACK_SECRET: secret,
    },
    { http, publicUrl: 'http://127.0.0.1:9', log: { info() {}, warn() {} } },
  );
  const call = (body: string, path: string): RawRequest => ({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new TextEncoder().encode(body),
  });
  const at = (given: string) => `/hooks/sms/kannel/${given}`;
  const fields = (more: Record<string, string>) =>
    new URLSearchParams({ from: '8613800138000', to: '10690', charset: 'UTF-8', ...more }).toString();
  return {
    channel,
    address: '+8613800138000',
    signed: (body) => call(body, at(secret)),
    forged: (body) => [
      ['no secret', call(body, '/hooks/sms/kannel/')],
      ['a wrong secret', call(body, at(`${secret}x`))],
      ['a part of the secret', call(body, at(secret.slice(0, -1)))],
      ['the secret in other letters', call(body, at(secret.toUpperCase()))],
      ['the secret as a field', call(body, `${at('x')}?secret=${secret}`)],
      ['the secret behind a wrong one', call(body, `${at('x')}/${secret}`)],
      ['a wrong secret for a report', call(body, `${at('x')}/dlr`)],
    ],
    text: (text, n) => fields({ id: `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`, text }),
    meaningless: [
      fields({ from: '10086', id: '1', text: 'hi' }),
      fields({ from: 'DHL', id: '1', text: 'hi' }),
    ],
    malformed: [
      '',
      'text=hi',
      fields({ id: '1' }),
      fields({ text: 'hi' }),
      fields({ id: 'a b', text: 'hi' }),
      '{}',
    ],
    fail: (failure) => {
      next = failure;
    },
    arrived: () => arrived,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export async function twilio(http: Http): Promise<Subject> {
  const emulator = await TwilioEmulator.start({ statuses: 'none' });
  const [phone, other] = [emulator.phone('+8613800138000'), emulator.phone('+8613800138001')];
  const sid = (n: number) => `SM${String(n).padStart(32, '0')}`;
  const publicUrl = 'https://interviews.example.org';
  const { accountSid, authToken, from } = emulator;
  const channel = createTwilio(
    {
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_FROM: from,
      TWILIO_API_ROOT: emulator.url,
    },
    { http, publicUrl, log: { info() {}, warn() {} } },
  );
  const path = '/hooks/sms/twilio';
  const call = (body: string, headers: Record<string, string>): RawRequest => ({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', host: '127.0.0.1:3000', ...headers },
    body: new TextEncoder().encode(body),
  });
  const sign = (body: string, { url = publicUrl + path, token = authToken } = {}) => ({
    'x-twilio-signature': signature(token, url, Object.fromEntries(new URLSearchParams(body))),
  });
  const fail: Record<Failure, () => void> = {
    unreachable: () => emulator.fault({ kind: 'error', code: 21614 }),
    rate_limited: () => emulator.fault({ kind: 'rate_limit', retry_after: 2 }),
    server_error: () => emulator.fault({ kind: 'server_error' }),
    reset: () => emulator.fault({ kind: 'reset' }),
    reset_after_accepting: () => emulator.fault({ kind: 'reset', accepted: true }),
    token_refused: () => emulator.fault({ kind: 'unauthorized' }),
  };
  return {
    channel,
    address: phone.number,
    signed: (body) => call(body, sign(body)),
    forged: (body) => [
      ['no signature', call(body, {})],
      ['an empty signature', call(body, { 'x-twilio-signature': '' })],
      ['the signature of another body', call(body, sign(`${body}&Body=x`))],
      ['a signature with another token', call(body, sign(body, { token: 'another-token' }))],
      ['a signature for another path', call(body, sign(body, { url: `${publicUrl}/hooks/sms/other` }))],
      ['a signature for another host', call(body, sign(body, { url: `http://127.0.0.1:3000${path}` }))],
      ['the signature in another header', call(body, { authorization: sign(body)['x-twilio-signature'] })],
      ['the token as the signature', call(body, { 'x-twilio-signature': authToken })],
    ],
    text: (words, n) => new URLSearchParams(emulator.fieldsOf(phone, words, sid(n))).toString(),
    voice: {
      async note(bytes) {
        const files = [{ type: 'audio/amr', bytes }];
        const body = new URLSearchParams(emulator.fieldsOf(phone, '', undefined, files)).toString();
        return call(body, sign(body));
      },
      other: {
        address: other.number,
        says(words, n) {
          const body = new URLSearchParams(emulator.fieldsOf(other, words, sid(n))).toString();
          return call(body, sign(body));
        },
      },
    },
    meaningless: [
      // Another app's address, a short code, a name, a state that says nothing.
      ...['whatsapp:+8613800138000', '12345', 'DHL'].map((sender) =>
        new URLSearchParams({ ...emulator.fieldsOf(phone, 'hi'), From: sender }).toString(),
      ),
      ...['queued', 'sending', 'what_comes_next'].map((state) =>
        new URLSearchParams({
          MessageSid: `SM${'1'.repeat(32)}`,
          AccountSid: accountSid,
          To: phone.number,
          MessageStatus: state,
        }).toString(),
      ),
    ],
    malformed: [
      '',
      'Body=hi',
      '{"MessageSid":"SM1"}',
      new URLSearchParams({ ...emulator.fieldsOf(phone, 'hi'), MessageSid: '../SM' }).toString(),
      new URLSearchParams({ ...emulator.fieldsOf(phone, 'hi'), NumMedia: '-1' }).toString(),
      new URLSearchParams({
        ...emulator.fieldsOf(phone, 'hi'),
        AccountSid: `AC${'0'.repeat(32)}`,
      }).toString(),
    ],
    fail: (failure) => fail[failure](),
    arrived: () => phone.received.map(({ text }) => text),
    stop: () => emulator.stop(),
  };
}
