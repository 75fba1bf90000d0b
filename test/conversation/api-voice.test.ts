/** A voice that an integrator brings by API, over the whole path: the transcriber emulated, all else real. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { likeness, pcm, sample } from '../speech/samples.ts';
import { waitUntil } from '../support/patience.ts';
import { candidate, startTestNode, type TestNode } from './node.ts';

const KEY = 'a_key_of_this_test_at_least_32_characters';
const root = mkdtempSync(join(tmpdir(), 'tingda-api-voice-'));
let node: TestNode;
let openai: OpenAiEmulator;
beforeAll(async () => {
  openai = await OpenAiEmulator.start();
  node = await startTestNode({
    BOOTSTRAP_API_KEY: KEY,
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

const headers = { authorization: `Bearer ${KEY}` };

it('is heard as one from any channel, read back, an answer, and can be played', async () => {
  const { at } = await candidate(node, 'en');
  openai.hears({ text: 'I sorted three hundred parcels an hour.', confidence: 0.8, language: 'en' });
  const form = new FormData();
  form.set('from', 'candidate');
  form.set('client_id', 'v1');
  form.set('audio', new Blob([new Uint8Array(sample('en.ogg'))], { type: 'text/plain' }), '../../etc/passwd');
  const answer = await fetch(`${node.url}${at}/messages`, { method: 'POST', headers, body: form });
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({
    from: 'candidate',
    text: null,
    client_id: 'v1',
    turn_seq: null,
  });

  const turns = await waitUntil(
    async () => {
      const { body } = await node.call('GET', `${at}/turns?limit=100`, undefined, headers);
      return body.data.at(-1)?.channel === 'api' && body.data.at(-1)?.from === 'bot' ? body.data : null;
    },
    { interval: 50 },
  );
  const [voice, reply] = turns.slice(-2);
  expect(voice).toMatchObject({
    from: 'candidate',
    channel: 'api',
    kind: 'answer',
    transcript: { text: 'I sorted three hundred parcels an hour.', confidence: 0.8 },
  });
  expect(reply!.text).toMatch(/^I heard: "I sorted three hundred parcels an hour"/);
  expect(likeness(pcm(sample('en.wav')), pcm(openai.asked.at(-1)!.file!.bytes))).toBeGreaterThan(0.9);

  const played = await fetch(`${node.url}${at}/media/${voice!.media_id}`, { headers });
  expect(played.headers.get('content-type')).toBe('audio/ogg');
  expect(Buffer.from(await played.arrayBuffer())).toEqual(sample('en.ogg'));
});
