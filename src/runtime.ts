/** Everything that a running process shares, made once and passed in: no module keeps state of its own. */

import { readBacklog } from '../db/backlog.ts';
import { candidateAt } from '../db/candidates.ts';
import { connect, type Database, type Sql } from '../db/client.ts';
import { readConnection, writeConnection } from '../db/connections.ts';
import { keepFlows } from '../db/flows.ts';
import { findWayIn } from '../db/invitations.ts';
import { migrate } from '../db/migrate.ts';
import { spendingIn } from '../db/model-spend.ts';
import type { Agent } from './agent/ask.ts';
import { createAlone } from './alone.ts';
import type { ChannelDeps } from './channels/channel.ts';
import { channelRegistry } from './channels/index.ts';
import type { Config } from './config.ts';
import { type CrashPoint, crashSwitch } from './crash.ts';
import { createCredentials } from './credentials.ts';
import { createFeeds } from './feeds.ts';
import { loadLibrary } from './flows/load.ts';
import type { ConversationState, EngineSettings, PinnedFlow } from './flows/model.ts';
import { createHttp, type Http } from './http.ts';
import { localSecret } from './local-secret.ts';
import { createLog, type Log } from './log.ts';
import { openMediaStore, type WatchedStore } from './media/index.ts';
import { MAX_MEDIA_SECONDS } from './media/limits.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { keepContractTemplate } from './pipeline/contract/built-in.ts';
import { createPrinter, type Printer } from './pipeline/contract/printer.ts';
import { openProviders, type Providers } from './pipeline/providers/index.ts';
import { readStandings } from './pipeline/standing.ts';
import type { Channel, Live, SessionPort, Wake } from './ports.ts';
import { type Hash, keyedHash, type Seal, sealFor } from './secrets.ts';
import { createSession } from './session/index.ts';
import { createLive } from './session/live.ts';
import { createWake, type Role } from './session/wake.ts';
import { createDecodePool, type DecodePool } from './speech/decode.ts';
import { openTranscriber } from './speech/index.ts';
import type { Transcriber } from './speech/transcriber.ts';
import { openTrace } from './trace/open.ts';
import type { Trace } from './trace/trace.ts';

export interface Runtime {
  config: Config;
  role: Role;
  settings: EngineSettings;
  sql: Sql;
  http: Http;
  log: Log;
  metrics: Metrics;
  trace: Trace;
  channels: Map<string, Channel>;
  /** The library by flow id: what a new interview is pinned to. */
  flows: Map<string, PinnedFlow>;
  session: SessionPort<ConversationState>;
  /** Pokes a conversation whose inbox is due. */
  wake: Wake;
  /** Pokes the media job of a conversation in which a voice waits. */
  mediaWake: Wake;
  /** Pokes the assessment of an interview: by the interview's id. */
  assessWake: Wake;
  /** Where voices are kept. */
  media: WatchedStore;
  /** What hears them; null in a process that only listens. */
  hearing: { pool: DecodePool; transcriber: Transcriber | null } | null;
  /** Who is asked beside the rules; null without a model, and in a process that only listens. */
  agent: Agent | null;
  /** Who else takes care of the steps of the pipeline. */
  providers: Providers;
  /** Prints contracts; its thread is started by the first. */
  printer: Printer;
  /** Pokes what is to be done at the provider of a step: by the step's id. */
  stepWake: Wake;
  /** Pokes an import: by its id. */
  importWake: Wake;
  /** Tells the streams that are open on a conversation. */
  live: Live;
  /** The keyed hash of a message's name at its provider. */
  hash: Hash;
  /** What is kept of the code of a link. */
  linkHash: Hash;
  /** What is kept of the numbers and names of whoever was erased. */
  eraseHash: Hash;
  /** Seals what is known of people by their papers. */
  identities: Seal;
  /** Seals the secrets of webhook endpoints. */
  webhookSeal: Seal;
  /** Seals the secrets of HR's authenticators. */
  userSeal: Seal;
  /** A keyed hash for another purpose. */
  keyed(purpose: string): Hash;
  /** How the outside reaches us: `PUBLIC_URL`, else where this process listens; null where neither is known. */
  address(): string | null;
  /** This process listens there. */
  listensAt(url: string): void;
  /** The clock of the interview: timers, deadlines, quiet hours. Leases use the database's. */
  now(): number;
  crash(point: CrashPoint): void;
  close(): Promise<void>;
}

/** Of one process: each may hold a recording of 20 MB and its sound. */
const VOICES_AT_ONCE = 4;
/** Of one process: each asks one thing at a time of a model that others need too. */
const ASSESSMENTS_AT_ONCE = 4;
/** Of one process: each waits for somebody else's answer. */
const STEPS_AT_ONCE = 8;
/** Of one process: files are long, and nobody waits in a chat for them. */
const IMPORTS_AT_ONCE = 1;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const defaultSettings: EngineSettings = {
  pauseAfterMs: 30 * MINUTE,
  nudgeAfterMs: 20 * HOUR,
  expireAfterMs: 7 * DAY,
  consentExpireMs: 7 * DAY,
  decisionWarningMs: 20 * HOUR,
  decisionWithinMs: DAY,
  decisionAgainMs: 3 * DAY,
};

export interface RuntimeOptions {
  role?: Role;
  settings?: Partial<EngineSettings>;
  now?: () => number;
  /** Given by tests that bring a database of their own. */
  database?: Database;
  /** Flows instead of the library's: a file that is simulated before it is used. */
  flows?: PinnedFlow[];
  /** Channels that need no provider, such as the terminal. */
  extraChannels?: Channel[];
  log?: Log;
  /** How long whoever asks by HTTP waits for the outcome, in milliseconds. */
  patienceMs?: number;
}

/** Connects, migrates, and starts the configured channels. @throws TingdaError */
export async function createRuntime(config: Config, options: RuntimeOptions = {}): Promise<Runtime> {
  const role = options.role ?? 'all';
  const log = options.log ?? createLog(config.logLevel);
  const database = options.database ?? (await connect(config));
  await migrate(database.sql);
  const flows = options.flows
    ? new Map(options.flows.map((pinned) => [pinned.flow.id, pinned]))
    : loadLibrary();
  await keepFlows(database.sql, [...flows.values()]);
  const secret = config.secretKey ?? (await localSecret(config.dataDir));
  const keyed = (purpose: string) => keyedHash(secret, purpose);
  const http = createHttp({ allowPrivateNetworks: config.allowPrivateNetworks });
  const channels = new Map<string, Channel>();
  const deps: ChannelDeps = {
    http,
    publicUrl: config.publicUrl,
    log,
    keyed,
    alone: createAlone(database.sql, log),
    feeds: createFeeds(database.sql),
    credentials: createCredentials(database.sql, sealFor(secret, 'credentials')),
    sends: role !== 'api',
    connections: {
      write: (name, state) => writeConnection(database.sql, name, state),
      read: (name) => readConnection(database.sql, name),
    },
    door: {
      wayIn: (codes) => findWayIn(database.sql, codes),
      personAt: (channel, account, address) => candidateAt(database.sql, channel, account, address),
    },
  };
  for (const entry of channelRegistry) {
    const settings = config.channels[entry.type];
    if (!settings) continue;
    const { create } = await entry.load();
    channels.set(entry.type, create(settings, deps));
  }
  for (const channel of options.extraChannels ?? []) channels.set(channel.type, channel);
  const session = await createSession<ConversationState>(config);
  const wake = await createWake({
    redisUrl: config.redisUrl,
    role,
    onError: (error, conversationId) =>
      log.error({ conversation_id: conversationId, err: error }, 'wake failed'),
  });
  const mediaWake = await createWake({
    redisUrl: config.redisUrl,
    role,
    queue: 'media',
    concurrency: VOICES_AT_ONCE,
    onError: (error, conversationId) =>
      log.error({ conversation_id: conversationId, err: error }, 'a voice could not be looked after'),
  });
  const assessWake = await createWake({
    redisUrl: config.redisUrl,
    role,
    queue: 'assess',
    concurrency: ASSESSMENTS_AT_ONCE,
    onError: (error, interviewId) =>
      log.error({ interview_id: interviewId, err: error }, 'an interview could not be looked after'),
  });
  const stepWake = await createWake({
    redisUrl: config.redisUrl,
    role,
    queue: 'steps',
    concurrency: STEPS_AT_ONCE,
    onError: (error, stepId) =>
      log.error({ step_id: stepId, err: error }, 'a step could not be looked after'),
  });
  const importWake = await createWake({
    redisUrl: config.redisUrl,
    role,
    queue: 'imports',
    concurrency: IMPORTS_AT_ONCE,
    onError: (error, importId) =>
      log.error({ import_id: importId, err: error }, 'an import could not be looked after'),
  });
  const providers = await openProviders(config.steps, { http });
  const printer = createPrinter();
  await keepContractTemplate(database.sql);
  const media = await openMediaStore(config.media, http);
  const hearing =
    role === 'api'
      ? null
      : {
          pool: createDecodePool({ maxSeconds: MAX_MEDIA_SECONDS }),
          transcriber: config.speech && (await openTranscriber(config.speech, http)),
        };
  const metrics = createMetrics(
    () => readBacklog(database.sql),
    () => [...channels].map(([type, channel]) => [type, channel.health().state === 'ok']),
    async () =>
      (await readStandings(database.sql, providers)).map(({ kind, problem }) => [kind, problem === null]),
  );
  const agent =
    config.model && role !== 'api'
      ? (await import('./agent/agent.ts')).createAgent(config.model, {
          http,
          log,
          spending: spendingIn(database.sql),
          figures: metrics.model,
        })
      : null;
  const trace = await openTrace(
    config.traceEndpoint,
    async (url, body) => {
      const headers = { 'content-type': 'application/json' };
      return (await http.request(url, { method: 'POST', headers, body, trusted: true })).status;
    },
    log,
  );
  const live = await createLive({
    redisUrl: config.redisUrl,
    onError: (error) => log.debug({ err: error }, 'live hints are away'),
  });
  let listening: string | null = null;
  return {
    config,
    role,
    settings: { ...defaultSettings, ...options.settings },
    sql: database.sql,
    http,
    log,
    metrics,
    trace,
    channels,
    flows,
    session,
    wake,
    mediaWake,
    assessWake,
    media,
    hearing,
    agent,
    providers,
    printer,
    stepWake,
    importWake,
    live,
    hash: keyed('inbox'),
    linkHash: keyed('link'),
    eraseHash: keyed('erasure'),
    identities: sealFor(secret, 'identities'),
    userSeal: sealFor(secret, 'users'),
    webhookSeal: sealFor(secret, 'webhooks'),
    keyed,
    address: () => config.publicUrl ?? listening,
    listensAt(url) {
      listening = url;
    },
    now: options.now ?? Date.now,
    crash: crashSwitch(config.crashFile),
    async close() {
      const wakes = [wake, mediaWake, assessWake, stepWake, importWake];
      await Promise.all(wakes.map((one) => one.close()));
      await printer.close();
      await hearing?.pool.close();
      await hearing?.transcriber?.close();
      await agent?.close();
      await Promise.all([...channels.values()].map((channel) => channel.stop()));
      await live.close();
      await trace.close();
      await session.close();
      await http.close();
      await database.close();
    },
  };
}
