/** A whole node in this process, with Telegram emulated: PostgreSQL and Redis are real. */

import { insertOpening } from '../../db/openings.ts';
import { channelRegistry } from '../../src/channels/index.ts';
import { readConfig } from '../../src/config.ts';
import { TelegramEmulator } from '../../src/emulators/telegram.ts';
import { createLog } from '../../src/log.ts';
import { type Running, startNode } from '../../src/node.ts';
import type { RuntimeOptions } from '../../src/runtime.ts';
import { shown } from '../support/events.ts';
import { sorterOpening } from '../support/opening.ts';
import { waitUntil } from '../support/patience.ts';
import { freePort } from '../support/server.ts';
import { createDatabase, redisDatabase } from '../support/services.ts';

export const CODE = 'PATH01';

export interface TestNode extends Running {
  telegram: TelegramEmulator;
  redisUrl: string;
  /** A call of the REST API with a key that may do everything, or another one. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Called>;
  /** What is no JSON. */
  download(path: string): Promise<Uint8Array>;
  /** Everything written so far is taken up, and what is to be sent now is sent. */
  settled(): Promise<void>;
  /** Everything that was logged, at the most talkative level. */
  logged(): string;
}

export interface Called {
  status: number;
  body: Record<string, unknown> & { id: string; data: Record<string, unknown>[] };
}

export const KEY = 'a bootstrap key of the tests, at least 32 long'.replaceAll(/[ ,]/g, '_');

/**
 * @param over variables of other channels, or others than these
 * @param options a clock that is moved
 * @param kept one that outlives the node, and goes on with the same people
 */
export async function startTestNode(
  over: Record<string, string> = {},
  options: RuntimeOptions = {},
  kept?: TelegramEmulator,
): Promise<TestNode> {
  const telegram = kept ?? (await TelegramEmulator.start({ retryMs: 20 }));
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
    ...over,
  };
  let log = '';
  const destination = {
    write(line: string) {
      log += line;
    },
  };
  const running = await startNode(readConfig(environment, channelRegistry), {
    log: createLog('trace', destination),
    // The outcome is in the answer, on a busy machine too.
    patienceMs: 30_000,
    ...options,
  });
  await insertOpening(running.runtime.sql, sorterOpening(CODE));
  return {
    ...running,
    telegram,
    redisUrl,
    async call(method, path, body, headers = {}) {
      await shown(running.runtime.sql, path);
      const answer = await fetch(`${running.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Called['body'] };
    },
    async download(path) {
      const answer = await fetch(`${running.url}${path}`, { headers: { authorization: `Bearer ${KEY}` } });
      return new Uint8Array(await answer.arrayBuffer());
    },
    async settled() {
      const rest = async () =>
        running.runtime.sql`
          select conversation_id from inbox where done_at is null
          union all select conversation_id from outbox
            where state = 'sending' or (state = 'pending' and coalesce(not_before, created_at) <= clock_timestamp())
          limit 1`;
      await waitUntil(
        async () => telegram.updates.info().pending_update_count === 0 && (await rest()).length === 0,
        { timeout: 10_000 },
      );
    },
    logged: () => log,
    async stop() {
      await running.stop();
      if (!kept) await telegram.stop();
    },
  };
}

let chats = 5000;

/** Somebody on Telegram who has begun the interview. `say` gives what is answered. */
export async function candidate(node: TestNode, language: 'zh' | 'en' = 'zh') {
  const user = node.telegram.user(++chats, {
    first_name: '林',
    language_code: language === 'zh' ? 'zh-hans' : 'en',
  });
  const say = async (text: string) => {
    user.send(text);
    return (await user.next()).text;
  };
  await say(`/start ${CODE}`);
  const question = await say(language === 'zh' ? '同意' : 'Yes');
  const [row] = await node.runtime.sql<{ id: string }[]>`
    select i.id from interviews i join identities d using (conversation_id) where d.address = ${String(user.id)}`;
  return { user, say, question, id: row!.id, at: `/v1/interviews/${row!.id}` };
}
