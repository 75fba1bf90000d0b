/** A voice note by MMS over the whole path: Twilio and the transcriber emulated, all else real. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { smsSegments } from '../../src/flows/segments.ts';
import { likeness, pcm, sample } from '../speech/samples.ts';
import { CODE, KEY } from './node.ts';
import { startSmsNode } from './twilio.ts';

let sms: Awaited<ReturnType<typeof startSmsNode>>;
beforeAll(async () => {
  sms = await startSmsNode();
});
afterAll(() => sms.stop());

it('in AMR, as phones record it, is heard, read back in one text, and can be played', async () => {
  const { node, twilio, openai } = sms;
  const phone = twilio.phone('+14155552671');
  await phone.send('Hello, I would like to hear more about the job please');
  await phone.next();
  await phone.send(CODE);
  await phone.next();
  await phone.send('1');
  expect((await phone.next()).text).toContain('introduce yourself');

  openai.hears({ text: 'I sorted parcels for two years.', confidence: 0.8, language: 'en' });
  await phone.send('', [{ type: 'audio/amr', bytes: sample('en.amr') }]);
  const { text } = await phone.next();
  expect(text).toContain('"I sorted parcels for two years"');
  expect(smsSegments(text)).toBeLessThanOrEqual(3);
  expect(text).toMatch(/^[\x20-\x7e\n]+$/);

  // AMR at 8 kHz keeps less of a voice than what it was made of.
  const { file } = openai.asked.at(-1)!;
  expect(likeness(pcm(sample('en.wav')), pcm(file!.bytes))).toBeGreaterThan(0.7);

  const [interview] = await node.runtime.sql<{ id: string }[]>`
    select v.id from interviews v join identities i on i.conversation_id = v.conversation_id
    where i.address = ${phone.number}`;
  const { body } = await node.call('GET', `/v1/interviews/${interview!.id}/turns?limit=100`);
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
