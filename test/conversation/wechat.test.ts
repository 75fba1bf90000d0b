/** WeChat over the whole path: a real gateway around the mock puppet, a real PostgreSQL and Redis, a real child process. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type EmulatedContact, WechatEmulator } from '../../src/emulators/wechat.ts';
import { sample } from '../speech/samples.ts';
import { type Hearing, startHearing } from '../support/hearing.ts';
import { waitFor } from '../support/patience.ts';
import { CODE, startTestNode, type TestNode } from './node.ts';

/** Lines go at the pace of a person, from one recipient to the next. */
const PATIENCE_MS = 60_000;
/** Who was away for less than two seconds has missed nothing. */
const AWAY_MS = 2500;
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let wechat: WechatEmulator;
let hearing: Hearing;
let node: TestNode;
beforeAll(async () => {
  wechat = await WechatEmulator.start();
  hearing = await startHearing();
  node = await startTestNode({
    ...hearing.environment,
    WECHAT_PUPPET_ENDPOINT: wechat.endpoint,
    WECHAT_PUPPET_TOKEN: wechat.token,
    WECHAT_PUPPET_TLS: 'off',
    QUIET_HOURS: 'off',
  });
  await up();
  lin = wechat.contact('wxid_lin');
  await say(CODE);
  await say('同意');
  const [row] = await node.runtime.sql<{ id: string }[]>`
    select i.id from interviews i join identities d using (conversation_id) where d.address = ${lin.id}`;
  at = `/v1/interviews/${row!.id}`;
});
afterEach(() => wechat.clearFaults());
afterAll(async () => {
  await node.stop();
  await hearing.stop();
  await wechat.stop();
});

const health = () => node.runtime.channels.get('wechat')!.health();
const up = () => waitFor(() => expect(health()).toEqual({ state: 'ok' }));

/** Somebody in the middle of an interview: one for all, because from one recipient to the next it takes its time. */
let lin: EmulatedContact;
let at: string;
async function say(text: string): Promise<string> {
  lin.say(text);
  return (await lin.next(PATIENCE_MS)).text;
}

describe('a SILK voice note by WeChat', () => {
  it('is an answer with its transcript', async () => {
    hearing.openai.hears({ text: '我做过两年分拣。一小时三百件。', confidence: 0.8, language: 'zh' });
    lin.sayAloud(sample('zh.silk'));
    expect((await lin.next(PATIENCE_MS)).text).toMatch(/^我听到的是：“我做过两年分拣。一小时三百件”/);
    const { body } = await node.call('GET', `${at}/turns?limit=100`);
    const voice = body.data.findLast((turn) => turn.media_id !== null)!;
    expect(voice).toMatchObject({
      from: 'candidate',
      kind: expect.stringMatching(/answer/),
      channel: 'wechat',
    });
    expect(voice.transcript).toMatchObject({ text: '我做过两年分拣。一小时三百件。' });
  });
});

/** Everything that was sent to anybody, and every row of the inbox, of this channel. */
const rows = async () => {
  const [row] = await node.runtime.sql<{ n: number }[]>`
    select count(*)::int as n from inbox where channel = 'wechat'`;
  return row!.n;
};

describe('a voice of WeChat', () => {
  it('is what its bytes say: MP3 under the name of SILK, and a short one that the gateway hands over another way', async () => {
    hearing.openai.hears({ text: '这是语音。' });
    lin.sayAloud(sample('en.mp3'), { name: 'voice.sil' });
    expect((await lin.next(PATIENCE_MS)).text).toMatch(/^我听到的是：“这是语音”/);
  });

  it('is in our store before anybody says that we have it, once, and with no draft left', async () => {
    hearing.openai.hears({ text: '这是语音。' });
    const id = lin.sayAloud(sample('zh.silk'));
    await lin.next(PATIENCE_MS);
    const before = await rows();
    wechat.tellAgain(id);
    lin.say('还有一句话。');
    await lin.next(PATIENCE_MS);
    expect(await rows()).toBe(before + 1);
    expect(await node.runtime.sql`select id from media_drafts`).toEqual([]);
  });

  it('that the gateway does not give is asked for again, and the interview goes on', async () => {
    for (let i = 0; i < 6; i++) wechat.fault({ kind: 'server_error', call: 'file' });
    lin.sayAloud(sample('zh.silk'));
    expect((await lin.next(PATIENCE_MS)).text).toMatch(/语音/);
    const { sql } = node.runtime;
    const [row] =
      await sql`select media_reason from inbox where channel = 'wechat' and media_state = 'failed'`;
    expect(row).toEqual({ media_reason: 'lost' });
  });
});

describe('what nobody is to answer', () => {
  it('is not even stored: rooms, our own words, official accounts, recalled messages', async () => {
    const before = await rows();
    const gh = wechat.contact('wxid_ad');
    gh.official = true;
    gh.say('今日推荐');
    wechat.contact('gh_0123456789ab').say('今日推荐');
    lin.say('在群里说', { room: '20000000001@chatroom' });
    wechat.sayMyself(lin.id, '手机上打的字');
    lin.send({ kind: 'Recalled', text: '1' });
    lin.send({ kind: 'Unknown', text: '你已添加了林' });
    await say('我做事比较仔细。');
    expect(await rows()).toBe(before + 1);
  });

  it('a sticker is answered with a word', async () => {
    lin.send({ kind: 'Emoticon' });
    expect((await lin.next(PATIENCE_MS)).text).not.toBe('');
  });
});

describe('a friend request', () => {
  it('with an opening’s code in it is accepted, begins the interview, and names the contact by our id', async () => {
    const wu = wechat.contact('wxid_wu', '吴');
    const request = wu.befriend('我是吴 path01');
    expect((await wu.next(PATIENCE_MS)).text).toMatch(/AI/);
    expect(wechat.accepted).toContain(request);
    const [row] = await node.runtime.sql<{ candidate_id: string }[]>`
      select c.candidate_id from conversations c join identities i on i.conversation_id = c.id where i.address = 'wxid_wu'`;
    await waitFor(() => expect(wu.alias).toBe(row!.candidate_id));
  });

  it('without one is left alone: nothing is said, nothing stored, and the log has no word of it', async () => {
    const before = [await rows(), wechat.accepted.length];
    const stranger = wechat.contact('wxid_stranger', '陌生人');
    for (const hello of ['我是陌生人，想聊聊', 'PATH02', '']) stranger.befriend(hello);
    await waitFor(() => expect(node.logged().match(/without a valid code/g)).toHaveLength(3));
    expect([await rows(), wechat.accepted.length]).toEqual(before);
    expect(stranger.received).toEqual([]);
    for (const word of ['wxid_stranger', '陌生人', 'PATH02']) expect(node.logged()).not.toContain(word);
  });
});

describe('the connection', () => {
  it('is held in another process: nothing of wechaty is in this one, and its token in no command line', async () => {
    const { execSync } = await import('node:child_process');
    const lines = execSync('ps -eo ppid,args', { encoding: 'utf8' }).split('\n');
    const children = lines.filter(
      (line) => line.trim().startsWith(`${process.pid} `) && line.includes('wechat-gateway'),
    );
    expect(children).toHaveLength(1);
    expect(children[0]).not.toContain(wechat.token);
  });

  it('comes back by itself when the gateway does, its puppet untouched; what waits then goes, and who was in the middle is asked once', async () => {
    const early = wechat.contact('wxid_early');
    early.say('你好');
    await early.next(PATIENCE_MS);
    // What is on its way when the line breaks would be sent once more.
    await waitFor(async () =>
      expect(await node.runtime.sql`select 1 from outbox where state = 'sending'`).toEqual([]),
    );
    await wechat.stopGateway();
    await waitFor(() => expect(health().state).toBe('degraded'));
    const away = Date.now();
    lin.say('这句话没有人收到。');
    // A line that is to go meanwhile waits, unclaimed.
    await node.call('POST', `${at}/takeover`, {});
    await node.call('POST', `${at}/messages`, { text: '我是HR，稍等。' });
    const waiting = () => node.runtime.sql<{ attempts: number }[]>`
      select attempts from outbox o join identities i on i.id = o.identity_id
      where i.address = ${lin.id} and o.state = 'pending'`;
    await waitFor(async () => expect(await waiting()).toHaveLength(1));
    await node.call('POST', `${at}/handback`, {});
    await waitFor(() => expect(Date.now() - away).toBeGreaterThan(AWAY_MS));
    await wechat.startGateway();
    await up();
    const next = async () => (await lin.next(PATIENCE_MS)).text;
    expect(await next()).toContain('我是HR，稍等。');
    expect(await next()).toContain('HR先聊到这里');
    expect(await next()).toContain('可能漏收了你的消息');
    expect(wechat.stops).toBe(0);
    // Who has no interview is not asked.
    expect(early.received).toHaveLength(1);

    // It breaks once more: nobody is asked twice within the hour.
    wechat.drop();
    await waitFor(() => expect(health().state).toBe('degraded'), { interval: 5 });
    await up();
    lin.say('我做过两年分拣。');
    expect((await lin.next(PATIENCE_MS)).text).not.toContain('可能漏收');
  });

  it('tells of a logged-out account until somebody has scanned the code again', async () => {
    wechat.logout();
    await waitFor(() => expect(health()).toMatchObject({ state: 'degraded', detail: /scan the code again/ }));
    const ready = await (await fetch(`${node.url}/readyz`)).json();
    expect(ready).toMatchObject({ status: 'degraded', parts: { wechat: { state: 'degraded' } } });
    expect(await (await fetch(`${node.url}/metrics`)).text()).toContain(
      'tingda_channel_up{channel="wechat"} 0',
    );
    expect((await fetch(`${node.url}/readyz`)).status).toBe(200);
    wechat.login();
    await up();
    expect(await (await fetch(`${node.url}/metrics`)).text()).toContain(
      'tingda_channel_up{channel="wechat"} 1',
    );
  });

  it('survives nonsense, names of 200 KB and what is told twice', async () => {
    lin.name = '名'.repeat(200_000);
    wechat.talkNonsense();
    await say('我做事比较仔细。');
    expect(health()).toEqual({ state: 'ok' });
  });
});
