/**
 * Real PostgreSQL and Redis for the tests, from Debian's packages, on 127.0.0.1.
 *
 * One of each runs for the whole run (`global-setup.ts`): `createDatabase()` and `redisDatabase()` give a test file its
 * own corner of them. A test that kills or flushes a server starts its own with `startPostgres()` or `startRedis()`.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { inject } from 'vitest';
import { connect as connectDatabase } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { freePort, type Server, startServer, temporaryDirectory } from './server.ts';

export type { Server } from './server.ts';

const TEMPLATE = 'tingda_template';
const REDIS_DATABASES = 10_000;

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    redisUrl: string;
  }
}

/**
 * A PostgreSQL of its own with fsync on. `url` leads to a database `tingda` that has our schema.
 * @throws Error when the package is not installed (`npm test` installs it).
 */
export async function startPostgres(): Promise<Server> {
  const bin = postgresBin();
  const directory = temporaryDirectory();
  const data = join(directory, 'data');
  const port = await freePort();
  // PostgreSQL refuses to run as root: as root we become the package's own user.
  const asUser = process.getuid?.() === 0 ? ['--reuid=postgres', '--regid=postgres', '--init-groups'] : [];
  mkdirSync(data);
  const initdb = ['-D', data, '-U', 'tingda', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  if (asUser.length > 0) {
    execFileSync('chown', ['postgres:postgres', data]);
    execFileSync('setpriv', [...asUser, join(bin, 'initdb'), ...initdb], { cwd: directory });
  } else {
    execFileSync(join(bin, 'initdb'), initdb);
  }
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    fsync: 'on',
  };
  const server = await startServer(
    {
      name: 'PostgreSQL',
      url: `postgres://tingda@127.0.0.1:${port}/tingda`,
      port,
      directory,
      command: join(bin, 'postgres'),
      args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      stopSignal: 'SIGINT', // "fast shutdown": it does not wait for clients to leave
      ready: () => withSql(databaseUrl(port, 'postgres'), async (sql) => void (await sql`select 1`)),
    },
    asUser,
  );
  await prepareDatabases(port);
  return server;
}

/** A Redis of its own, with nothing saved: a restart is a FLUSHALL. As a cluster it is one node with all slots. */
export async function startRedis({ cluster = false } = {}): Promise<Server> {
  const directory = temporaryDirectory();
  const port = await freePort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory];
  const unsaved = ['--save', '', '--appendonly', 'no'];
  const kind = cluster
    ? ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1']
    : ['--databases', String(REDIS_DATABASES)];
  const server = await startServer({
    name: 'Redis',
    url: `redis://127.0.0.1:${port}`,
    port,
    directory,
    command: findProgram('redis-server'),
    args: [...settings, ...unsaved, ...kind],
    stopSignal: 'SIGTERM',
    ready: () => redisCommand(port, 'PING').then(() => undefined),
  });
  if (cluster) await formCluster(port);
  return server;
}

async function formCluster(port: number): Promise<void> {
  await redisCommand(port, 'CLUSTER ADDSLOTSRANGE 0 16383');
  while (!(await redisCommand(port, 'CLUSTER INFO')).includes('cluster_state:ok')) await sleep(20);
}

/** A fresh database with our schema on the run's PostgreSQL; returns its address. */
export async function createDatabase(): Promise<string> {
  const { port } = new URL(inject('postgresUrl'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withSql(databaseUrl(port, 'postgres'), (sql) =>
    sql.unsafe(`create database ${name} template ${TEMPLATE}`),
  );
  return databaseUrl(port, name);
}

/** An empty numbered database on the run's Redis; returns its address. Use FLUSHDB there, never FLUSHALL. */
export async function redisDatabase(): Promise<string> {
  const url = inject('redisUrl');
  const number = await redisCommand(Number(new URL(url).port), 'INCR tests');
  return `${url}/${number.slice(1)}`;
}

function databaseUrl(port: number | string, name: string): string {
  return `postgres://tingda@127.0.0.1:${port}/${name}`;
}

/** The template has the schema; `tingda` is the first copy of it. */
async function prepareDatabases(port: number): Promise<void> {
  await withSql(databaseUrl(port, 'postgres'), (sql) => sql.unsafe(`create database ${TEMPLATE}`));
  const template = await connectDatabase({ databaseUrl: databaseUrl(port, TEMPLATE), dataDir: '' });
  await migrate(template.sql);
  await template.close();
  await withSql(databaseUrl(port, 'postgres'), (sql) =>
    sql.unsafe(`create database tingda template ${TEMPLATE}`),
  );
}

async function withSql<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** One command by hand, so that no client library stands between a test and its server. */
export async function redisCommand(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(`${command}\r\n`));
    socket.setTimeout(5000, () => socket.destroy(new Error('Redis does not answer')));
    socket.once('data', (data) => {
      const reply = data.toString().trim();
      socket.destroy();
      if (reply.startsWith('-')) reject(new Error(reply));
      else resolve(reply);
    });
    socket.once('error', reject);
  });
}

function postgresBin(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  for (const version of versions) {
    const bin = join(debian, version, 'bin');
    if (existsSync(join(bin, 'postgres'))) return bin;
  }
  return join(findProgram('postgres'), '..');
}

/** @throws Error that says what to install. */
function findProgram(name: string): string {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find((path) => existsSync(path));
  if (found) return found;
  throw new Error(`${name} is not installed. On Debian: apt-get install -y postgresql redis-server`);
}
