/**
 * Recovery, from PostgreSQL alone: every worker looks about once a second for what no poke will bring any more. After a
 * crash, a FLUSHALL or a restart of anything, this is what makes the same steps run again.
 */
import { randomUUID } from 'node:crypto';
import { dueAssessments } from '../../db/assessment-jobs.ts';
import { dueConversations } from '../../db/conversations.ts';
import { fireDeadlines } from '../../db/deadlines.ts';
import { forgetAnswers } from '../../db/idempotency.ts';
import { dueImports, eraseFileLater, filesToErase, forgetFile } from '../../db/imports.ts';
import { eraseLater, forgetMedia, mediaToErase, waitingMedia } from '../../db/media.ts';
import { leftDrafts, settleDraft } from '../../db/media-drafts.ts';
import { pendingDeliveries, settle, takeStuckSends } from '../../db/outbox.ts';
import { dueStepWork } from '../../db/step-work.ts';
import { fireTimers } from '../../db/timers.ts';
import { eraseFile } from '../media/pieces.ts';
import type { Runtime } from '../runtime.ts';
import { type Deliver, sendable, unknownOutcome } from './deliver.ts';
import { followShifts } from './moved-shifts.ts';
import { createRetention } from './retention.ts';

const EVERY_MS = 1000;
/** Per look; what is left is seen by the next, or by another worker. */
const LIMIT = 500;
const TIMER_LIMIT = 100;
const ERASE_LIMIT = 20;
const ERASE_AGAIN_MS = 60_000;
/** No message is that long on its way to its commit. */
const DRAFT_MS = 10 * 60_000;
/** Long enough to settle what was taken over. */
const CLAIM_MS = 10_000;

/** @returns how to stop it; resolves when the look under way has ended */
export function startSweep(runtime: Runtime, deliver: Deliver): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const retain = createRetention(runtime);

  const look = (): void => {
    running = sweep(runtime, deliver)
      .then(retain)
      .catch((error: unknown) => runtime.log.error({ err: error }, 'sweep failed'))
      .then(() => {
        // Not all workers at the same moment.
        if (!stopped) timer = setTimeout(look, EVERY_MS * (0.75 + Math.random() / 2));
      });
  };
  look();
  return () => {
    stopped = true;
    clearTimeout(timer);
    return running;
  };
}

/** One look. What fails in one part keeps none of the others from being looked after. */
export async function sweep(runtime: Runtime, deliver: Deliver): Promise<void> {
  const parts = [
    fire,
    fireClocks,
    followShifts,
    wakeDue,
    recoverSends,
    sendPending,
    wakeMedia,
    wakeAssessments,
    wakeSteps,
    eraseVoices,
    eraseDrafts,
    wakeImports,
    eraseFiles,
    forget,
  ];
  const failures: unknown[] = [];
  for (const part of parts) await part(runtime, deliver).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function fire(runtime: Runtime): Promise<void> {
  const fired = await fireTimers(runtime.sql, runtime.now(), TIMER_LIMIT, runtime.hash);
  if (fired.length > 0) runtime.crash('timers.fired');
}

async function fireClocks(runtime: Runtime): Promise<void> {
  const fired = await fireDeadlines(runtime.sql, runtime.now(), TIMER_LIMIT, runtime.hash);
  if (fired.length > 0) runtime.crash('timers.fired');
}

async function wakeDue(runtime: Runtime): Promise<void> {
  for (const id of await dueConversations(runtime.sql, LIMIT)) runtime.wake.wake(id);
}

async function sendPending(runtime: Runtime, deliver: Deliver): Promise<void> {
  for (const id of await pendingDeliveries(runtime.sql, sendable(runtime), LIMIT)) void deliver(id);
}

async function wakeMedia(runtime: Runtime): Promise<void> {
  for (const id of await waitingMedia(runtime.sql, LIMIT)) runtime.mediaWake.wake(id);
}

async function wakeAssessments(runtime: Runtime): Promise<void> {
  for (const id of await dueAssessments(runtime.sql, LIMIT)) runtime.assessWake.wake(id);
}

async function wakeSteps(runtime: Runtime): Promise<void> {
  for (const id of await dueStepWork(runtime.sql, LIMIT)) runtime.stepWake.wake(id);
}

/** First in the store: as long as it may be there, we know of it. */
async function eraseVoices({ sql, media, log }: Runtime): Promise<void> {
  for (const { id, copy } of await mediaToErase(sql, ERASE_LIMIT)) {
    try {
      let files = 0;
      for (const name of copy ? [id, `${id}.wav`] : [id]) {
        if ((await media.read(name, 0, 1)) !== null) files++;
        await media.erase(name);
        // What we say of an erasure is what we saw.
        if ((await media.read(name, 0, 1)) !== null) throw new Error('it is there still');
      }
      await forgetMedia(sql, id, files);
    } catch (error) {
      log.warn({ media_id: id, err: error }, 'a voice could not be erased yet');
      await eraseLater(sql, id, ERASE_AGAIN_MS);
    }
  }
}

/** Recordings whose message was never committed: the process that kept them died. */
async function eraseDrafts({ sql, media, log }: Runtime): Promise<void> {
  for (const id of await leftDrafts(sql, DRAFT_MS, ERASE_LIMIT)) {
    try {
      await media.erase(id);
      await settleDraft(sql, id);
    } catch (error) {
      log.warn({ media_id: id, err: error }, 'a recording could not be erased yet');
    }
  }
}

/** Answers that were kept for a day: they may have words of somebody in them. */
async function forget({ sql }: Runtime): Promise<void> {
  await forgetAnswers(sql, LIMIT);
}

async function wakeImports(runtime: Runtime): Promise<void> {
  for (const id of await dueImports(runtime.sql, LIMIT)) runtime.importWake.wake(id);
}

/** Of imports that have ended, and of those that never came. */
async function eraseFiles({ sql, media, log, crash }: Runtime): Promise<void> {
  for (const id of await filesToErase(sql, ERASE_LIMIT)) {
    try {
      await eraseFile(media, id);
      crash('import.erased');
      await forgetFile(sql, id);
    } catch (error) {
      log.warn({ import_id: id, err: error }, 'a file could not be erased yet');
      await eraseFileLater(sql, id, ERASE_AGAIN_MS);
    }
  }
}

/** A send whose worker died has an unknown outcome: the channel's stated policy decides. */
async function recoverSends(runtime: Runtime): Promise<void> {
  const { channels } = runtime;
  for (const row of await takeStuckSends(runtime.sql, randomUUID(), CLAIM_MS, [...channels.keys()], LIMIT)) {
    const channel = channels.get(row.channel);
    if (channel) await settle(runtime.sql, row, unknownOutcome(channel, row, 'worker_lost'));
    runtime.crash('sends.recovered');
  }
}
