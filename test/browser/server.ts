/** A whole node with its openings, for visitors with a browser. Address and data stay the same over `stop` and `start`. */
import type { Sql } from '../../db/client.ts';
import { insertOpening } from '../../db/openings.ts';
import { channelRegistry } from '../../src/channels/index.ts';
import { readConfig } from '../../src/config.ts';
import { demoOpenings } from '../../src/demo/openings.ts';
import { seedOpenings } from '../../src/demo/seed.ts';
import { createLog } from '../../src/log.ts';
import { type Running, startNode } from '../../src/node.ts';
import { freePort } from '../support/server.ts';
import { createDatabase, redisDatabase } from '../support/services.ts';

/** What somebody might put into every field of an opening. */
export const MARKUP = `"><img src=x onerror="window.pwned=1"><script>window.pwned=1</script></script><!--`;

export class ChatServer {
  readonly url: string;
  readonly #environment: Record<string, string>;
  #running: Running | null = null;

  private constructor(environment: Record<string, string>, url: string) {
    this.#environment = environment;
    this.url = url;
  }

  static async open(): Promise<ChatServer> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const environment = {
      DATABASE_URL: await createDatabase(),
      REDIS_URL: await redisDatabase(),
      SECRET_KEY: 'a secret of the tests, at least 32 long',
      PORT: String(port),
      PUBLIC_URL: url,
      BURST_WAIT_MS: '0',
    };
    const server = new ChatServer(environment, url);
    await server.start();
    await seedOpenings(server.sql);
    const [sorter] = demoOpenings;
    if (!sorter) throw new Error('the demo has no opening');
    await insertOpening(server.sql, { ...sorter, code: 'GONE01', status: 'closed' });
    const title = { zh: MARKUP, en: MARKUP };
    await insertOpening(server.sql, {
      ...sorter,
      code: 'EVIL01',
      title,
      site: { ...sorter.site, name: MARKUP },
    });
    return server;
  }

  get sql(): Sql {
    if (!this.#running) throw new Error('the server is stopped');
    return this.#running.runtime.sql;
  }

  async start(): Promise<void> {
    const log = createLog('error', process.stderr);
    this.#running = await startNode(readConfig(this.#environment, channelRegistry), { log });
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = null;
  }

  /** A line of HR in the newest conversation, as it stands there when it was sent. */
  async sayAsHr(text: string): Promise<void> {
    const content = { kind: 'text', text, from: 'hr' };
    await this.sql`
      insert into outbox (conversation_id, seq, identity_id, key, priority, category, content, state, sent_at)
      select conversation_id, 1000000 + (extract(epoch from now()) * 1000)::bigint % 1000000000, id, 'hr:' || gen_random_uuid(), 0,
        'interview', ${this.sql.json(content)}, 'sent', now()
      from identities order by created_at desc limit 1`;
  }
}
