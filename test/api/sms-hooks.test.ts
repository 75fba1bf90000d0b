/** The hooks of the SMS channels: forms and addresses instead of JSON, statuses beside messages, answers that nobody reads. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { create as createKannel } from '../../src/channels/kannel.ts';
import { create as createTwilio } from '../../src/channels/twilio.ts';
import { signature } from '../../src/emulators/twilio-webhook.ts';
import { createHttp } from '../../src/http.ts';
import type { Channel } from '../../src/ports.ts';
import type { DeliveryStatus } from '../../src/types.ts';
import { type Harness, startHarness } from './harness.ts';

const PUBLIC = 'https://interviews.example.org';
const TOKEN = 'the-token-of-the-tests';
const SECRET = 'a-callback-secret-of-the-tests';
const SID = `AC${'a'.repeat(32)}`;
const http = createHttp();
const deps = { http, publicUrl: PUBLIC, log: { info() {}, warn() {} } };

let api: Harness;
const statuses: DeliveryStatus[] = [];
let lost = false;
beforeAll(async () => {
  const twilio = createTwilio(
    {
      TWILIO_ACCOUNT_SID: SID,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_FROM: '+15105550100',
      TWILIO_API_ROOT: 'http://127.0.0.1:9',
    },
    deps,
  );
  const kannel = createKannel(
    {
      KANNEL_SEND_URL: 'http://127.0.0.1:9/cgi-bin/sendsms',
      KANNEL_USERNAME: 'tingda',
      KANNEL_PASSWORD: 'x',
      KANNEL_FROM: '10690',
      KANNEL_CALLBACK_SECRET: SECRET,
    },
    deps,
  );
  api = await startHarness({
    channels: new Map<string, Channel>([
      ['twilio', twilio],
      ['kannel', kannel],
    ]),
    async takeStatuses(given) {
      if (lost) throw new Error('the database is away');
      statuses.push(...given);
    },
  });
});
afterAll(async () => {
  await api.close();
  await http.close();
});
beforeEach(() => {
  api.received.length = 0;
  statuses.length = 0;
  api.receive.fail = false;
  lost = false;
});

const MESSAGE = {
  MessageSid: `SM${'1'.repeat(32)}`,
  AccountSid: SID,
  From: '+8613800138000',
  To: '+15105550100',
  Body: '你好 & 再见',
  NumMedia: '0',
};
const STATUS = {
  MessageSid: `SM${'2'.repeat(32)}`,
  AccountSid: SID,
  To: '+8613800138000',
  MessageStatus: 'delivered',
};
const FORM = 'application/x-www-form-urlencoded';

function post(
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = { 'x-twilio-signature': signature(TOKEN, PUBLIC + path, fields) },
) {
  const body = new URLSearchParams(fields).toString();
  return api.call('POST', path, body, { authorization: '', 'content-type': FORM, ...headers });
}
const get = (path: string) => api.call('GET', path, undefined, { authorization: '' });
const kannel = (rest: string, secret = SECRET) => `/hooks/sms/kannel/${secret}${rest}`;
const MO = '?from=8613800138000&to=10690&id=3e114882&charset=UTF-8&text=%E4%BD%A0%E5%A5%BD';

describe('Twilio', () => {
  it('hands a message on, and answers with TwiML that says nothing', async () => {
    const answer = await post('/hooks/sms/twilio', MESSAGE);
    expect(answer).toMatchObject({ status: 200, text: expect.stringMatching(/<Response\/>$/) });
    expect(answer.headers.get('content-type')).toBe('text/xml');
    expect(api.received).toMatchObject([{ channel: 'twilio', content: { text: '你好 & 再见' } }]);
  });

  it('hands a status on, with the key of its line', async () => {
    expect((await post('/hooks/sms/twilio/status?line=3%3A1', STATUS)).status).toBe(200);
    expect(statuses).toMatchObject([{ channel: 'twilio', key: '3:1', state: 'delivered' }]);
    expect(api.received).toEqual([]);
  });

  it('is asked for another try when nothing could be stored', async () => {
    api.receive.fail = true;
    expect((await post('/hooks/sms/twilio', MESSAGE)).status).toBe(503);
    lost = true;
    expect((await post('/hooks/sms/twilio/status', STATUS)).status).toBe(503);
  });

  it.each<[string, number, () => Promise<{ status: number }>]>([
    ['no signature', 401, () => post('/hooks/sms/twilio', MESSAGE, {})],
    [
      'the signature for the other hook',
      401,
      () =>
        post('/hooks/sms/twilio/status', MESSAGE, {
          'x-twilio-signature': signature(TOKEN, `${PUBLIC}/hooks/sms/twilio`, MESSAGE),
        }),
    ],
    [
      'a signed form of another account',
      400,
      () => post('/hooks/sms/twilio', { ...MESSAGE, AccountSid: 'AC1' }),
    ],
    ['JSON', 415, () => post('/hooks/sms/twilio', MESSAGE, { 'content-type': 'application/json' })],
    ['a type that begins so', 415, () => post('/hooks/sms/twilio', MESSAGE, { 'content-type': `${FORM}x` })],
    [
      'multipart',
      415,
      () => post('/hooks/sms/twilio', MESSAGE, { 'content-type': 'multipart/form-data; boundary=x' }),
    ],
    ['GET', 405, () => get('/hooks/sms/twilio')],
    ['more than a mebibyte', 413, () => post('/hooks/sms/twilio', { ...MESSAGE, Body: 'x'.repeat(2 ** 20) })],
    ['another address', 404, () => post('/hooks/sms/other', MESSAGE)],
    ['the type of the channel as the address', 404, () => post('/hooks/twilio', MESSAGE)],
  ])('is refused %s: %i', async (_what, status, request) => {
    expect((await request()).status).toBe(status);
    expect(api.received).toEqual([]);
    expect(statuses).toEqual([]);
  });
});

describe('Kannel', () => {
  it('hands a message on by GET and by POST, and answers nothing: it would be sent to the person', async () => {
    const byGet = await get(kannel(MO));
    expect(byGet).toMatchObject({ status: 200, text: '' });
    const byPost = await api.call('POST', kannel('?from=8613800138000&id=2&charset=UTF-8'), '你好', {
      authorization: '',
      'content-type': 'text/plain; charset="UTF-8"',
    });
    expect(byPost).toMatchObject({ status: 200, text: '' });
    expect(api.received.map(({ content }) => content)).toEqual([
      { kind: 'text', text: '你好' },
      { kind: 'text', text: '你好' },
    ]);
  });

  it('hands a report on', async () => {
    const report = '/dlr?line=3%3A1&to=%2B8613800138000&type=1&answer=';
    expect(await get(kannel(report))).toMatchObject({ status: 200, text: '' });
    expect(statuses).toMatchObject([{ channel: 'kannel', key: '3:1', state: 'delivered' }]);
  });

  it('is asked for another try when nothing could be stored', async () => {
    api.receive.fail = true;
    expect((await get(kannel(MO))).status).toBe(503);
  });

  it.each<[string, number, () => Promise<{ status: number }>]>([
    ['a wrong secret', 401, () => get(kannel(MO, 'another'))],
    ['no secret', 404, () => get('/hooks/sms/kannel')],
    ['a wrong secret with nothing to read: nothing is parsed before', 401, () => get(kannel('', 'another'))],
    ['nothing to read', 400, () => get(kannel(''))],
    ['a look', 405, async () => api.app.request(kannel(MO), { method: 'HEAD' })],
    ['JSON', 415, () => api.call('POST', kannel(MO), {}, { authorization: '' })],
  ])('is refused %s: %i', async (_what, status, request) => {
    expect((await request()).status).toBe(status);
    expect(api.received).toEqual([]);
    expect(statuses).toEqual([]);
  });
});

it('no secret, number or word stands in the metrics or in the log', async () => {
  await get(kannel(MO));
  api.receive.fail = true;
  await get(kannel(MO));
  await post('/hooks/sms/twilio', MESSAGE);
  const metrics = await api.deps.metrics.text();
  expect(metrics).toContain('/hooks/sms/kannel/{secret}');
  expect(metrics + api.lines.join('')).not.toMatch(/callback-secret|13800138000|你好/);
});
