/** The whole of it as an operator runs it: API and workers as processes, real PostgreSQL and Redis, Telegram emulated. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import type { Sql } from '../../db/client.ts';
import { insertOpening } from '../../db/openings.ts';
import type { CrashPoint } from '../../src/crash.ts';
import { TelegramEmulator } from '../../src/emulators/telegram.ts';
import { sorterOpening } from '../support/opening.ts';
import { freePort, spawnOurs, temporaryDirectory } from '../support/server.ts';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const SECRET = 'fault-tests-webhook-secret';
const KEY = 'a-bootstrap-key-of-the-fault-tests';
export const CODE = 'FAULT1';

export interface StackOptions {
  databaseUrl: string;
  redisUrl?: string;
  burstWaitMs?: number;
  /** More variables: where voices are kept, who hears them. */
  environment?: Record<string, string>;
}

export type Role = 'all' | 'api' | 'worker';

/** A crash point, and at which of its passings from now on. */
export type Crash = `${CrashPoint}:${number}`;

/** How Telegram hands messages over. Those who poll need no port that Telegram knows: each gets its own. */
export type Mode = 'webhook' | 'polling';

interface Launch {
  crashAt?: Crash | undefined;
  mode?: Mode;
}

interface Member {
  role: Role;
  mode: Mode;
  child: ChildProcess;
  url: string;
  /** It has said that it works. */
  ready: boolean;
  /** The end of what it said, for the message of a failing test. */
  said: string;
}

export class Stack {
  readonly telegram: TelegramEmulator;
  readonly sql: Sql;
  readonly options: StackOptions;
  readonly #port: number;
  readonly #members = new Map<string, Member>();
  /** Where each process reads at what it is killed. */
  readonly #directory = temporaryDirectory();

  private constructor(options: StackOptions, telegram: TelegramEmulator, port: number) {
    this.options = options;
    this.telegram = telegram;
    this.#port = port;
    this.sql = postgres(options.databaseUrl, {
      max: 4,
      onnotice: () => {},
      fetch_types: false,
    }) as unknown as Sql;
  }

  static async open(options: StackOptions): Promise<Stack> {
    const telegram = await TelegramEmulator.start({ retryMs: 50, webhookTimeoutMs: 10_000 });
    const stack = new Stack(options, telegram, await freePort());
    await insertOpening(stack.sql, sorterOpening(CODE));
    return stack;
  }

  /** Starts a process; resolves when it is ready, or has died at its crash point before that. */
  async launch(name: string, role: Role, { crashAt, mode = 'webhook' }: Launch = {}): Promise<void> {
    const port = mode === 'webhook' ? this.#port : await freePort();
    const url = `http://127.0.0.1:${port}`;
    this.arm(name, crashAt);
    const child = spawnOurs(process.execPath, [cli, 'start', '--role', role], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: this.options.databaseUrl,
        ...(this.options.redisUrl && { REDIS_URL: this.options.redisUrl }),
        SECRET_KEY: 'a secret of the fault tests, at least 32 long',
        BOOTSTRAP_API_KEY: KEY,
        // What we begin is not to wait for the morning.
        QUIET_HOURS: 'off',
        BURST_WAIT_MS: String(this.options.burstWaitMs ?? 0),
        PORT: String(port),
        TELEGRAM_BOT_TOKEN: this.telegram.token,
        TELEGRAM_MODE: mode,
        ...(mode === 'webhook' && { PUBLIC_URL: url, TELEGRAM_WEBHOOK_SECRET: SECRET }),
        TELEGRAM_API_ROOT: this.telegram.url,
        LOG_LEVEL: 'warn',
        ...this.options.environment,
        CRASH_FILE: this.#crashFile(name),
      },
    });
    const member: Member = { role, mode, child, url, ready: false, said: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        member.said = (member.said + chunk.toString()).slice(-4000);
        member.ready ||= member.said.includes('Tingda is ready');
      });
    }
    this.#members.set(name, member);
    while (child.exitCode === null && child.signalCode === null) {
      // Until then a database that is away ends it, with a sentence.
      if (member.ready) return;
      await sleep(25);
    }
  }

  /** From now on it is killed there; undefined: nowhere. */
  arm(name: string, at: Crash | undefined): void {
    writeFileSync(this.#crashFile(name), at ?? '');
  }

  /**
   * Does `work` while the process is killed at the first of `crashes`, started again, killed at the next.
   * @returns how often it was killed
   */
  async killedAt(name: string, crashes: Crash[], work: () => Promise<void>): Promise<number> {
    const { role, mode } = this.#member(name);
    const done = Promise.withResolvers<'done'>();
    let kills = 0;
    const keep = async () => {
      for (;;) {
        const signal = await Promise.race([this.death(name), done.promise]);
        if (signal === 'done') return;
        if (signal === 'SIGKILL') kills += 1;
        await this.launch(name, role, { crashAt: crashes[kills], mode });
      }
    };
    this.arm(name, crashes[0]);
    await Promise.all([keep(), work().finally(() => done.resolve('done'))]);
    return kills;
  }

  /** A call of the REST API with a key that may do everything. Rejects when nobody answers. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await fetch(`http://127.0.0.1:${this.#port}${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  }

  /** `kill -9`. @throws when it was dead already: nothing but a kill may end it */
  async kill(name: string): Promise<void> {
    const member = this.#member(name);
    if (!this.alive(name)) throw new Error(`${name} had died by itself.\n${member.said}`);
    member.child.kill('SIGKILL');
    await this.death(name);
  }

  /** Resolves when the process has ended, by whatever hand. */
  async death(name: string): Promise<NodeJS.Signals | null> {
    const { child } = this.#member(name);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.signalCode;
  }

  /** Ends it in order. */
  async stop(name: string): Promise<void> {
    this.#member(name).child.kill('SIGTERM');
    await this.death(name);
  }

  /** What `/readyz` says of Telegram there. */
  async telegramAt(name: string): Promise<{ state: string; detail?: string }> {
    const answer = await fetch(`${this.#member(name).url}/readyz`);
    const { parts } = (await answer.json()) as { parts: { telegram: { state: string; detail?: string } } };
    return parts.telegram;
  }

  alive(name: string): boolean {
    const { child } = this.#member(name);
    return child.exitCode === null && child.signalCode === null;
  }

  said(): string {
    return [...this.#members].map(([name, member]) => `--- ${name}\n${member.said}`).join('\n');
  }

  /** Resolves when nothing waits any more: no undone message, no pending or half-done send. @throws after `withinMs` */
  async settled(withinMs: number): Promise<void> {
    const until = Date.now() + withinMs;
    for (;;) {
      const [left] = await this.sql<{ undone: number; unsent: number }[]>`
        select (select count(*) from inbox where done_at is null)::int as undone,
               (select count(*) from outbox where state in ('pending', 'sending'))::int as unsent`;
      if (left?.undone === 0 && left.unsent === 0 && this.telegram.updates.info().pending_update_count === 0)
        return;
      if (Date.now() > until) {
        throw new Error(`Not settled after ${withinMs} ms: ${JSON.stringify(left)}\n${this.said()}`);
      }
      await sleep(50);
    }
  }

  async close(): Promise<void> {
    for (const name of this.#members.keys()) if (this.alive(name)) await this.kill(name);
    await this.telegram.stop();
    await this.sql.end({ timeout: 1 });
  }

  #crashFile(name: string): string {
    return join(this.#directory, name);
  }

  #member(name: string): Member {
    const member = this.#members.get(name);
    if (!member) throw new Error(`No process ${name} was launched.`);
    return member;
  }
}
