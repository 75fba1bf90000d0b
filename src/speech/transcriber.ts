/** The port to whatever turns speech into text. */
import type { Language } from '../types.ts';
import type { DecodedAudio } from './audio.ts';

/** Seconds from the beginning. */
export interface Segment {
  start: number;
  end: number;
  text: string;
}

export interface Transcript {
  text: string;
  /** How sure the engine is, 0 to 1; null when it does not say. */
  confidence: number | null;
  /** Empty when the engine tells no times. */
  segments: Segment[];
}

export interface Transcriber {
  /**
   * @returns null when nobody speaks in it
   * @throws TranscribeError
   */
  transcribe(audio: DecodedAudio, language: Language | null): Promise<Transcript | null>;
  /** For `/readyz`, from what it answered last. */
  health(): { state: 'ok' | 'degraded'; detail?: string };
  close(): Promise<void>;
}

/** `unavailable`: now, so later is worth a try. `refused`: this recording, or all of them; trying again is not. */
export class TranscribeError extends Error {
  readonly code: 'unavailable' | 'refused';
  constructor(code: 'unavailable' | 'refused', detail: string, cause?: unknown) {
    super(`transcriber ${code}: ${detail}`, cause === undefined ? undefined : { cause });
    this.name = 'TranscribeError';
    this.code = code;
  }
}
