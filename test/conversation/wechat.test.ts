/** WeChat over the whole path: a real gateway around the mock puppet, a real PostgreSQL and Redis, a real child process. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type EmulatedContact, WechatEmulator } from '../../src/emulators/wechat.ts';
import { sample } from '../speech/samples.ts';
import { type Hearing, startHearing } from '../support/hearing.ts';
import { CODE, startTestNode, type TestNode } from './node.ts';

const PATIENCE_MS = 20_000;
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

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
});
afterEach(() => wechat.clearFaults());
afterAll(async () => {
  await node.stop();
  await hearing.stop();
  await wechat.stop();
});

const health = () => node.runtime.channels.get('wechat')!.health();
const up = () => vi.waitFor(() => expect(health()).toEqual({ state: 'ok' }), PATIENCE_MS);

let people = 0;
/** Somebody who has begun the interview. */
async function candidate(): Promise<{
  lin: EmulatedContact;
  at: string;
  say(text: string): Promise<string>;
}> {
  const lin = wechat.contact(`wxid_lin${++people}`);
  const say = async (text: string) => {
    lin.say(text);
    return (await lin.next(PATIENCE_MS)).text;
  };
  await say(CODE);
  await say('同意');
  const [row] = await node.runtime.sql<{ id: string }[]>`
    select i.id from interviews i join identities d using (conversation_id) where d.address = ${lin.id}`;
  return { lin, say, at: `/v1/interviews/${row!.id}` };
}

describe('a SILK voice note by WeChat', () => {
  it('is an answer with its transcript', async () => {
    const { lin, at } = await candidate();
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
