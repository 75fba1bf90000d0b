/**
 * Speech to text on this machine, by sherpa-onnx (https://k2-fsa.github.io/sherpa/onnx/): no word leaves it. Neither the
 * engine nor a model comes with Tingda: the operator installs `sherpa-onnx-node` and fetches a model by
 * `tingda speech fetch`.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TingdaError } from '../errors.ts';
import type { Language } from '../types.ts';
import { type DecodedAudio, SAMPLE_RATE } from './audio.ts';
import { cleanText } from './clean.ts';
import { type Segment, TranscribeError, type Transcriber } from './transcriber.ts';

/** The part of sherpa-onnx-node that is used; it is not installed unless an operator wants it. */
interface Sherpa {
  OfflineRecognizer: { createAsync(config: object): Promise<Recognizer> };
}
interface Recognizer {
  createStream(): { acceptWaveform(wave: { samples: Float32Array; sampleRate: number }): void };
  decodeAsync(stream: object): Promise<{ text: string; ys_log_probs?: number[] }>;
}

/** Whisper's models hear half a minute at most, and long pieces cost much memory with any. */
const LONGEST_PIECE = 28;
const SHORTEST_PIECE = 12;
/** Where a piece may end: the quietest 0.2 s of what lies between the two. */
const PAUSE = 0.2;

/** @throws TingdaError `config_invalid` when the engine is not installed or there is no model that it knows */
export async function createOffline(directory: string): Promise<Transcriber> {
  const files = await readdir(directory).catch(() => {
    throw new TingdaError('config_invalid', `STT_BASE_URL: ${directory} cannot be read.`);
  });
  const modelConfig = modelOf(directory, files);
  if (!modelConfig) {
    throw new TingdaError(
      'config_invalid',
      `STT_BASE_URL: ${directory} holds no SenseVoice, Paraformer, Whisper or transducer model of sherpa-onnx.`,
    );
  }
  const sherpa = await load();
  const config = recognizerConfig(modelConfig);
  const recognizer = await sherpa.OfflineRecognizer.createAsync(config).catch((cause: unknown) => {
    throw new TingdaError(
      'config_invalid',
      `STT_BASE_URL: the model in ${directory} cannot be loaded. Fetch it again with: tingda speech fetch`,
      { cause },
    );
  });
  /** One recording after the other: the engine takes every core that it is given. */
  let turn: Promise<unknown> = Promise.resolve();

  async function hear(audio: DecodedAudio) {
    const samples = floats(audio.wav);
    const segments: Segment[] = [];
    const logprobs: number[] = [];
    for (const { start, end } of pieces(samples)) {
      const stream = recognizer.createStream();
      stream.acceptWaveform({ samples: samples.subarray(start, end), sampleRate: SAMPLE_RATE });
      const result = await recognizer.decodeAsync(stream).catch((cause: unknown) => {
        throw new TranscribeError('refused', 'the model could not take it', cause);
      });
      const text = cleanText(result.text);
      if (text !== '') segments.push({ start: start / SAMPLE_RATE, end: end / SAMPLE_RATE, text });
      logprobs.push(...(result.ys_log_probs ?? []));
    }
    if (segments.length === 0) return null;
    const sure = logprobs.reduce((sum, logprob) => sum + Math.exp(logprob), 0) / logprobs.length;
    return {
      text: cleanText(segments.map(({ text }) => text).join(' ')),
      confidence: logprobs.length > 0 ? Math.round(sure * 100) / 100 : null,
      segments,
    };
  }

  return {
    transcribe(audio, _language: Language | null) {
      const result = turn.then(() => hear(audio));
      turn = result.catch(() => {});
      return result;
    },
    health: () => ({ state: 'ok' }),
    close: async () => {
      await turn;
    },
  };
}

async function load(): Promise<Sherpa> {
  const name = 'sherpa-onnx-node';
  try {
    const module = (await import(name)) as { default: Sherpa };
    return module.default;
  } catch {
    throw new TingdaError(
      'config_invalid',
      `STT_BASE_URL names a model on this machine, and ${name} is not installed: npm install ${name}`,
    );
  }
}

/** The configuration that the names of the files ask for; of two sizes the smaller (int8) is taken. */
export function modelOf(directory: string, files: readonly string[]): object | null {
  const find = (pattern: RegExp) => {
    const found = files.filter((name) => pattern.test(name)).sort();
    const name = found.find((one) => one.includes('int8')) ?? found[0];
    return name && join(directory, name);
  };
  const tokens = find(/tokens\.txt$/);
  const encoder = find(/encoder.*\.onnx$/);
  const decoder = find(/decoder.*\.onnx$/);
  const joiner = find(/joiner.*\.onnx$/);
  const model = find(/^model.*\.onnx$/);
  if (!tokens) return null;
  if (encoder && decoder && joiner) return { transducer: { encoder, decoder, joiner }, tokens };
  if (encoder && decoder) return { whisper: { encoder, decoder, language: '', task: 'transcribe' }, tokens };
  if (!model) return null;
  if (/paraformer/i.test(directory)) return { paraformer: { model }, tokens };
  if (/zipformer.*ctc/i.test(directory)) return { zipformerCtc: { model }, tokens };
  if (/nemo/i.test(directory)) return { nemoCtc: { model }, tokens };
  return { senseVoice: { model, language: 'auto', useInverseTextNormalization: 1 }, tokens };
}

/** In the engine's own names. Exported for its test, which asks the engine what it read. */
export function recognizerConfig(modelConfig: object) {
  return {
    featConfig: { sampleRate: SAMPLE_RATE, featureDim: 80 },
    modelConfig: { ...modelConfig, numThreads: 1, provider: 'cpu', debug: 0 },
  };
}

/** Cuts at pauses. Exported for its test. */
export function pieces(samples: Float32Array): { start: number; end: number }[] {
  const cut: { start: number; end: number }[] = [];
  let start = 0;
  while (samples.length - start > LONGEST_PIECE * SAMPLE_RATE) {
    const end = quietest(samples, start + SHORTEST_PIECE * SAMPLE_RATE, start + LONGEST_PIECE * SAMPLE_RATE);
    cut.push({ start, end });
    start = end;
  }
  cut.push({ start, end: samples.length });
  return cut;
}

function quietest(samples: Float32Array, from: number, to: number): number {
  const width = PAUSE * SAMPLE_RATE;
  let best = to;
  let least = Number.POSITIVE_INFINITY;
  for (let at = from; at + width <= to; at += width / 2) {
    let energy = 0;
    for (let i = at; i < at + width; i++) energy += samples[i]! ** 2;
    if (energy <= least) {
      least = energy;
      best = at + width / 2;
    }
  }
  return best;
}

function floats(wav: Uint8Array): Float32Array {
  const pcm = new Int16Array(wav.slice(44).buffer);
  return Float32Array.from(pcm, (sample) => sample / 32_768);
}
