/**
 * The process that holds the connection to a Wechaty gateway, started by wechat-process.ts: the only place where anything of
 * wechaty is loaded. It knows nothing of ours but the gateway's address and token, and has nothing to lose: when something is
 * not as it should be it says so and ends, and another one is started. Never is the gateway told to stop: that would stop its
 * puppet, and log WeChat out.
 */
import { type Connection, open } from './wechat-client.ts';
import { GatewayError } from './wechat-grpc.ts';
import { createIntake, type Intake } from './wechat-intake.ts';
import type { ConnectProblem, FromProcess, Request, ToProcess } from './wechat-protocol.ts';

const ALIVE_EVERY_MS = 2000;

/** What is said leaves before the process ends. */
function tell(message: FromProcess): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected) return resolve();
    process.send!(message, () => resolve());
  });
}

let ending = false;
async function end(problem: ConnectProblem): Promise<void> {
  if (ending) return;
  ending = true;
  await tell({ kind: 'down', problem });
  process.exit(1);
}

// Whoever started us is gone: the connection is not ours any more.
process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', () => void end('gateway_failed'));
process.on('unhandledRejection', () => void end('gateway_failed'));
setInterval(() => void tell({ kind: 'alive' }), ALIVE_EVERY_MS);

let connection: Connection | null = null;
let intake: Intake | null = null;

process.on('message', (message: ToProcess) => {
  if (message.kind === 'taken') intake?.taken(message.n);
  else if (message.kind === 'connect') void begin(message);
  else void answer(message.n, message.request);
});

async function begin(settings: Extract<ToProcess, { kind: 'connect' }>): Promise<void> {
  const { upMs, dingMs, silentMs } = settings.patience;
  let heard: number | null = null;
  const began = performance.now();
  const made = open(
    { ...settings, caCert: settings.tls ? await wechatyCa() : null },
    {
      sign() {
        if (heard === null) void tell({ kind: 'up' });
        heard = performance.now();
      },
      login: () => void tell({ kind: 'login' }),
      logout: () => void tell({ kind: 'logout' }),
      message: (id) => intake?.message(id),
      friendship: (id) => intake?.friendship(id),
      unreadable: () => void tell({ kind: 'unreadable' }),
      // What has worked and broke needs no other settings.
      down: (problem) => void end(heard !== null && problem === 'broken_off' ? 'stream_ended' : problem),
    },
  );
  connection = made;
  intake = createIntake(made, tell);
  try {
    await made.start();
  } catch (error) {
    return end(error instanceof GatewayError ? error.problem : 'gateway_failed');
  }
  // The first event may be long in coming where nothing happens: it is asked for.
  made.ding();
  setInterval(() => {
    const silent = performance.now() - (heard ?? began);
    if (silent > (heard === null ? upMs : silentMs)) void end('gateway_silent');
    made.ding();
  }, dingMs);
}

async function answer(n: number, request: Request): Promise<void> {
  if (!connection) return void tell({ kind: 'failed', n, failure: 'logged_out' });
  try {
    await tell({ kind: 'done', n, id: await connection.call(request) });
  } catch (error) {
    await tell({ kind: 'failed', n, failure: error instanceof GatewayError ? error.failure : 'unsure' });
  }
}

/** What every gateway's certificate is signed by, unless its operator made another. The library has it, and exports it not. */
async function wechatyCa(): Promise<string> {
  const library = import.meta.resolve('wechaty-puppet-service');
  const { TLS_CA_CERT } = (await import(new URL('./auth/ca.js', library).href)) as { TLS_CA_CERT: string };
  return TLS_CA_CERT;
}
