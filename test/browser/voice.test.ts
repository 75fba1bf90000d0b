/** A voice recorded in a real browser, from a microphone that plays a file. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { likeness, pcm, sample } from '../speech/samples.ts';
import { type Hearing, startHearing } from '../support/hearing.ts';
import { setStage } from './stage.ts';

const spoken = fileURLToPath(new URL('../speech/samples/en.wav', import.meta.url));
let hearing: Hearing;
beforeAll(async () => {
  hearing = await startHearing();
});
afterAll(() => hearing.stop());
const stage = setStage(
  () => hearing.environment,
  [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${spoken}`,
  ],
);

it('is heard, read back and kept', async () => {
  const visitor = await stage.onDesktop();
  const tab = await visitor.open('SORT01');
  const { page } = tab;
  const record = page.locator('#record');
  await record.waitFor();

  // Before consent nothing of it is kept.
  await record.click();
  await expect.poll(() => page.locator('#voice').innerText()).toMatch(/^Recording 0:0/);
  await page.waitForTimeout(600);
  await record.click();
  await expect.poll(() => page.locator('#voice').innerText()).toMatch(/once you have agreed/);
  expect(await stage.server.sql`select 1 from inbox where media_state <> 'none'`).toHaveLength(0);

  await tab.hears(/AI/);
  await tab.say('Yes');
  await tab.hears(/./);
  hearing.openai.hears({ text: 'I sorted three hundred parcels an hour.' });
  await record.click();
  await expect.poll(() => record.getAttribute('aria-label')).toBe('Finish and send');
  // As long as the sentence takes, and some.
  await page.waitForTimeout(4000);
  await record.click();
  await tab.hears(/I heard: "I sorted three hundred parcels an hour"/);
  await expect.poll(() => page.locator('#voice').isHidden()).toBe(true);

  const { file } = hearing.openai.asked.at(-1)!;
  const heard = pcm(file!.bytes);
  expect(heard.length / 16_000).toBeGreaterThan(3);
  // The browser evens the voice out, and the microphone plays the file over and over: somewhere in what arrived a word of it stands.
  const word = pcm(sample('en.wav')).subarray(8_000, 24_000);
  let best = 0;
  for (let at = 0; at + word.length < heard.length; at += 3200) {
    best = Math.max(best, likeness(word, heard.subarray(at, at + word.length + 3200)));
  }
  expect(best).toBeGreaterThan(0.6);

  const [row] = await stage.server.sql<{ type: string; seconds: number }[]>`select type, seconds from media`;
  expect(row).toMatchObject({ type: 'audio/webm', seconds: expect.any(Number) });
  expect(tab.faults).toEqual([]);
});

it('is dropped with Escape, and nothing is sent', async () => {
  const visitor = await stage.onDesktop();
  const { page } = await visitor.open('SORT01');
  const posts: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
  await page.locator('#record').click();
  await expect.poll(() => page.locator('#voice').innerText()).toMatch(/^Recording/);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('#voice').isHidden()).toBe(true);
  expect(posts).toEqual([]);
});
