import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { TelegramEmulator } from '../../src/emulators/telegram.ts';
import { waitFor } from '../support/patience.ts';

const RETRY_MS = 40;
let telegram: TelegramEmulator;
let told: number[];
beforeEach(async () => {
  told = [];
  telegram = await TelegramEmulator.start({
    retryMs: RETRY_MS,
    onMessage: (message) => told.push(message.message_id),
  });
});
afterEach(() => telegram.stop());

interface Answer {
  status: number;
  ok: boolean;
  result: never;
  error_code: number;
  description: string;
  parameters?: { retry_after: number };
}

/** A call as a bot makes it, in JSON unless a body is given. */
async function api(method: string, params: object = {}, token = telegram.token): Promise<Answer> {
  const given = params instanceof FormData || params instanceof URLSearchParams;
  const response = await fetch(`${telegram.url}/bot${token}/${method}`, {
    method: 'POST',
    body: given ? params : JSON.stringify(params),
    ...(!given && { headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}
const result = async <T>(method: string, params?: object) => (await api(method, params)).result as T;

interface Delivery {
  update: Update;
  headers: Record<string, unknown>;
  at: number;
  response: ServerResponse;
}

/** A bot's webhook that answers as it is told. */
async function webhook(answer: (delivery: Delivery, nth: number) => void) {
  const deliveries: Delivery[] = [];
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const delivery = { update: JSON.parse(text), headers: request.headers, at: performance.now(), response };
    answer(delivery, deliveries.push(delivery));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?x=1`,
    deliveries,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
const arrive = <T>(list: T[], n: number) => waitFor(() => expect(list.length).toBeGreaterThanOrEqual(n));

describe('the emulated Bot API', () => {
  it.each(['json', 'form', 'multipart'])('takes a call as %s', async (kind) => {
    telegram.user(7).send('hi');
    const fields = {
      chat_id: '7',
      text: '你好 & +',
      reply_markup: '{"inline_keyboard":[[{"text":"A","callback_data":"a"}]]}',
    };
    let body: object = fields;
    if (kind === 'form') body = new URLSearchParams(fields);
    if (kind === 'multipart') {
      body = new FormData();
      for (const [name, value] of Object.entries(fields)) (body as FormData).append(name, value);
    }
    const sent = await result<{ message_id: number; chat: object }>('SendMessage', body);
    expect(sent).toMatchObject({
      text: '你好 & +',
      chat: { id: 7, type: 'private' },
      from: { is_bot: true },
    });
    expect(await telegram.user(7).next()).toMatchObject({ text: '你好 & +', message_id: sent.message_id });
    expect(told).toEqual([sent.message_id]);
  });

  it.each([
    ['a wrong token', 'getMe', {}, '123456789:wrong', 401, 'Unauthorized'],
    ['an unknown method', 'sendTelepathy', {}, undefined, 404, 'Not Found: method not found'],
    ['a method of every object', 'toString', {}, undefined, 404, 'Not Found: method not found'],
    [
      'an unknown chat',
      'sendMessage',
      { chat_id: 99, text: 'x' },
      undefined,
      400,
      'Bad Request: chat not found',
    ],
    [
      'a chat id that is no number',
      'sendMessage',
      { chat_id: 'x', text: 'x' },
      undefined,
      400,
      "Bad Request: can't parse a number",
    ],
    [
      'an empty text',
      'sendMessage',
      { chat_id: 7, text: ' \n' },
      undefined,
      400,
      'Bad Request: message text is empty',
    ],
    ['no text', 'sendMessage', { chat_id: 7 }, undefined, 400, 'Bad Request: message text is empty'],
    [
      '4097 characters',
      'sendMessage',
      { chat_id: 7, text: 'x'.repeat(4097) },
      undefined,
      400,
      'Bad Request: message is too long',
    ],
    [
      'a payload of 65 bytes',
      'sendMessage',
      {
        chat_id: 7,
        text: 'x',
        reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'x'.repeat(65) }]] },
      },
      undefined,
      400,
      'Bad Request: BUTTON_DATA_INVALID',
    ],
    [
      'a press that nobody made',
      'answerCallbackQuery',
      { callback_query_id: '1' },
      undefined,
      400,
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    ],
    [
      'an edit of nothing',
      'editMessageText',
      { chat_id: 7, message_id: 999, text: 'x' },
      undefined,
      400,
      'Bad Request: message to edit not found',
    ],
    ['a file that is none', 'getFile', { file_id: 'x' }, undefined, 400, 'Bad Request: invalid file_id'],
    [
      'a secret with a space',
      'setWebhook',
      { url: 'https://x.example', secret_token: 'a b' },
      undefined,
      400,
      'Bad Request: secret token contains unallowed characters',
    ],
    [
      'a webhook that is no address',
      'setWebhook',
      { url: 'x' },
      undefined,
      400,
      'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    ],
  ] as const)('refuses %s', async (_name, method, params, token, status, description) => {
    telegram.user(7).send('hi');
    expect(await api(method, params, token)).toMatchObject({
      status,
      ok: false,
      error_code: status,
      description,
    });
    expect(telegram.user(7).received).toEqual([]);
  });

  it('cannot write to somebody who never wrote, nor to somebody who blocked it', async () => {
    const user = telegram.user(7);
    expect(await api('sendMessage', { chat_id: 7, text: 'x' })).toMatchObject({ error_code: 400 });
    user.send('hi');
    expect(await api('sendMessage', { chat_id: 7, text: 'x' })).toMatchObject({ ok: true });
    user.block();
    expect(await api('sendMessage', { chat_id: 7, text: 'x' })).toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    user.unblock();
    expect(await api('sendMessage', { chat_id: 7, text: 'x' })).toMatchObject({ ok: true });
  });

  it('edits its message in place, and says when nothing changed', async () => {
    const user = telegram.user(7);
    user.send('hi');
    const { message_id } = await result<{ message_id: number }>('sendMessage', { chat_id: 7, text: 'a' });
    expect(await api('editMessageText', { chat_id: 7, message_id, text: 'b' })).toMatchObject({ ok: true });
    expect(user.received).toMatchObject([{ message_id, text: 'b' }]);
    const again = await api('editMessageText', { chat_id: 7, message_id, text: 'b' });
    expect(again).toMatchObject({ error_code: 400, description: expect.stringContaining('not modified') });
  });

  it('answers a press once it was made, and not one that is too old', async () => {
    const user = telegram.user(7);
    user.send('hi');
    const reply_markup = { inline_keyboard: [[{ text: '可以', callback_data: 'a1:yes' }]] };
    await api('sendMessage', { chat_id: 7, text: '?', reply_markup });
    const callback_query_id = user.press('可以');
    expect(await api('answerCallbackQuery', { callback_query_id })).toMatchObject({ ok: true, result: true });
    const old = user.press('a1:yes', { stale: true });
    expect(await api('answerCallbackQuery', { callback_query_id: old })).toMatchObject({ error_code: 400 });
    expect(() => user.press('no such button')).toThrow('no button');
  });

  it('shares the own number by the button that asks for it', async () => {
    const user = telegram.user(7);
    user.send('hi');
    const keyboard = [[{ text: 'My number', request_contact: true }]];
    await api('sendMessage', { chat_id: 7, text: '?', reply_markup: { keyboard } });
    user.press('My number');
    const updates = await result<Update[]>('getUpdates');
    expect(updates.at(-1)?.message?.contact).toMatchObject({ user_id: 7, phone_number: '8613800138000' });
  });

  it('hands out the bytes of a voice note, by its path and nothing else', async () => {
    const voice = new Uint8Array([79, 103, 103, 83, 0, 255]);
    telegram.user(7).sendVoice(voice, { duration: 2 });
    const [update] = await result<Update[]>('getUpdates');
    expect(update?.message?.voice).toMatchObject({ duration: 2, mime_type: 'audio/ogg', file_size: 6 });
    const { file_path } = await result<{ file_path: string }>('getFile', update!.message!.voice!);
    const get = (path: string) => fetch(`${telegram.url}/file/bot${telegram.token}/${path}`);
    expect(new Uint8Array(await (await get(file_path)).arrayBuffer())).toEqual(voice);
    expect((await get('files/other.oga')).status).toBe(404);
    telegram.user(7).sendVoice(new Uint8Array(20 * 1024 * 1024 + 1));
    const [, large] = await result<Update[]>('getUpdates');
    expect(await api('getFile', large!.message!.voice!)).toMatchObject({
      description: 'Bad Request: file is too big',
    });
  });
});

describe('long polling', () => {
  it('waits for the next update, and confirms by the offset', async () => {
    const waiting = result<Update[]>('getUpdates', { timeout: 10 });
    // Answered while the other call waits: the emulator has both.
    await api('getMe');
    telegram.user(7).send('first');
    expect(await waiting).toHaveLength(1);
    telegram.user(7).send('second');
    const all = await result<Update[]>('getUpdates');
    expect(all.map((update) => update.message?.text).slice(-2)).toEqual(['first', 'second']);
    expect(all[1]!.update_id).toBe(all[0]!.update_id + 1);
    const last = all.at(-1)!.update_id;
    expect(await result<Update[]>('getUpdates', { offset: -1 })).toMatchObject([{ update_id: last }]);
    expect(await result('getUpdates', { offset: last + 1 })).toEqual([]);
    expect(await result('getUpdates', { offset: 0 })).toEqual([]);
  });

  it('gives a hundred at most, and the rest when they are confirmed', async () => {
    for (let i = 0; i < 120; i++) telegram.user(7).send(String(i));
    const first = await result<Update[]>('getUpdates', { limit: 500 });
    expect(first).toHaveLength(100);
    const rest = await result<Update[]>('getUpdates', { offset: first.at(-1)!.update_id + 1 });
    expect(rest.map((update) => update.message?.text)).toEqual(
      Array.from({ length: 20 }, (_, i) => String(100 + i)),
    );
  });

  it('forgets after a day what nobody fetched', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    telegram.user(7).send('yesterday');
    vi.setSystemTime(Date.now() + 23 * 3600 * 1000);
    telegram.user(7).send('today');
    expect(await result('getUpdates')).toHaveLength(2);
    vi.setSystemTime(Date.now() + 2 * 3600 * 1000);
    expect(await result('getUpdates')).toMatchObject([{ message: { text: 'today' } }]);
  });

  it('escapes every letter beyond ASCII, as Telegram does', async () => {
    telegram.user(7).send('听👍');
    const answer = await fetch(`${telegram.url}/bot${telegram.token}/getUpdates`);
    expect(await answer.text()).toContain('"\\u542c\\ud83d\\udc4d"');
  });

  it('is refused while a webhook is set, and ended when one is set', async () => {
    const waiting = api('getUpdates', { timeout: 10 });
    await waitFor(async () => {
      // The call has to be there before it can be ended.
      await api('setWebhook', { url: 'http://127.0.0.1:9/' });
      expect(await Promise.race([waiting, 'still waiting'])).toMatchObject({ error_code: 409 });
    });
    expect(await api('getUpdates')).toMatchObject({
      error_code: 409,
      description: expect.stringContaining("can't use getUpdates method while webhook is active"),
    });
    await api('deleteWebhook');
    expect(await api('getUpdates')).toMatchObject({ ok: true });
  });

  it('has one poller: a second ends the first', async () => {
    const waits = [api('getUpdates', { timeout: 10 }), api('getUpdates', { timeout: 10 })];
    expect(await Promise.race(waits)).toMatchObject({
      error_code: 409,
      description: expect.stringContaining('terminated by other getUpdates request'),
    });
    telegram.user(7).send('x');
    expect((await Promise.all(waits)).filter((answer) => answer.ok)).toHaveLength(1);
  });
});

describe('the webhook', () => {
  it('carries the secret, and brings a chat in order while chats go side by side', async () => {
    const held: ServerResponse[] = [];
    const hook = await webhook(({ response, update }) => {
      if (update.message?.chat.id === 7 && held.length === 0) held.push(response);
      else response.end();
    });
    await api('setWebhook', { url: hook.url, secret_token: 'sesame', max_connections: 5 });
    telegram.user(7).send('one');
    telegram.user(7).send('two');
    telegram.user(8).send('other');
    await arrive(hook.deliveries, 2);
    expect(hook.deliveries.map(({ update }) => update.message?.text)).toEqual(['one', 'other']);
    expect(hook.deliveries[0]!.headers).toMatchObject({
      'x-telegram-bot-api-secret-token': 'sesame',
      'content-type': 'application/json',
    });
    held[0]!.end();
    await arrive(hook.deliveries, 3);
    expect(hook.deliveries[2]!.update.message?.text).toBe('two');
    await waitFor(() => expect(telegram.updates.info().pending_update_count).toBe(0));
    await hook.close();
  });

  it('is tried again at once, then after longer and longer, and the chat waits behind', async () => {
    const hook = await webhook(({ response }, nth) => {
      response.statusCode = nth <= 3 ? 503 : 200;
      response.end();
    });
    await api('setWebhook', { url: hook.url });
    telegram.user(7).send('one');
    telegram.user(7).send('two');
    await arrive(hook.deliveries, 5);
    expect(hook.deliveries.map(({ update }) => update.message?.text)).toEqual([
      'one',
      'one',
      'one',
      'one',
      'two',
    ]);
    expect(new Set(hook.deliveries.slice(0, 4).map(({ update }) => update.update_id)).size).toBe(1);
    const [a, , c, d] = hook.deliveries.map(({ at }) => at) as [number, number, number, number];
    expect(c - a).toBeGreaterThanOrEqual(2 * RETRY_MS - 2);
    expect(d - c).toBeGreaterThanOrEqual(4 * RETRY_MS - 2);
    expect(telegram.updates.info()).toMatchObject({
      last_error_message: 'Wrong response from the webhook: 503',
    });
    await hook.close();
  });

  it('honours Retry-After', async () => {
    const hook = await webhook(({ response }, nth) => {
      if (nth === 1) response.writeHead(429, { 'retry-after': '1' });
      response.end();
    });
    await api('setWebhook', { url: hook.url });
    telegram.user(7).send('one');
    await arrive(hook.deliveries, 1);
    await waitFor(() => expect(hook.deliveries).toHaveLength(2));
    expect(hook.deliveries[1]!.at - hook.deliveries[0]!.at).toBeGreaterThanOrEqual(990);
    await hook.close();
  });

  it('gets what came while nobody listened, also what was meant for another one', async () => {
    await api('setWebhook', { url: 'http://127.0.0.1:9/' });
    telegram.user(7).send('one');
    await waitFor(() => expect(telegram.updates.info()).toHaveProperty('last_error_message'));
    const hook = await webhook(({ response }) => response.end());
    await api('setWebhook', { url: hook.url });
    await arrive(hook.deliveries, 1);
    expect(hook.deliveries[0]!.update.message?.text).toBe('one');
    await hook.close();
  });

  it('gets only the kinds that were asked for', async () => {
    const hook = await webhook(({ response }) => response.end());
    await api('setWebhook', { url: hook.url, allowed_updates: ['message'] });
    const id = telegram.user(7).send('one');
    telegram.user(7).edit(id, 'changed');
    telegram.user(7).send('two');
    await arrive(hook.deliveries, 2);
    expect(hook.deliveries.map(({ update }) => update.message?.text)).toEqual(['one', 'two']);
    await hook.close();
  });

  it('can be set anew without what waits', async () => {
    await api('setWebhook', { url: 'http://127.0.0.1:9/' });
    telegram.user(7).send('one');
    await api('deleteWebhook', { drop_pending_updates: 'true' });
    expect(await result('getUpdates')).toEqual([]);
  });
});

describe('a fault', () => {
  const send = () => api('sendMessage', { chat_id: 7, text: 'x' });
  beforeEach(() => {
    telegram.user(7).send('hi');
  });

  it('429 says how long to wait', async () => {
    telegram.fault({ kind: 'rate_limit', method: 'sendmessage', retry_after: 3 });
    expect(await send()).toMatchObject({ status: 429, parameters: { retry_after: 3 } });
    expect(await send()).toMatchObject({ ok: true });
  });

  it('meets only its method and chat, as often as told', async () => {
    telegram.fault({ kind: 'server_error', chat_id: 7, times: 2 });
    telegram.fault({ kind: 'blocked', method: 'getMe', times: 0 });
    telegram.user(8).send('hi');
    expect(await api('sendMessage', { chat_id: 8, text: 'x' })).toMatchObject({ ok: true });
    expect(await send()).toMatchObject({ status: 500 });
    expect(await send()).toMatchObject({ status: 500 });
    expect(await send()).toMatchObject({ ok: true });
    for (let i = 0; i < 3; i++) expect(await api('getMe')).toMatchObject({ status: 403 });
    telegram.clearFaults();
    expect(await api('getMe')).toMatchObject({ ok: true });
  });

  it.each([false, true])(
    'a reset breaks the connection (taken into the chat before: %s)',
    async (accepted) => {
      telegram.fault({ kind: 'reset', accepted });
      await expect(send()).rejects.toThrow();
      expect(telegram.user(7).received).toHaveLength(accepted ? 1 : 0);
    },
  );

  it('a hang gives no answer, slow gives it late, garbage gives another one', async () => {
    telegram.fault({ kind: 'hang', accepted: true });
    const hanging = fetch(`${telegram.url}/bot${telegram.token}/getMe`, { signal: AbortSignal.timeout(100) });
    await expect(hanging).rejects.toThrow('timeout');
    telegram.fault({ kind: 'slow', ms: 60 });
    const begun = performance.now();
    expect(await send()).toMatchObject({ ok: true });
    expect(performance.now() - begun).toBeGreaterThanOrEqual(58);
    telegram.fault({ kind: 'garbage' });
    await expect(send()).rejects.toThrow(SyntaxError);
  });
});

describe('the people, over HTTP', () => {
  async function drive(method: string, path: string, body?: object) {
    const response = await fetch(`${telegram.url}/_emulator${path}`, {
      method,
      // As curl sends it: the content type says form.
      ...(body && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    });
    return { status: response.status, ...((await response.json()) as object) };
  }

  it('write, press, share, edit, send a voice note, join a group', async () => {
    await drive('PUT', '/users/7', { first_name: '林', language_code: 'zh-hans' });
    const { id } = (await drive('POST', '/users/7/text', { text: '/start SORT01' })) as unknown as {
      id: number;
    };
    const reply_markup = { inline_keyboard: [[{ text: 'Yes', callback_data: 'a1:yes' }]] };
    await api('sendMessage', { chat_id: 7, text: '?', reply_markup });
    await drive('POST', '/users/7/press', { button: 'Yes' });
    await drive('POST', '/users/7/contact', { phone_number: '+15550100', user_id: 8 });
    await drive('POST', '/users/7/edit', { message_id: id, text: 'changed' });
    await drive('POST', '/users/7/voice', { data: Buffer.from('OggS').toString('base64') });
    await drive('POST', '/users/7/sticker');
    await drive('POST', '/groups/-5/join', { user_id: 7 });
    await drive('POST', '/groups/-5/text', { user_id: 7, text: '@tingda_bot hi' });
    const updates = await result<Update[]>('getUpdates');
    expect(updates[0]?.message).toMatchObject({
      text: '/start SORT01',
      from: { first_name: '林', language_code: 'zh-hans' },
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    });
    expect(updates[1]?.callback_query).toMatchObject({ data: 'a1:yes', message: { text: '?' } });
    expect(updates[2]?.message?.contact).toMatchObject({ user_id: 8 });
    expect(updates[3]?.edited_message).toMatchObject({ message_id: id, text: 'changed' });
    expect(updates[4]?.message).toHaveProperty('voice');
    expect(updates[5]?.message).toHaveProperty('sticker');
    expect(updates[6]?.my_chat_member?.new_chat_member.status).toBe('member');
    expect(updates[7]?.message).toMatchObject({ chat: { id: -5, type: 'group' } });
  });

  it('read what the bot wrote, and wait for it', async () => {
    await drive('POST', '/users/7/text', { text: 'hi' });
    const waiting = drive('GET', '/users/7/messages?after=0&wait=10');
    const { message_id } = await result<{ message_id: number }>('sendMessage', { chat_id: 7, text: 'one' });
    expect(await waiting).toMatchObject({ messages: [{ text: 'one', message_id }] });
    expect(await drive('GET', `/users/7/messages?after=${message_id}`)).toMatchObject({ messages: [] });
  });

  it('break things, and mend them', async () => {
    await drive('POST', '/faults', { kind: 'server_error', times: 0 });
    expect(await api('getMe')).toMatchObject({ status: 500 });
    await drive('DELETE', '/faults');
    expect(await api('getMe')).toMatchObject({ ok: true });
  });

  it.each([
    ['POST', '/users/7/dance', {}, 404],
    ['POST', '/users/x/text', { text: 'x' }, 400],
    ['POST', '/users/-7/text', { text: 'x' }, 400],
    ['POST', '/users/7/text', {}, 400],
    ['POST', '/users/7/press', { button: 'nowhere' }, 400],
    ['POST', '/faults', { kind: 'earthquake' }, 400],
    ['GET', '/nothing', undefined, 404],
  ])('are told what is wrong: %s %s', async (method, path, body, status) => {
    expect(await drive(method, path, body)).toMatchObject({ status, ok: false });
  });
});
