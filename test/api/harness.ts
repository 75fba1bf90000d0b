/** The application on a real database, with a real Telegram channel, a log that is kept and a clock that runs. */
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { readBacklog } from '../../db/backlog.ts';
import { connect, type Database, type Sql } from '../../db/client.ts';
import { keepFlows } from '../../db/flows.ts';
import { type ApiDeps, checkParts, createApp } from '../../src/api/app.ts';
import { createKey } from '../../src/auth/keys.ts';
import type { Scope } from '../../src/auth/scopes.ts';
import { create as createTelegram } from '../../src/channels/telegram.ts';
import { webVisitors } from '../../src/channels/web.ts';
import { readRetention } from '../../src/config/retention.ts';
import type { Config } from '../../src/config.ts';
import { createTell } from '../../src/conversation/tell.ts';
import { loadLibrary } from '../../src/flows/load.ts';
import { createHttp } from '../../src/http.ts';
import { createLog } from '../../src/log.ts';
import { openMediaStore } from '../../src/media/index.ts';
import { createMetrics } from '../../src/metrics.ts';
import { keepContractTemplate } from '../../src/pipeline/contract/built-in.ts';
import { createPrinter } from '../../src/pipeline/contract/printer.ts';
import { openProviders } from '../../src/pipeline/providers/index.ts';
import { defaultSettings } from '../../src/runtime.ts';
import { keyedHash, sealFor } from '../../src/secrets.ts';
import { createLive } from '../../src/session/live.ts';
import { MemorySession } from '../../src/session/memory.ts';
import { noTrace } from '../../src/trace/trace.ts';
import type { InboundMessage } from '../../src/types.ts';
import { aloneHere } from '../support/alone.ts';
import { shown } from '../support/events.ts';
import { temporaryDirectory } from '../support/server.ts';
import { createDatabase } from '../support/services.ts';

export const WEBHOOK_SECRET = randomBytes(16).toString('hex');

export interface Harness {
  app: ReturnType<typeof createApp>;
  sql: Sql;
  deps: ApiDeps;
  /** What the hooks handed on; `receive.fail` makes the next ones fail. */
  received: InboundMessage[];
  receive: { fail: boolean };
  bootstrapKey: string;
  lines: string[];
  /** Makes a key with these scopes. */
  key(...scopes: Scope[]): Promise<string>;
  /** A request with the bootstrap key, a JSON body where one is given, and the answer. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
    /** The address of the socket; somebody new without. */
    from?: string,
  ): Promise<Called>;
  close(): Promise<void>;
}

export interface Called {
  status: number;
  headers: Headers;
  /** The JSON of the answer; empty when it is none. */
  body: Body;
  /** The answer as it came. */
  text: string;
}

/** The fields that tests go on with, as the answers that have them have them. Whether they are there is what tests see. */
export interface Body {
  id: string;
  key: string;
  data: Body[];
  next_cursor: string | null;
  errors: { path: string; message: string }[];
  detail: string;
  [field: string]: unknown;
}

/** On a server unless another database is given; that one must be migrated. */
export async function startHarness(change: Partial<ApiDeps> = {}, given?: Database): Promise<Harness> {
  const database = given ?? (await connect({ databaseUrl: await createDatabase(), dataDir: '' }));
  const { sql } = database;
  const lines: string[] = [];
  const log = createLog(
    'trace',
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    }),
  );
  const http = createHttp();
  const telegram = createTelegram(
    {
      TELEGRAM_BOT_TOKEN: `123456789:${'A'.repeat(35)}`,
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: WEBHOOK_SECRET,
      TELEGRAM_API_ROOT: 'http://127.0.0.1:1',
    },
    { http, publicUrl: undefined, log, alone: aloneHere },
  );
  const media = await openMediaStore({ kind: 'file', directory: temporaryDirectory() }, http);
  const printer = createPrinter();
  await keepContractTemplate(sql);
  const bootstrapKey = randomBytes(32).toString('hex');
  const received: InboundMessage[] = [];
  const receive = { fail: false };
  const channels = new Map([['telegram', telegram]]);
  const flows = loadLibrary();
  await keepFlows(sql, [...flows.values()]);
  const session = { health: () => ({ state: 'ok' as const }) };
  const keyed = (purpose: string) => keyedHash('a secret of the tests', purpose);
  const asleep = { wake() {}, onWake() {}, close: async () => {} };
  const budgets = new MemorySession<never>();
  const deps: ApiDeps = {
    sql,
    log,
    config: {
      host: '127.0.0.1',
      bootstrapApiKey: bootstrapKey,
      publicUrl: undefined,
      defaultTimeZone: undefined,
      retention: readRetention({ RETENTION_PROFILE: 'default' }),
    },
    address: () => 'https://jobs.example',
    channels,
    flows,
    metrics: createMetrics(() => readBacklog(sql)),
    trace: noTrace,
    async receive(messages) {
      if (receive.fail) throw new Error('the database is away');
      received.push(...messages);
    },
    async takeStatuses() {},
    settings: defaultSettings,
    providers: await openProviders({}, { http }),
    printer,
    now: Date.now,
    // Nothing is taken up here: no worker runs.
    tell: createTell(
      {
        sql,
        config: { burstWaitMs: 0 } as Config,
        hash: keyed('inbox'),
        wake: asleep,
        mediaWake: asleep,
        crash() {},
      },
      0,
    ),
    hash: keyed('inbox'),
    linkHash: keyed('link'),
    eraseHash: keyed('erasure'),
    crash() {},
    identities: sealFor('a secret of the tests', 'identities'),
    userSeal: sealFor('a secret of the tests', 'users'),
    webhookSeal: sealFor('a secret of the tests', 'webhooks'),
    patienceMs: 0,
    live: await createLive({ onError() {} }),
    media,
    take: (key, n, perSecond, burst) => budgets.take(key, n, perSecond, burst),
    // Tests ask faster than anybody does; those of the limits bring the real ones.
    spend: (key, n, perSecond, burst) => budgets.spend(key, n, perSecond * 1000, burst * 1000),
    visitors: webVisitors({ publicUrl: undefined, keyed }),
    stopping: new AbortController().signal,
    readiness: () => checkParts({ ...deps, session, speech: null, model: null }),
    ...change,
  };
  const app = createApp(deps);
  return {
    app,
    sql,
    deps,
    received,
    receive,
    bootstrapKey,
    lines,
    key: async (...scopes) => (await createKey(sql, { name: 'test', scopes, expiresAt: null })).key,
    async call(method, path, body, headers = {}, from = somewhere()) {
      await shown(sql, path);
      const response = await app.request(
        path,
        {
          method,
          headers: {
            authorization: `Bearer ${bootstrapKey}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        },
        { incoming: { socket: { remoteAddress: from } } },
      );
      const type = response.headers.get('content-type') ?? '';
      const text = type.startsWith('text/event-stream') ? await firstPiece(response) : await response.text();
      const isJson = /[/+]json/.test(type);
      const { status, headers: answered } = response;
      return { status, headers: answered, body: isJson ? JSON.parse(text) : {}, text };
    },
    async close() {
      await http.close();
      await printer.close();
      await database.close();
    },
  };
}

function somewhere(): string {
  return `203.${[...randomBytes(3)].join('.')}`;
}

/** Of an answer that does not end. */
export async function firstPiece(response: Response): Promise<string> {
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return Buffer.from(value ?? []).toString();
}

export const OPENING = {
  title: { zh: '夜班分拣员', en: 'Night sorter' },
  role: 'sorter',
  flow: 'warehouse-sorter',
};
