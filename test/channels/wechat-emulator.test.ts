/** The emulator is a gateway to everybody: here the library's own bot talks to it, and somebody drives it by HTTP. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WechatEmulator } from '../../src/emulators/wechat.ts';

vi.setConfig({ testTimeout: 60_000 });

let wechat: WechatEmulator;
beforeAll(async () => {
  wechat = await WechatEmulator.start();
});
afterAll(() => wechat.stop());

async function call(method: string, path: string, body?: object) {
  const answer = await fetch(`${wechat.url}/_emulator${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

it('is a gateway to a bot made with wechaty itself', async () => {
  const program = fileURLToPath(new URL('./wechat/bot.ts', import.meta.url));
  const bot = spawn(process.execPath, [program, wechat.endpoint, wechat.token], {
    env: { WECHATY_LOG: 'silent', HOME: tmpdir() },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await once(bot.stdout, 'data');
    await call('POST', '/contacts/wxid_wu/text', { text: '在吗' });
    const { body } = await call('GET', '/contacts/wxid_wu/messages?after=0&wait=20');
    expect(body.messages).toMatchObject([{ text: '你说了：在吗' }]);
  } finally {
    bot.kill('SIGKILL');
  }
});

it('is driven by HTTP on the same port, and says what it does not understand', async () => {
  expect((await call('PUT', '/contacts/wxid_wu', { name: '吴', friend: false })).status).toBe(200);
  expect((await call('GET', '/contacts/wxid_wu/messages')).body).toMatchObject({ friend: false });
  expect((await call('POST', '/contacts/wxid_wu/friend', { hello: '你好' })).body.id).toMatch(/^friend_/);
  expect((await call('POST', '/contacts/wxid_wu/voice', { data: 'AAAA' })).status).toBe(200);
  expect((await call('POST', '/contacts/wxid_wu/other', { kind: 'Emoticon' })).status).toBe(200);
  expect((await call('POST', '/faults', { kind: 'no such fault' })).status).toBe(400);
  expect((await call('POST', '/faults', { kind: 'hang', call: 'file' })).status).toBe(200);
  expect((await call('DELETE', '/faults')).status).toBe(200);
  expect((await call('PUT', '/settings', { line: 'hang' })).status).toBe(200);
  expect((await call('GET', '/contacts/wxid_wu/messages')).status, 'the control is not behind the line').toBe(
    200,
  );
  expect((await call('PUT', '/settings', { line: 'open', logged_in: false })).status).toBe(200);
  expect((await call('GET', '/nothing')).status).toBe(404);
});
