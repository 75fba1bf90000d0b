/** Voice notes of a minute, by repeating what a short recording has behind its head. */
import { readFileSync } from 'node:fs';

const SECONDS = 60;
/** How long the recordings of `test/speech/samples` are. */
const EN = 2.81;
const ZH = 6.28;

const sample = (name: string) => readFileSync(new URL(`../../test/speech/samples/${name}`, import.meta.url));

export const telegramNote = (): Buffer =>
  repeat(sample('en.ogg'), sample('en.ogg').indexOf('OggS', sample('en.ogg').indexOf('OpusTags')), EN);

export const notes: Record<string, () => Buffer> = {
  'OGG, Opus (Telegram)': telegramNote,
  'WebM, Opus (web chat)': () =>
    repeat(sample('en.webm'), sample('en.webm').indexOf('1f43b675', 0, 'hex'), EN),
  'MP4, AAC (Safari)': () => fragments(sample('en-live.mp4')),
  AAC: () => repeat(sample('en.aac'), 0, EN),
  MP3: () => repeat(sample('en.mp3'), 0, EN),
  'AMR (MMS)': () => repeat(sample('en.amr'), 6, EN),
  'SILK (WeChat)': () => repeat(sample('zh.silk'), 10, ZH),
  WAV: () => {
    const file = repeat(sample('en.wav'), 44, EN);
    file.writeUInt32LE(file.length - 8, 4);
    file.writeUInt32LE(file.length - 44, 40);
    return file;
  },
};

function repeat(bytes: Buffer, from: number, seconds: number): Buffer {
  const body = bytes.subarray(from);
  const times = Math.round(SECONDS / seconds);
  return Buffer.concat([bytes.subarray(0, from), ...Array.from({ length: times }, () => body)]);
}

/** A fragment again and again, each told where it lies and when it begins (ISO/IEC 14496-12, `tfhd` and `tfdt`). */
function fragments(file: Buffer): Buffer {
  const from = file.indexOf('moof') - 4;
  const one = file.subarray(from, file.lastIndexOf('mfra') - 4);
  const place = one.indexOf('tfhd') + 12;
  const time = one.indexOf('tfdt') + 8;
  const copies = Array.from({ length: Math.round(SECONDS / EN) }, (_, i) => {
    const copy = Buffer.from(one);
    copy.writeBigUInt64BE(BigInt(from + i * one.length), place);
    copy.writeBigUInt64BE(BigInt(Math.round(i * EN * 16_000)), time);
    return copy;
  });
  return Buffer.concat([file.subarray(0, from), ...copies]);
}
