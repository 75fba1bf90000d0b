/**
 * Step 3 of the way of one message, beside the path: a voice is fetched, kept, told by its bytes, decoded, heard, and what
 * was heard is written to its row. It never holds a conversation's lease: whoever waits for the transcript waits alone.
 */
import type { Sql } from '../../db/client.ts';
import {
  describeMedia,
  eraseHeard,
  extendMedia,
  finishMedia,
  keepMedia,
  type MediaOutcome,
  type MediaTask,
  postponeMedia,
  takeMedia,
} from '../../db/media.ts';
import type { CrashPoint } from '../crash.ts';
import { DownloadError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Channel } from '../ports.ts';
import { type DecodedAudio, DecodeError } from '../speech/audio.ts';
import type { DecodePool } from '../speech/decode.ts';
import { TranscribeError, type Transcriber } from '../speech/transcriber.ts';
import type { Trace } from '../trace/trace.ts';
import type { VoiceProblem } from '../types.ts';
import { MAX_MEDIA_BYTES } from './limits.ts';
import { formats, sniff } from './sniff.ts';
import { type MediaStore, MediaStoreError } from './store.ts';

export interface MediaJobDeps {
  sql: Sql;
  store: MediaStore;
  pool: DecodePool;
  /** Null: nobody turns speech into text. */
  transcriber: Transcriber | null;
  channels: Map<string, Pick<Channel, 'download'>>;
  log: Pick<Log, 'info' | 'warn'>;
  metrics: Pick<Metrics, 'voice' | 'transcription'>;
  crash(point: CrashPoint): void;
  trace: Pick<Trace, 'of'>;
  /** The conversation is due in so many milliseconds. */
  onDone(conversationId: string, dueInMs: number): void;
}

/** A dead worker's task is taken over after this; a living one extends it at a third. */
const LEASE_MS = 6000;
/** What fails may fail three times; what takes the process along, five. */
const TRIES = 3;
const TAKES = 5;
const PAUSES_MS = [2_000, 8_000];
/** Somebody waits for an answer: an outage longer than this is told to them. */
const PATIENCE_MS = 60_000;
/** So much shorter than it was announced, something is missing. */
const INCOMPLETE = 0.5;

/** @returns the handler of a poke: hears what waits in a conversation, one after the other */
export function createMediaJob(deps: MediaJobDeps): (conversationId: string) => Promise<void> {
  return async (conversationId) => {
    for (;;) {
      const task = await takeMedia(deps.sql, conversationId, LEASE_MS);
      if (!task) return;
      deps.crash('media.taken');
      const heartbeat = setInterval(
        () => void extendMedia(deps.sql, task, LEASE_MS).catch(() => {}),
        LEASE_MS / 3,
      );
      const { seq, attempts } = task;
      const about = { conversation_id: conversationId, seq, attempts };
      const outcome = await deps.trace
        .of([{ conversationId, seq }], 'voice', about, () => work(deps, task))
        .finally(() => clearInterval(heartbeat));
      if (typeof outcome === 'number') {
        await postponeMedia(deps.sql, task, outcome);
        return;
      }
      deps.crash('media.heard');
      const dueIn = await finishMedia(deps.sql, task, outcome);
      deps.crash('media.finished');
      if (dueIn !== null) deps.onDone(conversationId, dueIn);
      else await eraseHeard(deps.sql, task);
    }
  };
}

/** The outcome, or the milliseconds after which it is worth another try. */
async function work(deps: MediaJobDeps, task: MediaTask): Promise<MediaOutcome | number> {
  const { conversationId: conversation_id, seq, mediaId: media_id, attempts } = task;
  const about = { conversation_id, seq, media_id, attempts };
  try {
    if (attempts > TAKES) return { reason: 'lost' satisfies VoiceProblem };
    const outcome = await hear(deps, task);
    const became = 'reason' in outcome ? outcome.reason : 'heard';
    deps.log.info({ ...about, outcome: became }, 'voice');
    deps.metrics.voice(became);
    return outcome;
  } catch (error) {
    const { problem, again, code } = judge(error);
    deps.log.warn({ ...about, code }, 'a voice could not be heard');
    const late = Date.now() - task.receivedAt > PATIENCE_MS;
    deps.metrics.voice(problem);
    if (!again || attempts >= TRIES || late) return { reason: problem };
    return PAUSES_MS[attempts - 1] ?? PAUSES_MS.at(-1)!;
  }
}

async function hear(deps: MediaJobDeps, task: MediaTask): Promise<MediaOutcome> {
  const refuse = (reason: VoiceProblem): MediaOutcome => ({ reason });
  if (!task.consented) {
    // Sent before consent: of this nothing is kept.
    if (task.ref.kept) await deps.store.erase(task.mediaId);
    return refuse('no_consent');
  }
  const bytes = await fetchBytes(deps, task);
  const format = sniff(bytes);
  if (!task.kept) {
    const type = format ? formats[format].type : 'application/octet-stream';
    if (!task.ref.kept) await deps.store.put(task.mediaId, bytes, type);
    deps.crash('media.stored');
    await keepMedia(deps.sql, { ...task, id: task.mediaId, type, bytes: bytes.length });
  }
  if (!format) return refuse('broken');
  const audio = await deps.pool.decode(bytes, format);
  const copyBytes = formats[format].plays ? null : audio.wav.length;
  if (copyBytes !== null) await deps.store.put(`${task.mediaId}.wav`, audio.wav, 'audio/wav');
  await describeMedia(deps.sql, task.mediaId, { seconds: audio.seconds, copyBytes });
  if (isIncomplete(audio, task)) return refuse('broken');
  if (!deps.transcriber) return refuse('off');
  const transcript = await transcribe(deps.transcriber, deps.metrics, audio, task.language);
  return transcript ? { transcript } : refuse('silent');
}

async function transcribe(
  transcriber: Transcriber,
  metrics: MediaJobDeps['metrics'],
  audio: DecodedAudio,
  language: MediaTask['language'],
) {
  const began = performance.now();
  const tell = (outcome: string) => metrics.transcription(outcome, (performance.now() - began) / 1000);
  try {
    const transcript = await transcriber.transcribe(audio, language);
    tell('ok');
    return transcript;
  } catch (error) {
    tell(error instanceof TranscribeError ? error.code : 'unavailable');
    throw error;
  }
}

/** From where it is kept, if it is; else from the provider. */
async function fetchBytes({ store, channels }: MediaJobDeps, task: MediaTask): Promise<Uint8Array> {
  if (task.kept || task.ref.kept) {
    const kept = await store.read(task.mediaId, 0, MAX_MEDIA_BYTES);
    if (kept) return kept;
    if (task.ref.kept) throw new DownloadError('gone', { retryable: false });
  }
  // The provider said how much it is; whether that is true shows while it comes.
  if ((task.ref.bytes ?? 0) > MAX_MEDIA_BYTES) throw new DownloadError('too_large', { retryable: false });
  const channel = channels.get(task.channel);
  // Switched off, it may be switched on again; one that hands nothing over never will.
  if (!channel?.download) throw new DownloadError('not_handed_over', { retryable: !channel });
  return channel.download(task.ref, MAX_MEDIA_BYTES);
}

function isIncomplete({ seconds }: DecodedAudio, { ref }: MediaTask): boolean {
  return ref.seconds !== undefined && ref.seconds >= 2 && seconds < ref.seconds * INCOMPLETE;
}

function judge(error: unknown): { problem: VoiceProblem; again: boolean; code: string } {
  if (error instanceof DecodeError) {
    return { problem: error.code === 'too_long' ? 'too_long' : 'broken', again: false, code: error.code };
  }
  if (error instanceof DownloadError) {
    const problem = error.code === 'too_large' ? 'too_long' : 'lost';
    return { problem, again: error.retryable, code: error.code };
  }
  if (error instanceof TranscribeError) {
    return { problem: 'unavailable', again: error.code === 'unavailable', code: error.message };
  }
  if (error instanceof MediaStoreError) return { problem: 'lost', again: true, code: error.message };
  // The database, or a fault of ours: the row stays and is taken again.
  throw error;
}
