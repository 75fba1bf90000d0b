/** The words in which sound is spoken of, from the bytes that came to what a transcriber gets. Types and one number. */

/** What sound comes in. Told by its bytes (`media/sniff.ts`), never by its name. */
export type AudioFormat = 'ogg' | 'webm' | 'mp4' | 'mp3' | 'aac' | 'amr' | 'silk' | 'wav';

/** What every transcriber is given: 16-bit mono at this rate. */
export const SAMPLE_RATE = 16_000;

/** Levels in dBFS of the 20 ms frames of a recording: what is quiet in it, and what is loud. */
export interface Loudness {
  quiet: number;
  loud: number;
}

export interface DecodedAudio {
  /** A whole WAV file, 16 kHz, mono, 16 bit. */
  wav: Uint8Array;
  seconds: number;
  loudness: Loudness;
}

/** Why a recording could not be decoded. None of them is the fault of what was said in it. */
export type DecodeFailure =
  /** Not what its first bytes promised, or broken beyond use. */
  | 'unreadable'
  /** Nothing in it. */
  | 'empty'
  | 'too_long'
  /** Took too much time or memory, or took the decoder down. */
  | 'gave_up';

export class DecodeError extends Error {
  readonly code: DecodeFailure;
  constructor(code: DecodeFailure) {
    super(code);
    this.name = 'DecodeError';
    this.code = code;
  }
}
