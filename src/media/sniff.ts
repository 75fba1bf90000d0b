/** What a file is, by its first bytes. Names and types that came with it are somebody's claim. Pure. */
import type { AudioFormat } from '../speech/audio.ts';

interface Known {
  /** What browsers call it. */
  type: string;
  /** The end of a file name that says so: some transcribers go by the name. */
  extension: string;
  /** Whether today's browsers play it. */
  plays: boolean;
}

export const formats: Record<AudioFormat, Known> = {
  ogg: { type: 'audio/ogg', extension: 'ogg', plays: true },
  webm: { type: 'audio/webm', extension: 'webm', plays: true },
  mp4: { type: 'audio/mp4', extension: 'm4a', plays: true },
  mp3: { type: 'audio/mpeg', extension: 'mp3', plays: true },
  aac: { type: 'audio/aac', extension: 'aac', plays: true },
  amr: { type: 'audio/amr', extension: 'amr', plays: false },
  silk: { type: 'audio/silk', extension: 'silk', plays: false },
  wav: { type: 'audio/wav', extension: 'wav', plays: true },
};

/** @returns null when it is no sound that we know */
export function sniff(bytes: Uint8Array): AudioFormat | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString('latin1');
  if (head.startsWith('OggS')) return 'ogg';
  if (head.startsWith('\x1a\x45\xdf\xa3')) return 'webm';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WAVE') return 'wav';
  // Narrow and wide band; the ones with several channels are in no app's use.
  if (head.startsWith('#!AMR\n') || head.startsWith('#!AMR-WB\n')) return 'amr';
  if (head.startsWith('#!SILK_V3') || head.startsWith('\x02#!SILK_V3')) return 'silk';
  // `ftyp` also begins pictures (HEIC, AVIF): their brands are not sound's.
  if (head.slice(4, 8) === 'ftyp') return /^(hei|hev|mif|msf|avi)/.test(head.slice(8, 12)) ? null : 'mp4';
  if (head.startsWith('ID3')) return 'mp3';
  return frame(bytes);
}

/**
 * MPEG audio without a head begins with eleven set bits; the layer (the third, written as 1) tells MP3 from AAC, which has none. That is little to go
 * by, so the fields that may not have every value are looked at as well.
 */
function frame(bytes: Uint8Array): AudioFormat | null {
  const [first = 0, second = 0, third = 0] = bytes;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const layer = (second >> 1) & 3;
  if (layer === 0) {
    const rate = (third >> 2) & 15;
    return (second & 0xf0) === 0xf0 && rate < 13 ? 'aac' : null;
  }
  const version = (second >> 3) & 3;
  const bitRate = third >> 4;
  const rate = (third >> 2) & 3;
  return layer === 1 && version !== 1 && bitRate !== 15 && rate !== 3 ? 'mp3' : null;
}
