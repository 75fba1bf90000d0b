/** A voice note by MMS over the whole path: Twilio and the transcriber emulated, all else real. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { TwilioEmulator } from '../../src/emulators/twilio.ts';
import { smsSegments } from '../../src/flows/segments.ts';
import { likeness, pcm, sample } from '../speech/samples.ts';
import { CODE, startTestNode, type TestNode } from './node.ts';

const KEY = 'a_key_of_this_test_at_least_32_characters';

let openai: OpenAiEmulator;
let twilio: TwilioEmulator;
let node: TestNode;
beforeAll(async () => {
  openai = await OpenAiEmulator.start();
  twilio = await TwilioEmulator.start();
  node = await startTestNode({
    BOOTSTRAP_API_KEY: KEY,
    STT_BASE_URL: openai.url,
    STT_API_KEY: openai.key,
    MEDIA_URL: pathToFileURL(mkdtempSync(join(tmpdir(), 'tingda-mms-'))).href,
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: twilio.authToken,
    TWILIO_FROM: twilio.from,
    TWILIO_API_ROOT: twilio.url,
  });
  twilio.webhook = `${node.url}/hooks/sms/twilio#rc=5&rp=all`;
});
afterAll(async () => {
  await node.stop();
  await twilio.stop();
  await openai.stop();
});

it('in AMR, as phones record it, is heard, read back in one text, and can be played', async () => {
  const phone = twilio.phone('+14155552671');
  await phone.send('Hello, I would like to hear more about the job please');
  await phone.next();
  await phone.send(CODE);
  await phone.next();
  await phone.send('1');
  expect((await phone.next()).text).toContain('introduce yourself');

  openai.hears({ text: 'I sorted parcels for two years.', confidence: 0.8, language: 'en' });
  await phone.send('', [{ type: 'audio/amr', bytes: sample('en.amr') }]);
  const { text } = await phone.next(15_000);
  expect(text).toContain('"I sorted parcels for two years"');
  expect(smsSegments(text)).toBeLessThanOrEqual(3);
  expect(text).toMatch(/^[\x20-\x7e\n]+$/);

  // AMR at 8 kHz keeps less of a voice than what it was made of.
  const { file } = openai.asked.at(-1)!;
  expect(likeness(pcm(sample('en.wav')), pcm(file!.bytes))).toBeGreaterThan(0.7);

  const [interview] = await node.runtime.sql<{ id: string }[]>`
    select v.id from interviews v join identities i on i.conversation_id = v.conversation_id
    where i.address = ${phone.number}`;
  const { body } = await node.call('GET', `/v1/interviews/${interview!.id}/turns?limit=100`, undefined, {
    authorization: `Bearer ${KEY}`,
  });
  const voice = body.data.find((turn) => turn.media_id !== null)!;
  expect(voice).toMatchObject({
    channel: 'twilio',
    transcript: { text: 'I sorted parcels for two years.', confidence: 0.8 },
  });
  const audio = await fetch(`${node.url}/v1/interviews/${interview!.id}/media/${voice.media_id}`, {
    headers: { authorization: `Bearer ${KEY}`, range: 'bytes=0-3' },
  });
  expect([audio.status, audio.headers.get('content-type')]).toEqual([206, 'audio/wav']);
  expect(await audio.text()).toBe('RIFF');
});
