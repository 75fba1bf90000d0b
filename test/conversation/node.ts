/** A whole node in this process, with Telegram emulated: PostgreSQL and Redis are real. */

import { insertOpening } from '../../db/openings.ts';
import { channelRegistry } from '../../src/channels/index.ts';
import { readConfig } from '../../src/config.ts';
import { TelegramEmulator } from '../../src/emulators/telegram.ts';
import { createLog } from '../../src/log.ts';
import { type Running, startNode } from '../../src/node.ts';
import { sorterOpening } from '../support/opening.ts';
import { freePort } from '../support/server.ts';
import { createDatabase, redisDatabase } from '../support/services.ts';

export const CODE = 'PATH01';

export interface TestNode extends Running {
  telegram: TelegramEmulator;
  redisUrl: string;
  /** A call of the REST API with a key that may do everything, or another one. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Called>;
  /** Everything that was logged, at the most talkative level. */
  logged(): string;
}

export interface Called {
  status: number;
  body: Record<string, unknown> & { id: string; data: Record<string, unknown>[] };
}

const KEY = 'a bootstrap key of the tests, at least 32 long'.replaceAll(/[ ,]/g, '_');

export async function startTestNode(): Promise<TestNode> {
  const telegram = await TelegramEmulator.start({ retryMs: 20 });
  const port = await freePort();
  const redisUrl = await redisDatabase();
  const environment = {
    DATABASE_URL: await createDatabase(),
    REDIS_URL: redisUrl,
    SECRET_KEY: 'a secret of the tests, at least 32 long',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    BURST_WAIT_MS: '0',
    BOOTSTRAP_API_KEY: KEY,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: 'tests-webhook-secret',
    TELEGRAM_API_ROOT: telegram.url,
  };
  let log = '';
  const destination = {
    write(line: string) {
      log += line;
    },
  };
  const running = await startNode(readConfig(environment, channelRegistry), {
    log: createLog('trace', destination),
  });
  await insertOpening(running.runtime.sql, sorterOpening(CODE));
  return {
    ...running,
    telegram,
    redisUrl,
    async call(method, path, body, headers = {}) {
      const answer = await fetch(`${running.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as Called['body'] };
    },
    logged: () => log,
    async stop() {
      await running.stop();
      await telegram.stop();
    },
  };
}
