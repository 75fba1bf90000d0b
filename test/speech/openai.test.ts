import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OpenAiEmulator } from '../../src/emulators/openai.ts';
import type { FlavourName } from '../../src/emulators/openai-flavours.ts';
import { createHttp } from '../../src/http.ts';
import type { DecodedAudio } from '../../src/speech/audio.ts';
import { createDecodePool } from '../../src/speech/decode.ts';
import { openTranscriber } from '../../src/speech/index.ts';
import { createOpenAi } from '../../src/speech/openai.ts';
import { sample, wave } from './samples.ts';

const http = createHttp();
const pool = createDecodePool({ maxSeconds: 600 });
let emulator: OpenAiEmulator;
let voice: DecodedAudio;

beforeAll(async () => {
  voice = await pool.decode(sample('zh.ogg'), 'ogg');
  await pool.close();
});
afterEach(() => emulator.stop());
afterAll(() => http.close());

const MODELS: Record<FlavourName, string | undefined> = {
  openai: undefined,
  groq: 'whisper-large-v3-turbo',
  'whisper.cpp': undefined,
  'faster-whisper': 'Systran/faster-whisper-small',
  vllm: 'openai/whisper-large-v3',
  funasr: 'sensevoice',
};

async function ask(flavour: FlavourName, model = MODELS[flavour], timeoutMs = 10_000) {
  emulator = await OpenAiEmulator.start({ flavour });
  return createOpenAi({ baseUrl: emulator.url, apiKey: emulator.key, model }, http, {
    timeoutMs,
    retryMs: 1,
    longestRetryMs: 50,
  });
}

describe('what was said comes back the same from every server', () => {
  const SAID = '我做过两年分拣。一小时三百件！';
  it.each([
    ['openai', 0.8, 2],
    ['groq', 0.8, 2],
    ['whisper.cpp', 0.8, 2],
    ['faster-whisper', 0.8, 2],
    ['vllm', null, 2],
    ['funasr', null, 0],
  ] as const)('%s', async (flavour, confidence, segments) => {
    const transcriber = await ask(flavour);
    emulator.hears({ text: SAID, confidence: 0.8, language: 'zh' });
    const heard = await transcriber.transcribe(voice, 'zh');
    expect(heard).toMatchObject({ text: SAID, confidence });
    expect(heard!.segments).toHaveLength(segments);
    if (segments > 0) {
      expect(heard!.segments[0]).toMatchObject({ start: 0, text: '我做过两年分拣。' });
      expect(heard!.segments[1]!.end).toBeCloseTo(voice.seconds, 1);
    }
    const { body, file } = emulator.asked[0]!;
    expect(body).toMatchObject({ language: 'zh', temperature: '0' });
    expect(file).toMatchObject({ name: 'audio.wav', type: 'audio/wav' });
    expect(Buffer.from(file!.bytes)).toEqual(Buffer.from(voice.wav));
    expect(transcriber.health()).toEqual({ state: 'ok' });
  });

  it('openai’s newer models, which know no segments, tell their confidence by the word', async () => {
    const transcriber = await ask('openai', 'gpt-4o-mini-transcribe');
    emulator.hears({ text: SAID, confidence: 0.7 });
    expect(await transcriber.transcribe(voice, 'zh')).toEqual({ text: SAID, confidence: 0.7, segments: [] });
    emulator.hears({ text: SAID });
    await transcriber.transcribe(voice, 'zh');
    // The first refusal is remembered.
    expect(emulator.asked.map(({ body }) => body.response_format)).toEqual(['verbose_json', 'json', 'json']);
    expect(emulator.asked[2]!.body['include[]']).toBe('logprobs');
  });
});

describe('nobody’s words are made up', () => {
  it.each(['openai', 'groq', 'whisper.cpp', 'faster-whisper', 'vllm', 'funasr'] as const)(
    'silence is not even sent to %s',
    async (flavour) => {
      emulator = await OpenAiEmulator.start({ flavour });
      const settings = {
        kind: 'openai',
        baseUrl: emulator.url,
        apiKey: emulator.key,
        model: undefined,
      } as const;
      const transcriber = await openTranscriber(settings, http);
      const silence = { wav: wave(3, () => 0), seconds: 3, loudness: { quiet: -96, loud: -96 } };
      expect(await transcriber.transcribe(silence, 'zh')).toBeNull();
      expect(emulator.asked).toEqual([]);
      emulator.hears({ text: 'A voice.' });
      expect((await transcriber.transcribe(voice, null).catch(() => null)) ?? emulator.asked).not.toEqual([]);
    },
  );

  it.each(['openai', 'groq', 'whisper.cpp', 'faster-whisper', 'funasr'] as const)(
    'what %s writes over silence all the same is no text',
    async (flavour) => {
      const transcriber = await ask(flavour);
      const silence = { wav: wave(3, () => 0), seconds: 3, loudness: { quiet: -30, loud: -20 } };
      expect(await transcriber.transcribe(silence, 'zh')).toBeNull();
    },
  );

  it.each([
    ['thanks for watching', '谢谢大家的观看。', null],
    ['subtitles', '字幕由Amara.org社区提供', null],
    ['a stage direction', '[音乐] (music)', null],
    ['marks', '……', null],
    ['thanks that somebody says', '谢谢，我想问一下工资。', '谢谢，我想问一下工资。'],
    ['brackets in a sentence', 'I worked (part time) in 2023.', 'I worked (part time) in 2023.'],
    ['a note between words', '我做过 ♪ 分拣', '我做过分拣'],
    ['an emoji of SenseVoice', '<|zh|><|HAPPY|><|Speech|><|withitn|>可以上夜班😊', '可以上夜班'],
    ['spaces between characters', '我 做过 three 年', '我做过 three 年'],
  ] as const)('%s', async (_, text, words) => {
    const transcriber = await ask('openai');
    emulator.hears({ text });
    expect((await transcriber.transcribe(voice, null))?.text ?? null).toBe(words);
  });

  it('a decoder that goes round in circles is not believed', async () => {
    const transcriber = await ask('openai');
    emulator.hears({ text: '我做过分拣'.repeat(20), confidence: 0.95 });
    const heard = await transcriber.transcribe(voice, null);
    expect(heard!.confidence).toBeLessThanOrEqual(0.1);
  });
});

describe('the language', () => {
  it('is asked for again without ours, when the answer is in doubt', async () => {
    const transcriber = await ask('openai');
    emulator.hears({ text: 'I sorted parcels for two years.', language: 'en' });
    const heard = await transcriber.transcribe(voice, 'zh');
    expect(heard).toMatchObject({ text: 'I sorted parcels for two years.', confidence: 0.9 });
    expect(emulator.asked.map(({ body }) => body.language)).toEqual(['zh', undefined]);
  });
});

describe('faults', () => {
  /** One that never ends is given up soon; nothing else hangs on how fast this machine is. */
  const within = ({ kind }: { kind: string }) => (kind === 'hang' || kind === 'trickle' ? 1000 : 10_000);
  const once = [
    ['429', { kind: 'rate_limit' }],
    ['429 with a pause that can be waited for', { kind: 'rate_limit', retry_after: 0.01 }],
    ['500', { kind: 'server_error' }],
    ['a broken connection', { kind: 'reset' }],
    ['a page instead of an answer', { kind: 'garbage' }],
    ['half an answer', { kind: 'cut' }],
    ['no answer', { kind: 'hang' }],
    ['an answer that drips', { kind: 'trickle' }],
  ] as const;

  it.each(once)('%s once is not noticed', async (_, fault) => {
    const transcriber = await ask('openai', MODELS.openai, within(fault));
    emulator.fault(fault);
    emulator.hears({ text: '你好。' });
    const short = { ...voice, seconds: 0.1 };
    expect((await transcriber.transcribe(short, null))?.text).toBe('你好。');
    expect(emulator.asked).toHaveLength(2);
  });

  it.each(once)('%s again is an outage, told within seconds', async (_, fault) => {
    const transcriber = await ask('openai', MODELS.openai, within(fault));
    emulator.fault({ ...fault, times: 0 });
    const short = { ...voice, seconds: 0.1 };
    await expect(transcriber.transcribe(short, null)).rejects.toMatchObject({ code: 'unavailable' });
    expect(emulator.asked).toHaveLength(2);
    expect(transcriber.health().state).toBe('degraded');
  });

  it('a pause of minutes is not waited for', async () => {
    const transcriber = await ask('openai');
    emulator.fault({ kind: 'rate_limit', retry_after: 300 });
    await expect(transcriber.transcribe(voice, null)).rejects.toMatchObject({ code: 'unavailable' });
    expect(emulator.asked).toHaveLength(1);
  });

  it('a wrong key is told, and not tried again', async () => {
    const transcriber = await ask('openai');
    emulator.fault({ kind: 'unauthorized' });
    await expect(transcriber.transcribe(voice, null)).rejects.toMatchObject({ code: 'refused' });
    expect(emulator.asked).toHaveLength(1);
    expect(transcriber.health()).toEqual({ state: 'degraded', detail: 'transcriber refused: status 401' });
  });

  it('a model that is not there is told', async () => {
    const transcriber = await ask('groq', 'whisper-1');
    await expect(transcriber.transcribe(voice, null)).rejects.toMatchObject({ code: 'refused' });
  });

  it('a server that nobody runs is an outage', async () => {
    const transcriber = await ask('openai');
    await emulator.stop();
    await expect(transcriber.transcribe(voice, null)).rejects.toMatchObject({ code: 'unavailable' });
    emulator = await OpenAiEmulator.start();
  });

  it('after three outages in a row nobody is kept waiting for the fourth', async () => {
    const transcriber = await ask('openai');
    emulator.fault({ kind: 'server_error', times: 0 });
    for (let i = 0; i < 3; i++) await transcriber.transcribe(voice, null).catch(() => {});
    const asked = emulator.asked.length;
    await expect(transcriber.transcribe(voice, null)).rejects.toMatchObject({ code: 'unavailable' });
    expect(emulator.asked).toHaveLength(asked);
  });

  it('says nothing of who spoke or what in its errors', async () => {
    const transcriber = await ask('openai');
    emulator.fault({ kind: 'server_error', times: 0 });
    const error = await transcriber.transcribe(voice, null).catch((e: Error) => e);
    expect((error as Error).message).toBe('transcriber unavailable: status 500');
  });
});
