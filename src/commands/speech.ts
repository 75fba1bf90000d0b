/** `tingda speech`: a model for transcription on this machine, and a try of whatever transcription is set up. */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { TingdaError } from '../errors.ts';

export function register(program: Command): void {
  const speech = program.command('speech').description('speech to text: fetch a model, try a recording');
  speech
    .command('fetch')
    .description('unpack a sherpa-onnx model into DATA_DIR, from an archive on this machine or an address')
    .argument(
      '<source>',
      'a .tar.bz2 or .tar.gz of https://github.com/k2-fsa/sherpa-onnx/releases/tag/asr-models',
    )
    .action(fetchModel);
  speech
    .command('try')
    .description('say what is heard in a recording, with the transcription that is set up')
    .argument('<file>', 'a voice note in any format that candidates send')
    .option('--language <language>', 'zh or en')
    .option('--json', 'for machines')
    .action(tryRecording);
}

async function fetchModel(source: string): Promise<void> {
  const { modelOf } = await import('../speech/offline.ts');
  const models = resolve(process.env.DATA_DIR || './data', 'models');
  await mkdir(models, { recursive: true, mode: 0o700 });
  const draft = await mkdtemp(join(models, '.fetching-'));
  try {
    await unpack(await archiveOf(source, draft), draft);
    // Archives hold one folder; one that does not is the folder.
    const [only, ...others] = await readdir(draft);
    const whole = only !== undefined && others.length === 0 && (await stat(join(draft, only))).isDirectory();
    const from = whole ? join(draft, only) : draft;
    const name = whole ? only : basename(source).replace(/\.(tar\.\w+|tgz)$/, '');
    const place = join(models, name);
    if (!modelOf(place, await readdir(from))) {
      throw new TingdaError(
        'config_invalid',
        `${source} holds no model of sherpa-onnx that Tingda knows. Nothing was kept.`,
      );
    }
    await rm(place, { recursive: true, force: true });
    await rename(from, place);
    console.log(
      `Kept in ${place}. To use it:\n\n  npm install sherpa-onnx-node\n  STT_BASE_URL=${pathToFileURL(place)}`,
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(`${draft}.tar`, { force: true });
  }
}

/** The archive as a file: `tar` tells its kind by itself. */
async function archiveOf(source: string, draft: string): Promise<string> {
  if (!/^https?:/.test(source)) {
    const found = await stat(source).catch(() => null);
    if (!found?.isFile()) throw new TingdaError('not_found', `${source} is no file.`);
    return resolve(source);
  }
  // The operator names the address and waits for it: the limits for what candidates cause do not apply.
  const answer = await fetch(source).catch((cause: unknown) => {
    throw new TingdaError('unavailable', `${source} could not be reached.`, { cause });
  });
  if (!answer.ok || !answer.body) {
    throw new TingdaError('unavailable', `${source} answered with status ${answer.status}.`);
  }
  const path = `${draft}.tar`;
  await pipeline(Readable.fromWeb(answer.body as never), createWriteStream(path, { mode: 0o600 }));
  return path;
}

async function unpack(archive: string, into: string): Promise<void> {
  const tar = spawn('tar', ['-xf', archive, '--no-same-owner', '-C', into], { stdio: 'ignore' });
  const code = await new Promise((done) => tar.once('error', done).once('close', done));
  if (code === 0) return;
  throw new TingdaError('payload_invalid', 'The archive could not be unpacked; tar and bzip2 are needed.');
}

async function tryRecording(path: string, options: { language?: string; json?: boolean }): Promise<void> {
  const { readConfig } = await import('../config.ts');
  const { createHttp } = await import('../http.ts');
  const { MAX_MEDIA_SECONDS } = await import('../media/limits.ts');
  const { sniff } = await import('../media/sniff.ts');
  const { createDecodePool } = await import('../speech/decode.ts');
  const { openTranscriber } = await import('../speech/index.ts');
  const { language } = options;
  if (language !== undefined && language !== 'zh' && language !== 'en') {
    throw new TingdaError('validation_failed', `--language must be zh or en, not ${language}.`);
  }
  const { speech } = readConfig(process.env, []);
  if (!speech) {
    throw new TingdaError(
      'config_invalid',
      'No transcription is set up: see STT_BASE_URL in docs/configuration.md.',
    );
  }
  const bytes = await readFile(path).catch(() => {
    throw new TingdaError('not_found', `${path} cannot be read.`);
  });
  const format = sniff(bytes);
  if (!format) throw new TingdaError('unsupported_media_type', `${path} is no sound that Tingda knows.`);
  const http = createHttp();
  const pool = createDecodePool({ maxSeconds: MAX_MEDIA_SECONDS });
  const transcriber = await openTranscriber(speech, http);
  try {
    const audio = await pool.decode(bytes, format);
    const heard = await transcriber.transcribe(audio, language ?? null);
    if (options.json) console.log(JSON.stringify({ format, seconds: audio.seconds, heard }));
    else console.log(heard ? heard.text : 'Nobody speaks in it.');
  } finally {
    await Promise.all([pool.close(), transcriber.close(), http.close()]);
  }
}
