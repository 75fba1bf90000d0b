/** A voice note over the whole path: Telegram and the transcriber emulated, all else real. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { eraseMedia } from '../../db/media.ts';
import { likeness, pcm, sample, wave } from '../speech/samples.ts';
import { type Hearing, startHearing } from '../support/hearing.ts';
import { waitFor } from '../support/patience.ts';
import { candidate, startTestNode, type TestNode } from './node.ts';

/** Sound is decoded and heard while other tests want the machine too. */
const PATIENCE_MS = 60_000;
vi.setConfig({ testTimeout: 60_000 });

let node: TestNode;
let hearing: Hearing;
let openai: Hearing['openai'];
beforeAll(async () => {
  hearing = await startHearing();
  openai = hearing.openai;
  node = await startTestNode(hearing.environment);
});
afterEach(() => openai.clearFaults());
afterAll(async () => {
  await node.stop();
  await hearing.stop();
});

interface Turn {
  seq: number;
  from: string;
  kind: string;
  text: string | null;
  media_id: string | null;
  transcript: { text: string; confidence: number | null; corrected?: string; segments: object[] } | null;
  amends_seq: number | null;
}

const turnsOf = async (at: string) =>
  ((await node.call('GET', `${at}/turns?limit=100`)).body.data as unknown as Turn[]) ?? [];
const voiceOf = async (at: string) => (await turnsOf(at)).findLast((turn) => turn.media_id !== null)!;

describe('a Chinese voice note by Telegram', () => {
  it('is heard, read back, an answer, and put right by reply; all three stay', async () => {
    const lin = await candidate(node);
    openai.hears({ text: '我做过两年分拣。一小时三百件。', confidence: 0.8, language: 'zh' });
    lin.user.sendVoice(sample('zh.ogg'), { duration: 6 });
    const reply = (await lin.user.next(PATIENCE_MS)).text;
    expect(reply).toMatch(/^我听到的是：“我做过两年分拣。一小时三百件”/);

    // What reached the transcriber is what was said.
    const { body, file } = openai.asked.at(-1)!;
    expect(body.language).toBe('zh');
    expect(likeness(pcm(sample('zh.wav')), pcm(file!.bytes))).toBeGreaterThan(0.9);

    const voice = await voiceOf(lin.at);
    expect(voice).toMatchObject({
      from: 'candidate',
      text: null,
      transcript: { text: '我做过两年分拣。一小时三百件。', confidence: 0.8 },
    });
    expect(voice.kind).toMatch(/answer/);
    expect(voice.transcript!.segments).toEqual([
      { start: 0, end: expect.any(Number), text: '我做过两年分拣。' },
      { start: expect.any(Number), end: expect.any(Number), text: '一小时三百件。' },
    ]);

    expect(await lin.say('不是三百，是三千')).toContain('更正我记下了');
    const corrected = await voiceOf(lin.at);
    expect(corrected.transcript).toMatchObject({
      text: '我做过两年分拣。一小时三百件。',
      corrected: '我做过两年分拣。一小时三千件。',
    });
    expect((await turnsOf(lin.at)).find(({ kind }) => kind === 'amendment')).toMatchObject({
      text: '不是三百，是三千',
      amends_seq: voice.seq,
    });
    const { body: interview } = await node.call('GET', lin.at);
    const [answer] = interview.answers as object[];
    expect(answer).toMatchObject({
      text: '我做过两年分拣。一小时三千件。',
      spans: [{ quote: '我做过两年分拣。一小时三千件。' }],
      addenda: [{ text: '不是三百，是三千' }],
    });
  });

  it('with words under it is one answer of two', async () => {
    const lin = await candidate(node);
    openai.hears({ text: '有一次箱子破了。' });
    lin.user.sendVoice(sample('zh.ogg'), { duration: 6, caption: '我先拍照，再报给组长。' });
    const reply = (await lin.user.next(PATIENCE_MS)).text;
    expect(reply).toMatch(/^我听到的是：“有一次箱子破了”/);
    const heard = (await turnsOf(lin.at)).filter(({ kind }) => kind === 'answer');
    expect(heard.map(({ text, transcript }) => text ?? transcript?.text)).toEqual([
      '有一次箱子破了。',
      '我先拍照，再报给组长。',
    ]);
  });
});

describe('while a transcriber takes its time', () => {
  it('the reply waits for it, a STOP does not, and nobody else waits', async () => {
    const [lin, wu] = [await candidate(node), await candidate(node)];
    openai.fault({ kind: 'slow', ms: 6000, times: 1 });
    openai.hears({ text: '这是语音。' });
    const before = openai.asked.length;
    lin.user.sendVoice(sample('zh.ogg'), { duration: 6 });
    await waitFor(() => expect(openai.asked.length).toBeGreaterThan(before));
    expect(await wu.say('我做过半年分拣，每天两百件。')).not.toBe('');
    expect(await lin.say('退订')).toContain('已退订');
    // All of that while the transcriber was still at it.
    expect(await voiceOf(lin.at)).toBeUndefined();
    await waitFor(async () => expect(await voiceOf(lin.at)).toBeDefined());
    // Heard after the STOP: kept, without a word.
    expect((await voiceOf(lin.at)).transcript?.text).toBe('这是语音。');
  });

  it('a text behind a voice waits with it, and they are answered in order', async () => {
    const lin = await candidate(node);
    openai.fault({ kind: 'slow', ms: 3000, times: 1 });
    openai.hears({ text: '第一条是语音。' });
    lin.user.sendVoice(sample('zh.ogg'), { duration: 6 });
    lin.user.send('第二条是文字，我当时在昆山。');
    const reply = (await lin.user.next(PATIENCE_MS)).text;
    expect(reply).toContain('第一条是语音');
    const said = (await turnsOf(lin.at)).filter(({ kind }) => kind === 'answer');
    expect(said.map(({ text, transcript }) => text ?? transcript?.text)).toEqual([
      '第一条是语音。',
      '第二条是文字，我当时在昆山。',
    ]);
  });
});

describe('what cannot be heard gets a kind line, and is kept', () => {
  const text = Buffer.from('你好，我想应聘。'.repeat(100));
  it.each([
    ['silence', wave(3, () => 0), {}, /没听到说话声/],
    ['hiss', wave(3, () => (Math.random() - 0.5) * 0.4), {}, /没听到说话声/],
    ['a text named .ogg', text, {}, /打不开/],
    ['the first bytes of a recording', sample('zh.ogg').subarray(0, 200), {}, /打不开|没听到/],
    ['a third of what was announced', sample('en.ogg'), { duration: 36_000 }, /打不开/],
    ['more than Telegram hands over', Buffer.alloc(21 * 1024 * 1024, 'OggS'), { duration: 5 }, /太长了/],
  ] as const)('%s', async (_, bytes, options, says) => {
    const lin = await candidate(node);
    const asked = openai.asked.length;
    lin.user.sendVoice(bytes, { duration: 1, ...options });
    const reply = (await lin.user.next(PATIENCE_MS)).text;
    expect(reply).toMatch(says);
    expect(reply).not.toMatch(/[?？]/);
    expect(openai.asked).toHaveLength(asked);
    const [turn] = (await turnsOf(lin.at)).filter(
      ({ from, kind }) => from === 'candidate' && kind === 'other',
    );
    expect(turn?.media_id).toMatch(/^med_/);
  });

  it('an outage: kept for HR with a ticket, asked for in text, and the interview goes on', async () => {
    const lin = await candidate(node);
    openai.fault({ kind: 'unauthorized', times: 0 });
    lin.user.sendVoice(sample('zh.ogg'), { duration: 6 });
    expect((await lin.user.next(PATIENCE_MS)).text).toMatch(/这会儿听不了.*HR会听/);
    const { body } = await node.call('GET', `/v1/tickets?kind=voice&interview_id=${lin.id}`);
    expect(body.data).toHaveLength(1);
    expect((await node.call('GET', '/readyz')).body).toMatchObject({
      status: 'degraded',
      parts: { speech: { state: 'degraded', detail: 'transcriber refused: status 401' } },
    });
    expect(await lin.say('我做过两年分拣，在昆山的仓库。')).toMatch(/[?？]/);
  });

  it('a passing failure is not noticed', async () => {
    const lin = await candidate(node);
    openai.fault({ kind: 'server_error', times: 1 });
    openai.hears({ text: '我做过两年分拣。' });
    lin.user.sendVoice(sample('zh.ogg'), { duration: 6 });
    expect((await lin.user.next(PATIENCE_MS)).text).toContain('我做过两年分拣');
  });
});

describe('before consent', () => {
  it('a voice is neither fetched nor kept nor heard', async () => {
    const user = node.telegram.user(9001, { first_name: '林', language_code: 'zh-hans' });
    user.send('/start PATH01');
    await user.next(PATIENCE_MS);
    const asked = openai.asked.length;
    user.sendVoice(sample('zh.ogg'), { duration: 6 });
    expect((await user.next(PATIENCE_MS)).text).toContain('等你同意之后我才能听');
    expect(openai.asked).toHaveLength(asked);
    const [row] = await node.runtime.sql<{ n: number }[]>`
      select count(*)::int as n from media m join identities d using (conversation_id) where d.address = '9001'`;
    expect(row!.n).toBe(0);
  });
});

describe('replay by the API', () => {
  it('gives the recording, whole and in parts, in a type that browsers play, to who may read interviews', async () => {
    const lin = await candidate(node);
    openai.hears({ text: '我做过两年分拣。' });
    lin.user.sendVoice(sample('zh.ogg'), { duration: 6 });
    await lin.user.next(PATIENCE_MS);
    const { media_id: id } = await voiceOf(lin.at);
    const get = (headers: Record<string, string> = {}, path = `${lin.at}/media/${id}`) =>
      fetch(`${node.url}${path}`, {
        headers: { authorization: `Bearer a_bootstrap_key_of_the_tests__at_least_32_long`, ...headers },
      });
    const whole = await get();
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-type')).toBe('audio/ogg');
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(sample('zh.ogg'));

    const part = await get({ range: 'bytes=100-199' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${sample('zh.ogg').length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(sample('zh.ogg').subarray(100, 200));
    const tail = await get({ range: 'bytes=-50' });
    expect(Buffer.from(await tail.arrayBuffer())).toEqual(sample('zh.ogg').subarray(-50));
    const beyond = await get({ range: 'bytes=999999-' });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${sample('zh.ogg').length}`);

    expect((await get({ authorization: '' })).status).toBe(401);
    const other = await candidate(node);
    expect((await get({}, `${other.at}/media/${id}`)).status).toBe(404);
    expect((await get({}, `${lin.at}/media/med_0000000000000000000000000`)).status).toBe(404);
  });

  it('of AMR gives a WAV', async () => {
    const lin = await candidate(node);
    openai.hears({ text: 'I sorted parcels.' });
    lin.user.sendVoice(sample('en.amr'), { duration: 3, mime_type: 'audio/amr' });
    await lin.user.next(PATIENCE_MS);
    const { media_id: id } = await voiceOf(lin.at);
    const answer = await fetch(`${node.url}${lin.at}/media/${id}`, {
      headers: { authorization: `Bearer a_bootstrap_key_of_the_tests__at_least_32_long` },
    });
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    expect(likeness(pcm(sample('en.wav')), pcm(new Uint8Array(await answer.arrayBuffer())))).toBeGreaterThan(
      0.75,
    );
  });
});

describe('a voice that has to go', () => {
  it('is gone from the store, its copy too, and the API knows nothing of it', async () => {
    const lin = await candidate(node);
    openai.hears({ text: 'I sorted parcels.' });
    lin.user.sendVoice(sample('en.amr'), { duration: 3, mime_type: 'audio/amr' });
    await lin.user.next(PATIENCE_MS);
    const id = (await voiceOf(lin.at)).media_id!;
    const { media, sql } = node.runtime;
    expect(await media.read(id, 0, 10)).toHaveLength(10);
    expect(await media.read(`${id}.wav`, 0, 10)).toHaveLength(10);
    const [row] = await sql<{ id: string }[]>`select conversation_id as id from media where id = ${id}`;
    await eraseMedia(sql, row!.id);
    expect((await node.call('GET', `${lin.at}/media/${id}`)).status).toBe(404);
    await waitFor(async () => {
      expect(await media.read(id, 0, 10)).toBeNull();
      expect(await media.read(`${id}.wav`, 0, 10)).toBeNull();
      expect(await sql`select 1 from media where id = ${id}`).toHaveLength(0);
    });
  });
});

describe('privacy', () => {
  it('no word that was spoken stands in the log', () => {
    expect(node.logged()).not.toMatch(/三百件|三千件|箱子破了|第一条是语音/);
  });
});
