/**
 * Work that one process at a time may do, such as asking a provider for messages: kept by a lease in PostgreSQL, taken over
 * by another process when its holder is gone.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../db/client.ts';
import { giveLease, holdLease } from '../db/leases.ts';
import type { Log } from './log.ts';
import type { Alone } from './ports.ts';

/** Work whose process died is taken over after this. */
const LEASE_MS = 6000;
const EXTEND_EVERY_MS = LEASE_MS * 0.3;
/** How often those who wait look whether it is free. */
const LOOK_EVERY_MS = 1500;

export function createAlone(sql: Sql, log: Log): Alone {
  return (name, work) => {
    const ending = new AbortController();
    const ended = keepTrying(sql, log, name, work, ending.signal);
    return async () => {
      ending.abort();
      await ended;
    };
  };
}

type Work = Parameters<Alone>[1];

async function keepTrying(sql: Sql, log: Log, name: string, work: Work, stop: AbortSignal): Promise<void> {
  const token = randomUUID();
  while (!stop.aborted) {
    const asked = performance.now();
    const held = await holdLease(sql, name, token, LEASE_MS).catch(() => false);
    if (held) {
      log.info({ lease: name }, 'this process does it now');
      await workWhileHeld(sql, name, token, asked, work, stop).catch((error: unknown) =>
        log.error({ lease: name, err: error }, 'work that one process does has failed'),
      );
      await giveLease(sql, name, token).catch(() => {});
    }
    await pause(LOOK_EVERY_MS, stop);
  }
}

/**
 * Extends the lease while the work goes on; the work's signal ends it when somebody else has taken the lease, or when it
 * has run out without an answer from the database: then somebody else may have it.
 */
async function workWhileHeld(
  sql: Sql,
  name: string,
  token: string,
  asked: number,
  work: Work,
  stop: AbortSignal,
): Promise<void> {
  const lost = new AbortController();
  const over = new AbortController();
  const lapse = (from: number) => setTimeout(() => lost.abort(), from + LEASE_MS - performance.now());
  let lapsing = lapse(asked);
  const extend = async () => {
    for (;;) {
      await pause(EXTEND_EVERY_MS, over.signal);
      if (over.signal.aborted) return;
      const from = performance.now();
      // No answer is no news: the time that was given goes on.
      const held = await holdLease(sql, name, token, LEASE_MS).catch(() => null);
      if (over.signal.aborted) return;
      if (held === false) return lost.abort();
      if (held === null) continue;
      clearTimeout(lapsing);
      lapsing = lapse(from);
    }
  };
  const extending = extend();
  try {
    await work(AbortSignal.any([stop, lost.signal]));
  } finally {
    over.abort();
    clearTimeout(lapsing);
    await extending;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
