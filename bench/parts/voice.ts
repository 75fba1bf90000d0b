/** A voice note of a minute, decoded: processor time of one core for each kind, and 64 of them at once. */
import { readFileSync } from 'node:fs';
import { sniff } from '../../src/media/sniff.ts';
import { createDecodePool } from '../../src/speech/decode.ts';
import type { Bed } from '../support/bed.ts';
import { median, ms, type PartResult } from '../support/figures.ts';
import type { Progress } from '../support/progress.ts';

const SECONDS = 60;
const ROUNDS = 5;
const AT_ONCE = 64;
const GOAL_MS = 600;
const GOAL_MB = 256;

const sample = (name: string) => readFileSync(new URL(`../../test/speech/samples/${name}`, import.meta.url));

/** By repeating what a short recording has behind its head. */
const notes: Record<string, () => Buffer> = {
  'OGG, Opus (Telegram)': () => repeat(sample('en.ogg'), pageAfter(sample('en.ogg'), 'OpusTags'), 2.81),
  'WebM, Opus (web chat)': () =>
    repeat(sample('en.webm'), sample('en.webm').indexOf('1f43b675', 0, 'hex'), 2.81),
  AAC: () => repeat(sample('en.aac'), 0, 2.81),
  MP3: () => repeat(sample('en.mp3'), 0, 2.81),
  'AMR (MMS)': () => repeat(sample('en.amr'), 6, 2.81),
  'SILK (WeChat)': () => repeat(sample('zh.silk'), 10, 6.28),
};

export async function voice(_bed: Bed, progress: Progress): Promise<PartResult> {
  const pool = createDecodePool({ maxSeconds: 600 });
  const figures: PartResult['figures'] = [];
  for (const [what, make] of Object.entries(notes)) {
    const note = make();
    const format = sniff(note)!;
    const { seconds } = await pool.decode(note, format);
    if (Math.abs(seconds - SECONDS) > 4) throw new Error(`${what} has ${seconds} s`);
    const times: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      const before = process.cpuUsage();
      await pool.decode(note, format);
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1000);
    }
    const time = median(times);
    progress(`${what}: ${ms(time)}`);
    figures.push({ what, value: ms(time), goal: `≤ ${GOAL_MS} ms`, pass: time <= GOAL_MS });
  }
  const note = notes['OGG, Opus (Telegram)']!();
  const before = process.memoryUsage.rss();
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  await Promise.all(Array.from({ length: AT_ONCE }, () => pool.decode(note, 'ogg').then(() => {})));
  clearInterval(watch);
  const grown = (most - before) / 1024 / 1024;
  progress(`${AT_ONCE} at once: ${Math.round(grown)} MB`);
  figures.push({
    what: `memory, ${AT_ONCE} notes at once`,
    value: `+${Math.round(grown)} MB`,
    goal: `≤ ${GOAL_MB} MB`,
    pass: grown <= GOAL_MB,
  });
  await pool.close();
  return {
    title: 'A voice note of a minute, decoded',
    how:
      'Processor time of the whole process from bytes to 16 kHz WAV, decoder warm; median of ' +
      `${ROUNDS}. The thread that decodes gives way to the one that answers.`,
    figures,
    notes: [],
  };
}

function repeat(bytes: Buffer, from: number, seconds: number): Buffer {
  const body = bytes.subarray(from);
  const times = Math.round(SECONDS / seconds);
  return Buffer.concat([bytes.subarray(0, from), ...Array.from({ length: times }, () => body)]);
}

function pageAfter(bytes: Buffer, word: string): number {
  return bytes.indexOf('OggS', bytes.indexOf(word));
}
