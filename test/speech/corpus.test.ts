import { afterAll, describe, expect, it } from 'vitest';
import { MAX_MEDIA_BYTES } from '../../src/media/limits.ts';
import { sniff } from '../../src/media/sniff.ts';
import { DecodeError } from '../../src/speech/audio.ts';
import { createDecodePool } from '../../src/speech/decode.ts';
import { hasVoice } from '../../src/speech/index.ts';
import { corpus, type Odd } from './corpus.ts';
import { sample } from './samples.ts';

const pool = createDecodePool({ maxSeconds: 600 });
afterAll(() => pool.close());

const MB = 1024 * 1024;

async function outcome(bytes: Buffer): Promise<Odd['comes'] | 'gave_up' | 'incomplete'> {
  const format = sniff(bytes);
  if (!format) return 'no sound';
  try {
    const audio = await pool.decode(bytes, format);
    return hasVoice(audio.seconds, audio.loudness) ? 'heard' : 'silent';
  } catch (error) {
    if (error instanceof DecodeError) return error.code;
    throw error;
  }
}

describe('what is no voice is told, and harms nobody', () => {
  const files = corpus();

  it(`has at least forty kinds (${files.length}), none larger than is taken`, () => {
    expect(files.length).toBeGreaterThanOrEqual(40);
    expect(Math.max(...files.map(({ bytes }) => bytes.length))).toBeLessThan(MAX_MEDIA_BYTES);
  });

  it.each(files)('$name: $comes', async ({ bytes, comes }) => {
    const result = await outcome(bytes);
    if (comes === 'survived') expect(result).not.toBe('gave_up');
    else expect(result).toBe(comes);
  });

  it('and the next voice is decoded as ever', async () => {
    expect(await outcome(sample('en.ogg'))).toBe('heard');
  });
});

describe('the decoder is kept in its place', () => {
  it('holds little memory when all of the corpus comes at once, four times', async () => {
    const files = corpus();
    await Promise.all(files.map(({ bytes }) => outcome(bytes)));
    const before = process.memoryUsage.rss();
    for (let round = 0; round < 3; round++) await Promise.all(files.map(({ bytes }) => outcome(bytes)));
    expect((process.memoryUsage.rss() - before) / MB).toBeLessThan(100);
  }, 300_000);

  it('holds little memory with 64 notes at once', async () => {
    const note = sample('zh.ogg');
    await outcome(note);
    const before = process.memoryUsage.rss();
    let most = 0;
    const heard = await Promise.all(
      Array.from({ length: 64 }, async () => {
        const result = await outcome(note);
        most = Math.max(most, process.memoryUsage.rss());
        return result;
      }),
    );
    expect(new Set(heard)).toEqual(new Set(['heard']));
    expect((most - before) / MB).toBeLessThan(150);
  });

  it('gives up on what takes too long, and takes the next one', async () => {
    const hasty = createDecodePool({ maxSeconds: 36_000, timeoutMs: 6000 });
    const long = corpus().find(({ name }) => name === 'ten hours of Opus')!;
    await expect(hasty.decode(long.bytes, 'ogg')).rejects.toMatchObject({ code: 'gave_up' });
    const { seconds } = await hasty.decode(sample('en.ogg'), 'ogg');
    expect(seconds).toBeCloseTo(2.8, 1);
    await hasty.close();
  });

  it('leaves nobody waiting when it closes', async () => {
    const closing = createDecodePool({ maxSeconds: 600 });
    const waiting = [1, 2, 3].map(() => closing.decode(sample('zh.m4a'), 'mp4'));
    const settled = Promise.allSettled(waiting);
    await closing.close();
    for (const { status } of await settled) expect(status).toBe('rejected');
    await expect(closing.decode(sample('en.ogg'), 'ogg')).rejects.toMatchObject({ code: 'gave_up' });
  });
});
