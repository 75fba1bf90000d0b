/**
 * How people come to us and what they can leave there, one row a channel: a new channel brings its own, and what it carries
 * besides text. Everything else about the canaries is the same for all of them.
 */
import { signature } from '../../src/emulators/twilio-webhook.ts';
import { WebVisitor } from '../../src/emulators/web-visitor.ts';
import { callbackOf } from '../../src/emulators/wecom-callbacks.ts';
import type { Entry } from '../../src/emulators/wecom-feed.ts';
import { KEY } from '../conversation/node.ts';
import { sample } from '../speech/samples.ts';
import { KANNEL_SECRET, type Stage } from './stage.ts';

/** Somebody on a channel. What they do is told to us; that it was taken up is seen in the inbox. */
export interface Talker {
  /** As the house keeps it. */
  address: string;
  /** Part of their address or name that nobody else has: looked for as everything that they say. */
  marks: Record<string, string>;
  /** Comes by the opening's code. */
  enter(code: string): Promise<unknown>;
  say(text: string): Promise<unknown>;
  /** What this channel carries besides: each leaves the word it is given somewhere in it, and comes into the inbox. */
  leaves: Record<string, (word: string) => Promise<unknown>>;
  /** The same for what has a form of its own, such as a number or a place. @returns what is to be looked for */
  has?: Record<string, () => Promise<string>>;
  /** What is sent and not even stored. */
  drops: Record<string, (word: string) => Promise<unknown>>;
  /** The lines that reached them. */
  heard(): string[];
  /** Calls that are refused: not signed, signed wrongly, signed and meaningless. @returns status and body of each answer */
  refused(word: string): Promise<{ status: number; text: string }[]>;
  close?(): void;
}

type Way = (stage: Stage, mark: string, n: number) => Promise<Talker>;

export const ways: Record<string, Way> = {
  telegram,
  twilio,
  kannel,
  wecom,
  wechat,
  web,
  api: inside,
};

/**
 * A number that nobody has, with eleven digits that stand nowhere else: those that end in zeros stand in every moment that is
 * written in nanoseconds.
 */
const numberOf = (series: number, n: number) => `+86${13_977_012_347 + series * 100_000 + n * 7919}`;

async function post(url: string, body: string, headers: Record<string, string>) {
  const answer = await fetch(url, { method: 'POST', body, headers });
  return { status: answer.status, text: await answer.text() };
}

/** The transcriber hears this next, whoever speaks. */
const hears = ({ openai }: Stage, text: string) => openai.hears({ text, confidence: 0.9, language: 'zh' });

async function telegram(stage: Stage, mark: string, n: number): Promise<Talker> {
  const { node } = stage;
  const id = 7_701_023_417 + n * 7919;
  const [first, last] = [`林${mark}`, `晓${mark}`];
  const user = node.telegram.user(id, {
    first_name: first,
    last_name: last,
    username: `at_${mark}`,
    language_code: 'zh-hans',
  });
  const phone = numberOf(1, n);
  const secret = { 'x-telegram-bot-api-secret-token': 'tests-webhook-secret' };
  const json = { 'content-type': 'application/json' };
  let said = 0;
  return {
    address: String(id),
    marks: { address: String(id), first, last, username: `at_${mark}` },
    enter: async (code) => user.send(`/start ${code}`),
    say: async (text) => (said = user.send(text)),
    leaves: {
      voice: async (word) => {
        hears(stage, word);
        user.sendVoice(sample('en.amr'), { mime_type: 'audio/amr', duration: 3 });
      },
      caption: async (word) => user.sendDocument(Buffer.from(word), { file_name: 'cv.pdf', caption: word }),
      'file name': async (word) => user.sendDocument(Buffer.from('x'), { file_name: `${word}.pdf` }),
      edit: async (word) => user.edit(said, word),
      sticker: async (word) => user.sendSticker(word),
      'a button of ours': async (word) =>
        push(stage, id, { callback_query: { id: `cb${n}`, from: user.profile, data: word } }),
    },
    has: {
      async 'somebody’s card'() {
        const other = numberOf(2, n);
        user.shareContact(other, null);
        return other;
      },
      async 'own number'() {
        user.shareContact(phone.slice(1));
        return phone;
      },
      async location() {
        const latitude = `31.2${10_000 + n * 13}7`;
        user.sendLocation(Number(latitude), 121.47);
        return latitude;
      },
    },
    drops: {
      'a kind that we do not know': (word) =>
        post(`${node.url}/hooks/telegram`, JSON.stringify({ update_id: n, something_new: { text: word } }), {
          ...json,
          ...secret,
        }),
    },
    heard: () => user.received.map(({ text }) => text),
    async refused(word) {
      const hook = `${node.url}/hooks/telegram`;
      const from = { id, is_bot: false, first_name: word };
      const message = { message_id: 1, date: 1, chat: { id, type: 'private' }, from, text: word };
      const update = JSON.stringify({ update_id: 1, message });
      return [
        await post(hook, update, json),
        await post(hook, update, {
          ...json,
          'x-telegram-bot-api-secret-token': word.replaceAll(/[^\w]/g, ''),
        }),
        await post(hook, `{"update_id": "${word}", "${word}": `, { ...json, ...secret }),
        await post(hook, JSON.stringify({ update_id: word, message: { text: word } }), {
          ...json,
          ...secret,
        }),
        await post(hook, word, { ...secret, 'content-type': 'text/plain' }),
      ];
    },
  };
}

/** An update that no method of the emulated person makes. */
async function push({ node }: Stage, lane: number, update: object): Promise<void> {
  node.telegram.updates.push(update as never, String(lane));
}

async function twilio(stage: Stage, mark: string, n: number): Promise<Talker> {
  const { node, twilio } = stage;
  const phone = twilio.phone(numberOf(3, n));
  const hook = `${node.url}/hooks/sms/twilio`;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const signed = (fields: Record<string, string>) => ({
    ...form,
    'x-twilio-signature': signature(twilio.authToken, hook, fields),
  });
  return {
    address: phone.number,
    marks: { address: phone.number },
    enter: (code) => phone.send(code),
    say: (text) => phone.send(text),
    leaves: {
      voice(word) {
        hears(stage, word);
        return phone.send('', [{ type: 'audio/amr', bytes: sample('en.amr') }]);
      },
      caption: (word) => phone.send(word, [{ type: 'image/jpeg', bytes: Buffer.from(word) }]),
      'type of a file': (word) =>
        phone.send('', [{ type: `image/${encodeURIComponent(word)}`, bytes: Buffer.from('x') }]),
    },
    drops: {},
    heard: () => phone.received.map(({ text }) => text),
    async refused(word) {
      const fields = twilio.fieldsOf(phone, word);
      const broken = { ...fields, MessageSid: `../${word}`, NumMedia: word };
      const status = {
        MessageSid: fields.MessageSid!,
        AccountSid: twilio.accountSid,
        To: phone.number,
        MessageStatus: 'failed',
        ErrorCode: word,
      };
      const body = (given: Record<string, string>) => new URLSearchParams(given).toString();
      return [
        await post(hook, body(fields), form),
        await post(hook, body(fields), { ...form, 'x-twilio-signature': mark }),
        await post(hook, body(broken), signed(broken)),
        await post(hook, body(status), signed(status)),
        await post(hook, JSON.stringify(fields), { 'content-type': 'application/json' }),
      ];
    },
  };
}

async function kannel({ door, smsbox }: Stage, mark: string, n: number): Promise<Talker> {
  const number = numberOf(4, n);
  const hook = (secret: string) => `${door}/hooks/sms/kannel/${secret}`;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  let sent = 0;
  const call = async (more: Record<string, string>, secret = KANNEL_SECRET, method = 'GET') => {
    const fields = new URLSearchParams({ from: number, to: '10690', charset: 'UTF-8', ...more });
    if (method === 'POST') return post(hook(secret), fields.toString(), form);
    const answer = await fetch(`${hook(secret)}?${fields}`);
    return { status: answer.status, text: await answer.text() };
  };
  const id = () => `${String(n).padStart(8, '0')}-${String(++sent).padStart(4, '0')}`;
  return {
    address: number,
    marks: { address: number },
    enter: (code) => call({ id: id(), text: code }),
    say: (text) => call({ id: id(), text }),
    leaves: {
      'posted text': (word) => call({ id: id(), text: word }, KANNEL_SECRET, 'POST'),
      'text in another charset': async (word) => {
        const fields = `from=${encodeURIComponent(number)}&to=10690&id=${id()}&charset=UTF-16BE&text=`;
        const bytes = Buffer.from(word, 'utf16le').swap16().toString('hex').replaceAll(/../g, '%$&');
        await fetch(`${hook(KANNEL_SECRET)}?${fields}${bytes}`);
      },
    },
    drops: { 'a name in place of a number': (word) => call({ from: word, id: id(), text: word }) },
    heard: () => smsbox.textsTo(number),
    async refused(word) {
      return [
        await call({ id: id(), text: word }, mark),
        await call({ id: id(), text: word }, `${KANNEL_SECRET}x`, 'POST'),
        await call({ id: `${word} ${word}`, text: word }),
        await call({ text: word }, KANNEL_SECRET, 'POST'),
        await call({ line: word, type: word, answer: word }, `${KANNEL_SECRET}/dlr`),
      ];
    },
  };
}

async function wecom(stage: Stage, mark: string, n: number): Promise<Talker> {
  const { node, wecom } = stage;
  const customer = wecom.customer(`wm${mark}${n}`);
  const hook = `${node.url}/hooks/wecom`;
  const xml = { 'content-type': 'text/xml' };
  return {
    address: customer.address,
    marks: { address: customer.id },
    enter: (code) => customer.enter(code),
    say: (text) => customer.send(text),
    leaves: {
      voice(word) {
        hears(stage, word);
        return customer.voice(sample('en.amr'));
      },
      file: (word) => customer.file('file', Buffer.from(word), 'application/pdf'),
      location: (word) => customer.sendOther('location', { name: word, address: word, latitude: 31.2 }),
      'a card': (word) => customer.sendOther('business_card', { userid: word }),
      'a menu of another': (word) => customer.sendOther('text', { content: word, menu_id: word }),
      'a kind that we do not know': (word) => customer.sendOther(`x${mark}`, { text: word }),
    },
    drops: {
      'a link of the company': (word) => customer.enter(word),
      'an entry that cannot be read': async (word) => {
        wecom.append({ msgid: word, msgtype: 'text', text: { content: word } } as unknown as Entry);
      },
    },
    heard: () => customer.received.map(({ text }) => text),
    async refused(word) {
      const { corpId, aesKey, token } = wecom;
      const sealed = (text: string, by = token) => callbackOf({ corpId, aesKey, token: by }, text);
      const send = ({ query, body }: { query: string; body: string }) => post(`${hook}?${query}`, body, xml);
      return [
        await post(`${hook}?msg_signature=${mark}`, `<xml><Encrypt>${word}</Encrypt></xml>`, xml),
        await send(sealed(`<xml><Content>${word}</Content></xml>`, 'AnotherToken')),
        await send(sealed(`<xml><Content>${word}</Content></xml>`)),
        await send(sealed(word)),
        await post(hook, word, xml),
      ];
    },
  };
}

async function wechat(stage: Stage, mark: string, n: number): Promise<Talker> {
  const { wechat } = stage;
  const name = `小${mark}`;
  const contact = wechat.contact(`wxid_${mark}${n}`, name);
  return {
    address: contact.id,
    marks: { address: contact.id, 'name in the app': name },
    enter: async (code) => contact.say(code),
    say: async (text) => contact.say(text),
    leaves: {
      voice: async (word) => {
        hears(stage, word);
        contact.sayAloud(sample('zh.silk'));
      },
      'file name': async (word) =>
        contact.send({ kind: 'Attachment', file: { name: `${word}.pdf`, bytes: Buffer.from(word) } }),
      location: async (word) => contact.send({ kind: 'Location', text: word }),
      transfer: async (word) => contact.send({ kind: 'Transfer', text: word }),
    },
    drops: {
      'in a room': async (word) => contact.say(word, { room: '20000000001@chatroom' }),
      'what WeChat notes': async (word) => contact.send({ kind: 'Unknown', text: word }),
      'a friend request': async (word) => wechat.contact(`wxid_other_${mark}${n}`, word).befriend(word),
    },
    heard: () => contact.received.map(({ text }) => text),
    // Nothing of it comes by a call.
    refused: async () => [],
  };
}

async function web({ door, openai }: Stage, mark: string, n: number): Promise<Talker> {
  let visitor: WebVisitor | null = null;
  const voice = async (word: string) => {
    openai.hears({ text: word, confidence: 0.9, language: 'zh' });
    const form = new FormData();
    form.set('client_id', `${mark}-${n}-voice`);
    form.set('audio', new Blob([new Uint8Array(sample('en.webm'))], { type: 'audio/webm' }), `${word}.webm`);
    const headers = { cookie: visitor!.cookie };
    return fetch(`${door}/chat/${visitor!.code}/messages`, { method: 'POST', headers, body: form });
  };
  let said = 0;
  const talker: Talker = {
    address: '',
    marks: {},
    async enter(code) {
      visitor = await WebVisitor.open(door, code, 'zh');
      talker.address = visitor.address;
      talker.marks = { address: visitor.address, cookie: visitor.cookie };
    },
    // The page names its own messages.
    say: (text) => visitor!.say(text, `${mark}-${n}-${++said}`),
    leaves: {
      voice,
      'a button of ours': (word) =>
        visitor!.call('POST', '/messages', { client_id: `${mark}-${n}-button`, text: word, button: word }),
    },
    drops: {},
    heard: () => visitor!.received.map(({ text }) => text),
    async refused(word) {
      const at = `${door}/chat/${visitor!.code}/messages`;
      const json = { 'content-type': 'application/json' };
      const body = JSON.stringify({ client_id: 'x', text: word });
      const { cookie } = visitor!;
      return [
        await post(at, body, { ...json, cookie: `${cookie.slice(0, -4)}AAAA` }),
        await post(at, `{"text":"${word}`, { ...json, cookie }),
        await post(at, JSON.stringify({ client_id: word, text: 1 }), { ...json, cookie }),
        await post(at, word, { 'content-type': 'text/plain', cookie }),
        await post(`${door}/chat/${mark}/messages`, body, { ...json, cookie }),
      ];
    },
    close: () => visitor?.close(),
  };
  return talker;
}

/** Where an integrator speaks for the person: the messages come with a key. */
async function inside(stage: Stage, mark: string, n: number): Promise<Talker> {
  const { node, openai } = stage;
  const key = { authorization: `Bearer ${KEY}` };
  let at = '';
  let said = 0;
  const say = (text: string) =>
    node.call('POST', `${at}/messages?from=candidate`, { text, client_id: `${mark}-${n}-${++said}` });
  const talker: Talker = {
    address: '',
    marks: {},
    async enter(code) {
      const { data } = (await node.call('GET', '/v1/openings')).body;
      const opening = data.find((one) => one.code === code)!;
      const name = `林${mark}`;
      const made = await node.call('POST', '/v1/candidates', { name, source: `源${mark}` });
      const invited = await node.call(
        'POST',
        '/v1/invitations',
        { opening_id: opening.id, candidate_id: made.body.id, send: false },
        { 'idempotency-key': `invite-${mark}` },
      );
      talker.address = made.body.id;
      talker.marks = { 'name at first': name, source: `源${mark}`, 'key of an invitation': `invite-${mark}` };
      at = `/v1/interviews/${invited.body.interview_id}`;
      await say(String(invited.body.code));
    },
    say,
    leaves: {
      async voice(word) {
        openai.hears({ text: word, confidence: 0.9, language: 'zh' });
        const form = new FormData();
        form.set('from', 'candidate');
        form.set('client_id', `${mark}-${n}-voice`);
        form.set('audio', new Blob([new Uint8Array(sample('en.ogg'))]), `${word}.ogg`);
        return fetch(`${node.url}${at}/messages`, { method: 'POST', headers: key, body: form });
      },
    },
    drops: {},
    heard: () => [],
    async refused(word) {
      const url = `${node.url}${at}/messages`;
      const json = { 'content-type': 'application/json' };
      const body = JSON.stringify({ text: word, from: 'candidate' });
      return [
        await post(url, body, json),
        await post(url, body, { ...json, authorization: `Bearer ${mark}` }),
        await post(url, `{"text":"${word}`, { ...json, ...key }),
        await post(url, JSON.stringify({ text: 1, client_id: word }), { ...json, ...key }),
        await post(url, word, { ...key, 'content-type': 'text/plain' }),
      ];
    },
  };
  return talker;
}
