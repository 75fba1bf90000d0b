/** WeChat under the contract: a real gateway, and the real process with the connection to it. */

import type { ConnectionBook } from '../../src/channels/channel.ts';
import { create } from '../../src/channels/wechat.ts';
import { LIMITED_MS } from '../../src/channels/wechat-errors.ts';
import { WechatEmulator } from '../../src/emulators/wechat.ts';
import type { Http } from '../../src/http.ts';
import type { RawRequest } from '../../src/ports.ts';
import { keyedHash } from '../../src/secrets.ts';
import { aloneHere } from '../support/alone.ts';
import { waitUntil } from '../support/patience.ts';
import type { Subject } from './subject.ts';

/** A book that only this process reads. */
export function bookHere(): ConnectionBook {
  const pages = new Map<string, { problem: string | null; at: number; upAt: number | null }>();
  return {
    async write(name, { up, problem }) {
      const now = Date.now();
      pages.set(name, { problem, at: now, upAt: up ? now : (pages.get(name)?.upAt ?? null) });
    },
    async read(name) {
      const page = pages.get(name);
      if (!page) return null;
      const { problem, at, upAt } = page;
      return { problem, toldAgoMs: Date.now() - at, upAgoMs: upAt === null ? null : Date.now() - upAt };
    },
  };
}

export async function wechat(http: Http): Promise<Subject> {
  const emulator = await WechatEmulator.start();
  const [lin, wu] = [emulator.contact('wxid_lin'), emulator.contact('wxid_wu')];
  const channel = create(
    {
      WECHAT_PUPPET_ENDPOINT: emulator.endpoint,
      WECHAT_PUPPET_TOKEN: emulator.token,
      WECHAT_PUPPET_TLS: 'off',
    },
    {
      http,
      log: { info() {}, warn() {} },
      keyed: (purpose) => keyedHash('a secret of the contract suite, at least 32 long', purpose),
      alone: aloneHere,
      sends: true,
      connections: bookHere(),
      door: { wayIn: async () => null, personAt: async () => null },
    },
    // The contract is about what is sent, not when.
    {
      patience: { upMs: 60_000, callMs: 15_000, dingMs: 10_000, silentMs: 60_000 },
      pace: { take: () => 0 },
    },
  );
  const call = (body: object): RawRequest => ({
    method: 'POST',
    path: '/',
    headers: {},
    body: new TextEncoder().encode(JSON.stringify(body)),
  });
  let notes = 0;
  return {
    channel,
    address: lin.id,
    limitedMs: LIMITED_MS,
    signed: (body) => call(JSON.parse(body)),
    forged: () => [['anybody', call({})]],
    text: (text, n) => JSON.stringify({ from: lin.id, text, id: `m${n}` }),
    voice: {
      note: async (bytes) =>
        call({ from: lin.id, voice: Buffer.from(bytes).toString('base64'), id: `v${++notes}` }),
      other: { address: wu.id, says: (text, n) => call({ from: wu.id, text, id: `o${n}` }) },
    },
    async ready() {
      await channel.start(async () => {});
      await waitUntil(() => channel.health().state === 'ok', { timeout: 110_000 });
    },
    carry({ body }) {
      const { from, text, voice, id } = JSON.parse(new TextDecoder().decode(body));
      const contact = emulator.contact(from);
      return voice ? contact.sayAloud(Buffer.from(voice, 'base64'), { id }) : contact.say(text, { id });
    },
    meaningless: [],
    malformed: [],
    fail(failure) {
      if (failure === 'unreachable') emulator.fault({ kind: 'not_a_friend' });
      if (failure === 'rate_limited') emulator.fault({ kind: 'rate_limit' });
      if (failure === 'server_error') emulator.fault({ kind: 'server_error' });
      // What breaks the connection breaks it for all that follows: here the answer alone does not come.
      if (failure === 'reset') emulator.fault({ kind: 'unavailable' });
      if (failure === 'reset_after_accepting') emulator.fault({ kind: 'unavailable', accepted: true });
      if (failure === 'token_refused') emulator.fault({ kind: 'unauthorized' });
    },
    arrived: () => lin.received.map(({ text }) => text),
    stop: () => emulator.stop(),
  };
}
