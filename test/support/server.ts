/** A real server as a child process of the tests: started, stopped, killed like in a power cut, and never left behind. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a fault test may do to a server. Address and data stay the same over `stop`, `kill` and `start`. */
export interface Server {
  readonly url: string;
  readonly port: number;
  /** Starts again after `stop` or `kill`; resolves when it answers. */
  start(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** SIGKILL to it and to all its children at once. */
  kill(): Promise<void>;
  /** It neither runs nor ends, and its connections stay open: what a network or a disk that hangs looks like. */
  freeze(): void;
  thaw(): void;
  /** Ends it and removes its data. */
  dispose(): Promise<void>;
}

export interface Program {
  name: string;
  url: string;
  port: number;
  directory: string;
  command: string;
  args: string[];
  /** The signal that ends it in order. */
  stopSignal: NodeJS.Signals;
  /** Resolves when the server answers; rejects while it does not. */
  ready(): Promise<void>;
}

const leftovers = { children: new Set<ChildProcess>(), directories: new Set<string>() };
process.once('exit', () => {
  for (const child of leftovers.children) child.kill('SIGKILL');
  for (const directory of leftovers.directories) rmSync(directory, { recursive: true, force: true });
});

const PREFIX = 'tingda-test-';
const STARTS_WITHIN_MS = 60_000;

/** A directory that is removed when this process ends, or by the next run if this one is killed. */
export function temporaryDirectory(): string {
  removeAbandoned();
  const directory = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(directory, 0o755);
  leftovers.directories.add(directory);
  return directory;
}

function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = /^tingda-test-(\d+)-/.exec(name)?.[1];
    if (!owner || isRunning(Number(owner))) continue;
    // Another process may be at it too.
    rmSync(join(tmpdir(), name), { recursive: true, force: true, maxRetries: 5 });
  }
}

let tried = 0;

/**
 * A port for a server that starts later, and starts again: below those that the system gives away by itself (from 32768 on), and
 * others in each process, so that nobody takes it meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + (process.pid % 220) * 100 + (tried++ % 100);
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}

/** Options for setpriv: the kernel ends the server when this process dies, even of SIGKILL. */
const DIES_WITH_US = '--pdeathsig=KILL';

/** A process that does not outlive this one, whatever ends it: a test that was given up leaves nothing running. */
export function spawnOurs(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  setpriv: readonly string[] = [],
): ChildProcess {
  return existsSync('/usr/bin/setpriv')
    ? spawn('/usr/bin/setpriv', [DIES_WITH_US, ...setpriv, command, ...args], options)
    : spawn(command, [...args], options);
}

export async function startServer(program: Program, setpriv: string[] = []): Promise<Server> {
  const server = new Supervised(program, setpriv);
  await server.start();
  return server;
}

class Supervised implements Server {
  readonly url: string;
  readonly port: number;
  readonly #program: Program;
  readonly #setpriv: string[];
  #child: ChildProcess | null = null;
  #output = '';

  constructor(program: Program, setpriv: string[]) {
    this.#program = program;
    this.#setpriv = setpriv;
    this.url = program.url;
    this.port = program.port;
  }

  async start(): Promise<void> {
    if (this.#child) return;
    const deadline = Date.now() + STARTS_WITHIN_MS;
    for (;;) {
      this.#spawn();
      if (await this.#answers(deadline)) return;
      // It ended by itself: after a kill, the kernel may need a moment to give port and shared memory back.
      if (Date.now() > deadline) throw new Error(`${this.#program.name} does not start:\n${this.#output}`);
      await sleep(100);
    }
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill(this.#program.stopSignal);
    await gone;
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child?.pid) return;
    const gone = once(child, 'exit');
    const family = [child.pid, ...childrenOf(child.pid)];
    for (const pid of family) killQuietly(pid);
    await gone;
    while (family.some(isRunning)) await sleep(10);
  }

  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  async dispose(): Promise<void> {
    this.thaw();
    await this.stop();
    rmSync(this.#program.directory, { recursive: true, force: true });
  }

  #spawn(): void {
    const { command, args, directory } = this.#program;
    const child = spawnOurs(command, args, { cwd: directory }, this.#setpriv);
    leftovers.children.add(child);
    this.#output = '';
    const keep = (chunk: Buffer) => {
      this.#output = (this.#output + chunk.toString()).slice(-4000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('exit', () => {
      leftovers.children.delete(child);
      if (this.#child === child) this.#child = null;
    });
    this.#child = child;
  }

  async #answers(deadline: number): Promise<boolean> {
    while (this.#child && Date.now() < deadline) {
      try {
        await this.#program.ready();
        return true;
      } catch {
        await sleep(20);
      }
    }
    await this.kill();
    return false;
  }
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie still has its number: it holds nothing any more.
    return !existsSync('/proc') || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
