/** What everything is measured on: PostgreSQL and Redis of this machine, as they are without tuning. */
import postgres from 'postgres';
import { redisCommand, startPostgres, startRedis } from '../../test/support/services.ts';

const TEMPLATE = 'tingda_template';

export interface Bed {
  /** A database with our schema and a Redis of its own beside it, empty, or with a copy of another corner's database. */
  corner(like?: Corner): Promise<Corner>;
  /** Process numbers, by name. */
  pids: { PostgreSQL: number; Redis: number };
  versions: { PostgreSQL: string; Redis: string };
  dispose(): Promise<void>;
}

export interface Corner {
  databaseUrl: string;
  redisUrl: string;
}

/** @throws Error when PostgreSQL does not keep what it has acknowledged: the figures would mean nothing. */
export async function startBed(): Promise<Bed> {
  const [pg, redis] = await Promise.all([startPostgres(), startRedis()]);
  const admin = postgres(pg.url, { max: 1, onnotice: () => {} });
  await refuseUnsafe(admin);
  const info = await redisCommand(redis.port, 'INFO server');
  let corners = 0;
  return {
    pids: { PostgreSQL: await postmaster(admin), Redis: Number(infoOf(info, 'process_id')) },
    versions: { PostgreSQL: await setting(admin, 'server_version'), Redis: infoOf(info, 'redis_version') },
    async corner(like) {
      corners += 1;
      const name = `bench_${corners}`;
      const template = like ? new URL(like.databaseUrl).pathname.slice(1) : TEMPLATE;
      await admin.unsafe(`create database ${name} template ${template}`);
      return {
        databaseUrl: pg.url.replace(/[^/]+$/, name),
        redisUrl: `${redis.url}/${corners}`,
      };
    },
    async dispose() {
      await admin.end({ timeout: 1 });
      await Promise.all([pg.dispose(), redis.dispose()]);
    },
  };
}

async function refuseUnsafe(sql: postgres.Sql): Promise<void> {
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const value = await setting(sql, name);
    if (value !== 'on') throw new Error(`${name} is ${value}: nothing would be measured honestly.`);
  }
}

async function setting(sql: postgres.Sql, name: string): Promise<string> {
  const [row] = await sql<{ value: string }[]>`select current_setting(${name}) as value`;
  return row?.value ?? 'unknown';
}

/** The first line of this file is the server's process number. */
async function postmaster(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ file: string }[]>`select pg_read_file('postmaster.pid') as file`;
  return Number.parseInt(row?.file ?? '', 10);
}

function infoOf(info: string, name: string): string {
  return new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1] ?? 'unknown';
}
