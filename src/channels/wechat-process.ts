/** One process with one connection to the gateway, from its start to its end. It is never asked to stop: it is killed. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type {
  ConnectProblem,
  FriendRequest,
  Patience,
  Request,
  RequestFailure,
  WechatMessage,
} from './wechat-protocol.ts';
import { fromProcess, type ToProcess } from './wechat-protocol.ts';

const PROGRAM = fileURLToPath(new URL('./wechat-gateway.ts', import.meta.url));

/** It says every two seconds that it lives. */
const HANG_MS = 15_000;
/** Until it says so for the first time: on a busy machine a process takes its time to begin. */
const BEGIN_MS = 60_000;
/** V8's own memory; voices lie outside of it, and are bounded by number and size. */
const HEAP_MB = 128;

export interface GatewaySettings {
  endpoint: string;
  token: string;
  tls: boolean;
  patience: Patience;
}

export interface Handlers {
  /** The stream is there, and so is the gateway behind it. */
  up(): void;
  login(): void;
  logout(): void;
  /** Something came that cannot be read. */
  unreadable(): void;
  /** Resolves when it is committed, or is to be forgotten. Never rejects. */
  message(message: WechatMessage, recording: Uint8Array | string | null): Promise<void>;
  friend(request: FriendRequest): Promise<void>;
}

export type ProcessEnd = ConnectProblem | 'process_hung' | 'process_ended' | 'killed';

export interface GatewayProcess {
  /** @returns the gateway's id of what was done; rejects with a `RequestRefused` */
  ask(request: Request): Promise<string>;
  kill(): void;
  /** Resolves when it is gone, with the reason. */
  ended: Promise<ProcessEnd>;
}

export class RequestRefused extends Error {
  readonly failure: RequestFailure;
  constructor(failure: RequestFailure) {
    super(failure);
    this.name = 'RequestRefused';
    this.failure = failure;
  }
}

/** @param program another one, for tests of what a process may do wrong */
export function startProcess(
  settings: GatewaySettings,
  handlers: Handlers,
  { program = PROGRAM, hangMs = HANG_MS }: { program?: string; hangMs?: number } = {},
): GatewayProcess {
  const child = fork(program, {
    // Nothing of ours: neither our secrets, nor what would have the library call somebody else.
    env: { WECHATY_LOG: 'silent' },
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
    serialization: 'advanced',
    // The library writes what it meets to the console, people's words included.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const asked = new Map<number, { resolve(id: string): void; reject(error: RequestRefused): void }>();
  let asks = 0;
  let why: ProcessEnd = 'process_ended';

  const end = (reason: ProcessEnd) => {
    if (why === 'process_ended') why = reason;
    child.kill('SIGKILL');
  };
  let watch = setTimeout(() => end('process_hung'), Math.max(hangMs, BEGIN_MS));
  const say = (message: ToProcess) => {
    if (child.connected) child.send(message, () => {});
  };

  const ended = new Promise<ProcessEnd>((resolve) => {
    const over = () => {
      clearTimeout(watch);
      // Whether the gateway has done it nobody knows.
      for (const { reject } of asked.values()) reject(new RequestRefused('unsure'));
      asked.clear();
      resolve(why);
    };
    child.once('exit', over);
    // It could not be started.
    child.once('error', over);
  });

  child.on('message', (given) => {
    clearTimeout(watch);
    watch = setTimeout(() => end('process_hung'), hangMs);
    const { success, data: message } = fromProcess.safeParse(given);
    if (!success) {
      handlers.unreadable();
      // What is waited for and makes no sense is done with all the same: everything behind it waits too.
      const n = (given as { n?: unknown } | null)?.n;
      if (typeof n === 'number') say({ kind: 'taken', n });
      return;
    }
    switch (message.kind) {
      case 'alive':
        return;
      case 'down':
        return end(message.problem);
      case 'message':
        void handlers
          .message(message.message, message.recording)
          .then(() => say({ kind: 'taken', n: message.n }));
        return;
      case 'friend':
        void handlers.friend(message.friend).then(() => say({ kind: 'taken', n: message.n }));
        return;
      case 'done':
      case 'failed': {
        const waiting = asked.get(message.n);
        asked.delete(message.n);
        if (message.kind === 'done') waiting?.resolve(message.id);
        else waiting?.reject(new RequestRefused(message.failure));
        return;
      }
      default:
        handlers[message.kind]();
    }
  });
  say({ kind: 'connect', ...settings });

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (!child.connected) return reject(new RequestRefused('logged_out'));
        const n = ++asks;
        asked.set(n, { resolve, reject });
        say({ kind: 'request', n, request });
      }),
    kill: () => end('killed'),
    ended,
  };
}
