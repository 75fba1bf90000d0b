/** The Node process: HTTP, workers, and an orderly end. */
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { createApp } from './api/app.ts';
import { checkParts } from './api/health.ts';
import { createImportJob } from './api/imports/job.ts';
import { createAssessmentJob } from './assessment/job.ts';
import { webVisitors } from './channels/web.ts';
import type { Config } from './config.ts';
import { createDelivery } from './conversation/deliver.ts';
import { createDrain } from './conversation/drain.ts';
import { createReceive, type Receive } from './conversation/receive.ts';
import { createReturned } from './conversation/returned.ts';
import { createStatuses } from './conversation/statuses.ts';
import { createStepWork } from './conversation/step-work.ts';
import { startSweep } from './conversation/sweep.ts';
import { createTell, type Tell } from './conversation/tell.ts';
import { startUnnamed } from './conversation/unnamed.ts';
import { createMediaJob } from './media/job.ts';
import { createRuntime, type Runtime, type RuntimeOptions } from './runtime.ts';
import { startRelay } from './webhooks/relay.ts';

export interface Running {
  runtime: Runtime;
  receive: Receive;
  /** Where it listens, for example `http://127.0.0.1:3000`; null for a worker. */
  url: string | null;
  /** What was begun is finished, what is left stays in the database. */
  stop(): Promise<void>;
}

/** Starts what the role asks for. @throws TingdaError when the environment, the database or the port is not right */
export async function startNode(config: Config, options: RuntimeOptions = {}): Promise<Running> {
  const runtime = await createRuntime(config, options);
  const receive = createReceive(runtime);
  // Before any work begins: a port that is taken ends the start.
  const stopping = new AbortController();
  const server =
    runtime.role === 'worker'
      ? null
      : await listen(runtime, createTell(runtime, options.patienceMs), receive, stopping.signal).catch(
          closing(runtime),
        );
  const stopWork = runtime.role === 'api' ? async () => {} : startWork(runtime);
  // One process of a kind tells the provider where we are: those that listen. A connection is kept by those that send.
  const returned = createReturned(runtime);
  for (const channel of runtime.channels.values()) {
    if (!server && !channel.keepsConnection) continue;
    void channel.start(receive, {
      statuses: createStatuses(runtime),
      returned: (since) => returned(channel, since),
    });
  }
  return {
    runtime,
    receive,
    url: server && address(server, config.host),
    async stop() {
      stopping.abort();
      if (server) await close(server);
      await Promise.all([...runtime.channels.values()].map((channel) => channel.stop()));
      await stopWork();
      await runtime.close();
    },
  };
}

/** Gives everything back before an error goes on. */
function closing(runtime: Runtime): (error: unknown) => Promise<never> {
  return async (error) => {
    await runtime.close();
    throw error;
  };
}

/** @returns how to stop: nothing new begins, what is under way is finished and written down */
function startWork(runtime: Runtime): () => Promise<void> {
  const { deliver, idle } = createDelivery(runtime);
  runtime.wake.onWake(createDrain(runtime, deliver));
  const { hearing } = runtime;
  if (hearing) {
    const { sql, media: store, channels, log, crash, wake, metrics, trace } = runtime;
    const onDone = (conversationId: string, dueInMs: number) =>
      wake.wake(conversationId, dueInMs === 0 ? undefined : Date.now() + dueInMs + 1);
    runtime.mediaWake.onWake(
      createMediaJob({ sql, store, channels, log, crash, metrics, trace, onDone, ...hearing }),
    );
  }
  const ending = new AbortController();
  runtime.assessWake.onWake(createAssessmentJob({ ...runtime, signal: ending.signal }));
  runtime.stepWake.onWake(createStepWork(runtime, createTell(runtime)));
  runtime.importWake.onWake(createImportJob({ ...runtime, store: runtime.media, signal: ending.signal }));
  const stopSweep = startSweep(runtime, deliver);
  const stopUnnamed = startUnnamed(runtime);
  const stopRelay = startRelay({ ...runtime, seal: runtime.webhookSeal });
  return async () => {
    ending.abort();
    await Promise.all([stopSweep(), stopUnnamed(), stopRelay()]);
    const { wake, mediaWake, assessWake, stepWake, importWake } = runtime;
    await Promise.all([wake, mediaWake, assessWake, stepWake, importWake].map((one) => one.close()));
    await idle();
  };
}

async function listen(
  runtime: Runtime,
  tell: Tell,
  receive: Receive,
  stopping: AbortSignal,
): Promise<ServerType> {
  const {
    config,
    sql,
    log,
    channels,
    flows,
    session,
    metrics,
    trace,
    hash,
    linkHash,
    eraseHash,
    live,
    media,
    hearing,
    agent,
    keyed,
    settings,
    now,
  } = runtime;
  const app = createApp({
    sql,
    log,
    config,
    address: runtime.address,
    channels,
    flows,
    metrics,
    trace,
    hash,
    linkHash,
    eraseHash,
    live,
    media,
    settings,
    now,
    receive,
    crash: runtime.crash,
    takeStatuses: createStatuses(runtime),
    stopping,
    providers: runtime.providers,
    identities: runtime.identities,
    userSeal: runtime.userSeal,
    webhookSeal: runtime.webhookSeal,
    patienceMs: PATIENCE_MS,
    printer: runtime.printer,
    tell,
    take: (key, n, perSecond, burst) => session.take(key, n, perSecond, burst),
    spend: (key, n, perSecond, burst) => session.spend(key, n, perSecond, burst),
    visitors: webVisitors({ publicUrl: config.publicUrl, keyed }),
    readiness: () =>
      checkParts({
        sql,
        session,
        channels,
        flows,
        media,
        speech: hearing && speechHealth(hearing),
        model: agent?.health() ?? null,
        providers: runtime.providers,
      }),
  });
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host });
    // Longer than a proxy or a client keeps one (60 s): whoever closes first meets no request on its way.
    if ('keepAliveTimeout' in server) server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.once('listening', () => {
      runtime.listensAt(address(server, config.host));
      resolve(server);
    });
    server.once('error', reject);
  });
}

/** Null where this process does not transcribe, or nobody does: a state of its own, and no fault. */
const speechHealth = ({ transcriber }: NonNullable<Runtime['hearing']>) => transcriber?.health() ?? null;

const KEEP_ALIVE_MS = 65_000;

/** Longer than most receivers take, shorter than whoever asks would wait. */
const PATIENCE_MS = 3000;

/** How often connections that nothing runs on are closed. */
const CLOSE_EVERY_MS = 20;

/** Answers what has come in. A browser keeps its connection and asks again on it: it is closed as soon as it is idle. */
function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => {
      if ('closeIdleConnections' in server) server.closeIdleConnections();
    }, CLOSE_EVERY_MS);
    server.close(() => {
      clearInterval(idle);
      resolve();
    });
  });
}

function address(server: ServerType, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
