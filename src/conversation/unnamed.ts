/**
 * Files of the media store that no row names: of a restore that was killed, of a database that was lost, of a request whose
 * process died. They are found once a day and go two days later, if nothing names them by then.
 *
 * Another database may use the same store, were it only for a trial of a backup; to it they are not nobody's. So the first
 * database puts its mark there, and any other that comes takes it away for both: then nothing is taken out, nor what was found
 * before that was seen.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { unnamed } from '../../db/files.ts';
import { holdLease, tokenOf } from '../../db/leases.ts';
import { draftLater, forgetLater } from '../../db/media-drafts.ts';
import { OWNER } from '../media/index.ts';
import type { Runtime } from '../runtime.ts';

const DAY_MS = 86_400_000;
/** Longer than it takes until the next look has seen whether the store is still ours alone. */
const WAIT_MS = 2 * DAY_MS;
/** In the place of a mark that was another's. */
const SHARED = 'shared';

type Parts = Pick<Runtime, 'sql' | 'media' | 'log'>;

/** Nobody waits for it: whoever starts has other things to do first. */
const [FIRST_MS, EVERY_MS] = [60_000, 3_600_000];

/** @returns how to stop it; resolves when the look under way has ended */
export function startUnnamed(runtime: Parts): () => Promise<void> {
  const stop = new AbortController();
  const looking = (async () => {
    for (let ms = FIRST_MS; !stop.signal.aborted; ms = EVERY_MS) {
      await sleep(ms, undefined, { signal: stop.signal }).catch(() => {});
      if (stop.signal.aborted) return;
      await findUnnamed(runtime, stop.signal).catch((err: unknown) =>
        runtime.log.warn({ err }, 'the media store could not be looked through'),
      );
    }
  })();
  return () => {
    stop.abort();
    return looking;
  };
}

/** One look, if none was today. @returns how many were found anew */
export async function findUnnamed({ sql, media, log }: Parts, stop?: AbortSignal): Promise<number> {
  if (!(await holdLease(sql, 'unnamed files', randomUUID(), DAY_MS))) return 0;
  const owner = await ownerOf({ sql, media });
  if (owner === 'shared') {
    await forgetLater(sql);
    log.warn(
      { file: OWNER },
      "another database uses this media store too, or did: files that no row names stay. Once it is this one's alone, remove the file",
    );
  }
  if (owner !== 'us') return 0;
  let found = 0;
  for await (const names of media.list()) {
    if (stop?.aborted) break;
    const nobodys = names.length > 0 ? await unnamed(sql, names) : [];
    await draftLater(sql, nobodys, WAIT_MS);
    found += nobodys.length;
  }
  if (found > 0) log.info({ files: found }, 'files that no row names go in two days');
  return found;
}

/** `new`: it was nobody's, and another may come still. */
async function ownerOf({ sql, media }: Pick<Parts, 'sql' | 'media'>): Promise<'us' | 'new' | 'shared'> {
  const us = await tokenOf(sql, 'media store');
  const bytes = await media.read(OWNER, 0, 100);
  const mark = bytes && Buffer.from(bytes).toString();
  if (mark === us) return 'us';
  if (mark === SHARED) return 'shared';
  await media.put(OWNER, Buffer.from(mark === null ? us : SHARED), 'text/plain');
  return mark === null ? 'new' : 'shared';
}
