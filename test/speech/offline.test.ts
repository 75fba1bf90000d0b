import { describe, expect, it } from 'vitest';
import { modelOf, pieces } from '../../src/speech/offline.ts';

describe('the files of a model tell what it is', () => {
  it.each([
    ['sense-voice', ['model.onnx', 'model.int8.onnx', 'tokens.txt'], 'senseVoice', 'model.int8.onnx'],
    ['sherpa-onnx-paraformer-zh', ['model.int8.onnx', 'tokens.txt'], 'paraformer', 'model.int8.onnx'],
    [
      'whisper',
      ['s-encoder.int8.onnx', 's-decoder.int8.onnx', 's-tokens.txt'],
      'whisper',
      's-encoder.int8.onnx',
    ],
    [
      'zipformer',
      ['encoder.onnx', 'decoder.onnx', 'joiner.onnx', 'tokens.txt'],
      'transducer',
      'encoder.onnx',
    ],
    ['zipformer-ctc', ['model.onnx', 'tokens.txt'], 'zipformerCtc', 'model.onnx'],
    ['nemo-ctc', ['model.onnx', 'tokens.txt'], 'nemoCtc', 'model.onnx'],
  ] as const)('%s', (directory, files, kind, file) => {
    const config = modelOf(`/m/${directory}`, files) as Record<string, Record<string, string>>;
    expect(Object.values(config[kind]!)).toContain(`/m/${directory}/${file}`);
    expect(config.tokens).toMatch(/tokens\.txt$/);
  });

  it.each([[[]], [['model.onnx']], [['tokens.txt']], [['tokens.txt', 'encoder.onnx']]])(
    '%j is none',
    (files) => {
      expect(modelOf('/m', files)).toBeNull();
    },
  );
});

describe('a long recording is heard in pieces', () => {
  const RATE = 16_000;
  it('that are cut where nobody speaks, and leave nothing out', () => {
    const samples = new Float32Array(70 * RATE).fill(0.5);
    samples.fill(0, 20 * RATE, 20.4 * RATE);
    samples.fill(0, 45 * RATE, 45.4 * RATE);
    const cut = pieces(samples);
    expect(cut).toHaveLength(3);
    expect(cut[0]!.end / RATE).toBeCloseTo(20.2, 0);
    expect(cut[1]!.end / RATE).toBeCloseTo(45.2, 0);
    expect(cut.map(({ start }) => start)).toEqual([0, cut[0]!.end, cut[1]!.end]);
    expect(cut[2]!.end).toBe(samples.length);
  });

  it('of half a minute at most, however long somebody speaks without a breath', () => {
    for (const { start, end } of pieces(new Float32Array(600 * RATE).fill(0.5))) {
      expect(end - start).toBeLessThanOrEqual(28 * RATE);
      expect(end).toBeGreaterThan(start);
    }
  });

  it('a short one whole', () => {
    expect(pieces(new Float32Array(5))).toEqual([{ start: 0, end: 5 }]);
  });
});
