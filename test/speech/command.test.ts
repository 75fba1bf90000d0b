import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { Process } from '../commands/process.ts';

const root = mkdtempSync(join(tmpdir(), 'tingda-speech-'));
afterAll(() => rmSync(root, { recursive: true }));
const recording = fileURLToPath(new URL('samples/en.ogg', import.meta.url));

async function run(args: string[], env: Record<string, string> = {}) {
  const command = new Process(['speech', ...args], { DATA_DIR: root, ...env });
  const code = await command.ended();
  return { code, out: command.out, err: command.err };
}

/** An archive of a folder with these files. */
function archive(name: string, files: string[]): string {
  const folder = join(root, 'made', name);
  mkdirSync(folder, { recursive: true });
  for (const file of files) writeFileSync(join(folder, file), 'not really');
  const path = join(root, `${name}.tar.gz`);
  execFileSync('tar', ['-czf', path, '-C', join(root, 'made'), name]);
  return path;
}

describe('tingda speech try', () => {
  it('says what is heard, by the server that is set up', async () => {
    const emulator = await OpenAiEmulator.start();
    emulator.hears({ text: 'I sorted three hundred parcels an hour.' });
    const env = { STT_BASE_URL: emulator.url, STT_API_KEY: emulator.key };
    const { code, out } = await run(['try', recording, '--language', 'en'], env);
    expect(out).toBe('I sorted three hundred parcels an hour.\n');
    expect(code).toBe(0);
    await emulator.stop();
  });

  it.each([
    ['without a server or a model', [recording], {}, /No transcription is set up/],
    [
      'of a file that is not there',
      ['nothing.ogg'],
      { STT_BASE_URL: 'http://127.0.0.1:9/v1' },
      /cannot be read/,
    ],
    ['of a text', [fileURLToPath(import.meta.url)], { STT_BASE_URL: 'http://127.0.0.1:9/v1' }, /is no sound/],
  ] as const)('%s: one sentence', async (_, args, env, says) => {
    const { code, out, err } = await run(['try', ...args], env);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(says);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('tingda speech fetch', () => {
  const name = 'sherpa-onnx-sense-voice-tiny';

  it('unpacks an archive of this machine and says what to set', async () => {
    const { code, out } = await run(['fetch', archive(name, ['model.int8.onnx', 'tokens.txt'])]);
    expect(code).toBe(0);
    expect(out).toContain(`STT_BASE_URL=${pathToFileURL(join(root, 'models', name))}`);
    expect(readdirSync(join(root, 'models', name)).sort()).toEqual(['model.int8.onnx', 'tokens.txt']);
  });

  it('fetches one from an address', async () => {
    const path = archive('sherpa-onnx-whisper-tiny', ['e-encoder.onnx', 'e-decoder.onnx', 'e-tokens.txt']);
    const bytes = execFileSync('cat', [path]);
    const server = createServer((_, response) => response.end(bytes));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { out } = await run(['fetch', `http://127.0.0.1:${port}/model.tar.gz`]);
    server.close();
    expect(out).toContain('models/sherpa-onnx-whisper-tiny');
  });

  it('keeps nothing of what is no model', async () => {
    const { code, err } = await run(['fetch', archive('holiday', ['photo.jpg'])]);
    expect(code).toBe(1);
    expect(err).toMatch(/holds no model/);
    const broken = join(root, 'broken.tar.bz2');
    writeFileSync(broken, 'nothing of the kind');
    expect((await run(['fetch', broken])).err).toMatch(/could not be unpacked/);
    expect(existsSync(join(root, 'models', 'holiday'))).toBe(false);
    expect(readdirSync(join(root, 'models')).filter((file) => file.startsWith('.'))).toEqual([]);
  });

  it('is followed by a clear word when the engine is not installed', async () => {
    const env = { STT_BASE_URL: pathToFileURL(join(root, 'models', name)).href };
    const { err } = await run(['try', recording], env);
    expect(err.trim()).toBe(
      'STT_BASE_URL names a model on this machine, and sherpa-onnx-node is not installed: npm install sherpa-onnx-node',
    );
  });
});
