/** Voice notes of a minute: what decoding one costs, what it costs the others, and the memory that many take at once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { sniff } from '../../src/media/sniff.ts';
import { createDecodePool } from '../../src/speech/decode.ts';
import { arrivals, bringToTheMiddle, CHATS } from '../support/arrivals.ts';
import type { Bed } from '../support/bed.ts';
import { memoryOf } from '../support/cost.ts';
import { Crowd } from '../support/crowd.ts';
import {
  type Figure,
  median,
  megabytes,
  ms,
  type PartResult,
  percent,
  quantile,
} from '../support/figures.ts';
import { notes, telegramNote } from '../support/notes.ts';
import type { Progress } from '../support/progress.ts';
import { Provider } from '../support/provider.ts';
import { Speakers } from '../support/speakers.ts';
import { createOpening, HOOK, type System, startSystem, type Target } from '../support/system.ts';

const DECODED = { rounds: 5, goalMs: 600 };
const BESIDE = { rate: 100, everyMs: 1000, rounds: 3, measureMs: 12_000, goal: 0.2 };
const AT_ONCE = { notes: 64, goalBytes: 256 * 2 ** 20 };

export async function voice(bed: Bed, progress: Progress): Promise<PartResult> {
  const figures = [
    ...(await decoded(progress)),
    ...(await withSystem(bed, (side) => besideOthers(side, progress))),
    ...(await withSystem(bed, (side) => atOnce(side, progress))),
  ];
  return {
    title: 'Voice notes of a minute',
    how:
      `Decoded: processor time of one core, from bytes to 16 kHz WAV, decoder warm, median of ${DECODED.rounds}. ` +
      `Beside others: ${CHATS} candidates who write, ${BESIDE.rate} turns a second as above, in turn without and with one ` +
      `voice note of a minute (OGG) every ${BESIDE.everyMs / 1000} s by Telegram, the transcriber answering at once; ` +
      `${BESIDE.rounds} rounds each of ${BESIDE.measureMs / 1000} s, the figure is of those who write. ` +
      `Memory: resident set of a fresh Tingda that has heard one note, and at its highest while ${AT_ONCE.notes} come at once.`,
    figures,
    notes: [],
  };
}

async function decoded(progress: Progress): Promise<Figure[]> {
  const pool = createDecodePool({ maxSeconds: 600 });
  const figures: Figure[] = [];
  for (const [what, make] of Object.entries(notes)) {
    const note = make();
    const format = sniff(note)!;
    const { seconds } = await pool.decode(note, format);
    if (Math.abs(seconds - 60) > 4) throw new Error(`${what} has ${seconds} s`);
    const times: number[] = [];
    for (let i = 0; i < DECODED.rounds; i++) {
      const before = process.cpuUsage();
      await pool.decode(note, format);
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1000);
    }
    const time = median(times);
    progress(`${what}: ${ms(time)}`);
    const goal = `≤ ${DECODED.goalMs} ms`;
    figures.push({ what: `decoded: ${what}`, value: ms(time), goal, pass: time <= DECODED.goalMs });
  }
  await pool.close();
  return figures;
}

interface Side {
  provider: Provider;
  system: System;
  target: Target;
}

/** A Tingda of its own that hears voices, and a provider and a transcriber that take no time. */
async function withSystem<T>(bed: Bed, measure: (side: Side) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'tingda-bench-voices-'));
  const provider = await Provider.start();
  provider.voice = telegramNote();
  const system = await startSystem(await bed.corner(), provider, 'all', {
    STT_BASE_URL: `${provider.url}/v1`,
    MEDIA_URL: pathToFileURL(directory).href,
  });
  try {
    await createOpening(system);
    return await measure({ provider, system, target: { connections: system.hook(), path: HOOK } });
  } finally {
    await system.stop();
    await provider.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function besideOthers({ provider, target }: Side, progress: Progress): Promise<Figure[]> {
  const ready: number[] = [];
  const crowd = new Crowd(provider, target, 1_000_000, (chatId) => ready.push(chatId));
  await bringToTheMiddle(crowd, ready);
  const speakers = new Speakers(provider, target);
  await speakers.gather(9_000_000, BESIDE.rounds * Math.ceil(BESIDE.measureMs / BESIDE.everyMs) + 1);
  await speakers.speak();
  await speakers.settled();

  const times: Record<'without' | 'with', number[]> = { without: [], with: [] };
  for (let i = 0; i < BESIDE.rounds; i++) {
    for (const side of ['without', 'with'] as const) {
      const round: number[] = [];
      crowd.onTurn = (_, milliseconds) => round.push(milliseconds);
      const end = performance.now() + BESIDE.measureMs;
      const written = arrivals(crowd, ready, BESIDE.rate, BESIDE.measureMs);
      for (let due = performance.now(); side === 'with' && due < end; due += BESIDE.everyMs) {
        await sleep(Math.max(0, due - performance.now()));
        await speakers.speak();
      }
      await written;
      await speakers.settled();
      times[side].push(...round);
      progress(`${side} voices: p50 ${ms(median(round))}, p95 ${ms(quantile(round, 0.95))}`);
    }
  }
  const [before, after] = [quantile(times.without, 0.95), quantile(times.with, 0.95)];
  const rise = after / before - 1;
  progress(`a voice is answered after ${ms(median(speakers.times))}`);
  return [
    { what: "others' p95 without voices", value: ms(before) },
    {
      what: `others' p95 beside a note every ${BESIDE.everyMs / 1000} s`,
      value: `${ms(after)} (${rise < 0 ? '−' : '+'}${percent(Math.abs(rise))})`,
      goal: `< +${percent(BESIDE.goal)}`,
      pass: rise < BESIDE.goal,
    },
    { what: 'a voice is answered after (median)', value: ms(median(speakers.times)) },
  ];
}

async function atOnce({ provider, system, target }: Side, progress: Progress): Promise<Figure[]> {
  const speakers = new Speakers(provider, target);
  await speakers.gather(9_000_000, AT_ONCE.notes + 1);
  await speakers.speak();
  await speakers.settled();
  const before = memoryOf(system.pid);
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, memoryOf(system.pid));
  }, 20);
  const started = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE.notes }, () => speakers.speak()));
  await speakers.settled();
  clearInterval(watch);
  const seconds = (performance.now() - started) / 1000;
  progress(`${AT_ONCE.notes} at once: ${megabytes(before)} → ${megabytes(most)}, ${seconds.toFixed(1)} s`);
  return [
    {
      what: `memory, ${AT_ONCE.notes} notes at once`,
      value: `${megabytes(before)} +${megabytes(most - before)}`,
      goal: `≤ +${megabytes(AT_ONCE.goalBytes)}`,
      pass: most - before <= AT_ONCE.goalBytes,
    },
    { what: 'all of them answered after', value: `${seconds.toFixed(1)} s` },
  ];
}
