/**
 * WebM (https://www.matroska.org/technical/elements.html) with Opus in it: what Chrome and Firefox record. A live
 * recording has no sizes on its segment and clusters, so they are walked into, not over.
 */
import { DecodeError } from '../audio.ts';
import type { Recording } from '../recording.ts';
import { createOpus, type Opus } from './opus.ts';

const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const TRACK_NUMBER = 0xd7;
const CODEC_ID = 0x86;
const CODEC_PRIVATE = 0x63a2;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
const SIMPLE_BLOCK = 0xa3;

/** What has what we look for inside. */
const FOLDERS = new Set([SEGMENT, CLUSTER, TRACKS, TRACK, BLOCK_GROUP]);

export async function decodeWebm(bytes: Uint8Array, into: Recording): Promise<void> {
  let track = { number: -1, codec: '' };
  let opus: Opus | null = null;
  let chosen = -1;
  try {
    for (const { id, data } of elements(bytes)) {
      if (id === TRACK) track = { number: -1, codec: '' };
      else if (id === TRACK_NUMBER) track.number = whole(data);
      else if (id === CODEC_ID) track.codec = Buffer.from(data).toString('latin1');
      else if (id === CODEC_PRIVATE && track.codec === 'A_OPUS' && !opus) {
        opus = await createOpus(data);
        chosen = track.number;
      } else if ((id === BLOCK || id === SIMPLE_BLOCK) && opus) {
        const packet = unpack(data, chosen);
        if (packet) opus.decode(packet, into);
      }
    }
    if (!opus) throw new DecodeError('unreadable');
    opus.check();
  } finally {
    opus?.free();
  }
}

function* elements(bytes: Uint8Array): Generator<{ id: number; data: Uint8Array }> {
  let at = 0;
  while (at < bytes.length) {
    const id = variable(bytes, at, true);
    if (!id) return;
    const size = variable(bytes, at + id.length, false);
    if (!size) return;
    const from = at + id.length + size.length;
    if (FOLDERS.has(id.value)) {
      yield { id: id.value, data: new Uint8Array(0) };
      at = from;
    } else {
      if (from + size.value <= bytes.length)
        yield { id: id.value, data: bytes.subarray(from, from + size.value) };
      at = from + size.value;
    }
  }
}

/** A number whose first byte tells its length; an id keeps the bits that do. */
function variable(bytes: Uint8Array, at: number, isId: boolean): { value: number; length: number } | null {
  const first = bytes[at];
  if (!first) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length || (isId && length > 4)) return null;
  let value = isId ? first : first & (0xff >> length);
  for (let i = 1; i < length; i++) value = value * 256 + bytes[at + i]!;
  return { value, length };
}

/** A block's one packet, if it is of our track. Nobody laces Opus that is recorded live. */
function unpack(block: Uint8Array, track: number): Uint8Array | null {
  const number = variable(block, 0, false);
  if (!number || number.value !== track) return null;
  const flags = block[number.length + 2];
  if (flags === undefined || (flags & 0x06) !== 0) return null;
  return block.subarray(number.length + 3);
}

function whole(data: Uint8Array): number {
  return data.reduce((value, byte) => value * 256 + byte, 0);
}
