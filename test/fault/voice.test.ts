/** A process that is killed while a voice is fetched, kept, heard or written down, and started again. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CRASH_POINTS } from '../../src/crash.ts';
import { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { wave } from '../speech/samples.ts';
import { CODE } from './stack.ts';
import { Stacks } from './stacks.ts';
import { CONSENT } from './talk.ts';

const PASSINGS = process.env.TINGDA_NIGHTLY ? Array.from({ length: 200 }, (_, i) => 1 + (i % 4)) : [1, 2, 4];
const POINTS = CRASH_POINTS.filter((point) => point.startsWith('media.'));
const CASES = POINTS.flatMap((point) => PASSINGS.map((passing) => ({ point, passing })));
const NOTES = 4;
/** A lease has to run out, and the machine may be busy. */
const PATIENCE_MS = 60_000;

let openai: OpenAiEmulator;
const root = mkdtempSync(join(tmpdir(), 'tingda-fault-voice-'));
beforeAll(async () => {
  // What is said is how long it is: however often a note is heard, it is the same.
  openai = await OpenAiEmulator.start({
    listen: async (wav) => `我干了${Math.round(((wav.length - 44) / 32_000) * 10)}年分拣。`,
  });
});
const stacks = new Stacks({
  environment: () => ({
    MEDIA_URL: pathToFileURL(mkdtempSync(join(root, 'stack-'))).href,
    STT_BASE_URL: openai.url,
    STT_API_KEY: openai.key,
  }),
});
afterAll(async () => {
  await stacks.close();
  await openai.stop();
  rmSync(root, { recursive: true });
});

/** A tone that swells, so that it counts as a voice, of so many tenths of a second. */
const note = (tenths: number) =>
  wave(tenths / 10, (i) => Math.sin(i / 5) * 0.5 * (0.1 + Math.abs(Math.sin(i / 1600))));
const lengths = Array.from({ length: NOTES }, (_, i) => 12 + i * 3);

let chats = 0;

describe('every voice is heard, once, whatever dies', () => {
  it.concurrent.each(CASES)(
    '$point, at passing $passing',
    ({ point, passing }) =>
      stacks.use(async (stack) => {
        const user = stack.telegram.user(++chats, { first_name: '林', language_code: 'zh-hans' });
        const kills = await stack.killedAt('node', [`${point}:${passing}`], async () => {
          for (const line of [`/start ${CODE}`, CONSENT]) {
            const answered = user.arrival(PATIENCE_MS);
            user.send(line);
            await answered;
          }
          for (const tenths of lengths) {
            const answered = user.arrival(PATIENCE_MS);
            user.sendVoice(note(tenths), { duration: 1, mime_type: 'audio/wav' });
            await answered;
          }
          await stack.settled(60_000);
        });
        expect(kills, `${point} was not passed`).toBe(1);

        const said = lengths.map((tenths) => `我干了${tenths}年分拣。`);
        const heard = await stack.sql<{ address: string; text: string; media_id: string }[]>`
          select address, transcript->>'text' as text, media_id from turns join identities using (conversation_id)
          where media_id is not null order by seq`;
        expect(heard.filter(({ address }) => address === String(user.id)).map(({ text }) => text)).toEqual(
          said,
        );
        // Each is kept once, and nothing is kept that nobody knows of.
        const directory = fileURLToPath(stack.options.environment!.MEDIA_URL!);
        const kept = readdirSync(directory, { recursive: true, encoding: 'utf8' })
          .map((path) => path.split('/').at(-1)!)
          .filter((name) => name.startsWith('med_'));
        expect(kept.sort()).toEqual(heard.map(({ media_id }) => media_id).sort());
        // Each is read back; once more only where a kill came between.
        const readBack = user.received.filter(({ text }) => text.startsWith('我听到的是')).length;
        expect(readBack).toBeGreaterThanOrEqual(NOTES);
        expect(readBack).toBeLessThanOrEqual(NOTES + kills);
      }),
    180_000,
  );
});
