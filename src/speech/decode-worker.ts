/** The thread in which sound is decoded: one recording at a time, with nothing but its bytes. See `decode.ts`. */
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { type AudioFormat, type DecodedAudio, DecodeError, type DecodeFailure } from './audio.ts';
import { Recording } from './recording.ts';

export interface DecodeTask {
  bytes: Uint8Array;
  format: AudioFormat;
  maxSeconds: number;
}

/** `broken`: the decoder threw something that is not a judgement on the recording; do not trust this thread again. */
export type DecodeAnswer = { audio: DecodedAudio } | { failure: DecodeFailure; broken: boolean };

type Decode = (bytes: Uint8Array, into: Recording, maxSeconds: number) => Promise<void>;

/** Loaded when the first recording of that kind comes. */
const decoders: Record<AudioFormat, () => Promise<Decode>> = {
  ogg: async () => (await import('./decoders/ogg.ts')).decodeOgg,
  webm: async () => (await import('./decoders/webm.ts')).decodeWebm,
  mp4: async () => (await import('./decoders/mp4.ts')).decodeMp4,
  aac: async () => (await import('./decoders/mp4.ts')).decodeMp4,
  mp3: async () => (await import('./decoders/mp3.ts')).decodeMp3,
  amr: async () => (await import('./decoders/amr.ts')).decodeAmr,
  silk: async () => (await import('./decoders/silk.ts')).decodeSilk,
  wav: async () => (await import('./decoders/wav.ts')).decodeWav,
};

const port = parentPort!;
giveWay();
port.on('message', async (task: DecodeTask) => {
  const answer = await decode(task);
  port.postMessage(answer, 'audio' in answer ? [answer.audio.wav.buffer as ArrayBuffer] : []);
});

async function decode({ bytes, format, maxSeconds }: DecodeTask): Promise<DecodeAnswer> {
  try {
    const recording = new Recording(maxSeconds);
    const run = await decoders[format]();
    await run(bytes, recording, maxSeconds);
    return { audio: recording.finish() };
  } catch (error) {
    if (error instanceof DecodeError) return { failure: error.code, broken: false };
    return { failure: 'unreadable', broken: true };
  }
}

/** Somebody waits for a reply, nobody for a decoder: on Linux a thread can step back alone, elsewhere all would. */
function giveWay(): void {
  if (process.platform !== 'linux') return;
  const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  setPriority(thread, 10);
}
