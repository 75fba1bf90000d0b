/** Programs under measurement, each in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../test/support/server.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const READY_WITHIN_MS = 30_000;
const ENDS_WITHIN_MS = 15_000;

export interface Program {
  url: string;
  pid: number;
  /** From the start of the process to the first 200 of /readyz, milliseconds. */
  readyMs: number;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts a TypeScript program with the engine that runs us and waits for `/readyz`.
 * @param args the file, from the project's root, and its arguments; flags of the engine may come first
 * @param environment the whole environment beside PATH, PORT and HOST; a `PORT` in it is taken, otherwise one that is free
 */
export async function startProgram(args: string[], environment: Record<string, string>): Promise<Program> {
  const port = environment.PORT ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      ...environment,
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: url,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const gone = once(child, 'exit').then(() => running.delete(child));
  while (!(await isReady(url))) {
    const late = performance.now() - started > READY_WITHIN_MS;
    if (late) child.kill('SIGKILL');
    if (late || child.exitCode !== null) throw new Error(`${args.join(' ')} does not start:\n${output}`);
    await sleep(5);
  }
  return {
    url,
    pid: child.pid ?? 0,
    readyMs: performance.now() - started,
    async stop() {
      child.kill('SIGTERM');
      const late = sleep(ENDS_WITHIN_MS, 'late', { ref: false });
      if ((await Promise.race([gone, late])) === 'late') child.kill('SIGKILL');
      await gone;
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const { status } = await fetch(`${url}/readyz`);
    return status === 200;
  } catch {
    return false;
  }
}
