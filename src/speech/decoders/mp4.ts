/**
 * MP4 and bare AAC: iPhones' memos, what Safari records, some MMS. Decoded by FFmpeg as WebAssembly, which is under the LGPL
 * (the smaller decoder that is known for AAC is under the GPL, which would bind whoever passes this program on).
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { DecodeError } from '../audio.ts';
import type { Recording } from '../recording.ts';

const PIECE = 256 * 1024;

let loading: Promise<(file: ArrayBuffer) => Promise<Decoder>> | undefined;

interface Decoder {
  readonly duration: number;
  readonly sampleRate: number;
  decodeAudioData(start: number, seconds: number): Float32Array;
  dispose(): void;
}

/** @param maxSeconds so much is asked for, and a second more, whatever the file says of itself */
export async function decodeMp4(bytes: Uint8Array, into: Recording, maxSeconds: number): Promise<void> {
  loading ??= load();
  const open = await loading;
  const decoder = await open(bytes.slice().buffer).catch(() => {
    throw new DecodeError('unreadable');
  });
  try {
    if (decoder.duration > maxSeconds) throw new DecodeError('too_long');
    const samples = decoder.decodeAudioData(0, maxSeconds + 1);
    if (samples.length === 0) throw new DecodeError('unreadable');
    for (let at = 0; at < samples.length; at += PIECE)
      into.push([samples.subarray(at, at + PIECE)], decoder.sampleRate);
  } finally {
    decoder.dispose();
  }
}

/** The package was made for bundlers: it looks for names that a module of Node does not have, and fetches its code. */
async function load() {
  const require = createRequire(import.meta.url);
  const code = require.resolve('@humansignal/audio-file-decoder/decode-audio.wasm');
  Object.assign(globalThis, { require, __dirname: dirname(code) });
  const { getAudioDecoder } = await import('@humansignal/audio-file-decoder');
  const address = `data:application/wasm;base64,${readFileSync(code, 'base64')}`;
  return (file: ArrayBuffer): Promise<Decoder> => getAudioDecoder(address, file);
}
