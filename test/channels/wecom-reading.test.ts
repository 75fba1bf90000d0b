import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { channelRegistry } from '../../src/channels/index.ts';
import { create } from '../../src/channels/wecom.ts';
import { feedOf } from '../../src/channels/wecom-reading.ts';
import { readConfig } from '../../src/config.ts';
import { WecomEmulator } from '../../src/emulators/wecom.ts';
import { createHttp } from '../../src/http.ts';
import type { Channel } from '../../src/ports.ts';
import { keyedHash } from '../../src/secrets.ts';
import type { DeliveryStatus, InboundMessage } from '../../src/types.ts';
import { aloneHere } from '../support/alone.ts';
import { credentialsHere, feedsHere } from '../support/feeds.ts';
import { waitFor } from '../support/patience.ts';

const http = createHttp();
afterAll(() => http.close());

type Line = Record<string, unknown>;
let wecom: WecomEmulator;
let channel: Channel;
let feeds: ReturnType<typeof feedsHere>;
let logged: Line[];
/** What was committed, in order. */
let stored: InboundMessage[];
let statuses: DeliveryStatus[];
let receive: (messages: InboundMessage[]) => Promise<void>;

beforeEach(async () => {
  wecom = await WecomEmulator.start({ accounts: ['wkOne', 'wkTwo'] });
  feeds = feedsHere();
  logged = [];
  stored = [];
  statuses = [];
  receive = async (messages) => void stored.push(...messages);
  const keep = (fields: Line, message: string) => logged.push({ ...fields, message });
  const config = readConfig(wecom.environment, channelRegistry);
  channel = create(config.channels.wecom as unknown as Parameters<typeof create>[0], {
    http,
    log: { info: keep, warn: keep },
    alone: aloneHere,
    feeds,
    credentials: credentialsHere(),
    keyed: (purpose) => keyedHash('a secret of the tests', purpose),
  });
});
afterEach(async () => {
  vi.useRealTimers();
  await channel.stop();
  await wecom.stop();
});

const start = () =>
  channel.start((messages) => receive(messages), { statuses: async (told) => void statuses.push(...told) });
const texts = () => stored.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));
const cursor = (kf = 'wkOne') => feeds.cursors.get(feedOf(wecom.corpId, kf)) ?? null;
const trouble = (code: string) => logged.find((line) => line.code === code);
/** Everything there is was read, and what is read is committed. */
const readAll = (kf = 'wkOne') => waitFor(() => expect(cursor(kf)).toBe(wecom.cursorOf(kf)));

/** As a callback does, without the way there. */
async function hint(kf = 'wkOne'): Promise<void> {
  const { query, body } = wecom.callback(kf);
  const raw = {
    method: 'POST',
    path: `/hooks/wecom?${query}`,
    headers: {},
    body: new TextEncoder().encode(body),
  };
  await channel.note!(channel.parse(await channel.verify(raw)).hint!);
}

describe('reading', () => {
  it('brings what was written before the start, of each account, and what comes after at once', async () => {
    await wecom.customer('wmLin').send('before');
    await wecom.customer('wmLin', 'wkTwo').send('to the other account');
    await start();
    await waitFor(() => expect(texts().toSorted()).toEqual(['before', 'to the other account']));
    expect(new Set(stored.map(({ address }) => address))).toEqual(new Set(['wkOne:wmLin', 'wkTwo:wmLin']));
    await wecom.customer('wmLin').send('now');
    await hint();
    await readAll();
    expect(texts().at(-1)).toBe('now');
    expect(channel.health()).toEqual({ state: 'ok' });
  });

  it('takes thousands, page by page, in the order of each person', async () => {
    const lin = wecom.customer('wmLin');
    const wrote = Array.from({ length: 2500 }, (_, i) => String(i));
    for (const text of wrote) await lin.send(text);
    await start();
    await readAll();
    expect(texts()).toEqual(wrote);
  });

  it('moves on only when all of a page is committed, and keeps nobody else waiting', async () => {
    let failing = true;
    receive = async (messages) => {
      if (failing && messages[0]?.address === 'wkOne:wmLin') throw new Error('the database is away');
      stored.push(...messages);
    };
    await wecom.customer('wmLin').send('one');
    await wecom.customer('wmOther').send('other');
    await start();
    await waitFor(() => expect(texts()).toEqual(['other']));
    await waitFor(() =>
      expect(channel.health()).toEqual({
        state: 'degraded',
        detail: 'Messages cannot be stored; WeCom keeps them for three days and is asked again',
      }),
    );
    expect(trouble('not_stored')).toMatchObject({ err: expect.any(Error), open_kfid: 'wkOne' });
    expect(cursor()).toBeNull();
    failing = false;
    await hint();
    await readAll();
    expect(texts()).toEqual(['other', 'one', 'other']);
    expect(channel.health()).toEqual({ state: 'ok' });
  });

  it('begins where WeCom does when a cursor is not known any more', async () => {
    await wecom.customer('wmLin').send('one');
    await start();
    await readAll();
    wecom.forgetCursors();
    await wecom.customer('wmLin').send('two');
    await hint();
    await readAll();
    expect(texts()).toEqual(['one', 'one', 'two']);
    expect(logged).toContainEqual(expect.objectContaining({ errcode: 40035, open_kfid: 'wkOne' }));
  });

  it('does without what a callback brought when that is over', async () => {
    await start();
    await wecom.customer('wmLin').send('one');
    await channel.note!({ feed: 'wkOne', hint: 'ENC-of-yesterday', call: 'x' });
    await readAll();
    expect(texts()).toEqual(['one']);
  });

  it('passes over what is no entry, and tells how many, not what', async () => {
    const lin = wecom.customer('wmLin');
    await lin.send('one');
    wecom.append({ msgid: 'x', send_time: 1e9 * 2, origin: 3, msgtype: 'text', text: { content: 'sesame' } });
    await lin.send('two');
    await start();
    await readAll();
    expect(texts()).toEqual(['one', 'two']);
    expect(logged).toContainEqual(expect.objectContaining({ count: 1, message: 'entries cannot be read' }));
    expect(JSON.stringify(logged)).not.toContain('sesame');
  });

  it('hands on what became of a line', async () => {
    const lin = wecom.customer('wmLin');
    await lin.send('hello');
    lin.failsWith = 10;
    await start();
    const line = { channel: 'wecom', account: wecom.corpId, address: lin.address, conversationId: 'cnv_1' };
    const { externalId } = await channel.send({ ...line, content: { kind: 'text', text: 'x' } }, '3:1');
    await hint();
    await readAll();
    expect(statuses).toMatchObject([{ externalId, key: '3:1', state: 'failed', failure: 'unreachable' }]);
  });

  it('finishes the commit that is under way when it stops, and goes on where it was', async () => {
    const commit = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    receive = async (messages) => {
      begun.resolve();
      await commit.promise;
      stored.push(...messages);
    };
    await wecom.customer('wmLin').send('one');
    await start();
    await begun.promise;
    const stopping = channel.stop();
    commit.resolve();
    await stopping;
    expect(texts()).toEqual(['one']);
    await wecom.customer('wmLin').send('two');
    await start();
    await waitFor(() => expect(texts()).toEqual(['one', 'two']));
  });
});

describe('a callback that is lost', () => {
  it('after it was written down, costs seconds', async () => {
    await start();
    await readAll();
    await wecom.customer('wmLin').send('one');
    // Its process died right after the commit.
    await feeds.hint({ feed: feedOf(wecom.corpId, 'wkOne'), hint: 'ENC', call: 'y' });
    await waitFor(() => expect(texts()).toEqual(['one']));
  });

  it('before it came, costs a minute', async () => {
    await start();
    await readAll();
    await wecom.customer('wmLin').send('one');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    await waitFor(() => expect(texts()).toEqual(['one']));
  });

  it.each([
    [{ kind: 'error', errcode: 45009 }, 'rate_limited', 60_000],
    [{ kind: 'error', errcode: 60020 }, 'address_not_trusted', 60_000],
    [{ kind: 'server_error' }, 'provider_failed', 5000],
    [{ kind: 'reset' }, 'network_reset', 5000],
    [{ kind: 'garbage' }, 'provider_failed', 5000],
  ] as const)('is not made worse by $0.kind', async (fault, code, retry_ms) => {
    wecom.fault({ ...fault, method: 'kf/sync_msg', times: 0 });
    await start();
    await waitFor(() => expect(trouble(code)).toMatchObject({ retry_ms }));
    expect(channel.health()).toMatchObject({ state: 'degraded' });
    wecom.clearFaults();
    await wecom.customer('wmLin').send('one');
    await hint();
    await readAll();
    expect(texts()).toEqual(['one']);
  });
});
