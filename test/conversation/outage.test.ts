import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertOpening } from '../../db/openings.ts';
import { channelRegistry } from '../../src/channels/index.ts';
import { readConfig } from '../../src/config.ts';
import { demoOpenings } from '../../src/demo/openings.ts';
import { TelegramEmulator } from '../../src/emulators/telegram.ts';
import { createLog } from '../../src/log.ts';
import { type Running, startNode } from '../../src/node.ts';
import { embeddedDatabase } from '../support/embedded.ts';
import { waitFor } from '../support/patience.ts';
import { freePort } from '../support/server.ts';

const CODE = 'OUTAGE1';
let telegram: TelegramEmulator;
let running: Running;

beforeAll(async () => {
  telegram = await TelegramEmulator.start();
  const port = await freePort();
  const config = readConfig(
    {
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      BURST_WAIT_MS: '0',
      SECRET_KEY: 'an outage of the provider needs no secret',
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_WEBHOOK_SECRET: 'outage',
      TELEGRAM_API_ROOT: telegram.url,
    },
    channelRegistry,
  );
  running = await startNode(config, { database: await embeddedDatabase(), log: createLog('silent') });
  await insertOpening(running.runtime.sql, { ...demoOpenings[0]!, code: CODE, status: 'open' });
  await waitFor(() => expect(telegram.updates.info().url).not.toBe(''));
});
afterAll(async () => {
  await running.stop();
  await telegram.stop();
});

it('brings the line after an outage of any length, once', async () => {
  const { sql } = running.runtime;
  const lin = telegram.user(7, { first_name: 'Lin', language_code: 'en' });
  telegram.fault({ kind: 'server_error', times: 0 });
  lin.send(`/start ${CODE}`);
  // Long enough for the line and its one repetition.
  const tries = () => sql<{ attempts: number }[]>`select attempts from outbox where attempts >= 3`;
  await waitFor(async () => expect(await tries()).toHaveLength(1));
  telegram.clearFaults();
  expect((await lin.next()).text).toContain('AI');
  const settled = [{ state: 'sent', resends: 1 }];
  await waitFor(async () => expect(await sql`select state, resends from outbox`).toEqual(settled));
});
