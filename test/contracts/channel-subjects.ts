/** The channels under the contract: one row each. Those by SMS are made in `sms-subjects.ts`. */
import { create as createApi } from '../../src/channels/api.ts';
import { create } from '../../src/channels/telegram.ts';
import { create as createWeb, webVisitors } from '../../src/channels/web.ts';
import { TelegramEmulator } from '../../src/emulators/telegram.ts';
import type { Http } from '../../src/http.ts';
import type { RawRequest } from '../../src/ports.ts';
import { keyedHash } from '../../src/secrets.ts';
import { aloneHere } from '../support/alone.ts';
import { kannel, twilio } from './sms-subjects.ts';
import type { Subject, SubjectRow } from './subject.ts';
import { wechat } from './wechat-subject.ts';
import { wecom } from './wecom-subject.ts';

/** What the cookies of the web chat hang on: a node with both takes them. */
export const SECRET_KEY = 'a secret of the contract suite, at least 32 long';
export const PUBLIC_URL = 'https://interviews.example.org';

/** One row a channel of the registry, and one for each other way in which its provider hands messages over: `TYPE by WAY`. */
export const subjects: Record<string, SubjectRow> = {
  telegram: { cannotFail: null, make: (http) => telegram(http, 'webhook') },
  'telegram by polling': { cannotFail: null, make: (http) => telegram(http, 'polling') },
  twilio: { cannotFail: null, make: twilio },
  kannel: { cannotFail: null, make: kannel },
  wecom: { cannotFail: null, make: wecom },
  wechat: { cannotFail: null, byConnection: true, make: wechat },
  web: { cannotFail: 'a line is delivered when it stands in the outbox: no provider is asked', make: web },
  api: {
    cannotFail: 'a line stands among the turns: no provider is asked',
    hearsNothing: 'messages come by /v1/interviews/{id}/messages, with a key',
    make: async () => byApi(),
  },
};

function byApi(): Subject {
  const call = (body: string): RawRequest => ({
    method: 'POST',
    path: '/hooks/api',
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(body),
  });
  return {
    channel: createApi(),
    address: 'cnd_1',
    signed: call,
    forged: (body) => [['anybody', call(body)]],
    text: (text) => JSON.stringify({ text }),
    meaningless: [],
    malformed: [],
    fail() {},
    arrived: () => [],
    async stop() {},
  };
}

async function telegram(http: Http, mode: 'webhook' | 'polling'): Promise<Subject> {
  const emulator = await TelegramEmulator.start();
  const user = emulator.user(7, { first_name: '林', language_code: 'zh-hans' });
  user.send('/start');
  emulator.user(8).send('/start');
  const secret = 'a-secret-of-the-contract-suite';
  const channel = create(
    {
      TELEGRAM_BOT_TOKEN: emulator.token,
      TELEGRAM_MODE: mode,
      TELEGRAM_WEBHOOK_SECRET: secret,
      TELEGRAM_API_ROOT: emulator.url,
    },
    { http, publicUrl: 'http://127.0.0.1:9', log: { info() {}, warn() {} }, alone: aloneHere },
  );
  const call = (body: string, headers: Record<string, string>): RawRequest => ({
    method: 'POST',
    path: '/hooks/telegram',
    headers: { 'content-type': 'application/json', ...headers },
    body: new TextEncoder().encode(body),
  });
  const header = 'x-telegram-bot-api-secret-token';
  const update = (chat: number, n: number, content: object) =>
    JSON.stringify({
      update_id: 1000 + n,
      message: {
        message_id: n,
        date: 1795428000,
        chat: { id: chat, type: 'private' },
        from: { id: chat, is_bot: false, first_name: '林', language_code: 'zh-hans' },
        ...content,
      },
    });
  const signed = (body: string) => call(body, { [header]: secret });
  let notes = 0;
  return {
    channel,
    address: '7',
    signed,
    forged: (body) => [
      ['no secret', call(body, {})],
      ['an empty secret', call(body, { [header]: '' })],
      ['a wrong secret', call(body, { [header]: `${secret}x` })],
      ['the secret in another header', call(body, { authorization: secret })],
      ['the bot token as the secret', call(body, { [header]: emulator.token })],
    ],
    text: (text, n) => update(7, n, { text }),
    voice: {
      async note(bytes) {
        const file = { file_id: emulator.keep(bytes, 'oga'), mime_type: 'audio/ogg', duration: 3 };
        return signed(update(7, 500_000 + ++notes, { voice: file }));
      },
      other: { address: '8', says: (text, n) => signed(update(8, n, { text })) },
    },
    meaningless: [
      '{"update_id":1}',
      '{"update_id":2,"something_new":{"a":1}}',
      '{"update_id":3,"poll":{"id":"1"}}',
    ],
    malformed: [
      '',
      'null',
      '[]',
      '"x"',
      '{}',
      '{"update_id":"1"}',
      '{"update_id":1,"message":{"text":1}}',
      '{',
    ],
    fail(failure) {
      const method = 'sendMessage';
      if (failure === 'unreachable') emulator.fault({ kind: 'blocked', method });
      if (failure === 'rate_limited') emulator.fault({ kind: 'rate_limit', method, retry_after: 2 });
      if (failure === 'server_error') emulator.fault({ kind: 'server_error', method });
      if (failure === 'reset') emulator.fault({ kind: 'reset', method });
      if (failure === 'reset_after_accepting') emulator.fault({ kind: 'reset', method, accepted: true });
      if (failure === 'token_refused') emulator.fault({ kind: 'unauthorized', method });
    },
    arrived: () => user.received.map((message) => message.text),
    stop: () => emulator.stop(),
  };
}

async function web(): Promise<Subject> {
  const keyed = (purpose: string) => keyedHash(SECRET_KEY, purpose);
  const deps = { publicUrl: PUBLIC_URL, keyed };
  const channel = createWeb({}, deps);
  const cookie = (by = keyed) =>
    webVisitors({ ...deps, keyed: by })
      .issue('/chat')
      .split(';')[0]!;
  const [mine, another] = [cookie(), cookie()];
  const addressIn = (cookie: string) => /=(.{22})/.exec(cookie)![1]!;
  const address = addressIn(mine);
  const call = (body: string, headers: Record<string, string>): RawRequest => ({
    method: 'POST',
    path: '/chat/SORT01/messages',
    headers: { 'content-type': 'application/json', ...headers },
    body: new TextEncoder().encode(body),
  });
  const text = (words: string, n: number) => JSON.stringify({ client_id: `m${n}`, text: words });
  let notes = 0;
  return {
    channel,
    address,
    signed: (body) => call(body, { cookie: `theme=dark; ${mine}` }),
    forged: (body) => [
      ['no cookie', call(body, {})],
      ['an empty cookie', call(body, { cookie: 'tingda_chat=' })],
      ['a visitor without a signature', call(body, { cookie: `tingda_chat=${address}` })],
      [
        'a signature for another visitor',
        call(body, { cookie: `tingda_chat=${'A'.repeat(22)}${mine.slice(-33)}` }),
      ],
      [
        'a cookie of another installation',
        call(body, { cookie: cookie((purpose) => keyedHash('another', purpose)) }),
      ],
      ['a signature for another purpose', call(body, { cookie: cookie(() => keyed('inbox')) })],
      ['the cookie in another header', call(body, { authorization: mine })],
    ],
    text,
    voice: {
      async note(bytes) {
        const form = new FormData();
        form.set('client_id', `v${++notes}`);
        form.set('audio', new Blob([new Uint8Array(bytes)]));
        const { headers, body } = new Request('http://x', { method: 'POST', body: form });
        const content = new Uint8Array(await new Response(body).arrayBuffer());
        return { ...call('', { cookie: mine, 'content-type': headers.get('content-type')! }), body: content };
      },
      other: { address: addressIn(another), says: (words, n) => call(text(words, n), { cookie: another }) },
    },
    meaningless: [],
    malformed: [
      '',
      'null',
      '[]',
      '"x"',
      '{}',
      '{"client_id":"a"}',
      '{"client_id":"a b","text":"x"}',
      '{"client_id":"a","text":1}',
      '{"client_id":"a","text":"x","from":"hr"}',
      '{',
    ],
    fail() {},
    arrived: () => [],
    async stop() {},
  };
}
