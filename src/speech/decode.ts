/**
 * Decoding, kept in its place: a few threads beside the one that answers people, each with one recording at a time, so much
 * time for it and so much memory. What takes more, or takes the thread down, is a recording that cannot be used; everybody
 * else notices nothing.
 */
import { Worker } from 'node:worker_threads';
import { type AudioFormat, type DecodedAudio, DecodeError } from './audio.ts';
import type { DecodeAnswer, DecodeTask } from './decode-worker.ts';

export interface DecodePoolOptions {
  /** Recordings decoded at once; the others wait. */
  threads?: number;
  /** For one recording, from when its turn has come. */
  timeoutMs?: number;
  maxSeconds: number;
}

export interface DecodePool {
  /** @throws DecodeError */
  decode(bytes: Uint8Array, format: AudioFormat): Promise<DecodedAudio>;
  close(): Promise<void>;
}

/** V8's own memory in a thread. Sound lies outside of it, and is bounded by the length that is allowed. */
const HEAP_MB = 64;
/** A thread that has had nothing to do for so long is let go. */
const IDLE_MS = 60_000;

interface Job {
  task: DecodeTask;
  resolve(audio: DecodedAudio): void;
  reject(error: unknown): void;
}

export function createDecodePool(options: DecodePoolOptions): DecodePool {
  const { threads = 1, timeoutMs = 30_000, maxSeconds } = options;
  const waiting: Job[] = [];
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const rests = new Map<Worker, NodeJS.Timeout>();
  let closed = false;

  function next(): void {
    const job = waiting.at(0);
    if (!job || (idle.length === 0 && all.size >= threads)) return;
    waiting.shift();
    run(idle.pop() ?? start(), job);
  }

  function start(): Worker {
    const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 16 },
      // Decoders write what they think of junk to the console.
      stdout: true,
      stderr: true,
    });
    worker.stdout.resume();
    worker.stderr.resume();
    worker.unref();
    all.add(worker);
    return worker;
  }

  function run(worker: Worker, job: Job): void {
    clearTimeout(rests.get(worker));
    worker.ref();
    const lose = () => done(null);
    const timer = setTimeout(lose, timeoutMs);
    const done = (answer: DecodeAnswer | null) => {
      clearTimeout(timer);
      worker.off('message', done).off('error', lose).off('exit', lose);
      if (answer && !('broken' in answer && answer.broken)) rest(worker);
      else discard(worker);
      if (!answer) job.reject(new DecodeError('gave_up'));
      else if ('audio' in answer) job.resolve(answer.audio);
      else job.reject(new DecodeError(answer.failure));
      next();
    };
    worker.on('message', done).on('error', lose).on('exit', lose);
    worker.postMessage(job.task);
  }

  function rest(worker: Worker): void {
    worker.unref();
    idle.push(worker);
    const timer = setTimeout(() => discard(worker), IDLE_MS);
    rests.set(worker, timer.unref());
  }

  function discard(worker: Worker): Promise<unknown> {
    clearTimeout(rests.get(worker));
    rests.delete(worker);
    all.delete(worker);
    if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    worker.on('error', () => {});
    return worker.terminate();
  }

  return {
    decode: (bytes, format) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new DecodeError('gave_up'));
        waiting.push({ task: { bytes, format, maxSeconds }, resolve, reject });
        next();
      }),
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new DecodeError('gave_up'));
      await Promise.all([...all].map(discard));
    },
  };
}
