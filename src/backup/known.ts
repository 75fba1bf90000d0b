/** What holds although the database goes back to an older moment: who was erased, said STOP, was shut out; what is held. */
import { type Access, nobody, type ShutOut } from '../../db/access.ts';
import { applyAccess } from '../../db/access-known.ts';
import { writeAudit } from '../../db/audit.ts';
import type { Database, Tx } from '../../db/client.ts';
import { type Erasure, keepAlso } from '../../db/erasure.ts';
import { storeSystem } from '../../db/inbox.ts';
import { migrateIn } from '../../db/migrate.ts';
import { bringKnown, keepHolds, keepKnown } from '../../db/restore.ts';
import { applyStops, type Stop, stopsOf } from '../../db/stops.ts';
import { revokeKeysOf } from '../auth/keys.ts';
import { keyedHash } from '../secrets.ts';
import { eraseHashOf, type OpenRecord, openRecord } from './record.ts';
import { refusalOf, refuseCompany } from './refusal.ts';

/** So many erasures are in memory at once. */
const BATCH = 1000;

/** Takes a record up beside what the database itself knows, which goes before. @param stops those that the database knows */
export async function keepRecord(tx: Tx, record: OpenRecord, stops: Map<string, Stop>): Promise<void> {
  if (record.holds.length > 0) await keepHolds(tx, record.holds);
  for (const [name, stop] of record.stops) if (!stops.has(name)) stops.set(name, stop);
  let batch: Erasure[] = [];
  for await (const erasure of record.erasures) {
    batch.push(erasure);
    if (batch.length < BATCH) continue;
    await keepAlso(tx, batch);
    batch = [];
  }
  if (batch.length > 0) await keepAlso(tx, batch);
}

/**
 * Closes addresses that said STOP. Their conversations are told by their inbox, as after any other STOP, so that START opens
 * them again.
 * @returns how many
 */
export async function holdStops(tx: Tx, stops: ReadonlyMap<string, Stop>, secret: string): Promise<number> {
  const closed = await applyStops(tx, stops, eraseHashOf(secret));
  const hash = keyedHash(secret, 'inbox');
  for (const { conversationId, identityId, at } of closed) {
    const name = `restored stop ${identityId} ${at.toISOString()}`;
    await storeSystem(tx, conversationId, hash(name), { kind: 'opted_out', identity: identityId });
  }
  return closed.length;
}

export interface Applied {
  /** Until when the record says what was. */
  at: string;
  erased: number;
  stopped: number;
  shutOut: ShutOut;
  /** The record says who was shut out. */
  access: boolean;
}

const actor = { kind: 'system', id: 'command_line' } as const;

/**
 * Puts what a record says of who may come in into force, behind what is known here. Who is shut out or may do less keeps no key
 * that may do more, as when an owner does it.
 */
export async function shutOutAlso(tx: Tx, known: Access, done: ShutOut = nobody()): Promise<ShutOut> {
  const { changed, ...more } = await applyAccess(tx, known);
  for (const person of changed) {
    for (const { id } of await revokeKeysOf(tx, person)) {
      await writeAudit(tx, { actor, action: 'revokeKey', subject: id, status: 200 });
      more.ended.push(id);
    }
  }
  return {
    revoked: done.revoked + more.revoked,
    disabled: done.disabled + more.disabled,
    unowned: [...done.unowned, ...more.unowned],
    rotated: [...done.rotated, ...more.rotated],
    anew: [...done.anew, ...more.anew],
    endpoints: [...done.endpoints, ...more.endpoints],
    ended: [...done.ended, ...more.ended],
    letIn: [...done.letIn, ...more.letIn],
    twice: [...done.twice, ...more.twice],
  };
}

/**
 * Takes a record up in a database that was restored without it, and has gone on since.
 * @throws TingdaError when it is not whole or not for here, or somebody is at work; then nothing is changed
 */
export async function applyRecord(
  { database, secret }: { database: Database; secret: string },
  path: string,
): Promise<Applied> {
  const kept = 'nothing was changed';
  await refuseCompany(database, kept);
  try {
    let applied: Applied | undefined;
    await database.sql.begin(async (tx) => {
      const record = await openRecord(path, { secret, kept });
      await migrateIn(tx);
      const stops = await stopsOf(tx, eraseHashOf(secret));
      await keepKnown(tx);
      await keepRecord(tx, record, stops);
      const stopped = await holdStops(tx, stops, secret);
      const shutOut = await shutOutAlso(tx, record.access);
      const erased = await bringKnown(tx);
      await writeAudit(tx, { actor, action: 'restore', subject: 'erasures', status: 200 });
      applied = { at: record.at.toISOString(), erased, stopped, shutOut, access: record.hasAccess };
    });
    return applied!;
  } catch (error) {
    throw refusalOf(error, path, kept);
  }
}
