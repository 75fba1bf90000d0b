/**
 * What has been kept long enough goes by itself. A person goes the way of everybody who is erased, by the inbox of their
 * conversation; who writes, works or is held in the same moment stays.
 */
import { askErasure, markErasure } from '../../db/erasure.ts';
import { dropDeliveries, dropRaw, dropRecordings, lockResting, restingPeople } from '../../db/retention.ts';
import type { Runtime } from '../runtime.ts';
import { createTell } from './tell.ts';

/** How often it is looked for, by the clock of the interviews. */
const EVERY_MS = 3_600_000;
/** In one statement, and in one look. */
const [BATCH, MOST] = [500, 10_000];
/** People of one look: each is a turn of their own. */
const PEOPLE = 200;

type Parts = Pick<
  Runtime,
  'sql' | 'config' | 'hash' | 'eraseHash' | 'wake' | 'mediaWake' | 'crash' | 'now' | 'log'
>;

/** @returns what looks when it is time, and does nothing in between */
export function createRetention(runtime: Parts): () => Promise<void> {
  let lookedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (runtime.now() - lookedAt < EVERY_MS) return;
    lookedAt = runtime.now();
    await retain(runtime);
  };
}

/** One look. @returns how much went, by kind */
export async function retain(runtime: Parts): Promise<Record<string, number>> {
  const { sql, config, log } = runtime;
  const { days } = config.retention;
  const now = runtime.now();
  const gone: Record<string, number> = { people: await erasePeople(runtime) };
  const rest = [
    ['recordings', dropRecordings],
    ['messages', dropRaw],
    ['deliveries', dropDeliveries],
  ] as const;
  for (const [kind, drop] of rest) {
    const after = days[kind];
    let total = 0;
    for (let n = BATCH; after !== null && n === BATCH && total < MOST; total += n)
      n = await drop(sql, now, after, BATCH);
    gone[kind] = total;
  }
  if (Object.values(gone).some((n) => n > 0)) log.info(gone, 'kept long enough');
  return gone;
}

async function erasePeople(runtime: Parts): Promise<number> {
  const { sql, config } = runtime;
  const tell = createTell(runtime);
  const about = { days: config.retention.days, until: runtime.now() };
  let erased = 0;
  for (const { candidate_id: only, conversation_id: id } of await restingPeople(sql, {
    ...about,
    limit: PEOPLE,
  })) {
    const asked = await sql.begin(async (tx) => {
      if (!(await lockResting(tx, id))) return false;
      // As it is now, under the lock: they may have written, or somebody may have placed a hold.
      if ((await restingPeople(tx, { ...about, limit: 1, only })).length === 0) return false;
      await askErasure(tx, only, 'retention');
      await markErasure(tx, only, runtime.eraseHash);
      return (await tell.system(tx, id, `erase ${only}`, { kind: 'erase' })) !== null;
    });
    if (!asked) continue;
    tell.wake(id);
    erased++;
  }
  return erased;
}
