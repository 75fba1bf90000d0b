/**
 * The event streams that are open in this process. Each is first read on from where its reader was, page by page from the
 * database, and then joins the tail that all share: what the tail tells meanwhile is kept, and told when the pages end.
 */
import { type EventFilter, type EventPlace, type EventRow, isAfter, readEvents } from '../../db/events.ts';
import { liveKeys } from '../../db/keys.ts';
import { liveSessions } from '../../db/sessions.ts';
import { BOOTSTRAP } from '../auth/keys.ts';
import { TingdaError } from '../errors.ts';
import type { ApiDeps } from './deps.ts';
import { createEventTail } from './event-tail.ts';
import { type EventStream, openStream } from './sse.ts';

/** Streams of one key: a few processes of an integrator, each with two during a restart. */
export const MOST_OF_ONE = 10;
/** Of one process. */
const MOST = 1000;
const PAGE = 200;
/** What comes while the pages are read; if it is more, there will be another page. */
const MOST_KEPT = 1000;

const defaults = {
  /** So often the database is asked for what is new. */
  tailMs: 200,
  /** Keeps proxies from closing a silent connection. */
  beatMs: 15_000,
  /** So long at most a key that was revoked goes on to hear. */
  keysMs: 5000,
};

interface Reader {
  key: string;
  filter: EventFilter;
  stream: EventStream;
  at: EventPlace;
  /** Null once it has joined the tail. */
  kept: EventRow[] | null;
  overflowed: boolean;
}

export interface EventStreams {
  /**
   * @param key the id of the reader's key, or of the session that somebody of HR has
   * @param after where the reader was; null: from now on
   * @param wire an event as it is sent
   * @throws TingdaError `rate_limited`, `unavailable`
   */
  open(
    key: string,
    filter: EventFilter,
    after: EventPlace | null,
    wire: (row: EventRow) => object,
  ): Promise<Response>;
}

export function createEventStreams(
  deps: Pick<ApiDeps, 'sql' | 'log' | 'stopping'>,
  times = defaults,
): EventStreams {
  const readers = new Set<Reader>();
  const tail = createEventTail(deps, times.tailMs);

  const beating = setInterval(() => {
    for (const { stream } of readers) stream.beat();
  }, times.beatMs).unref();
  const checking = setInterval(() => void checkKeys(), times.keysMs).unref();
  deps.stopping.addEventListener('abort', () => {
    clearInterval(beating);
    clearInterval(checking);
    for (const { stream } of [...readers]) stream.close();
  });

  async function checkKeys(): Promise<void> {
    const ids = [...new Set([...readers].map(({ key }) => key))].filter((id) => id !== BOOTSTRAP);
    if (ids.length === 0) return;
    try {
      const [keys, sessions] = await Promise.all([liveKeys(deps.sql, ids), liveSessions(deps.sql, ids)]);
      for (const { key, stream } of [...readers]) {
        if (key !== BOOTSTRAP && !keys.has(key) && !sessions.has(key)) stream.close();
      }
    } catch (error) {
      deps.log.warn({ err: error }, 'the keys of event streams could not be looked after');
    }
  }

  function requireRoom(key: string): void {
    const mine = [...readers].filter((reader) => reader.key === key).length;
    if (mine >= MOST_OF_ONE) {
      throw new TingdaError(
        'rate_limited',
        `This key has ${MOST_OF_ONE} event streams open. Close one and try again.`,
        { retryAfterMs: 10_000 },
      );
    }
    if (readers.size >= MOST || deps.stopping.aborted) {
      throw new TingdaError(
        'unavailable',
        'Too many event streams are open here. Nothing is lost: try again.',
      );
    }
  }

  return {
    async open(key, filter, after, wire) {
      requireRoom(key);
      const tell = (rows: EventRow[]) => {
        for (const row of rows) {
          if (!fits(row, filter) || !isAfter(row, reader.at)) continue;
          reader.stream.send({ event: row.type, id: row.id, data: wire(row) });
          reader.at = { tx: row.tx, position: row.position };
        }
      };
      const listener = (rows: EventRow[]) => {
        if (reader.kept === null) tell(rows);
        else if (reader.kept.length + rows.length <= MOST_KEPT) reader.kept.push(...rows);
        else {
          reader.overflowed = true;
          reader.kept = [];
        }
      };
      const { response, stream } = openStream(() => {
        tail.leave(listener);
        readers.delete(reader);
      });
      const reader: Reader = {
        key,
        filter,
        stream,
        at: after ?? { tx: '0', position: 0 },
        kept: [],
        overflowed: false,
      };
      readers.add(reader);
      try {
        const end = await tail.join(listener);
        if (after === null) {
          reader.at = end;
          // Cut off before anything happens, the reader still comes back to where it was.
          if (end.id !== null) stream.mark(end.id);
          joinTail(reader, tell);
          return response;
        }
      } catch (error) {
        stream.close();
        throw error;
      }
      void catchUp(reader, tell).catch((error: unknown) => {
        deps.log.warn({ err: error }, 'an event stream could not be read on');
        stream.close();
      });
      return response;
    },
  };

  async function catchUp(reader: Reader, tell: (rows: EventRow[]) => void): Promise<void> {
    for (;;) {
      reader.overflowed = false;
      const rows = await readEvents(deps.sql, reader.at, reader.filter, PAGE);
      tell(rows);
      // As fast as it is read, and not faster; whoever has gone needs no more.
      if (!(await reader.stream.drained())) return;
      // A page that is not full ends where the tail was when this reader joined it, or later.
      if (rows.length < PAGE && !reader.overflowed) break;
    }
    joinTail(reader, tell);
  }

  function joinTail(reader: Reader, tell: (rows: EventRow[]) => void): void {
    const kept = reader.kept ?? [];
    reader.kept = null;
    tell(kept);
  }
}

function fits(row: EventRow, { type, applicationId }: EventFilter): boolean {
  return (
    (type === undefined || row.type === type) &&
    (applicationId === undefined || row.application_id === applicationId)
  );
}
