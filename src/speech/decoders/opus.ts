/** Packets of Opus, wherever they were packed, decoded at our rate at once. */
import { OpusDecoder } from 'opus-decoder';
import { DecodeError, SAMPLE_RATE } from '../audio.ts';
import type { Recording } from '../recording.ts';

export interface Opus {
  decode(packet: Uint8Array, into: Recording): void;
  /** @throws DecodeError `unreadable` when most of the packets were not Opus */
  check(): void;
  free(): void;
}

/**
 * @param head the identification header (https://www.rfc-editor.org/rfc/rfc7845#section-5.1); in WebM it is CodecPrivate
 * @throws DecodeError `unreadable`
 */
export async function createOpus(head: Uint8Array): Promise<Opus> {
  if (head.length < 19 || (head[8]! & 0xf0) !== 0) throw new DecodeError('unreadable');
  const channels = head[9]!;
  const family = head[18]!;
  const layout = family === 0 ? simple(channels) : mapped(head, channels);
  const decoder = new OpusDecoder({ sampleRate: SAMPLE_RATE, channels, ...layout });
  await decoder.ready;
  let good = 0;
  let bad = 0;
  return {
    decode(packet, into) {
      const { channelData, samplesDecoded, errors } = decoder.decodeFrame(packet);
      if (errors.length > 0) bad++;
      if (samplesDecoded === 0) return;
      good++;
      into.push(channelData, SAMPLE_RATE);
    },
    check() {
      if (bad > good) throw new DecodeError('unreadable');
    },
    free: () => decoder.free(),
  };
}

function simple(channels: number) {
  if (channels !== 1 && channels !== 2) throw new DecodeError('unreadable');
  const coupledStreamCount = channels - 1;
  return { streamCount: 1, coupledStreamCount, channelMappingTable: channels === 1 ? [0] : [0, 1] };
}

function mapped(head: Uint8Array, channels: number) {
  const table = [...head.subarray(21, 21 + channels)];
  const [streamCount, coupledStreamCount] = [head[19] ?? 0, head[20] ?? 0];
  const streams = streamCount + coupledStreamCount;
  const fits = table.every((index) => index < streams || index === 255);
  if (channels < 1 || channels > 8 || table.length !== channels || streamCount < 1 || streams > 8 || !fits) {
    throw new DecodeError('unreadable');
  }
  return { streamCount, coupledStreamCount, channelMappingTable: table };
}
