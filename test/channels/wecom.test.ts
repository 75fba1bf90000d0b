import { createCipheriv } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channelRegistry } from '../../src/channels/index.ts';
import { create } from '../../src/channels/wecom.ts';
import { refusal } from '../../src/channels/wecom-errors.ts';
import { readEntry } from '../../src/channels/wecom-messages.ts';
import { keyIn, msgidOf } from '../../src/channels/wecom-sending.ts';
import { isSigned, keyOf, opened } from '../../src/channels/wecom-signature.ts';
import { readXml } from '../../src/channels/wecom-xml.ts';
import { readConfig } from '../../src/config.ts';
import { WecomEmulator } from '../../src/emulators/wecom.ts';
import {
  callbackOf,
  hintXml,
  sealed,
  signatureOf,
  signedQuery,
} from '../../src/emulators/wecom-callbacks.ts';
import { DownloadError, type SendError } from '../../src/errors.ts';
import { createHttp } from '../../src/http.ts';
import type { Channel, RawRequest, Told } from '../../src/ports.ts';
import { keyedHash } from '../../src/secrets.ts';
import type { OutboundContent } from '../../src/types.ts';
import { aloneHere } from '../support/alone.ts';
import fc from '../support/chance.ts';
import { credentialsHere, feedsHere } from '../support/feeds.ts';

const http = createHttp();
afterAll(() => http.close());

const CORP = 'ww12345678910';

interface Case {
  name: string;
  entry: unknown;
  told: unknown;
}

/** One JSON file a case, in the folder beside this file. */
function cases(kind: 'in' | 'bad'): [name: string, Case][] {
  const directory = new URL('./wecom/', import.meta.url);
  return readdirSync(directory)
    .filter((file) => file.startsWith(`${kind}-`))
    .map((file) => JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as Case)
    .map((one) => [one.name, one]);
}

describe('what is read', () => {
  it.each(cases('in'))('%s', (_name, { entry, told }) => {
    expect(readEntry(entry, CORP)).toEqual(told);
  });

  it.each(cases('bad'))('is passed over: %s', (_name, { entry }) => {
    expect(readEntry(entry, CORP)).toBeNull();
  });

  it('with any part of it replaced by anything is either understood or passed over, never a crash', () => {
    const entries = cases('in').map(([, { entry }]) => entry as Record<string, unknown>);
    fc.assert(
      fc.property(fc.constantFrom(...entries), fc.nat(), fc.jsonValue(), (entry, which, value) => {
        const names = Object.keys(entry);
        const told = readEntry({ ...entry, [names[which % names.length]!]: value }, CORP);
        for (const { address, externalId } of told?.messages ?? []) {
          expect(address).toMatch(/^[^\s:]+:[^\s:]+$/);
          expect(externalId).toMatch(/^\S+$/);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the envelope', () => {
  // Of WeCom's own libraries: https://developer.work.weixin.qq.com/document/path/90307
  const [token, corpId] = ['QDG6eK', 'wx5823bf96d3bd56c7'];
  const key = keyOf('jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C');
  const example = {
    signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
    timestamp: '1409659589',
    nonce: '263014780',
    encrypted: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
  };

  it('is signed and sealed as WeCom does it', () => {
    expect(isSigned(example, token)).toBe(true);
    expect(opened(example.encrypted, key, corpId)).toBe('1616140317555161061');
    expect(isSigned(example, 'QDG6eL')).toBe(false);
    for (const [name, value] of Object.entries({ timestamp: '1409659590', nonce: '1', encrypted: 'AAAA' }))
      expect(isSigned({ ...example, [name]: value }, token), name).toBe(false);
  });

  it('opens for nobody else', () => {
    expect(opened(example.encrypted, key, 'wx5823bf96d3bd56c8')).toBeNull();
    expect(opened(example.encrypted, key, '')).toBeNull();
    expect(
      opened(example.encrypted, keyOf('kWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'), corpId),
    ).toBeNull();
  });

  it.each([
    ['as it should be', (n: number) => Buffer.alloc(n, n), true],
    [
      'with other bytes before the last',
      (n: number) => Buffer.concat([Buffer.alloc(n - 1), Buffer.from([n])]),
      false,
    ],
    ['longer than a block', (n: number) => Buffer.alloc(n + 32, n + 32), false],
    ['of nothing', (n: number) => Buffer.alloc(n), false],
  ])('is opened or not: padded %s', (_name, pad, opens) => {
    const length = Buffer.from([0, 0, 0, 1]);
    const content = Buffer.concat([Buffer.alloc(16), length, Buffer.from(`1${corpId}`)]);
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([content, pad(32 - (content.length % 32))]);
    const encrypted = Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
    expect(opened(encrypted, key, corpId)).toBe(opens ? '1' : null);
  });

  it('with any byte changed, cut off or added, is opened by nobody, and nothing is thrown', () => {
    const bytes = Buffer.from(example.encrypted, 'base64');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i]! ^= 1 + (i % 255);
      // Of the random sixteen no byte says anything.
      if (i >= 16) expect(opened(changed.toString('base64'), key, corpId), `byte ${i}`).toBeNull();
      expect(opened(bytes.subarray(0, i).toString('base64'), key, corpId), `${i} bytes`).toBeNull();
    }
    for (const odd of ['', '=', 'A', '*', `${example.encrypted}AAAA`, example.encrypted.replace('==', '')])
      expect(opened(odd, key, corpId), odd).toBeNull();
  });
});

describe('its XML', () => {
  it.each<[string, string, Record<string, string> | null]>([
    ['quoted and plain fields', '<xml><A><![CDATA[a<b&c]]></A>\n <B>12</B></xml>', { A: 'a<b&c', B: '12' }],
    ['an end of quoting inside', '<xml><A><![CDATA[a]]b]c]]></A></xml>', { A: 'a]]b]c' }],
    ['nothing in it', '<xml></xml>', {}],
    ['an entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><A>&e;</A></xml>', null],
    ['an entity that is used', '<xml><A>&amp;</A></xml>', null],
    ['a declaration', '<?xml version="1.0"?><xml><A>1</A></xml>', null],
    ['an attribute', '<xml><A x="1">1</A></xml>', null],
    ['elements in elements', '<xml><A><B>1</B></A></xml>', null],
    ['a field twice', '<xml><A>1</A><A>2</A></xml>', null],
    ['another end', '<xml><A>1</B></xml>', null],
    ['no end', '<xml><A>1</A>', null],
    ['something behind it', '<xml><A>1</A></xml><xml></xml>', null],
    ['text beside the fields', '<xml>1<A>1</A></xml>', null],
    ['nothing', '', null],
  ])('%s', (_name, text, fields) => {
    const read = readXml(text);
    expect(read && Object.fromEntries(read)).toEqual(fields);
  });

  it('is read in a moment, however long and broken it is', () => {
    const began = performance.now();
    for (const part of ['<A>', '<A><![CDATA[', ']', '<xml>', '<A>1</A>'])
      expect(readXml(`<xml>${part.repeat(200_000 / part.length)}`)).toBeNull();
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

let wecom: WecomEmulator;
let channel: Channel;
let feeds: ReturnType<typeof feedsHere>;
let logged: unknown[];
beforeAll(async () => {
  wecom = await WecomEmulator.start({ accounts: ['wkOne', 'wkTwo'] });
});
afterAll(() => wecom.stop());
beforeEach(() => {
  wecom.clearFaults();
  feeds = feedsHere();
  logged = [];
  channel = channelWith();
});
afterEach(() => channel.stop());

function channelWith(over: Record<string, string> = {}): Channel {
  const config = readConfig({ ...wecom.environment, ...over }, channelRegistry);
  const keep = (fields: object, message: string) => logged.push({ ...fields, message });
  return create(config.channels.wecom as unknown as Parameters<typeof create>[0], {
    http,
    log: { info: keep, warn: keep },
    alone: aloneHere,
    feeds,
    credentials: credentialsHere(),
    keyed: (purpose) => keyedHash('a secret of the tests', purpose),
  });
}

const post = ({ query, body }: { query: string; body: string }): RawRequest => ({
  method: 'POST',
  path: `/hooks/wecom?${query}`,
  headers: { 'content-type': 'text/xml' },
  body: new TextEncoder().encode(body),
});
const take = async (raw: RawRequest): Promise<Told> => channel.parse(await channel.verify(raw));
const NOTHING = { messages: [], statuses: [] };

describe('a call', () => {
  it('says where something waits, and what lets us in', async () => {
    const told = await take(post(wecom.callback('wkTwo')));
    expect(told).toMatchObject({ ...NOTHING, hint: { feed: 'wkTwo', hint: expect.stringMatching(/^ENC/) } });
  });

  it('about anything else is taken for nothing', async () => {
    const other = '<Event><![CDATA[change_external_contact]]></Event>';
    const xml = `<xml><ToUserName><![CDATA[${wecom.corpId}]]></ToUserName><MsgType>event</MsgType>${other}</xml>`;
    expect(await take(post(callbackOf(wecom, xml)))).toEqual(NOTHING);
  });

  it('answers what is asked when the address is entered', async () => {
    const echostr = sealed('1616140317555161061', wecom);
    const query = signedQuery(wecom, echostr);
    query.set('echostr', echostr);
    const get = { method: 'GET', path: `/hooks/wecom?${query}`, headers: {}, body: new Uint8Array() };
    expect(await take(get)).toMatchObject({ answer: '1616140317555161061' });
    const forged = { ...get, path: get.path.replace(/nonce=\d/, 'nonce=9x') };
    await expect(take(forged)).rejects.toMatchObject({ code: 'signature_invalid' });
  });

  it('that was overheard is not read out when it is asked for by GET', async () => {
    const { query, body } = wecom.callback();
    const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body)![1]!;
    const path = `/hooks/wecom?${query}&echostr=${encodeURIComponent(encrypted)}`;
    const answer = take({ method: 'GET', path, headers: {}, body: new Uint8Array() });
    await expect(answer).rejects.toMatchObject({ code: 'payload_invalid' });
  });

  it('changed in one place or another is refused 500 times out of 500', async () => {
    const { query, body } = wecom.callback();
    const at = body.indexOf('<Encrypt><![CDATA[') + '<Encrypt><![CDATA['.length;
    const end = body.indexOf(']]></Encrypt>');
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=<&%';
    const change = (text: string, place: number, i: number) =>
      text.slice(0, place) +
      letters[(letters.indexOf(text[place]!) + 1 + (i % 60)) % letters.length] +
      text.slice(place + 1);
    let accepted = 0;
    for (let i = 0; i < 500; i++) {
      const inBody = i % 2 === 0;
      const changed = inBody
        ? { query, body: change(body, at + ((i * 7) % (end - at)), i) }
        : { query: change(query, (i * 5) % query.length, i), body };
      if (changed.query === query && changed.body === body) throw new Error('nothing was changed');
      accepted += await take(post(changed)).then(
        () => 1,
        () => 0,
      );
    }
    expect(accepted).toBe(0);
  });

  it('that is signed, but whose envelope is broken or for another company, gets one and the same answer', async () => {
    const xml = hintXml(wecom.corpId, 'wkOne', 'ENC1');
    const right = sealed(xml, wecom);
    const bytes = Buffer.from(right, 'base64');
    const flipped = (place: number) => {
      const changed = Buffer.from(bytes);
      changed[(place + bytes.length) % bytes.length]! ^= 0x20;
      return changed.toString('base64');
    };
    const envelopes = [
      ...[-1, -16, -33, 17, 40].map(flipped),
      bytes.subarray(0, -16).toString('base64'),
      bytes.subarray(0, -1).toString('base64'),
      bytes.subarray(0, 32).toString('base64'),
      'AAAA',
      sealed(xml, { ...wecom, aesKey: 'AnotherAesKeyForTestsOnly000000000000000000', corpId: wecom.corpId }),
      sealed(xml, { token: wecom.token, aesKey: wecom.aesKey, corpId: 'wwanother' }),
      sealed(hintXml('wwanother', 'wkOne', 'ENC1'), wecom),
      sealed('<xml><ToUserName>&x;</ToUserName></xml>', wecom),
      sealed(hintXml(wecom.corpId, '../wk', 'ENC1'), wecom),
      sealed('', wecom),
    ];
    const answers = new Set<string>();
    for (const encrypted of envelopes) {
      const query = signedQuery(wecom, encrypted).toString();
      const body = `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
      const refused = await take(post({ query, body })).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'payload_invalid', items: [] });
      expect((refused as Error).cause).toBeUndefined();
      answers.add(String(refused));
    }
    expect(answers.size).toBe(1);
  });

  it.each([
    ['eleven minutes ago', -11, false],
    ['nine minutes ago', -9, true],
    ['in eleven minutes', 11, false],
  ])('from %s is taken, and has an effect: %s %s', async (_when, minutes, has) => {
    const at = Date.now() + minutes * 60_000;
    const told = await take(post(callbackOf(wecom, hintXml(wecom.corpId, 'wkOne', 'ENC1'), { at })));
    expect(told.hint !== undefined).toBe(has);
  });

  it('told a hundred times has one effect, and a hundred different ones have theirs', async () => {
    const raw = post(wecom.callback());
    const hints = await Promise.all(Array.from({ length: 100 }, () => take(raw)));
    const fresh = await Promise.all(hints.map(({ hint }) => feeds.hint(hint!)));
    expect(fresh.filter(Boolean)).toHaveLength(1);
    const others = await Promise.all(Array.from({ length: 100 }, () => take(post(wecom.callback()))));
    const theirs = await Promise.all(others.map(({ hint }) => feeds.hint(hint!)));
    expect(theirs.filter(Boolean)).toHaveLength(100);
  });

  it('is signed over all four parts in the order of their letters', () => {
    expect(signatureOf('b', '1', 'a', 'c')).toBe(signatureOf('c', 'a', 'b', '1'));
  });
});

const hash = keyedHash('a secret of the tests', 'wecom lines');
let people = 0;
const customer = (kf = 'wkOne') => {
  const one = wecom.customer(`wm${++people}`, kf);
  one.wroteAt = Date.now();
  return one;
};
const sendTo = (address: string, content: OutboundContent, key = '1:1', conversationId = 'cnv_1') =>
  channel.send({ channel: 'wecom', account: wecom.corpId, address, content, conversationId }, key);
const failure = (sending: Promise<unknown>) =>
  sending.then(
    () => null,
    (error: unknown) => error as SendError,
  );
const text = (words: string, more: object = {}) => ({ kind: 'text', text: words, ...more }) as const;

describe('a line', () => {
  it('goes from the account that the person has written to', async () => {
    const lin = customer('wkTwo');
    await sendTo(lin.address, text('你好'));
    expect(lin.received).toMatchObject([{ text: '你好', menu: [] }]);
  });

  it('with buttons is a menu, whose entries come back as what stands on them', async () => {
    const lin = customer();
    const buttons = [
      { label: '同意，开始', payload: 'a1:yes' },
      { label: '不用了', payload: 'a1:no' },
    ];
    await sendTo(lin.address, text('现在开始，可以吗？', { buttons }), '1:2', lin.id);
    expect(lin.received).toMatchObject([
      {
        text: '现在开始，可以吗？',
        menu: [
          { id: 'a1:yes', content: '同意，开始' },
          { id: 'a1:no', content: '不用了' },
        ],
      },
    ]);
  });

  it('answers the opening of a chat by what came with it, and as usual when that is over', async () => {
    const lin = wecom.customer('wmNew');
    const entries: Promise<string>[] = [lin.enter('SORT01')];
    await Promise.all(entries);
    const list = await fetchEntries('wkOne');
    const { welcome_code: welcome } = (list.at(-1)!.event ?? {}) as { welcome_code: string };
    await sendTo(lin.address, text('你好', { welcome }), '1:1', 'cnv_new');
    expect(lin.received).toMatchObject([{ text: '你好', welcome: true }]);
    // The code is used, and nothing was written: nothing can be said.
    const refused = await failure(sendTo(lin.address, text('再问一次', { welcome }), '2:1', 'cnv_new'));
    expect(refused).toMatchObject({ shut: true, unreachable: false, retryable: false, outcome: 'not_sent' });
    lin.wroteAt = Date.now();
    await sendTo(lin.address, text('好', { welcome }), '3:1', 'cnv_new');
    expect(lin.received.at(-1)).toMatchObject({ text: '好', welcome: false });
  });

  it('goes once, however often it is sent, and is another in another conversation', async () => {
    const lin = customer();
    const first = await sendTo(lin.address, text('一'), '5:1', 'cnv_a');
    expect(await sendTo(lin.address, text('一'), '5:1', 'cnv_a')).toEqual(first);
    await sendTo(lin.address, text('一'), '5:1', 'cnv_b');
    expect(lin.received.map((line) => line.text)).toEqual(['一', '一']);
  });

  it('that was taken by a call which broke is not taken again', async () => {
    const lin = customer();
    wecom.fault({ kind: 'reset', method: 'kf/send_msg', accepted: true });
    expect(await failure(sendTo(lin.address, text('一'), '6:1'))).toMatchObject({ outcome: 'unknown' });
    await sendTo(lin.address, text('一'), '6:1');
    expect(lin.received).toHaveLength(1);
  });

  it('has an id of at most 32 letters, by which its key is found again', () => {
    const at = { channel: 'wecom', account: 'ww', address: 'wk:wm', content: text('x') };
    for (const key of ['1:1', '123456:12', '99999999999:1', 'a-key', 'x'.repeat(200)]) {
      const id = msgidOf({ ...at, conversationId: 'cnv_1' }, key, hash);
      expect(id).toMatch(/^[0-9a-zA-Z_-]{1,32}$/);
      if (/^\d{1,6}:\d+$/.test(key)) expect(keyIn(id)).toBe(key);
      expect(msgidOf({ ...at, conversationId: 'cnv_2' }, key, hash)).not.toBe(id);
      expect(msgidOf(at, key, hash)).not.toBe(id);
    }
  });

  it.each([
    [-1, { code: 'provider_busy', retryable: true, outcome: 'not_sent', retryAfter: 1000 }],
    [45009, { code: 'rate_limited', retryable: true, retryAfter: 60_000 }],
    [45033, { code: 'rate_limited', retryable: true, retryAfter: 2000 }],
    [95001, { code: 'window_closed', retryable: false, shut: true, unreachable: false, outcome: 'not_sent' }],
    [95002, { code: 'window_closed', shut: true }],
    [95013, { code: 'session_closed', shut: true }],
    [95018, { code: 'session_closed', shut: true }],
    [60020, { code: 'address_not_trusted', retryable: true, retryAfter: 60_000 }],
    [48002, { code: 'not_allowed', retryable: true }],
    [95000, { code: 'account_unknown', retryable: true }],
    [40096, { code: 'person_unknown', unreachable: true, retryable: false, shut: false }],
    [45002, { code: 'text_too_long', retryable: false, unreachable: false }],
    [99999, { code: 'refused', retryable: false, unreachable: false, shut: false, outcome: 'not_sent' }],
  ])('refused with %i inside a 200 was not sent', async (errcode, error) => {
    const lin = customer();
    wecom.fault({ kind: 'error', method: 'kf/send_msg', errcode });
    expect(await failure(sendTo(lin.address, text('x')))).toMatchObject(error);
    expect(refusal(errcode)).toMatchObject(error);
    expect(lin.received).toEqual([]);
  });

  it('is refused by WeCom itself when it is the sixth, or too late', async () => {
    const lin = customer();
    for (let i = 1; i <= 5; i++) await sendTo(lin.address, text('x'), `${i}:1`, lin.id);
    expect(await failure(sendTo(lin.address, text('x'), '6:1', lin.id))).toMatchObject({
      code: 'window_closed',
    });
    lin.wroteAt = Date.now() - 49 * 60 * 60_000;
    lin.got = 0;
    expect(await failure(sendTo(lin.address, text('x'), '7:1', lin.id))).toMatchObject({
      code: 'window_closed',
    });
  });
});

async function fetchEntries(kf: string): Promise<{ event?: object }[]> {
  const { access_token } = await asked<{ access_token: string }>(
    `gettoken?corpid=${wecom.corpId}&corpsecret=${wecom.secret}`,
  );
  const { msg_list } = await asked<{ msg_list: [] }>(`kf/sync_msg?access_token=${access_token}`, {
    open_kfid: kf,
  });
  return msg_list;
}

async function asked<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(
    `${wecom.url}/cgi-bin/${path}`,
    body && { method: 'POST', body: JSON.stringify(body) },
  );
  return (await answer.json()) as T;
}

describe('the access token', () => {
  it('is asked for once by many calls, and once more when it is over, without losing a line', async () => {
    const before = wecom.tokensGiven;
    wecom.expireToken();
    const lins = Array.from({ length: 8 }, () => customer());
    await Promise.all(lins.map((lin, i) => sendTo(lin.address, text('x'), `${i}:1`, lin.id)));
    expect(wecom.tokensGiven - before).toBe(1);
    for (const errcode of [42001, 40014, 40001]) {
      wecom.fault({ kind: 'error', method: 'kf/send_msg', errcode });
      const lin = customer();
      await sendTo(lin.address, text('x'), '1:1', lin.id);
      expect(lin.received, String(errcode)).toHaveLength(1);
    }
    wecom.expireToken();
    await sendTo(lins[0]!.address, text('y'), '50:1', lins[0]!.id);
    expect(lins[0]!.received).toHaveLength(2);
    expect(wecom.tokensGiven - before).toBe(2);
  });

  it('that cannot be had keeps the line, and says why', async () => {
    channel = channelWith({ WECOM_KF_SECRET: 'another-secret-for-tests-only-0000000000000' });
    const refused = await failure(sendTo(customer().address, text('x')));
    expect(refused).toMatchObject({ code: 'token_refused', retryable: true, outcome: 'not_sent' });
    expect(channel.health()).toEqual({
      state: 'degraded',
      detail: 'WeCom refuses WECOM_CORP_ID with WECOM_KF_SECRET',
    });
    for (const kind of ['server_error', 'reset', 'garbage'] as const) {
      wecom.fault({ kind, method: 'gettoken' });
      channel = channelWith();
      const broken = await failure(sendTo(customer().address, text('x')));
      expect(broken, kind).toMatchObject({ retryable: true, outcome: 'not_sent' });
    }
  });

  it('stands in no log and no error', async () => {
    wecom.fault({ kind: 'error', method: 'kf/account/list', errcode: 48002, times: 2 });
    await channel.start(async () => {});
    const refused = await failure(sendTo('wkOne:wmNobody', text('x')));
    const { access_token } = await asked<{ access_token: string }>(
      `gettoken?corpid=${wecom.corpId}&corpsecret=${wecom.secret}`,
    );
    const told = JSON.stringify([logged, refused, (refused as Error).stack, channel.health()]);
    for (const secret of [access_token, wecom.secret, wecom.token, wecom.aesKey])
      expect(told).not.toContain(secret);
  });
});

describe('a recording', () => {
  const bytes = new Uint8Array(5000).fill(7);
  const get = (id: string, most = 10_000) => channel.download!({ id, type: 'audio/amr' }, most);
  const failed = (id: string, most?: number) =>
    get(id, most).catch((error: unknown) => error as DownloadError);

  it('is fetched by its id, also after the token is over', async () => {
    const id = wecom.keep('audio/amr', bytes);
    expect(Buffer.from(await get(id)).equals(bytes)).toBe(true);
    wecom.expireToken();
    expect(Buffer.from(await get(id)).equals(bytes)).toBe(true);
  });

  it('that is too large, gone, or not to be had now, says so', async () => {
    const id = wecom.keep('audio/amr', bytes);
    expect(await failed(id, 4999)).toEqual(new DownloadError('too_large', { retryable: false }));
    expect(await failed('nothing')).toMatchObject({ code: 'gone', retryable: false });
    const faults = [
      [{ kind: 'error', errcode: -1 }, 'provider_busy'],
      [{ kind: 'server_error' }, 'status_500'],
      [{ kind: 'reset' }, 'network_failed'],
    ] as const;
    for (const [fault, code] of faults) {
      wecom.fault({ ...fault, method: 'media/get' });
      expect(await failed(id), code).toMatchObject({ code, retryable: true });
    }
  });
});

describe('the channel', () => {
  const all = {
    WECOM_CORP_ID: CORP,
    WECOM_KF_SECRET: 'x'.repeat(43),
    WECOM_TOKEN: 'token',
    WECOM_AES_KEY: 'x'.repeat(43),
  };

  it('has a link that brings our code back, once WeCom has told it', async () => {
    expect(channel.link('SORT01')).toBeNull();
    await channel.start(async () => {});
    expect(channel.link('SORT01')).toBe(
      'https://work.weixin.qq.com/kfid/kfcwkOne?enc_scene=ENCtingda&scene_param=SORT01',
    );
    expect(channel.health()).toEqual({ state: 'ok' });
  });

  it.each([
    [60020, /企业可信IP/],
    [48002, /可调用接口的应用/],
    [-1, /could not be reached or did not do as asked \(provider_busy\)/],
  ])('says in words what %i means', async (errcode, words) => {
    wecom.fault({ kind: 'error', method: 'kf/account/list', errcode, times: 0 });
    await channel.start(async () => {});
    expect(channel.health()).toMatchObject({ state: 'degraded', detail: expect.stringMatching(words) });
  });

  it('says that no account is managed by the app', async () => {
    const none = await WecomEmulator.start({ accounts: [] });
    channel = channelWith(none.environment);
    await channel.start(async () => {});
    expect(channel.health()).toMatchObject({
      detail: expect.stringContaining('No customer service account'),
    });
    await channel.stop();
    await none.stop();
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['one variable alone', { WECOM_CORP_ID: CORP }, ['WECOM_KF_SECRET', 'WECOM_TOKEN', 'WECOM_AES_KEY']],
    ['a key of 42 letters', { ...all, WECOM_AES_KEY: 'x'.repeat(42) }, ['WECOM_AES_KEY']],
    ['a token with a space', { ...all, WECOM_TOKEN: 'a b' }, ['WECOM_TOKEN']],
    ['a root that is none', { ...all, WECOM_API_ROOT: 'ftp://x' }, ['WECOM_API_ROOT']],
  ])('does not start with %s, and says what would be right', (_name, given, names) => {
    const wrong = names.map((path) => expect.objectContaining({ path }));
    expect(() => readConfig(given, channelRegistry)).toThrow(expect.objectContaining({ items: wrong }));
  });
});
