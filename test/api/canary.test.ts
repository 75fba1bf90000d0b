/** What belongs to a person, and what opens a door, is planted everywhere and must come out nowhere. */
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { type Harness, OPENING, startHarness, WEBHOOK_SECRET } from './harness.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

const canary = (what: string) => `canary${what}${randomBytes(6).toString('hex')}`;

it('keeps names, numbers, texts and keys out of the log and the figures, whatever goes wrong', async () => {
  const [name, text, address, code] = [canary('name'), canary('text'), canary('address'), canary('code')];
  const phone = '+8613912345678';
  const key = (await api.call('POST', '/v1/keys', { name, scopes: ['admin'] })).body.key as string;
  const authorization = `Bearer ${key}`;
  const asked = { authorization };
  const hook = { 'x-telegram-bot-api-secret-token': WEBHOOK_SECRET };
  const update = {
    update_id: 1,
    message: {
      message_id: 1,
      date: 1,
      chat: { id: 13912345678, type: 'private' },
      from: { id: 13912345678, is_bot: false, first_name: name },
      text,
    },
  };
  await api.call('POST', '/v1/candidates', { name, phone, profile: { education: text } }, asked);
  await api.call('POST', '/v1/candidates', { name, phone: text, [address]: 1 }, asked);
  await api.call('POST', '/v1/candidates', `{"name":"${name}`, asked);
  await api.call('POST', '/v1/openings', { ...OPENING, facts: { bus: { zh: text, en: text } } }, asked);
  await api.call('GET', `/v1/candidates/${name}?cursor=${text}`, undefined, asked);
  await api.call('GET', `/v1/${address}?q=${text}`, undefined, asked);
  await api.call('GET', '/v1/openings', undefined, { authorization: `Bearer ${code}` });
  await api.call('POST', '/hooks/telegram', update, hook);
  await api.call('POST', '/hooks/telegram', update, { 'x-telegram-bot-api-secret-token': code });
  await api.call('POST', `/hooks/${address}`, update, hook);
  const failing = await startHarness({
    log: api.deps.log,
    receive: () =>
      Promise.reject(Object.assign(new Error(`${name} said ${text}`), { detail: phone, query: text })),
  });
  expect((await failing.call('POST', '/hooks/telegram', update, hook)).status).toBe(503);
  await failing.sql`drop table candidates cascade`;
  expect((await failing.call('POST', '/v1/candidates', { name, phone })).status).toBe(500);
  await failing.close();

  const log = api.lines.join('');
  expect(log).toContain('a message could not be stored');
  expect(log).toContain('a request failed');
  const figures = (await api.call('GET', '/metrics')).text;
  const planted = {
    name,
    text,
    address,
    code,
    phone,
    key,
    chat: '13912345678',
    bootstrap: api.bootstrapKey,
    WEBHOOK_SECRET,
  };
  for (const [what, value] of Object.entries(planted)) {
    expect(log.includes(value), `${what} in the log`).toBe(false);
    expect(figures.includes(value), `${what} in the figures`).toBe(false);
  }
});

it('says nothing of the inside when something breaks', async () => {
  const broken = await startHarness();
  await broken.sql`drop table candidates cascade`;
  const { status, body } = await broken.call('GET', '/v1/candidates');
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toMatch(/candidates|relation|postgres|node_modules|\.ts/);
  await broken.close();
});

describe('a log line', () => {
  const logged = (fields: Record<string, unknown>): Record<string, unknown> => {
    let line = '';
    const target = new Writable({
      write(chunk, _encoding, done) {
        line += chunk;
        done();
      },
    });
    createLog('info', target).child({ room: 'api' }).info(fields, 'happened');
    const { time, ...rest } = JSON.parse(line);
    expect(time).toMatch(/Z$/);
    return rest;
  };

  it('keeps ids, codes, counts and states', () => {
    const fields = { conversation: 'cnv_1', code: 'rate_limited', count: 3, state: 'ok', parts: ['a'] };
    expect(logged(fields)).toEqual({ level: 'info', room: 'api', ...fields, msg: 'happened' });
  });

  it.each([
    { text: 'hello' },
    { candidate: { name: 'Lin' } },
    { deep: { er: { phone: '1' } } },
    { first_name: 'Lin' },
    { list: [{ address: 'x' }] },
    { webhook_secret: 'x' },
    { botToken: 'x' },
    { transcript: { text: 'x' } },
  ])('masks %j by its name', (fields) => {
    expect(JSON.stringify(logged(fields))).toContain('[hidden]');
  });

  it.each([
    `tk_${'A'.repeat(43)}`,
    `https://api.telegram.org/bot123456789:${'A'.repeat(35)}/getMe`,
    'call +8613912345678',
  ])('masks %s by its shape', (state) => {
    expect(logged({ state }).state).not.toBe(state);
    expect(logged({ state }).state).toContain('[hidden]');
  });

  it('tells of an error its kind, code and place, never its message', () => {
    const cause = Object.assign(new TypeError('Lin said hello'), {
      code: '23505',
      detail: 'Key (phone)=(1)',
    });
    const error = new Error('Lin said hello', { cause });
    // `err` is a name for which pino has ideas of its own.
    for (const fields of [{ err: error }, { error }, { failed: { error } }]) {
      const line = JSON.stringify(logged(fields));
      expect(line).not.toMatch(/Lin|phone/);
      expect(line).toMatch(/TypeError.*23505.*canary\.test/);
    }
  });

  it('takes no line of a message for a place, whatever it looks like', () => {
    const words = ['at Lin Xiaoyu, 88 Zhang Road:1:2', 'at Lin (file:///Xiaoyu:1:2)'];
    const said = `it says\n    ${words.join('\n    ')}`;
    const cause = new Error(said);
    const changed = new Error('at first this');
    changed.message = said;
    for (const error of [cause, new TypeError('short', { cause }), changed]) {
      const line = JSON.stringify(logged({ err: error }));
      expect(line).not.toContain('Lin');
      expect(line).toMatch(/at .*canary\.test\.ts:\d+:\d+/);
    }
  });
});
