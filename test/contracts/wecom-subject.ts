/** WeCom customer service, as the contract suite meets it: a call says that something waits, and reading brings it. */
import { create } from '../../src/channels/wecom.ts';
import { readEntry } from '../../src/channels/wecom-messages.ts';
import { feedOf } from '../../src/channels/wecom-reading.ts';
import { WecomEmulator } from '../../src/emulators/wecom.ts';
import { callbackOf, hintXml, sealed, signedQuery } from '../../src/emulators/wecom-callbacks.ts';
import type { Entry } from '../../src/emulators/wecom-feed.ts';
import { TingdaError } from '../../src/errors.ts';
import type { Http } from '../../src/http.ts';
import type { RawRequest } from '../../src/ports.ts';
import { keyedHash } from '../../src/secrets.ts';
import { aloneHere } from '../support/alone.ts';
import { credentialsHere, feedsHere } from '../support/feeds.ts';
import type { Failure, Subject } from './subject.ts';

export async function wecom(http: Http): Promise<Subject> {
  const emulator = await WecomEmulator.start();
  const [mine, other] = [emulator.customer('wmLin'), emulator.customer('wmOther')];
  // Both have written: else nobody may be answered.
  for (const customer of [mine, other]) customer.wroteAt = Date.now();
  const feeds = feedsHere();
  const { corpId, secret, token, aesKey, url } = emulator;
  const channel = create(
    {
      WECOM_CORP_ID: corpId,
      WECOM_KF_SECRET: secret,
      WECOM_TOKEN: token,
      WECOM_AES_KEY: aesKey,
      WECOM_API_ROOT: url,
    },
    {
      http,
      log: { info() {}, warn() {} },
      alone: aloneHere,
      feeds,
      credentials: credentialsHere(),
      keyed: (purpose) => keyedHash('a secret of the contract suite', purpose),
    },
  );
  const call = ({ query, body }: { query: string; body: string }): RawRequest => ({
    method: 'POST',
    path: `/hooks/wecom?${query}`,
    headers: { 'content-type': 'text/xml' },
    body: new TextEncoder().encode(body),
  });
  const known = new Set<string>();
  /** Put where it is read from, each once; what is no entry never gets that far. */
  const signed = (body: string): RawRequest => {
    let entry: Entry | null = null;
    try {
      entry = JSON.parse(body);
    } catch {
      // A body of the suite's own.
    }
    if (entry?.msgid && !known.has(entry.msgid)) {
      known.add(entry.msgid);
      emulator.append(entry);
      const writer = emulator.customer(entry.external_userid ?? mine.id);
      writer.wroteAt = Date.now();
      writer.got = 0;
    }
    return call(emulator.callback());
  };
  /** In seconds, by message: one that is told again has the time that it had. */
  const sentAt = new Map<string, number>();
  const sentAtOf = (msgid: string): number => {
    const at = sentAt.get(msgid) ?? Math.floor(Date.now() / 1000);
    sentAt.set(msgid, at);
    return at;
  };
  const msgidOf = (n: number) => `4WjjZVmdni5oc5PoFfy6UBHtzhW5HjYc${String(n).padStart(8, '0')}`;
  const entryOf = (by: typeof mine, n: number, content: object): string =>
    JSON.stringify({
      msgid: msgidOf(n),
      open_kfid: by.kf,
      external_userid: by.id,
      send_time: sentAtOf(msgidOf(n)),
      origin: 3,
      ...content,
    });
  const text = (by: typeof mine, words: string, n: number) =>
    entryOf(by, n, { msgtype: 'text', text: { content: words } });
  const fail = (fault: Parameters<typeof emulator.fault>[0]) =>
    emulator.fault({ method: 'kf/send_msg', ...fault });
  const failures: Record<Failure, () => void> = {
    unreachable: () => fail({ kind: 'error', errcode: 40096 }),
    rate_limited: () => fail({ kind: 'error', errcode: 45033 }),
    server_error: () => fail({ kind: 'server_error' }),
    reset: () => fail({ kind: 'reset' }),
    reset_after_accepting: () => fail({ kind: 'reset', accepted: true }),
    // The second time with a new token.
    token_refused: () => fail({ kind: 'error', errcode: 40014, times: 2 }),
  };
  const xml = hintXml(corpId, mine.kf, 'ENCx');
  const encrypted = sealed(xml, emulator);
  const right = signedQuery(emulator, encrypted);
  const changed = (name: string, value: string) => {
    const query = new URLSearchParams(right);
    query.set(name, value);
    return query.toString();
  };
  const wrapped = `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  let notes = 0;
  return {
    channel,
    address: mine.address,
    signed,
    understand(body) {
      const told = readEntry(JSON.parse(body === '' ? 'null' : body), corpId);
      if (told) return told;
      throw new TingdaError('payload_invalid', 'This is no entry.');
    },
    async fetched() {
      const read = () => feeds.cursors.get(feedOf(corpId, mine.kf)) === emulator.cursorOf();
      for (let left = 5000; !read() && left > 0; left--) await new Promise((done) => setTimeout(done, 10));
    },
    forged: (body) => [
      ['no signature', call({ query: 'timestamp=1795428000&nonce=1', body: wrapped })],
      ['an empty signature', call({ query: changed('msg_signature', ''), body: wrapped })],
      ['the signature of another time', call({ query: changed('timestamp', '1795428000'), body: wrapped })],
      ['the signature of another nonce', call({ query: changed('nonce', '1'), body: wrapped })],
      ['the signature for another body', call({ query: right.toString(), body })],
      ['a signature with another token', call(callbackOf({ corpId, aesKey, token: 'AnotherToken' }, xml))],
      [
        'the signature in a header',
        {
          ...call({ query: 'timestamp=1795428000&nonce=1', body: wrapped }),
          headers: { 'content-type': 'text/xml', authorization: right.get('msg_signature')! },
        },
      ],
    ],
    text: (words, n) => text(mine, words, n),
    voice: {
      async note(bytes) {
        const media_id = emulator.keep('audio/amr', bytes);
        return signed(entryOf(mine, 500_000 + ++notes, { msgtype: 'voice', voice: { media_id } }));
      },
      other: { address: other.address, says: (words, n) => signed(text(other, words, n)) },
    },
    meaningless: [
      // A person of the company, what they did, what we do not know yet, and a chat that is opened again.
      entryOf(mine, 1, { origin: 5, servicer_userid: 'zhangsan', msgtype: 'text', text: { content: 'hi' } }),
      ...['servicer_status_change', 'session_status_change', 'user_recall_msg', 'what_comes_next'].map(
        (type) => entryOf(mine, 2, { origin: 4, msgtype: 'event', event: { event_type: type } }),
      ),
      entryOf(mine, 3, {
        origin: 4,
        msgtype: 'event',
        event: { event_type: 'enter_session', open_kfid: mine.kf, external_userid: mine.id, scene_param: '' },
      }),
    ],
    malformed: [
      '',
      'null',
      '[]',
      '"x"',
      '{}',
      entryOf(mine, 4, { msgtype: 'text' }),
      entryOf(mine, 4, { msgtype: 'text', text: { content: 1 } }),
      entryOf(mine, 4, { msgtype: 'voice', voice: {} }),
      entryOf(mine, 4, { msgtype: 'text', text: { content: 'x' }, external_userid: 'a b' }),
    ],
    fail: (failure) => failures[failure](),
    arrived() {
      // They have just written once more: the suite sends more than five lines.
      mine.got = 0;
      return mine.received.map(({ text }) => text);
    },
    stop: () => emulator.stop(),
  };
}
