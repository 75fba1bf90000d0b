/** Forty and more files that somebody may send instead of a voice, and what may come of each. */
import { randomBytes } from 'node:crypto';
import { sample, wave } from './samples.ts';

export interface Odd {
  name: string;
  bytes: Buffer;
  /** `no sound`: its bytes say so. `heard`: decoded. `silent`: decoded, and nobody speaks. `survived`: one or the other. */
  comes: 'no sound' | 'heard' | 'silent' | 'survived' | 'unreadable' | 'empty' | 'too_long';
}

const GOOD = [
  'en.ogg',
  'en.webm',
  'en-opus.mp4',
  'zh.m4a',
  'en.mp3',
  'en.aac',
  'en.amr',
  'zh.silk',
  'en.wav',
];

export function corpus(): Odd[] {
  return [...strangers(), ...broken(), ...liars(), ...hours(), ...nobody()];
}

function strangers(): Odd[] {
  const odd = (name: string, bytes: Buffer | string): Odd => ({
    name,
    bytes: Buffer.from(bytes as string, 'latin1'),
    comes: 'no sound',
  });
  return [
    odd('nothing at all', ''),
    odd('one byte', 'O'),
    odd('a text named .ogg', '你好，我想应聘。'.repeat(50)),
    odd('a page', '<!doctype html><script>alert(1)</script>'),
    odd('a JPEG', Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), randomBytes(5000)])),
    odd('a PNG', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(5000)])),
    odd('a picture of an iPhone', `\0\0\0\x18ftypheic${'x'.repeat(3000)}`),
    odd('a PDF', `%PDF-1.7\n${'x'.repeat(3000)}`),
    odd('a ZIP', `PK\x03\x04${'x'.repeat(3000)}`),
    odd('a program', `\x7fELF\x02\x01\x01${'\0'.repeat(3000)}`),
    odd('zeros', Buffer.alloc(100_000)),
    odd('all bits set', Buffer.alloc(100_000, 0xff)),
  ];
}

/** What was a recording once. */
function broken(): Odd[] {
  return GOOD.flatMap((name): Odd[] => {
    const bytes = sample(name);
    // The index of an iPhone's memo stands at its end: half of it is nothing. FFmpeg wants AAC's last frame whole.
    const half = /m4a|mp4|aac/.test(name) ? 'unreadable' : 'heard';
    const bent = Buffer.from(bytes);
    for (let at = 200; at < bent.length; at += 97) bent[at]! ^= 0x55;
    return [
      { name: `half of ${name}`, bytes: bytes.subarray(0, bytes.length / 2), comes: half },
      { name: `the first 30 bytes of ${name}`, bytes: bytes.subarray(0, 30), comes: 'survived' },
      { name: `${name} with bent bits`, bytes: bent, comes: 'survived' },
      {
        name: `noise that begins like ${name}`,
        bytes: Buffer.concat([bytes.subarray(0, 64), noise(50_000)]),
        comes: 'survived',
      },
    ];
  });
}

/** What says one thing of itself and is another. */
function liars(): Odd[] {
  const ogg = Buffer.from(sample('en.ogg'));
  ogg.writeBigInt64LE(48_000n * 36_000n, ogg.lastIndexOf('OggS') + 6);
  const wav = (change: (file: Buffer) => void): Buffer => {
    const file = Buffer.from(sample('en.wav'));
    change(file);
    return file;
  };
  const head = Buffer.from(sample('en.ogg'));
  const channels = Buffer.from(head);
  channels[head.indexOf('OpusHead') + 9] = 255;
  const family = Buffer.from(head);
  family[head.indexOf('OpusHead') + 18] = 255;
  const mp4 = Buffer.from(sample('en-opus.mp4'));
  mp4.writeUInt32BE(0xffffffff, mp4.indexOf('moov') - 4);
  const webm = Buffer.from(sample('en.webm'));
  webm.fill(0xff, webm.indexOf('A_OPUS') - 1, webm.indexOf('A_OPUS'));
  return [
    { name: 'three seconds that claim ten hours', bytes: ogg, comes: 'heard' },
    {
      name: 'a WAV of four gigabytes, says its head',
      bytes: wav((f) => f.writeUInt32LE(0xffffffff, 40)),
      comes: 'heard',
    },
    { name: 'a WAV of 65,535 channels', bytes: wav((f) => f.writeUInt16LE(65_535, 22)), comes: 'unreadable' },
    { name: 'a WAV without channels', bytes: wav((f) => f.writeUInt16LE(0, 22)), comes: 'unreadable' },
    { name: 'a WAV at one sample a second', bytes: wav((f) => f.writeUInt32LE(1, 24)), comes: 'unreadable' },
    {
      name: 'a WAV at four billion samples a second',
      bytes: wav((f) => f.writeUInt32LE(0xffffffff, 24)),
      comes: 'unreadable',
    },
    { name: 'a WAV of samples without bits', bytes: wav((f) => f.writeUInt16LE(0, 34)), comes: 'unreadable' },
    {
      name: 'a WAV whose chunks have no end',
      bytes: wav((f) => f.writeUInt32LE(0, 16)),
      comes: 'unreadable',
    },
    { name: 'a WAV with nothing in it', bytes: sample('en.wav').subarray(0, 44), comes: 'empty' },
    { name: 'Opus of 255 channels', bytes: channels, comes: 'unreadable' },
    { name: 'Opus with a layout of its own', bytes: family, comes: 'unreadable' },
    { name: 'an MP4 whose box is larger than the file', bytes: mp4, comes: 'survived' },
    { name: 'a WebM with an endless element', bytes: webm, comes: 'unreadable' },
    {
      name: 'a WebM of nothing but open folders',
      bytes: Buffer.concat([
        sample('en.webm').subarray(0, 4),
        Buffer.alloc(90_000, Buffer.from('1f43b67501', 'hex')),
      ]),
      comes: 'unreadable',
    },
    {
      name: 'a SILK with a negative length',
      bytes: Buffer.concat([Buffer.from('\x02#!SILK_V3', 'latin1'), Buffer.alloc(2, 0xff)]),
      comes: 'empty',
    },
    { name: 'an AMR with nothing in it', bytes: Buffer.from('#!AMR\n'), comes: 'empty' },
  ];
}

/** Small files with ten hours in them. */
function hours(): Odd[] {
  const frames = 10 * 3600 * 50;
  const silk = Buffer.concat([Buffer.from('\x02#!SILK_V3', 'latin1'), Buffer.alloc(frames * 2)]);
  const eight = wave(600, () => 0);
  eight.writeUInt32LE(4000, 24);
  return [
    { name: 'ten hours of Opus', bytes: oggOf(600_000, Buffer.of(0x18)), comes: 'too_long' },
    {
      name: 'ten hours of AMR',
      bytes: Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(frames, 0x7c)]),
      comes: 'too_long',
    },
    { name: 'ten hours of SILK', bytes: silk, comes: 'too_long' },
    { name: 'forty minutes of WAV', bytes: eight, comes: 'too_long' },
  ];
}

/** Recordings in which nobody speaks. */
function nobody(): Odd[] {
  return [
    { name: 'silence', bytes: wave(3, () => 0), comes: 'silent' },
    { name: 'a muted microphone', bytes: wave(3, () => (Math.random() - 0.5) / 16_384), comes: 'silent' },
    { name: 'hiss', bytes: wave(3, () => (Math.random() - 0.5) * 0.4), comes: 'silent' },
    { name: 'hum', bytes: wave(3, (i) => Math.sin((i * 2 * Math.PI * 50) / 16_000) * 0.2), comes: 'silent' },
    { name: 'a tenth of a second', bytes: sample('en.wav').subarray(0, 44 + 3200), comes: 'silent' },
    { name: 'silence of Opus', bytes: oggOf(150, Buffer.of(0x18)), comes: 'silent' },
  ];
}

/** An OGG of so many packets that are all the same; the checksums are not ours to read. */
function oggOf(packets: number, packet: Buffer): Buffer {
  const ogg = sample('en.ogg');
  const body = ogg.indexOf('OggS', ogg.indexOf('OpusTags'));
  const pages: Buffer[] = [ogg.subarray(0, body)];
  for (let left = packets; left > 0; left -= 255) {
    const n = Math.min(left, 255);
    const head = Buffer.from(ogg.subarray(body, body + 27));
    head[26] = n;
    pages.push(head, Buffer.alloc(n, packet.length), Buffer.concat(Array(n).fill(packet)));
  }
  return Buffer.concat(pages);
}

/** The same in every run. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let i = 0; i < length; i++) {
    state = (state * 48_271) % 2_147_483_647;
    bytes[i] = state & 0xff;
  }
  return bytes;
}
