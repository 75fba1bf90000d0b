/** What decoders write into: sound of any shape in, one WAV file and its loudness out, never longer than allowed. */
import { type DecodedAudio, DecodeError, SAMPLE_RATE } from './audio.ts';
import { createResampler, type Resampler } from './resample.ts';

const HEADER = 44;
/** 20 ms. */
const FRAME = SAMPLE_RATE / 50;
/** Digital silence has no level; this is as quiet as 16 bits can be. */
const FLOOR_DB = -96;

export class Recording {
  private readonly maxSamples: number;
  private samples = new Int16Array(SAMPLE_RATE * 10);
  private length = 0;
  private resampler: Resampler | null = null;
  private rate = 0;

  constructor(maxSeconds: number) {
    this.maxSamples = maxSeconds * SAMPLE_RATE;
  }

  /**
   * The next piece; several channels become one.
   * @throws DecodeError `too_long` as soon as it is, `unreadable` for a rate that nobody records with
   */
  push(channels: readonly Float32Array[], rate: number): void {
    if (!(rate >= 4000 && rate <= 192_000)) throw new DecodeError('unreadable');
    if (rate !== this.rate) {
      this.end();
      this.resampler = createResampler(rate);
      this.rate = rate;
    }
    this.keep(this.resampler!.push(mono(channels)));
  }

  /** @throws DecodeError `empty` */
  finish(): DecodedAudio {
    this.end();
    if (this.length === 0) throw new DecodeError('empty');
    const samples = this.samples.subarray(0, this.length);
    return { wav: wavFile(samples), seconds: this.length / SAMPLE_RATE, loudness: loudness(samples) };
  }

  private end(): void {
    if (this.resampler) this.keep(this.resampler.flush());
    this.resampler = null;
    this.rate = 0;
  }

  private keep(piece: Float32Array): void {
    const length = this.length + piece.length;
    if (length > this.maxSamples) throw new DecodeError('too_long');
    if (length > this.samples.length) {
      const larger = new Int16Array(Math.min(this.maxSamples, Math.max(length, this.samples.length * 2)));
      larger.set(this.samples.subarray(0, this.length));
      this.samples = larger;
    }
    for (let i = 0; i < piece.length; i++) {
      this.samples[this.length + i] = Math.max(-32_768, Math.min(32_767, Math.round(piece[i]! * 32_768)));
    }
    this.length = length;
  }
}

function mono(channels: readonly Float32Array[]): Float32Array {
  const [first] = channels;
  if (!first) return new Float32Array(0);
  if (channels.length === 1) return first;
  const mixed = new Float32Array(first.length);
  for (const channel of channels) {
    for (let i = 0; i < mixed.length; i++) mixed[i]! += (channel[i] ?? 0) / channels.length;
  }
  return mixed;
}

function loudness(samples: Int16Array): DecodedAudio['loudness'] {
  const levels: number[] = [];
  for (let from = 0; from < samples.length; from += FRAME) {
    const end = Math.min(samples.length, from + FRAME);
    let energy = 0;
    for (let i = from; i < end; i++) energy += samples[i]! * samples[i]!;
    levels.push(Math.max(FLOOR_DB, 10 * Math.log10(energy / (end - from) / 32_768 ** 2)));
  }
  levels.sort((a, b) => a - b);
  const level = (part: number) => levels[Math.min(levels.length - 1, Math.floor(levels.length * part))]!;
  return { quiet: level(0.1), loud: level(0.95) };
}

/** http://soundfile.sapp.org/doc/WaveFormat/ */
function wavFile(samples: Int16Array): Uint8Array {
  const file = Buffer.alloc(HEADER + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // mono
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  // WAV is little endian, and so is every machine that Node runs on.
  file.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), HEADER);
  return file;
}
