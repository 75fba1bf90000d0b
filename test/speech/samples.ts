/** The recordings beside this file (see `samples/make.sh`), and what decoded sound is compared by. */
import { readFileSync } from 'node:fs';

export const sample = (name: string): Buffer => readFileSync(new URL(`samples/${name}`, import.meta.url));

/** The samples of a 16-bit WAV with a plain head. */
export function pcm(wav: Uint8Array): Int16Array {
  return new Int16Array(wav.slice(44).buffer);
}

/** A WAV of 16 kHz, mono, 16 bit, whose samples are computed. */
export function wave(seconds: number, sampleAt: (i: number) => number): Buffer {
  const length = Math.round(seconds * 16_000);
  const file = Buffer.alloc(44 + length * 2);
  file.write('RIFF');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(16_000, 24);
  file.writeUInt32LE(32_000, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(length * 2, 40);
  for (let i = 0; i < length; i++) file.writeInt16LE(Math.round(sampleAt(i) * 32_767), 44 + 2 * i);
  return file;
}

/** How alike two recordings are, from 0 to 1: their correlation, where it is best within a fifth of a second. */
export function likeness(a: Int16Array, b: Int16Array): number {
  let best = 0;
  for (let lag = -3200; lag <= 3200; lag++) {
    let [product, powerA, powerB] = [0, 0, 0];
    // The first second and a half, every third sample: it says as much.
    for (let i = Math.max(0, -lag); i < Math.min(a.length, 24_000) && i + lag < b.length; i += 3) {
      const [x, y] = [a[i]!, b[i + lag]!];
      product += x * y;
      powerA += x * x;
      powerB += y * y;
    }
    best = Math.max(best, product / (Math.sqrt(powerA * powerB) || 1));
  }
  return best;
}
