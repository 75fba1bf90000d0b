/**
 * The record of what no restore may undo: who was erased, who said STOP, what is held, who was shut out. Small, to be kept
 * elsewhere and written often: when the database is lost with its disk, it says what the last backup does not know. Ids, times
 * and keyed hashes, sealed; nothing that opens a door.
 */
import { z } from 'zod';
import { type Access, accessOf, mergeAccess } from '../../db/access.ts';
import { changedTwice } from '../../db/access-known.ts';
import type { Sql } from '../../db/client.ts';
import { type Erasure, listErasures } from '../../db/erasure.ts';
import { allHolds, HELD_PARTS } from '../../db/holds.ts';
import type { KeptHold } from '../../db/restore.ts';
import { type Stop, stopsOf } from '../../db/stops.ts';
import { TingdaError } from '../errors.ts';
import { keyedHash } from '../secrets.ts';
import { type Reading, readLines, writeFile } from './file.ts';

const at = z.coerce.date();
const hold = z.object({
  id: z.string(),
  candidate_id: z.string(),
  parts: z.array(z.enum(HELD_PARTS)),
  reason: z.string(),
  placed_by: z.string(),
  released_at: at.nullable(),
  released_by: z.string().nullable(),
  created_at: at,
}) satisfies z.ZodType<KeptHold>;
const key = z.object({ id: z.string(), revokedAt: at.nullable(), rotatedAt: at.nullable() });
const user = z.object({
  id: z.string(),
  role: z.enum(['owner', 'recruiter', 'viewer']),
  disabledAt: at.nullable(),
  accessAt: at,
  enabledAt: at,
  secretsAt: at,
  overtaken: at.optional(),
});
const endpoint = z.object({ id: z.string(), updatedAt: at });
const count = z.int().default(0);
const line = z.union([
  z.object({ erasure: z.tuple([z.string(), at, z.string()]).rest(z.string()) }),
  z.object({ stop: z.tuple([z.string().regex(/^[0-9a-f]{32}$/), at]) }),
  z.object({ hold }),
  z.object({ key }),
  z.object({ user }),
  z.object({ endpoint }),
  z.object({
    end: z.object({
      ...{ erasures: z.int(), stops: z.int(), holds: z.int() },
      ...{ keys: count, users: count, endpoints: count },
    }),
  }),
]);
const head = z.object({ record: z.object({ at: z.iso.datetime(), access: z.boolean().default(false) }) });

/** The key under which addresses and numbers are known that must not come back. */
export const eraseHashOf = (secret: string) => keyedHash(secret, 'erasure');

/** So many erasures are in memory at once. */
const BATCH = 5000;

export interface Recorded {
  at: string;
  bytes: number;
  erasures: number;
  stops: number;
  holds: number;
  keys: number;
  users: number;
  endpoints: number;
}

/**
 * Writes the record, or writes it anew: what the file says and the database does not know stays in it, so that a database that
 * came back from an older backup takes nothing away.
 * @throws TingdaError when the file cannot be read or written, or is none; then it stays as it was
 */
export async function writeRecord(
  { sql, secret }: { sql: Sql; secret: string },
  path: string,
): Promise<Recorded> {
  const known = await openRecord(path, { secret, kept: 'it was left as it is' }).catch((error) => {
    if (error instanceof TingdaError && (error.cause as NodeJS.ErrnoException)?.code === 'ENOENT')
      return null;
    throw error;
  });
  const [row] = await sql<{ now: Date }[]>`select clock_timestamp() as now`;
  const none = { erasures: 0, stops: 0, holds: 0, keys: 0, users: 0, endpoints: 0 };
  const made = { at: row!.now.toISOString(), ...none };
  const writing = { secret, format: 'tingda-erasures', replace: true } as const;
  const bytes = await writeFile(path, writing, lines(sql, secret, known, made));
  return { ...made, bytes };
}

async function* lines(
  sql: Sql,
  secret: string,
  known: OpenRecord | null,
  made: Omit<Recorded, 'bytes'>,
): AsyncGenerator<string> {
  yield JSON.stringify({ record: { at: made.at, access: true } });
  const holds = new Map([...(known?.holds ?? []), ...(await allHolds(sql))].map((one) => [one.id, one]));
  for (const one of holds.values()) yield JSON.stringify({ hold: one });
  made.holds = holds.size;
  const own = await accessOf(sql);
  const { keys, users, endpoints } = known ? mergeAccess(own, await marked(sql, known.access)) : own;
  for (const one of keys) yield JSON.stringify({ key: one });
  for (const one of users) yield JSON.stringify({ user: one });
  for (const one of endpoints) yield JSON.stringify({ endpoint: one });
  Object.assign(made, { keys: keys.length, users: users.length, endpoints: endpoints.length });
  for (const [name, stop] of await mergedStops(sql, secret, known)) {
    if (stop.over) continue;
    made.stops++;
    yield JSON.stringify({ stop: [name, stop.at] });
  }
  for await (const { candidateId, at: when, by, marks } of merged(erasuresOf(sql), known?.erasures)) {
    made.erasures++;
    yield JSON.stringify({ erasure: [candidateId, when, by, ...marks] });
  }
  const { at: _, ...end } = made;
  yield JSON.stringify({ end });
}

/** A change that is overtaken by one that nobody can be sure of is remembered beside it. */
async function marked(sql: Sql, access: Access): Promise<Access> {
  const twice = new Set(await changedTwice(sql, access.users));
  const users = access.users.map((one) =>
    twice.has(one.id) ? { ...one, overtaken: one.overtaken ?? one.secretsAt } : one,
  );
  return { ...access, users };
}

/** Whoever the database knows at all is as it knows them. */
async function mergedStops(sql: Sql, secret: string, known: OpenRecord | null): Promise<Map<string, Stop>> {
  return new Map([...(known?.stops ?? []), ...(await stopsOf(sql, eraseHashOf(secret)))]);
}

async function* erasuresOf(sql: Sql): AsyncGenerator<Erasure> {
  for (let after = ''; ; ) {
    const rows = await listErasures(sql, after, BATCH);
    yield* rows;
    if (rows.length < BATCH) return;
    after = rows.at(-1)!.candidateId;
  }
}

/** Both in the order of their ids; of two with the same id the first one's. */
async function* merged(
  first: AsyncGenerator<Erasure>,
  second: AsyncGenerator<Erasure> = nothing(),
): AsyncGenerator<Erasure> {
  let [a, b] = [await first.next(), await second.next()];
  while (!a.done || !b.done) {
    if (b.done || (!a.done && a.value.candidateId <= b.value.candidateId)) {
      if (!b.done && b.value.candidateId === a.value.candidateId) b = await second.next();
      yield a.value;
      a = await first.next();
    } else {
      yield b.value;
      b = await second.next();
    }
  }
}

async function* nothing(): AsyncGenerator<never> {}

export interface OpenRecord {
  /** Everything that was committed before this is in it. */
  at: Date;
  holds: KeptHold[];
  stops: Map<string, Stop>;
  access: Access;
  /** One of before it was written down who was shut out says nothing of it. */
  hasAccess: boolean;
  /** To be read to its end: only then is it known to be whole. */
  erasures: AsyncGenerator<Erasure>;
}

/** @throws TingdaError when it is none, or not whole, or needs another key */
export async function openRecord(path: string, how: Omit<Reading, 'format'>): Promise<OpenRecord> {
  const all = readLines(path, { ...how, format: 'tingda-erasures' });
  const broken = () =>
    new TingdaError('payload_invalid', `${path} does not hold what it says that it holds; ${how.kept}.`);
  const next = async () => {
    const { value, done } = await all.next();
    if (done) throw broken();
    return value;
  };
  const first = head.safeParse(JSON.parse((await next()).toString()));
  if (!first.success) throw broken();
  const record = {
    at: new Date(first.data.record.at),
    holds: [] as KeptHold[],
    stops: new Map<string, Stop>(),
    access: { keys: [], users: [], endpoints: [] } as Access,
    hasAccess: first.data.record.access,
  };
  let said = line.parse(JSON.parse((await next()).toString()));
  for (; !('erasure' in said || 'end' in said); said = line.parse(JSON.parse((await next()).toString()))) {
    if ('hold' in said) record.holds.push(said.hold);
    else if ('key' in said) record.access.keys.push(said.key);
    else if ('user' in said) record.access.users.push(said.user);
    else if ('endpoint' in said) record.access.endpoints.push(said.endpoint);
    else record.stops.set(said.stop[0], { at: said.stop[1], over: false });
  }
  async function* erasures(): AsyncGenerator<Erasure> {
    let n = 0;
    for (; 'erasure' in said; said = line.parse(JSON.parse((await next()).toString()))) {
      const [candidateId, when, by, ...marks] = said.erasure;
      n++;
      yield { candidateId, at: when, by, marks };
    }
    const { keys, users, endpoints } = record.access;
    const counted = {
      ...{ erasures: n, stops: record.stops.size, holds: record.holds.length },
      ...{ keys: keys.length, users: users.length, endpoints: endpoints.length },
    };
    if (!('end' in said) || !isSame(said.end, counted) || !(await all.next()).done) throw broken();
  }
  return { ...record, erasures: erasures() };
}

const isSame = (a: Record<string, number>, b: Record<string, number>) =>
  Object.keys(b).every((key) => a[key] === b[key]);
