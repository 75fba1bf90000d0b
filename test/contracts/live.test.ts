import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Live } from '../../src/ports.ts';
import { createLive } from '../../src/session/live.ts';
import { type Server, startRedis } from '../support/services.ts';

let single: Server;
let cluster: Server;
beforeAll(async () => {
  [single, cluster] = await Promise.all([startRedis(), startRedis({ cluster: true })]);
});
afterAll(async () => {
  await Promise.all([single.dispose(), cluster.dispose()]);
});

const open: Live[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((live) => live.close()));
});

async function live(redisUrl?: string): Promise<{ live: Live; heard: string[] }> {
  const made = await createLive({ redisUrl, onError() {} });
  open.push(made);
  const heard: string[] = [];
  made.subscribe((conversationId) => heard.push(conversationId));
  return { live: made, heard };
}

/** A hint may be lost: it is given until it arrives. */
async function arrives(from: Live, heard: string[], name: string, timeout = 15_000): Promise<void> {
  await expect
    .poll(
      (): boolean => {
        from.publish(name);
        return heard.includes(name);
      },
      { timeout, interval: 50 },
    )
    .toBe(true);
}

describe.each([
  { where: 'in this process', url: (): string | undefined => undefined },
  { where: 'in Redis', url: () => single.url },
  { where: 'in a Redis cluster', url: () => cluster.url },
])('hints $where', ({ url }) => {
  it('reach everybody here at once, and nobody who has stopped listening', async () => {
    const { live: one, heard } = await live(url());
    const more: string[] = [];
    const stop = one.subscribe((conversationId) => more.push(conversationId));
    one.publish('cnv_1');
    stop();
    one.publish('cnv_2');
    expect(heard).toEqual(['cnv_1', 'cnv_2']);
    expect(more).toEqual(['cnv_1']);
  });
});

describe.each([
  ['one server', () => single],
  ['a cluster', () => cluster],
] as const)('hints by %s', (_name, server) => {
  it('reach another process, and come back to ours only once', async () => {
    const [one, other] = [await live(server().url), await live(server().url)];
    await arrives(one.live, other.heard, 'cnv_warm');
    await arrives(other.live, one.heard, 'cnv_warm_too');
    const before = one.heard.length;
    one.live.publish('cnv_1');
    await arrives(one.live, other.heard, 'cnv_1');
    await arrives(other.live, one.heard, 'cnv_2');
    const count = (heard: string[]) => heard.filter((name) => name === 'cnv_1').length;
    // On another socket than what came back: the last one may still be on its way.
    await expect.poll(() => count(other.heard)).toBe(count(one.heard.slice(before)));
  });

  it('go on here while Redis is away or hangs, and everywhere when it is back', async () => {
    const [one, other] = [await live(server().url), await live(server().url)];
    await arrives(one.live, other.heard, 'cnv_before');
    await server().kill();
    one.live.publish('cnv_alone');
    expect(one.heard).toContain('cnv_alone');
    await server().start();
    await arrives(one.live, other.heard, 'cnv_back');
    server().freeze();
    for (let i = 0; i < 2000; i++) one.live.publish('cnv_hung');
    expect(one.heard).toContain('cnv_hung');
    server().thaw();
    await arrives(one.live, other.heard, 'cnv_thawed');
  });
});

it('starts and ends without Redis', async () => {
  const { live: one, heard } = await live('redis://127.0.0.1:1');
  one.publish('cnv_1');
  expect(heard).toEqual(['cnv_1']);
});
