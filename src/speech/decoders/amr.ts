/** AMR, narrow and wide band (https://www.rfc-editor.org/rfc/rfc4867#section-5): MMS, and WeCom. */
import { decoder as createDecoder } from '@audio/decode-amr';
import { DecodeError } from '../audio.ts';
import type { Recording } from '../recording.ts';

const PIECE = 4 * 1024;

export async function decodeAmr(bytes: Uint8Array, into: Recording): Promise<void> {
  const decoder = await createDecoder();
  try {
    let samples = 0;
    for (let at = 0; at < bytes.length; at += PIECE) {
      const { channelData, sampleRate } = await decoder.decode(bytes.subarray(at, at + PIECE));
      if (channelData.length === 0) continue;
      samples += channelData[0]!.length;
      into.push(channelData, sampleRate);
    }
    if (samples === 0 && bytes.length > 9) throw new DecodeError('unreadable');
  } finally {
    decoder.free();
  }
}
