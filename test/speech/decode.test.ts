import { afterAll, describe, expect, it } from 'vitest';
import { sniff } from '../../src/media/sniff.ts';
import { createDecodePool } from '../../src/speech/decode.ts';
import { likeness, pcm, sample } from './samples.ts';

const pool = createDecodePool({ maxSeconds: 600 });
afterAll(() => pool.close());

describe('a recording that reaches the transcriber is what was said', () => {
  // The last number is what the codec itself leaves of the wave.
  it.each([
    ['zh.ogg', 'ogg', 'zh.wav', 0.9],
    ['en.ogg', 'ogg', 'en.wav', 0.9],
    ['en.webm', 'webm', 'en.wav', 0.9],
    ['en-opus.mp4', 'mp4', 'en.wav', 0.9],
    ['zh.m4a', 'mp4', 'zh.wav', 0.9],
    ['en-live.mp4', 'mp4', 'en.wav', 0.9],
    ['en.aac', 'aac', 'en.wav', 0.9],
    ['en.mp3', 'mp3', 'en.wav', 0.9],
    ['stereo.mp3', 'mp3', 'en.wav', 0.9],
    ['en.amr', 'amr', 'en.wav', 0.75],
    ['en-wide.amr', 'amr', 'en.wav', 0.85],
    ['zh.silk', 'silk', 'zh.wav', 0.85],
    ['zh-bare.silk', 'silk', 'zh.wav', 0.85],
    ['en.wav', 'wav', 'en.wav', 1],
    ['en-8bit.wav', 'wav', 'en.wav', 0.9],
    ['zh-24bit-stereo.wav', 'wav', 'zh.wav', 0.95],
  ] as const)('%s', async (name, format, source, alike) => {
    const bytes = sample(name);
    expect(sniff(bytes)).toBe(format);
    const { wav, seconds } = await pool.decode(bytes, format);
    expect(Buffer.from(wav.subarray(0, 44)).toString('latin1')).toMatch(/^RIFF....WAVEfmt /s);
    expect(pcm(wav).length / 16_000).toBeCloseTo(seconds, 5);
    const whole = pcm(sample(source));
    const piece = name === 'zh-24bit-stereo.wav' ? whole.subarray(0.2 * 16_000, 0.7 * 16_000) : whole;
    expect(Math.abs(seconds - piece.length / 16_000)).toBeLessThan(0.15);
    expect(likeness(piece, pcm(wav))).toBeGreaterThanOrEqual(alike - 1e-9);
  });
});
