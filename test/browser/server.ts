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

/** HR's program has it. */
const KEY = 'a-key-of-the-tests-of-32-characters-or-more';

export interface HrAnswer {
  id: string;
  data: HrAnswer[];
  [field: string]: unknown;
}

export class ChatServer {
  readonly url: string;
  /** Milliseconds by which the interview's clock is ahead of the wall's. */
  ahead = 0;
  readonly #environment: Record<string, string>;
  #running: Running | null = null;

  private constructor(environment: Record<string, string>, url: string) {
    this.#environment = environment;
    this.url = url;
  }

  static async open(over: Record<string, string> = {}): Promise<ChatServer> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const environment = {
      DATABASE_URL: await createDatabase(),
      REDIS_URL: await redisDatabase(),
      SECRET_KEY: 'a secret of the tests, at least 32 long',
      PORT: String(port),
      PUBLIC_URL: url,
      BURST_WAIT_MS: '0',
      BOOTSTRAP_API_KEY: KEY,
      ...over,
    };
    // A name in the place of the number, known only now.
    environment.PUBLIC_URL = environment.PUBLIC_URL.replace('{port}', String(port));
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
    const now = () => Date.now() + this.ahead;
    this.#running = await startNode(readConfig(this.#environment, channelRegistry), { log, now });
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = null;
  }

  /** A call of HR's program. */
  async ask(method: string, path: string, body?: object, key = KEY): Promise<HrAnswer> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      body: body ? JSON.stringify(body) : null,
    });
    if (!answer.ok) throw new Error(`HR was answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as HrAnswer;
  }

  /** Somebody of HR in the newest interview's chat, as their program asks for it. */
  async asHr(verb: 'takeover' | 'messages' | 'handback', body?: { text: string }): Promise<void> {
    const [interview] = await this.sql<
      { id: string }[]
    >`select id from interviews order by position desc limit 1`;
    const answer = await fetch(`${this.url}/v1/interviews/${interview?.id}/${verb}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, ...(body && { 'content-type': 'application/json' }) },
      body: body ? JSON.stringify(body) : null,
    });
    if (!answer.ok) throw new Error(`HR was answered ${answer.status}: ${await answer.text()}`);
  }
}
