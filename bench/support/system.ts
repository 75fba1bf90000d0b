/** Tingda as it runs in production, with one open opening, and the floor beside it. */

import postgres from 'postgres';
import { ENGINE_FLAGS } from '../../scripts/engine.js';
import type { Corner } from './bed.ts';
import { Connections } from './connections.ts';
import { type Program, startProgram } from './processes.ts';
import type { Provider } from './provider.ts';
import { TOKEN } from './provider.ts';

export const CODE = 'BENCH1';
const SECRET = 'bench-webhook-secret';
export const API_KEY = 'bench-bootstrap-key-0123456789-0123456789';

export interface System extends Program {
  /** Connections to the webhook. */
  hook(): Connections;
}

/** Where a webhook's requests go. */
export interface Target {
  connections: Connections;
  path: string;
}

export const HOOK = '/hooks/telegram';

/** Flags of the engine for `--profile`. */
let engineFlags: string[] = ENGINE_FLAGS;

/** Every Tingda started from now on leaves a processor profile in `directory`. */
export function profileInto(directory: string): void {
  engineFlags = [...ENGINE_FLAGS, '--cpu-prof', `--cpu-prof-dir=${directory}`];
}

export function environment(corner: Corner, provider: Provider): Record<string, string> {
  return {
    DATABASE_URL: corner.databaseUrl,
    REDIS_URL: corner.redisUrl,
    SECRET_KEY: 'bench-secret-key-0123456789-0123456789-01',
    BOOTSTRAP_API_KEY: API_KEY,
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    TELEGRAM_API_ROOT: provider.url,
    BURST_WAIT_MS: '0',
    LOG_LEVEL: 'warn',
  };
}

/** @param more variables beside the usual: `PORT`, where it listens, or a free one */
export async function startSystem(
  corner: Corner,
  provider: Provider,
  role: 'all' | 'api',
  more: Record<string, string> = {},
): Promise<System> {
  const args = [...engineFlags, 'src/cli.ts', 'start', '--role', role];
  const program = await startProgram(args, { ...environment(corner, provider), ...more });
  return {
    ...program,
    hook: () => new Connections(program.url, { 'x-telegram-bot-api-secret-token': SECRET }),
  };
}

export function startFloor(corner: Corner, provider: Provider): Promise<Program> {
  return startProgram(['bench/floor.ts'], {
    DATABASE_URL: corner.databaseUrl,
    REDIS_URL: corner.redisUrl,
    PROVIDER_URL: provider.url,
  });
}

/** The opening that all candidates apply for, made as an integrator would. */
export async function createOpening(system: Program): Promise<void> {
  const api = new Connections(system.url, { authorization: `Bearer ${API_KEY}` });
  const opening = {
    code: CODE,
    title: { zh: '夜班分拣员', en: 'Night sorter' },
    role: 'sorter',
    flow: 'warehouse-sorter',
    status: 'open',
    headcount: 100_000,
    site: { name: '浦东分拨中心', city: '上海', time_zone: 'Asia/Shanghai' },
    pay: { amount: 26, currency: 'CNY', per: 'hour' },
    requirements: { min_age: 18, night_shift: true },
    facts: {
      shift: { zh: '夜班22点到6点，每周休两天。', en: 'Nights from 22:00 to 6:00, two days off a week.' },
      bus: { zh: '人民广场有班车。', en: "A shuttle leaves from People's Square." },
    },
  };
  const { status, body } = await api.post('/v1/openings', JSON.stringify(opening));
  api.close();
  if (status !== 201) throw new Error(`the opening was not created: ${status} ${body}`);
}

/** One look into a database, outside of what is measured. */
export async function query<T>(corner: Corner, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(corner.databaseUrl, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
