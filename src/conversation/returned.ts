/**
 * A connection is back whose provider keeps nothing for us: what was sent meanwhile is lost, and nobody can say what it was.
 * Whoever was in the middle of an interview is asked once.
 */
import { inTheMiddle } from '../../db/connections.ts';
import { storeSystem } from '../../db/inbox.ts';
import type { Channel } from '../ports.ts';
import type { Runtime } from '../runtime.ts';

/** Who wrote within this before we were gone was in the middle of it. */
const WITHIN_MS = 15 * 60_000;
/** A connection that comes and goes asks nobody twice within this. */
const ONCE_MS = 60 * 60_000;
/** At the pace of a person more than these would take an hour. */
const MOST = 500;

type Parts = Pick<Runtime, 'sql' | 'hash' | 'wake'>;

export function createReturned({ sql, hash, wake }: Parts) {
  return async ({ type: channel, account }: Pick<Channel, 'type' | 'account'>, since: number) => {
    for (const id of await inTheMiddle(sql, { channel, account, since, withinMs: WITHIN_MS }, MOST)) {
      const name = `missed ${id} ${Math.floor(Date.now() / ONCE_MS)}`;
      const seq = await storeSystem(sql, id, hash(name), { kind: 'missed' });
      if (seq !== null) wake.wake(id);
    }
  };
}
