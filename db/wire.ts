/**
 * Several PostgreSQL clients on one engine session, by the wire protocol.
 * The engine (PGlite) has a single session; a client therefore holds it from its first message until the engine says
 * "ready, no transaction open", and messages reach the engine in whole, protocol-complete groups. The published socket
 * server lets clients cut into each other's extended queries.
 * https://www.postgresql.org/docs/current/protocol-flow.html
 */
import { Duplex } from 'node:stream';

type Execute = (message: Uint8Array) => Promise<Uint8Array>;

/** Message types after which the server has something to answer: query, sync, flush. */
const ANSWERED = new Set(['Q', 'S', 'H']);
const READY = 0x5a;
const IDLE = 0x49;

export class WireBridge {
  readonly #execute: Execute;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(execute: Execute) {
    this.#execute = execute;
  }

  /** A client inside this process. */
  open(): Duplex {
    const end = new ClientEnd(this.#session());
    return end;
  }

  /** A client at the other end of a socket. */
  serve(socket: Duplex): void {
    const end = new ClientEnd(this.#session());
    socket.on('error', () => end.destroy());
    socket.on('close', () => end.destroy());
    end.on('error', () => socket.destroy());
    socket.pipe(end).pipe(socket);
  }

  #session(): Session {
    return new Session(this.#execute, (work) => {
      const turn = this.#queue.then(work);
      this.#queue = turn.catch(() => {});
      return turn;
    });
  }
}

/** Holds the engine between the first message of a group and the next idle "ready". */
class Session {
  readonly #execute: Execute;
  readonly #enqueue: (work: () => Promise<void>) => Promise<void>;
  #release: (() => void) | null = null;
  #running: Promise<unknown> = Promise.resolve();
  #gone = false;

  constructor(execute: Execute, enqueue: (work: () => Promise<void>) => Promise<void>) {
    this.#execute = execute;
    this.#enqueue = enqueue;
  }

  async run(message: Uint8Array): Promise<Uint8Array> {
    if (!this.#release) await this.#hold();
    if (this.#gone) {
      // It went away while it waited: nothing is begun that nobody would end.
      this.#letGo();
      return new Uint8Array();
    }
    const running = this.#execute(message);
    this.#running = running.catch(() => {});
    const answer = await running;
    if (isIdle(answer)) this.#letGo();
    return answer;
  }

  /** A client that went away in mid-transaction: what it did is undone and the next one gets the engine. */
  async abandon(): Promise<void> {
    this.#gone = true;
    // First the engine finishes what it does for us: a rollback sent meanwhile could meet the next one's transaction.
    await this.#running;
    if (!this.#release) return;
    await this.#execute(syncMessage).catch(() => {});
    await this.#execute(rollbackMessage).catch(() => {});
    this.#letGo();
  }

  #hold(): Promise<void> {
    return new Promise((granted) => {
      void this.#enqueue(
        () =>
          new Promise<void>((done) => {
            this.#release = done;
            granted();
          }),
      );
    });
  }

  #letGo(): void {
    this.#release?.();
    this.#release = null;
  }
}

const syncMessage = Uint8Array.from([0x53, 0, 0, 0, 4]);
const rollbackMessage = query('rollback');

function query(text: string): Uint8Array {
  const body = Buffer.from(`${text}\0`);
  const head = Buffer.alloc(5);
  head.write('Q', 0);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** True when the last message of an answer is ReadyForQuery with no transaction open. */
function isIdle(answer: Uint8Array): boolean {
  const at = answer.length - 6;
  return at >= 0 && answer[at] === READY && answer[at + 4] === 5 && answer[at + 5] === IDLE;
}

class ClientEnd extends Duplex {
  readonly #session: Session;
  #buffer: Buffer = Buffer.alloc(0);
  #started = false;
  /** postgres.js asks a socket for it before it says goodbye. */
  readyState = 'open';

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    const group = this.#takeGroup();
    if (!group) {
      done();
      return;
    }
    this.#session.run(group).then(
      (answer) => {
        if (answer.length > 0 && !this.destroyed) this.push(Buffer.from(answer));
        done();
      },
      (error: Error) => done(error),
    );
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.readyState = 'closed';
    void this.#session.abandon().then(() => done(error));
  }

  /** Everything up to the last message that asks for an answer; the rest waits for its own. */
  #takeGroup(): Buffer | null {
    let offset = 0;
    let end = 0;
    for (;;) {
      // The first message of a connection has no type byte.
      const head = this.#started ? 1 : 0;
      if (this.#buffer.length < offset + head + 4) break;
      const length = this.#buffer.readInt32BE(offset + head);
      if (this.#buffer.length < offset + head + length) break;
      const type = this.#started ? String.fromCharCode(this.#buffer[offset] ?? 0) : 'startup';
      if (type === 'X') {
        this.#buffer = this.#buffer.subarray(0, offset);
        break;
      }
      offset += head + length;
      if (type === 'startup' || ANSWERED.has(type)) end = offset;
      this.#started = true;
    }
    if (end === 0) return null;
    const group = this.#buffer.subarray(0, end);
    this.#buffer = this.#buffer.subarray(end);
    return group;
  }
}
