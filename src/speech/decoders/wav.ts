/** WAV with plain samples (http://soundfile.sapp.org/doc/WaveFormat/): what the API may be given. */
import { DecodeError } from '../audio.ts';
import type { Recording } from '../recording.ts';

const PCM = 1;
const FLOAT = 3;
/** Says that the real format stands further on; only its first two bytes are of interest. */
const EXTENSIBLE = 0xfffe;
const PIECE = 16 * 1024;

export async function decodeWav(bytes: Uint8Array, into: Recording): Promise<void> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: { kind: number; channels: number; rate: number; bits: number } | null = null;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const body = file.subarray(at + 8, at + 8 + file.readUInt32LE(at + 4));
    if (name === 'fmt ' && body.length >= 16) {
      const kind = body.readUInt16LE(0);
      format = {
        kind: kind === EXTENSIBLE && body.length >= 26 ? body.readUInt16LE(24) : kind,
        channels: body.readUInt16LE(2),
        rate: body.readUInt32LE(4),
        bits: body.readUInt16LE(14),
      };
    } else if (name === 'data' && format) {
      return samples(body, format, into);
    }
    at += 8 + body.length + (body.length % 2);
  }
  throw new DecodeError('unreadable');
}

function samples(
  data: Buffer,
  { kind, channels, rate, bits }: { kind: number; channels: number; rate: number; bits: number },
  into: Recording,
): void {
  const read = reader(data, kind, bits);
  if (!read || channels < 1 || channels > 8) throw new DecodeError('unreadable');
  const width = bits / 8;
  const frames = Math.floor(data.length / (width * channels));
  for (let from = 0; from < frames; from += PIECE) {
    const length = Math.min(PIECE, frames - from);
    const piece = Array.from({ length: channels }, (_, channel) =>
      Float32Array.from({ length }, (_, i) => read(((from + i) * channels + channel) * width)),
    );
    into.push(piece, rate);
  }
}

function reader(data: Buffer, kind: number, bits: number): ((at: number) => number) | null {
  if (kind === FLOAT && bits === 32) return (at) => data.readFloatLE(at);
  if (kind !== PCM) return null;
  if (bits === 8) return (at) => (data[at]! - 128) / 128;
  if (bits === 16) return (at) => data.readInt16LE(at) / 32_768;
  if (bits === 24) return (at) => data.readIntLE(at, 3) / 8_388_608;
  if (bits === 32) return (at) => data.readInt32LE(at) / 2_147_483_648;
  return null;
}
