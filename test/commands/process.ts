/** A command as a person runs it: a process with lines going in and lines coming out. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

export class Process {
  readonly child: ChildProcess;
  out = '';
  err = '';
  readonly #ended: Promise<number | null>;

  constructor(args: string[], env: Record<string, string>) {
    this.child = spawn(process.execPath, [cli, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'en_GB.UTF-8', ...env },
    });
    this.child.stdout?.on('data', (chunk) => (this.out += chunk));
    this.child.stderr?.on('data', (chunk) => (this.err += chunk));
    this.#ended = once(this.child, 'close').then(([code]) => code);
  }

  type(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** No more lines will come. */
  closeInput(): void {
    this.child.stdin?.end();
  }

  /** Resolves with the match as soon as it stands in the output. @throws when the process ends without it */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.out);
      if (match) return match;
      const next = await Promise.race([
        once(this.child.stdout!, 'data').then(() => 'data'),
        this.#ended.then(() => 'ended'),
      ]);
      if (next === 'ended' && !pattern.test(this.out)) {
        throw new Error(`It ended without saying ${pattern}:\n${this.out}\n${this.err}`);
      }
    }
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** The exit code. */
  ended(): Promise<number | null> {
    return this.#ended;
  }

  async interrupt(): Promise<number | null> {
    this.signal('SIGINT');
    return this.ended();
  }
}
