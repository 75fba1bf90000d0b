/** Lines that are typed or piped in, and lines that are printed above the one being typed. */
import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';
import type { Look } from './screen.ts';

export class Keyboard {
  /** A person types here; otherwise lines come from a file or a pipe. */
  readonly live: boolean;
  readonly look: Look;
  readonly #lines: Interface;
  readonly #typed: string[] = [];
  #waiting: ((line: string | null) => void) | null = null;
  #ended = false;

  constructor(input: NodeJS.ReadStream = process.stdin, output: NodeJS.WriteStream = process.stdout) {
    this.live = input.isTTY === true && output.isTTY === true;
    this.look = {
      columns: output.columns ?? 80,
      // https://no-color.org
      colour: output.isTTY === true && !process.env.NO_COLOR,
    };
    this.#lines = createInterface({ input, output, terminal: this.live });
    this.#lines.on('line', (line) => this.#take(line));
    this.#lines.on('close', () => this.#end());
    // A terminal in raw mode hands Ctrl-C to us as a key.
    this.#lines.on('SIGINT', () => process.emit('SIGINT'));
  }

  /** The next line, or null when there will be none. */
  next(prompt: string): Promise<string | null> {
    this.#lines.setPrompt(prompt);
    if (this.live) this.#lines.prompt();
    const line = this.#typed.shift();
    if (line !== undefined || this.#ended) return Promise.resolve(line ?? null);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  /** Prints above what is being typed. */
  print(text: string): void {
    if (!this.live) return void process.stdout.write(`${text}\n`);
    clearLine(process.stdout, 0);
    cursorTo(process.stdout, 0);
    process.stdout.write(`${text}\n`);
    if (this.#waiting) this.#lines.prompt(true);
  }

  close(): void {
    this.#lines.close();
  }

  #take(line: string): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) waiting(line);
    else this.#typed.push(line);
  }

  #end(): void {
    this.#ended = true;
    this.#waiting?.(null);
    this.#waiting = null;
  }
}
