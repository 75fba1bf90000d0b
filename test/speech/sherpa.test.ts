/**
 * Our call of sherpa-onnx against the engine itself, without a model: told to, it writes down what it understood of the
 * settings before it looks for the files. What it makes of sound is not tested here.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOffline, modelOf, recognizerConfig } from '../../src/speech/offline.ts';

interface Engine {
  version: string;
  OfflineRecognizer: { createAsync: unknown; prototype: Record<string, unknown> };
  [name: string]: unknown;
}
const name = 'sherpa-onnx-node';
const engine = await import(name).then(
  (module: { default: Engine }) => module.default,
  () => null,
);
const title = engine ? `sherpa-onnx ${engine.version}` : `sherpa-onnx (skipped: ${name} is not installed)`;

/** What the engine writes of a configuration. In a process of its own: it writes past Node. */
function understood(modelConfig: object): string {
  const config = recognizerConfig(modelConfig);
  const telling = { ...config, modelConfig: { ...config.modelConfig, debug: 1 } };
  const script = `
    const { default: sherpa } = await import(${JSON.stringify(name)});
    await sherpa.OfflineRecognizer.createAsync(${JSON.stringify(telling)}).catch((error) => console.error('threw', error.message));`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout + stderr;
}

describe.skipIf(!engine)(title, () => {
  const single = ['model.int8.onnx', 'tokens.txt'];
  const pair = ['tiny-encoder.int8.onnx', 'tiny-decoder.int8.onnx', 'tiny-tokens.txt'];
  const triple = ['encoder.int8.onnx', 'decoder.onnx', 'joiner.int8.onnx', 'tokens.txt'];
  it.each<[string, string[], (at: string) => string]>([
    [
      'sense-voice',
      single,
      (at) =>
        `sense_voice=OfflineSenseVoiceModelConfig(model="${at}/model.int8.onnx", language="auto", use_itn=True)`,
    ],
    ['paraformer', single, (at) => `paraformer=OfflineParaformerModelConfig(model="${at}/model.int8.onnx")`],
    [
      'zipformer-ctc',
      single,
      (at) => `zipformer_ctc=OfflineZipformerCtcModelConfig(model="${at}/model.int8.onnx")`,
    ],
    ['nemo-ctc', single, (at) => `nemo_ctc=OfflineNemoEncDecCtcModelConfig(model="${at}/model.int8.onnx")`],
    [
      'whisper',
      pair,
      (at) =>
        `whisper=OfflineWhisperModelConfig(encoder="${at}/tiny-encoder.int8.onnx", decoder="${at}/tiny-decoder.int8.onnx", language="", task="transcribe"`,
    ],
    [
      'zipformer',
      triple,
      (at) =>
        `transducer=OfflineTransducerModelConfig(encoder_filename="${at}/encoder.int8.onnx", decoder_filename="${at}/decoder.onnx", joiner_filename="${at}/joiner.int8.onnx")`,
    ],
  ])('reads our settings for %s as they are meant', (kind, files, expected) => {
    const at = `/nowhere/${kind}`;
    const told = understood(modelOf(at, files)!);
    expect(told).toContain(expected(at));
    expect(told).toContain('sampling_rate=16000, feature_dim=80');
    expect(told).toMatch(
      new RegExp(`tokens="${at}/[a-z-]*tokens.txt", num_threads=1, debug=True, provider="cpu"`),
    );
    expect(told, 'it throws, and does not end the process').toMatch(/threw/);
  });

  it('has the calls that we make', () => {
    const { createAsync, prototype } = engine!.OfflineRecognizer;
    expect([createAsync, prototype.createStream, prototype.decodeAsync].map((call) => typeof call)).toEqual(
      Array(3).fill('function'),
    );
  });

  it('with a model that is none is refused in a sentence that names it', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'tingda-no-model-'));
    writeFileSync(join(directory, 'tokens.txt'), '<blk> 0\n');
    writeFileSync(join(directory, 'model.int8.onnx'), 'this is no model');
    await expect(createOffline(directory)).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining(`${directory} cannot be loaded`),
    });
    rmSync(directory, { recursive: true });
  });
});
