/** SILK v3: WeChat's voice. Tencent's files have one byte before the name of the format, others do not. */
import { decode } from 'silk-wasm';
import { DecodeError, SAMPLE_RATE } from '../audio.ts';
import type { Recording } from '../recording.ts';

const NAME = '#!SILK_V3';
const PREFIX = 0x02;
const FRAME_SECONDS = 0.02;

export async function decodeSilk(bytes: Uint8Array, into: Recording, maxSeconds: number): Promise<void> {
  const bare = bytes[0] === PREFIX ? bytes.subarray(1) : bytes;
  // The decoder takes a file whole, so its length is counted before.
  const seconds = frames(bare) * FRAME_SECONDS;
  if (seconds === 0) throw new DecodeError('empty');
  if (seconds > maxSeconds) throw new DecodeError('too_long');
  const named = Buffer.concat([Buffer.of(PREFIX), bare]);
  const { data } = await decode(named, SAMPLE_RATE).catch(() => {
    throw new DecodeError('unreadable');
  });
  const pcm = new Int16Array(data.slice().buffer);
  if (pcm.length / SAMPLE_RATE < seconds / 2) throw new DecodeError('unreadable');
  into.push([Float32Array.from(pcm, (sample) => sample / 32_768)], SAMPLE_RATE);
}

/** Each frame has its length before it; a negative one ends the file. */
function frames(bytes: Uint8Array): number {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = NAME.length; at + 2 <= file.length; count++) {
    const length = file.readInt16LE(at);
    if (length < 0) break;
    at += 2 + length;
    if (at > file.length) break;
  }
  return count;
}
