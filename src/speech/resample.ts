/**
 * From any sampling rate to ours, as the samples come: a windowed sinc, cut below half of the lower rate, so that nothing
 * folds back into the voice.
 */
import { SAMPLE_RATE } from './audio.ts';

/** Zero crossings of the sinc on each side: with a Hann window, more than 50 dB down outside the band. */
const CROSSINGS = 12;
/** The pass band ends a little below the limit. */
const ROLL_OFF = 0.92;
/** Ratios of small numbers have as many phases; others are rounded to the nearest of these. */
const MAX_PHASES = 1024;

export interface Resampler {
  /** What can be told so far. */
  push(input: Float32Array): Float32Array;
  /** The rest. */
  flush(): Float32Array;
}

export function createResampler(rate: number): Resampler {
  if (rate === SAMPLE_RATE) return { push: (input) => input, flush: () => new Float32Array(0) };
  const step = rate / SAMPLE_RATE;
  const cutoff = Math.min(1, 1 / step) * ROLL_OFF;
  const reach = Math.ceil(CROSSINGS / cutoff);
  const phases = Math.min(MAX_PHASES, SAMPLE_RATE / gcd(rate, SAMPLE_RATE));
  const table = filter(reach, cutoff, phases);
  const taps = 2 * reach;

  // The input begins with silence, so that the first sample has a past.
  let held = new Float32Array(reach);
  /** Of the next sample out: whole samples into `held`, and what remains, in parts of one output step. */
  let at = reach;
  let rest = 0;

  function push(input: Float32Array): Float32Array {
    const all = new Float32Array(held.length + input.length);
    all.set(held);
    all.set(input, held.length);
    const out = new Float32Array(Math.max(0, Math.ceil((all.length - reach - at) / step) + 1));
    let n = 0;
    while (at + reach < all.length) {
      const row = Math.min(phases - 1, Math.round((rest / SAMPLE_RATE) * phases)) * taps;
      const from = at - reach + 1;
      let sum = 0;
      for (let i = 0; i < taps; i++) sum += all[from + i]! * table[row + i]!;
      out[n++] = sum;
      rest += rate;
      at += Math.floor(rest / SAMPLE_RATE);
      rest %= SAMPLE_RATE;
    }
    const drop = Math.max(0, Math.min(all.length, at - reach));
    held = all.slice(drop);
    at -= drop;
    return out.subarray(0, n);
  }
  return { push, flush: () => push(new Float32Array(reach)) };
}

/** One row a phase: the weights of the samples around a point that lies `phase / phases` after a sample. */
function filter(reach: number, cutoff: number, phases: number): Float32Array {
  const taps = 2 * reach;
  const table = new Float32Array(phases * taps);
  for (let phase = 0; phase < phases; phase++) {
    let sum = 0;
    for (let i = 0; i < taps; i++) {
      const x = i - reach + 1 - phase / phases;
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * cutoff * x) / (Math.PI * cutoff * x);
      const weight = sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / reach));
      table[phase * taps + i] = weight;
      sum += weight;
    }
    for (let i = 0; i < taps; i++) table[phase * taps + i]! /= sum;
  }
  return table;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
