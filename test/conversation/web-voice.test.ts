/** A voice that is posted to the web chat: what is taken, what is refused, and what is kept of it. */
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebVisitor } from '../../src/emulators/web-visitor.ts';
import { sample } from '../speech/samples.ts';
import { type Hearing, startHearing } from '../support/hearing.ts';
import { CODE, startTestNode, type TestNode } from './node.ts';

let node: TestNode;
let hearing: Hearing;
beforeAll(async () => {
  hearing = await startHearing();
  node = await startTestNode(hearing.environment);
});
afterAll(async () => {
  await node.stop();
  await hearing.stop();
});

const kept = () =>
  readdirSync(hearing.recordings, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.includes('med_'),
  ).length;

async function post(
  visitor: WebVisitor,
  fields: Record<string, string | Blob>,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value as string);
  const answer = await fetch(`${node.url}/chat/${CODE}/messages`, {
    method: 'POST',
    headers: { cookie: visitor.cookie, ...headers },
    body: form,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const audio = (name: string) => new Blob([new Uint8Array(sample(name))], { type: 'audio/webm' });

async function consented(): Promise<WebVisitor> {
  const visitor = await WebVisitor.open(node.url!, CODE, 'en');
  await visitor.next();
  await visitor.say('Yes');
  await visitor.next();
  return visitor;
}

it('is taken, heard, read back, and stands in the thread; sent twice it is one, and kept once', async () => {
  const visitor = await consented();
  hearing.openai.hears({ text: 'I sorted three hundred parcels an hour.' });
  const before = kept();
  const client_id = randomUUID();
  const first = await post(visitor, { client_id, audio: audio('en.webm') });
  expect(first).toMatchObject({ status: 201, body: { client_id } });
  const second = await post(visitor, { client_id, audio: audio('en.webm') });
  expect(second).toEqual(first);
  expect((await visitor.next()).text).toMatch(/^I heard: "I sorted three hundred parcels an hour"/);
  expect([...visitor.seen.values()].filter(({ kind }) => kind === 'voice')).toMatchObject([{ client_id }]);
  expect(kept()).toBe(before + 1);
  visitor.close();
});

it('before consent is refused, and nothing of it is kept', async () => {
  const visitor = await WebVisitor.open(node.url!, CODE, 'en');
  const before = kept();
  const answer = await post(visitor, { client_id: 'a', audio: audio('en.webm') });
  expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(kept()).toBe(before);
  visitor.close();
});

it('that is none, or comes in a wrong form, is refused, and nothing of it is kept', async () => {
  const visitor = await consented();
  const before = kept();
  const text = new Blob(['你好'.repeat(100)], { type: 'audio/webm' });
  const cases = [
    [{ client_id: 'a', audio: text }, 415, 'unsupported_media_type'],
    [{ client_id: 'a', audio: new Blob([]) }, 415, 'unsupported_media_type'],
    [{ client_id: '../../x', audio: audio('en.webm') }, 422, 'validation_failed'],
    [{ audio: audio('en.webm') }, 422, 'validation_failed'],
    [{ client_id: 'a' }, 422, 'validation_failed'],
    [{ client_id: 'a', audio: 'words' }, 422, 'validation_failed'],
    [{ client_id: 'a', audio: audio('en.webm'), more: 'x' }, 422, 'validation_failed'],
    [{ client_id: 'a', audio: new Blob([new Uint8Array(21 * 1024 * 1024)]) }, 413, 'payload_too_large'],
  ] as const;
  for (const [fields, status, code] of cases) {
    expect(await post(visitor, fields as Record<string, string | Blob>)).toMatchObject({
      status,
      body: { code },
    });
  }
  const foreign = await post(
    visitor,
    { client_id: 'a', audio: audio('en.webm') },
    { origin: 'https://elsewhere.example' },
  );
  expect(foreign.status).toBe(403);
  const stranger = await post(visitor, { client_id: 'a', audio: audio('en.webm') }, { cookie: '' });
  expect(stranger.status).toBe(401);
  expect(kept()).toBe(before);
  visitor.close();
});
