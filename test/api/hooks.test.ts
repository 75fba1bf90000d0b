import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness, WEBHOOK_SECRET } from './harness.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());
beforeEach(() => {
  api.received.length = 0;
  api.receive.fail = false;
});

const update = (text: string, id = 1) => ({
  update_id: id,
  message: {
    message_id: id,
    date: 1_700_000_000,
    chat: { id: 42, type: 'private', first_name: 'Lin' },
    from: { id: 42, is_bot: false, first_name: 'Lin', language_code: 'zh' },
    text,
  },
});

const secret = { 'x-telegram-bot-api-secret-token': WEBHOOK_SECRET };
const post = (body: unknown, headers: Record<string, string> = secret, path = '/hooks/telegram') =>
  api.call('POST', path, body, { authorization: '', ...headers });

it('hands a message on and answers 200 only when it is stored', async () => {
  const answer = await post(update('你好'));
  expect(answer).toMatchObject({ status: 200, body: {} });
  expect(api.received).toMatchObject([
    { channel: 'telegram', account: '123456789', address: '42', content: { kind: 'text', text: '你好' } },
  ]);
});

it('waits with the answer for the commit', async () => {
  const order: string[] = [];
  const slow = await startHarness({
    receive: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push('committed');
    },
  });
  await slow.call('POST', '/hooks/telegram', update('x'), secret);
  order.push('answered');
  expect(order).toEqual(['committed', 'answered']);
  await slow.close();
});

it('answers 503 and asks for another try when nothing could be stored', async () => {
  api.receive.fail = true;
  const answer = await post(update('你好'));
  expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
});

it('answers an update that holds no message with 200, so that it does not come again', async () => {
  const answer = await post({ update_id: 9, message_reaction: {} });
  expect(answer.status).toBe(200);
  expect(api.received).toEqual([]);
});

describe('refuses, with nothing handed on,', () => {
  const json = 'application/json';
  it.each<[string, number, () => Promise<{ status: number; body: unknown }>]>([
    ['no secret', 401, () => post(update('x'), {})],
    ['a wrong secret', 401, () => post(update('x'), { 'x-telegram-bot-api-secret-token': 'wrong' })],
    ['a wrong secret with malformed JSON: nothing is parsed before', 401, () => post('{', {})],
    ['malformed JSON', 400, () => post('{')],
    ['an array', 400, () => post([])],
    ['an update without an id', 400, () => post({ message: {} })],
    ['a form', 415, () => post('a=b', { ...secret, 'content-type': 'application/x-www-form-urlencoded' })],
    ['text', 415, () => post(update('x'), { ...secret, 'content-type': 'text/plain' })],
    ['more than a mebibyte', 413, () => post(update('x'.repeat(1024 * 1024)))],
    [
      'more than a mebibyte without a secret',
      413,
      () => post('x'.repeat(2 ** 20 + 1), { 'content-type': json }),
    ],
    ['a channel that is off', 404, () => post(update('x'), secret, '/hooks/wecom')],
    ['a channel that there is not', 404, () => post(update('x'), secret, '/hooks/__proto__')],
  ])('%s: %i', async (_what, status, request) => {
    const answer = await request();
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status, code: expect.any(String), request_id: expect.any(String) });
    expect(api.received).toEqual([]);
  });
});
