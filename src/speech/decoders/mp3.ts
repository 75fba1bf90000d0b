/** MP3: MMS from some phones, WeChat's voice when a gateway has converted it. */
import { MPEGDecoder } from 'mpg123-decoder';
import { DecodeError } from '../audio.ts';
import type { Recording } from '../recording.ts';

/** A little at a time: a small file may hold hours. */
const PIECE = 16 * 1024;

export async function decodeMp3(bytes: Uint8Array, into: Recording): Promise<void> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    let samples = 0;
    let errors = 0;
    for (let at = 0; at < bytes.length; at += PIECE) {
      const piece = decoder.decode(bytes.subarray(at, at + PIECE));
      errors += piece.errors.length;
      samples += piece.samplesDecoded;
      if (piece.samplesDecoded > 0) into.push(piece.channelData, piece.sampleRate);
    }
    if (samples === 0 || errors > 1 + bytes.length / PIECE) throw new DecodeError('unreadable');
  } finally {
    decoder.free();
  }
}
