/**
 * The client that puts on the load: HTTP/1.1 over sockets that stay open, one request at a time on each. On two cores
 * whatever the load costs is taken from what it measures, so this is the least that can be done, for the floor and for
 * us alike.
 */
import { connect, type Socket } from 'node:net';

export interface Answer {
  status: number;
  body: string;
}

interface Pending {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** Servers close what was idle for five seconds. */
const MAX_IDLE_MS = 3000;

export class Connections {
  readonly #host: string;
  readonly #port: number;
  readonly #head: string;
  readonly #free: Connection[] = [];
  readonly #all = new Set<Connection>();

  /** @param headers sent with every request, `content-type: application/json` beside them */
  constructor(url: string, headers: Record<string, string> = {}) {
    const { hostname, port, host } = new URL(url);
    this.#host = hostname;
    this.#port = Number(port);
    const all = { host, 'content-type': 'application/json', ...headers };
    this.#head = Object.entries(all)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
  }

  /** Takes a connection that is free, or opens one. @throws Error when the connection breaks */
  async post(path: string, body: string): Promise<Answer> {
    const connection = this.#takeFree() ?? this.#open();
    const length = Buffer.byteLength(body);
    const answer = await connection.exchange(
      `POST ${path} HTTP/1.1\r\n${this.#head}content-length: ${length}\r\n\r\n${body}`,
    );
    connection.idleSince = performance.now();
    this.#free.push(connection);
    return answer;
  }

  close(): void {
    for (const connection of this.#all) connection.end();
  }

  /**
   * The one that was idle for longest, unless that is so long that the server may close it: what is sent at that very moment
   * is lost.
   */
  #takeFree(): Connection | undefined {
    for (;;) {
      const connection = this.#free.shift();
      if (!connection || (!connection.closed && performance.now() - connection.idleSince < MAX_IDLE_MS))
        return connection;
      connection.end();
      this.#all.delete(connection);
    }
  }

  #open(): Connection {
    const connection = new Connection(this.#host, this.#port);
    this.#all.add(connection);
    return connection;
  }
}

class Connection {
  readonly #socket: Socket;
  #pending: Pending | null = null;
  #received = '';
  closed = false;
  idleSince = 0;

  constructor(host: string, port: number) {
    this.#socket = connect({ host, port, noDelay: true });
    this.#socket.setEncoding('utf8');
    this.#socket.on('data', (chunk: string) => this.#read(chunk));
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('end', () => this.#closed());
    this.#socket.on('close', () => this.#closed());
  }

  exchange(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      this.#socket.write(request);
    });
  }

  end(): void {
    this.#socket.destroy();
  }

  #read(chunk: string): void {
    this.#received += chunk;
    const end = this.#received.indexOf('\r\n\r\n');
    if (end === -1) return;
    const head = this.#received.slice(0, end);
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) {
      this.#fail(new Error('an answer without content-length'));
      return;
    }
    const body = this.#received.slice(end + 4);
    if (Buffer.byteLength(body) < length) return;
    this.#received = '';
    const pending = this.#pending;
    this.#pending = null;
    pending?.resolve({ status: Number(head.slice(9, 12)), body });
  }

  #closed(): void {
    this.closed = true;
    this.#fail(new Error('the server closed the connection'));
  }

  #fail(error: Error): void {
    this.#pending?.reject(error);
    this.#pending = null;
  }
}
