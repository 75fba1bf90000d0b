/** For a whole node that hears: a transcriber that says what it is told, and a directory for the recordings. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OpenAiEmulator } from '../../src/emulators/openai.ts';

export interface Hearing {
  openai: OpenAiEmulator;
  recordings: string;
  environment: Record<string, string>;
  stop(): Promise<void>;
}

export async function startHearing(): Promise<Hearing> {
  const openai = await OpenAiEmulator.start();
  const recordings = mkdtempSync(join(tmpdir(), 'tingda-recordings-'));
  return {
    openai,
    recordings,
    environment: {
      STT_BASE_URL: openai.url,
      STT_API_KEY: openai.key,
      MEDIA_URL: pathToFileURL(recordings).href,
    },
    async stop() {
      await openai.stop();
      rmSync(recordings, { recursive: true, force: true });
    },
  };
}
