/** A gateway that is gone for a minute and a half, which the library itself does not survive. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WechatEmulator } from '../../src/emulators/wechat.ts';
import { waitFor } from '../support/patience.ts';
import { CODE, candidate, startTestNode, type TestNode } from './node.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });
const PATIENCE_MS = 60_000;

let wechat: WechatEmulator;
let node: TestNode;
beforeAll(async () => {
  wechat = await WechatEmulator.start();
  node = await startTestNode({
    WECHAT_PUPPET_ENDPOINT: wechat.endpoint,
    WECHAT_PUPPET_TOKEN: wechat.token,
    WECHAT_PUPPET_TLS: 'off',
    QUIET_HOURS: 'off',
  });
});
afterAll(async () => {
  await node.stop();
  await wechat.stop();
});

it('works again by itself, the puppet untouched, and Telegram answered all the while', async () => {
  const health = () => node.runtime.channels.get('wechat')!.health();
  await waitFor(() => expect(health()).toEqual({ state: 'ok' }));
  const lin = wechat.contact('wxid_lin');
  const say = async (text: string) => {
    lin.say(text);
    return (await lin.next(PATIENCE_MS)).text;
  };
  await say(CODE);
  await say('同意');
  // What is on its way when the line breaks would be sent once more.
  await node.settled();
  await wechat.stopGateway();
  const back = Date.now() + 90_000;
  while (Date.now() < back) {
    const other = await candidate(node);
    expect(other.question).not.toBe('');
    expect(health().state).toBe('degraded');
    await new Promise((resolve) => setTimeout(resolve, 10_000));
  }
  await wechat.startGateway();
  await waitFor(() => expect(health()).toEqual({ state: 'ok' }));
  expect((await lin.next(PATIENCE_MS)).text).toContain('可能漏收了你的消息');
  expect(await say('我做过两年分拣。')).not.toBe('');
  expect(wechat.stops).toBe(0);
});
