/**
 * PostgreSQL in this process: PGlite in `dataDir`, reached by postgres.js over its `socket` option, so that every
 * statement is the same as on a server. Commands beside a running process reach its engine by a socket in `dataDir`.
 */
import { mkdir, rm } from 'node:fs/promises';
import { connect as connectSocket, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import postgres from 'postgres';
import { TingdaError } from '../src/errors.ts';
import { type Database, type Sql, sharedOptions } from './database.ts';
import { holdDirectory } from './lock.ts';
import { WireBridge } from './wire.ts';

const session = { ...sharedOptions, max: 1, user: 'postgres', database: 'postgres', idle_timeout: 0 };

/** One session: postgres.js may open it again after an error, hence a new bridge for each. */
function client(socket: () => Socket): Sql {
  // `socket` is an option of postgres.js that its types leave out: https://github.com/porsager/postgres#custom-socket
  const options: typeof session & { socket: () => Socket } = { ...session, socket };
  return postgres(options);
}

/**
 * One group of messages. The engine's own way without a stream reads every answer for its other callers too, and keeps what it
 * has read for as long as it lives: every row that anybody ever asked for.
 */
async function execute(engine: PGlite, message: Uint8Array): Promise<Uint8Array> {
  // What a session begins with is not answered by the stream.
  if (message[0] === 0) return engine.execProtocolRaw(message);
  const pieces: Buffer[] = [];
  // Copies: it is the engine's memory.
  await engine.execProtocolRawStream(message, { onRawData: (piece) => void pieces.push(Buffer.from(piece)) });
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
}

/** Opens (and on first use makes) the engine in `dataDir`, or connects to the process that already runs it. */
export async function openEmbedded(dataDir: string): Promise<Database> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 }).catch((cause: NodeJS.ErrnoException) => {
    throw new TingdaError(
      'config_invalid',
      `DATA_DIR ${dataDir} cannot be used as a directory (${cause.code}).`,
      { cause },
    );
  });
  const address = socketAddress(dataDir);
  // A holder in another container has a process id that says nothing here; its socket answers all the same.
  if (await answers(address)) return visit(address);
  const release = await holdDirectory(join(dataDir, 'tingda.lock'));
  if (!release) return joinRunning(address, dataDir);

  const engine = await PGlite.create({ dataDir: join(dataDir, 'postgres') });
  const bridge = new WireBridge((message) => execute(engine, message));
  const sql = client(() => bridge.open() as unknown as Socket);
  const visitors = new Set<Socket>();
  const server = createServer((socket) => {
    visitors.add(socket);
    socket.once('close', () => visitors.delete(socket));
    bridge.serve(socket);
  });
  await rm(address, { force: true });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(address, resolve));
  return {
    sql,
    embedded: true,
    guest: false,
    async close() {
      await sql.end({ timeout: 5 });
      const closed = new Promise((resolve) => server.close(resolve));
      for (const visitor of visitors) visitor.destroy();
      await closed;
      await engine.close();
      await release();
    },
  };
}

/** An engine in memory, from a dumped template where one is given: for tests. */
export async function openInMemory(template?: Blob): Promise<Database & { dump(): Promise<Blob> }> {
  const options: PGliteOptions = template ? { loadDataDir: template } : {};
  const engine = await PGlite.create(options);
  const bridge = new WireBridge((message) => execute(engine, message));
  const sql = client(() => bridge.open() as unknown as Socket);
  return {
    sql,
    embedded: true,
    guest: false,
    dump: () => engine.dumpDataDir('none'),
    async close() {
      await sql.end({ timeout: 5 });
      await engine.close();
    },
  };
}

async function joinRunning(address: string, dataDir: string): Promise<Database> {
  if (await answers(address)) return visit(address);
  throw new TingdaError(
    'data_dir_locked',
    `${dataDir} is in use by another Tingda process that does not answer. Nothing was changed; stop that process and try again.`,
  );
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connectSocket(address, () => resolve(true));
    probe.once('error', () => resolve(false));
    probe.once('connect', () => probe.end());
  });
}

function visit(address: string): Database {
  const sql = client(() => connectSocket(address));
  return { sql, embedded: true, guest: true, close: () => sql.end({ timeout: 5 }) };
}

/** Windows has named pipes where others have sockets in the directory. */
function socketAddress(dataDir: string): string {
  if (process.platform === 'win32') {
    return `\\\\.\\pipe\\tingda-${Buffer.from(dataDir).toString('hex').slice(-80)}`;
  }
  return join(dataDir, 'tingda.sock');
}
