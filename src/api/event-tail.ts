/**
 * One reader of what happens now for all streams of this process: it asks the database a few times a second while anybody
 * listens, and not at all otherwise.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type EventPlace, type EventRow, lastEvent, readEvents } from '../../db/events.ts';
import type { ApiDeps } from './deps.ts';

/** Events come in order; those of one call follow those of the call before with nothing between. */
export type Listener = (events: EventRow[]) => void;

export type End = EventPlace & { id: string | null };

export interface EventTail {
  /**
   * From now on `listener` hears of all that comes after the end which is given back.
   * @throws when the database cannot be asked; then nobody listens
   */
  join(listener: Listener): Promise<End>;
  leave(listener: Listener): void;
}

const BATCH = 500;
/** After a failure the database is left alone for a moment. */
const AFTER_FAILURE_MS = 1000;

export function createEventTail(deps: Pick<ApiDeps, 'sql' | 'log' | 'stopping'>, everyMs: number): EventTail {
  const listeners = new Set<Listener>();
  /** Where the reading is; null while nobody listens. */
  let end: Promise<End> | null = null;

  async function read(from: End): Promise<void> {
    let at = from;
    while (listeners.size > 0 && !deps.stopping.aborted) {
      try {
        const rows = await readEvents(deps.sql, at, {}, BATCH);
        const last = rows.at(-1);
        if (last) {
          at = { id: last.id, tx: last.tx, position: last.position };
          end = Promise.resolve(at);
          for (const listener of [...listeners]) listener(rows);
        }
        if (rows.length < BATCH) await sleep(everyMs);
      } catch (error) {
        deps.log.warn({ err: error }, 'the events could not be read');
        await sleep(AFTER_FAILURE_MS);
      }
    }
    end = null;
  }

  async function begin(): Promise<End> {
    const from = await lastEvent(deps.sql);
    void read(from);
    return from;
  }

  return {
    async join(listener) {
      listeners.add(listener);
      try {
        end ??= begin();
        return await end;
      } catch (error) {
        end = null;
        listeners.delete(listener);
        throw error;
      }
    },
    leave(listener) {
      listeners.delete(listener);
    },
  };
}
