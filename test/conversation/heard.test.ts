/** English that is spoken into Telegram and heard by a real recogniser: what arrives is speech, and noise is not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { sample, wave } from '../speech/samples.ts';
import { listen, sameWords, withoutPocketsphinx } from '../support/pocketsphinx.ts';
import { candidate, startTestNode, type TestNode } from './node.ts';

const missing = withoutPocketsphinx();

const title = 'an English voice note by Telegram';

describe.skipIf(missing !== null)(missing ? `${title} (skipped: ${missing})` : title, () => {
  const root = mkdtempSync(join(tmpdir(), 'tingda-heard-'));
  let node: TestNode;
  let openai: OpenAiEmulator;
  beforeAll(async () => {
    openai = await OpenAiEmulator.start({ listen });
    node = await startTestNode({
      STT_BASE_URL: openai.url,
      STT_API_KEY: openai.key,
      MEDIA_URL: pathToFileURL(root).href,
    });
  });
  afterAll(async () => {
    await node.stop();
    await openai.stop();
    rmSync(root, { recursive: true });
  });

  it('is an answer in the words that were spoken', async () => {
    const { user, at } = await candidate(node, 'en');
    user.sendVoice(sample('en.ogg'), { duration: 2 });
    expect((await user.next()).text).toMatch(/^I heard: "/);
    const { body } = await node.call('GET', `${at}/turns?limit=100`);
    const { transcript, kind } = body.data.findLast(({ media_id }) => media_id !== null)!;
    expect(kind).toBe('answer');
    expect(sameWords((transcript as { text: string }).text)).toBeGreaterThan(0.5);
  });

  it('with nothing but noise is no answer, and nobody is asked to hear it', async () => {
    const { user } = await candidate(node, 'en');
    const before = openai.asked.length;
    user.sendVoice(
      wave(3, () => (Math.random() - 0.5) * 0.4),
      { duration: 3, mime_type: 'audio/wav' },
    );
    expect((await user.next()).text).not.toMatch(/I heard/);
    expect(openai.asked).toHaveLength(before);
  });
});
