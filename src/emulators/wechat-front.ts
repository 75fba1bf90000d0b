/** The one port of the emulator: gRPC goes to the gateway, plain HTTP to the control; and the line between can be cut. */
import { connect, createServer, type Server, type Socket } from 'node:net';

/** How the line is: `refuse` ends connections at once, `hang` lets nothing through. */
export type Line = 'open' | 'refuse' | 'hang';

const HTTP1 = /^(?:GET|POST|PUT|DELETE) \/_emulator\//;

export class Front {
  readonly #server: Server;
  readonly #callers = new Set<Socket>();
  readonly #lines = new Set<Socket>();
  #line: Line = 'open';

  constructor(gateway: () => number, control: () => number) {
    // Small frames go back and forth: held together they would take 40 ms each.
    this.#server = createServer({ noDelay: true }, (caller) => {
      this.#callers.add(caller);
      caller.on('error', () => {}).once('close', () => this.#callers.delete(caller));
      caller.once('data', (first) => {
        caller.pause();
        if (HTTP1.test(first.toString('latin1', 0, 40))) this.#through(caller, control(), first);
        else if (this.#line === 'refuse') caller.resetAndDestroy();
        else this.#carry(caller, gateway(), first);
      });
    });
  }

  /** @param port 0 takes a free one */
  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }

  get line(): Line {
    return this.#line;
  }

  set line(line: Line) {
    this.#line = line;
    if (line === 'refuse') this.drop();
    for (const socket of this.#lines) {
      if (line === 'hang') socket.pause();
      else socket.resume();
    }
  }

  /** Every connection breaks. */
  drop(): void {
    for (const socket of this.#lines) socket.resetAndDestroy();
  }

  async stop(): Promise<void> {
    for (const caller of this.#callers) caller.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #carry(caller: Socket, port: number, first: Buffer): void {
    const gateway = this.#through(caller, port, first);
    for (const socket of [caller, gateway]) {
      this.#lines.add(socket);
      socket.once('close', () => this.#lines.delete(socket));
    }
    // Who rings while nothing goes through waits like everybody else.
    if (this.#line === 'hang') setImmediate(() => (this.line = this.#line));
  }

  #through(caller: Socket, port: number, first: Buffer): Socket {
    const to = connect({ port, host: '127.0.0.1', noDelay: true });
    to.on('error', () => caller.destroy());
    caller.on('close', () => to.destroy());
    to.on('close', () => caller.destroy());
    to.write(first);
    caller.pipe(to);
    to.pipe(caller);
    return to;
  }
}
