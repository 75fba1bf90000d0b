/**
 * OGG (https://www.rfc-editor.org/rfc/rfc3533) with Opus in it (https://www.rfc-editor.org/rfc/rfc7845): what Telegram
 * sends. A broken page is skipped; whatever is left is decoded.
 */
import { DecodeError } from '../audio.ts';
import type { Recording } from '../recording.ts';
import { createOpus, type Opus } from './opus.ts';

/** No packet of Opus is longer (1,275 bytes a frame, 48 frames). */
const MAX_PACKET = 61_440;

export async function decodeOgg(bytes: Uint8Array, into: Recording): Promise<void> {
  let opus: Opus | null = null;
  /** The stream that is listened to; others beside it (a picture, another language) are passed over. */
  let serial: number | null = null;
  try {
    for (const packet of packets(bytes)) {
      if (starts(packet.data, 'OpusHead')) {
        opus?.free();
        serial = packet.serial;
        opus = await createOpus(packet.data);
      } else if (packet.serial === serial && opus && !starts(packet.data, 'OpusTags')) {
        opus.decode(packet.data, into);
      }
    }
    // Vorbis, Speex and FLAC come in OGG too, but from no app that we know.
    if (!opus) throw new DecodeError('unreadable');
    opus.check();
  } finally {
    opus?.free();
  }
}

function* packets(bytes: Uint8Array): Generator<{ serial: number; data: Uint8Array }> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let unfinished: Uint8Array[] = [];
  let length = 0;
  let at = file.indexOf('OggS');
  while (at !== -1 && at + 27 <= file.length) {
    const segments = file[at + 26]!;
    const continued = (file[at + 5]! & 1) === 1;
    const serial = file.readUInt32LE(at + 14);
    if (!continued) {
      unfinished = [];
      length = 0;
    }
    let from = at + 27 + segments;
    for (let i = 0; i < segments && at + 27 + i < file.length; i++) {
      const size = file[at + 27 + i]!;
      length += size;
      if (length <= MAX_PACKET) unfinished.push(file.subarray(from, from + size));
      from += size;
      if (size === 255) continue;
      if (from <= file.length && length > 0 && length <= MAX_PACKET) {
        yield { serial, data: unfinished.length === 1 ? unfinished[0]! : Buffer.concat(unfinished) };
      }
      unfinished = [];
      length = 0;
    }
    // The next page is where this one says; if it is not, wherever one begins.
    at = starts(file.subarray(from), 'OggS') ? from : file.indexOf('OggS', at + 4);
  }
}

function starts(data: Uint8Array, word: string): boolean {
  if (data.length < word.length) return false;
  for (let i = 0; i < word.length; i++) if (data[i] !== word.charCodeAt(i)) return false;
  return true;
}
