/** WeChat on several machines: one process holds the connection, lines go out there, and the others know how it is. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { insertOpening } from '../../db/openings.ts';
import { channelRegistry } from '../../src/channels/index.ts';
import { readConfig } from '../../src/config.ts';
import { WechatEmulator } from '../../src/emulators/wechat.ts';
import { createLog } from '../../src/log.ts';
import { type Running, startNode } from '../../src/node.ts';
import { sorterOpening } from '../support/opening.ts';
import { waitFor } from '../support/patience.ts';
import { createDatabase, redisDatabase } from '../support/services.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const SOON = 60_000;
const CODE = 'MANY01';

let wechat: WechatEmulator;
let api: Running;
const workers: Running[] = [];
beforeAll(async () => {
  wechat = await WechatEmulator.start();
  const environment = {
    DATABASE_URL: await createDatabase(),
    REDIS_URL: await redisDatabase(),
    SECRET_KEY: 'a secret of the tests, at least 32 long',
    PORT: '0',
    BURST_WAIT_MS: '0',
    QUIET_HOURS: 'off',
    WECHAT_PUPPET_ENDPOINT: wechat.endpoint,
    WECHAT_PUPPET_TOKEN: wechat.token,
    WECHAT_PUPPET_TLS: 'off',
  };
  const start = (role: 'api' | 'worker') =>
    startNode(readConfig(environment, channelRegistry), { role, log: createLog('silent') });
  api = await start('api');
  await insertOpening(api.runtime.sql, sorterOpening(CODE));
  workers.push(await start('worker'), await start('worker'));
});
afterAll(async () => {
  await Promise.all([api, ...workers].map((one) => one.stop()));
  await wechat.stop();
});

const channel = ({ runtime }: Running) => runtime.channels.get('wechat')!;
const holders = () => workers.filter((one) => channel(one).sendsHere!());

it('one worker holds it, a process that does not send never does, and every other knows how it is', async () => {
  expect(channel(api).health()).toMatchObject({ state: 'degraded' });
  await waitFor(() => expect(holders()).toHaveLength(1));
  expect(channel(api).sendsHere!()).toBe(false);
  await waitFor(
    () => {
      for (const one of [api, ...workers]) expect(channel(one).health()).toEqual({ state: 'ok' });
    },
    { timeout: SOON },
  );
});

it('whoever thinks, the one that holds it sends; and when it is gone the next one does', async () => {
  const lin = wechat.contact('wxid_lin');
  lin.say(CODE);
  expect((await lin.next(SOON)).text).toMatch(/AI/);
  const [holder] = holders();
  await holder!.stop();
  workers.splice(workers.indexOf(holder!), 1);
  await waitFor(() => expect(holders()).toHaveLength(1));
  lin.say('同意');
  expect((await lin.next(SOON)).text).not.toBe('');
  expect(wechat.stops, 'the gateway’s puppet goes on').toBe(0);
});

it('no process tries to send what it cannot: a line waits, untouched, for one that can', async () => {
  const { sql } = api.runtime;
  const unsent = () => sql`select attempts from outbox where state <> 'sent'`;
  await waitFor(async () => expect(await unsent()).toEqual([]));
  wechat.line = 'refuse';
  await waitFor(() => expect(holders()).toHaveLength(0));
  await sql`update outbox set state = 'pending', attempts = 0, sent_at = null where state = 'sent'
    and seq = (select max(seq) from outbox)`;
  // The worker that is left looks about once a second.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect(await unsent()).toEqual([{ attempts: 0 }]);
  wechat.line = 'open';
  await waitFor(async () => expect(await unsent()).toEqual([]));
});
