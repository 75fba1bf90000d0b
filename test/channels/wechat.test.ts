/** What WeChat's gateway tells, how fast we write, and what our own process with the connection may do wrong. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { channelRegistry } from '../../src/channels/index.ts';
import { failureOf, problemOf } from '../../src/channels/wechat-grpc.ts';
import { codesIn, readMessage } from '../../src/channels/wechat-messages.ts';
import { createPace } from '../../src/channels/wechat-pace.ts';
import { type GatewayMessage, idIn, readPayload, readRecording } from '../../src/channels/wechat-payloads.ts';
import { fromProcess, LIMITS, MAX_VOICE_BYTES } from '../../src/channels/wechat-protocol.ts';
import { readConfig } from '../../src/config.ts';
import type { InboundMessage } from '../../src/types.ts';
import fc from '../support/chance.ts';

interface Case {
  name: string;
  payload: GatewayMessage;
  message: InboundMessage | null;
}

const SELF = 'wxid_tingda_bot';
const folder = new URL('./wechat/', import.meta.url);
const cases = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case);

function read(payload: GatewayMessage): InboundMessage | null {
  const message = readPayload(payload, SELF);
  return message && readMessage({ ...message, name: '林' }, null);
}

describe('what the gateway tells', () => {
  it.each(cases)('$name', ({ payload, message }) => {
    expect(read(payload)).toEqual(message);
  });

  it('carries the bytes of a voice along, which nobody gives twice', () => {
    const voice = cases.find(({ name }) => name === 'a voice note')!;
    const recording = new Uint8Array([1, 2, 3]);
    const message = readMessage({ ...readPayload(voice.payload, SELF)!, name: '' }, recording)!;
    expect(message.recording).toBe(recording);
    expect(message.name).toBeUndefined();
  });

  it('is cut to what a person writes, and never breaks what reads it', () => {
    fc.assert(
      fc.property(
        fc.record({
          id: fc.string({ minLength: 1 }),
          talkerId: fc.string({ minLength: 1, unit: 'binary' }),
          roomId: fc.constant(''),
          text: fc.string({ unit: 'binary', maxLength: 30_000, size: 'max' }),
          type: fc.integer(),
          timestamp: fc.double(),
        }),
        (payload) => {
          const message = readPayload(payload, SELF);
          if (message === null) return;
          expect(message.text.length).toBeLessThanOrEqual(LIMITS.text);
          expect(() => readMessage({ ...message, name: '' }, null)).not.toThrow();
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is nobody’s when it does not say whose it is', () => {
    const [{ payload }] = cases as [Case];
    for (const talkerId of ['', 'x'.repeat(LIMITS.id + 1)])
      expect(() => readPayload({ ...payload, talkerId }, SELF)).toThrow();
  });

  it.each([
    '',
    'null',
    '7',
    '"x"',
    '[]',
    '{}',
    '{"messageId":null}',
    '{"messageId":""}',
    '{',
    'x'.repeat(20_000),
  ])('may be an event that carries nothing: %.20s', (payload) =>
    expect(idIn(payload, 'messageId')).toBeNull(),
  );
});

describe('where a recording is', () => {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  it.each([
    ['in the answer', { type: 1, base64: 'AgM=', name: 'a.sil' }, { bytes: Buffer.from([2, 3]) }],
    ['in the answer of an older gateway', { boxType: 1, base64: 'AgM=' }, { bytes: Buffer.from([2, 3]) }],
    [
      'at an address',
      { type: 2, url: 'https://cdn.example.org/a.sil' },
      { url: 'https://cdn.example.org/a.sil' },
    ],
    ['at the gateway', { type: 7, uuid: 'b1' }, { uuid: 'b1' }],
    ['nowhere: too large', { type: 1, base64: base64(new Uint8Array(MAX_VOICE_BYTES + 1)) }, null],
    ['nowhere: empty', { type: 1, base64: '' }, null],
    ['nowhere: on the gateway’s disk', { type: 5, localPath: '/etc/passwd' }, null],
    ['nowhere: behind a QR code', { type: 3, qrCode: 'x' }, null],
    ['nowhere: not an address', { type: 2, url: 'voice' }, null],
  ])('%s', (_name, box, found) => {
    expect(readRecording(JSON.stringify(box))).toEqual(found);
  });
});

describe('a process that hands over nonsense', () => {
  it.each([
    null,
    7,
    [],
    {},
    { kind: 'message' },
    {
      kind: 'message',
      n: 1,
      message: { id: '1', talker: 'a', type: 'Text', text: 'x'.repeat(20_001), at: 0, name: '' },
      recording: null,
    },
    {
      kind: 'message',
      n: 1,
      message: { id: '1', talker: 'a', type: '../x', text: '', at: 0, name: '' },
      recording: null,
    },
    {
      kind: 'message',
      n: 1,
      message: { id: '1', talker: 'a', type: 'Text', text: '', at: 0, name: '' },
      recording: 'file:///etc/passwd',
    },
    { kind: 'down', problem: 'whatever' },
  ])('is not believed: %j', (given) => {
    expect(fromProcess.safeParse(given).success).toBe(false);
  });
});

describe('what a status means', () => {
  const late = { code: 4, details: 'Deadline exceeded' };
  it.each([
    ['a wrong token', { code: 16, details: 'Invalid Wechaty TOKEN "x"' }, 'token_refused'],
    [
      'nobody there',
      { code: 14, details: 'No connection established. Last error: Error: connect ECONNREFUSED 10.0.0.5:1.' },
      'unreachable',
    ],
    ['no such host', { code: 14, details: 'Name resolution failed for target dns:x:1' }, 'unreachable'],
    [
      'TLS on one side only',
      { code: 14, details: 'No connection established. Last error: Failed to connect.' },
      'broken_off',
    ],
    ['TLS on the other', { code: 14, details: 'Connection dropped' }, 'broken_off'],
    ['a reset', { code: 14, details: 'read ECONNRESET' }, 'broken_off'],
    [
      'somebody else connected',
      { code: 6, details: 'GrpcServerImpl.event() can not call twice.' },
      'other_client',
    ],
    ['no answer', late, 'gateway_silent'],
    ['a fault of the gateway', { code: 13 }, 'gateway_failed'],
    ['anything else', 'x', 'gateway_failed'],
  ])('for the connection: %s', (_name, error, problem) => {
    expect(problemOf(error)).toBe(problem);
  });
  it.each([
    ['a wrong token', { code: 16 }, 'token_refused'],
    ['too much', { code: 8 }, 'rate_limited'],
    ['no answer', late, 'no_answer'],
    ['not a friend', { code: 2, details: 'the contact is not a friend' }, 'not_a_friend'],
    ['not a friend, in Chinese', { code: 2, details: '你还不是他的朋友：不是对方好友' }, 'not_a_friend'],
    ['logged out', { code: 2, details: 'Error: not logged in' }, 'logged_out'],
    ['a call that the gateway does not have', { code: 12 }, 'refused'],
    ['anything that a puppet may throw', { code: 2, details: 'boom' }, 'unsure'],
    ['a connection that broke', { code: 14 }, 'unsure'],
    ['an error without a code', new Error('x'), 'unsure'],
  ])('for a request: %s', (_name, error, failure) => {
    expect(failureOf(error)).toBe(failure);
  });
});

describe('a code in a greeting', () => {
  it.each([
    ['SORT01', ['SORT01']],
    ['我是小林 sort01', ['SORT01']],
    ['ＳＯＲＴ０１，你好', ['SORT01']],
    ['应聘分拣员（SORT01）谢谢', ['SORT01']],
    ['hello I am Lin, SORT01', ['HELLO', 'SORT01']],
    ['我是小林', []],
    ['ABC', []],
    ['ABCDEFGHIJKLM', []],
    ["'; drop table openings; --", ['DROP', 'TABLE', 'OPENINGS']],
    [
      Array.from({ length: 50 }, (_, i) => `CODE${i}`).join(' '),
      Array.from({ length: 8 }, (_, i) => `CODE${i}`),
    ],
  ])('%.40s', (hello, codes) => expect(codesIn(hello)).toEqual(codes));
});

describe('the pace of a person', () => {
  /** Everybody comes back when they are told to, as the outbox does, `late` milliseconds behind. */
  function run(wanted: { at: number; to: string }[], random: () => number, late = 0) {
    const pace = createPace(random);
    const queue = wanted.map(({ at, to }, i) => ({ at, to, i }));
    const sent: { at: number; to: string; i: number }[] = [];
    while (queue.length > 0) {
      queue.sort((a, b) => a.at - b.at || a.i - b.i);
      const next = queue.shift()!;
      const wait = pace.take(next.to, next.at);
      if (wait === 0) sent.push(next);
      else queue.push({ ...next, at: next.at + wait + late });
    }
    return sent;
  }

  it('is kept whoever wants what: a second in a chat, three to five between people, forty a minute', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ at: fc.integer({ min: 0, max: 20_000 }), to: fc.constantFrom('a', 'b', 'c', 'd') }),
          { maxLength: 60 },
        ),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 1500 }),
        (wanted, chance, late) => {
          const sent = run(wanted, () => chance, late);
          expect(sent).toHaveLength(wanted.length);
          for (const [i, one] of sent.entries()) {
            const before = sent[i - 1];
            if (before) expect(one.at - before.at).toBeGreaterThanOrEqual(one.to === before.to ? 1000 : 3000);
            const fortieth = sent[i - 40];
            if (fortieth) expect(one.at - fortieth.at).toBeGreaterThanOrEqual(60_000);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('lets nobody have more than forty lines in a minute', () => {
    const sent = run(
      Array.from({ length: 60 }, () => ({ at: 0, to: 'a' })),
      () => 0,
    );
    expect(sent[39]!.at).toBeLessThan(60_000);
    expect(sent[40]!.at).toBeGreaterThanOrEqual(60_000);
  });

  it('lets those who came first go first, and nobody for ever wait', () => {
    const people = Array.from({ length: 12 }, (_, i) => ({ at: i, to: `p${i}` }));
    const sent = run(people, () => 0.5);
    expect(sent.map(({ to }) => to)).toEqual(people.map(({ to }) => to));
    expect(sent.at(-1)!.at).toBeLessThan(12 * 5000);
  });

  it('takes from three to five seconds, by chance', () => {
    const second = (chance: number) => {
      const pace = createPace(() => chance);
      pace.take('a', 0);
      return pace.take('b', 0);
    };
    expect([second(0), second(0.5), second(1)]).toEqual([3000, 4000, 5000]);
  });

  it('keeps no place for who does not come back', () => {
    const pace = createPace(() => 0);
    pace.take('a', 0);
    expect(pace.take('gone', 0)).toBe(3000);
    expect(pace.take('b', 0)).toBe(8000);
    expect(pace.take('b', 30_000)).toBe(0);
  });
});

describe('the environment', () => {
  const good = {
    WECHAT_PUPPET_ENDPOINT: '10.0.0.5:8788',
    WECHAT_PUPPET_TOKEN: 'insecure_4b1d3f1e-5f6a-4c1e-9d2b-0123456789ab',
  };
  const wechat = (env: Record<string, string>) => readConfig(env, channelRegistry).channels.wechat;
  it('needs an endpoint and a token, and speaks TLS unless told', () => {
    expect(wechat(good)).toEqual({ ...good, WECHAT_PUPPET_TLS: 'on' });
    expect(wechat({ ...good, WECHAT_PUPPET_TLS: 'off', WECHAT_PUPPET_ENDPOINT: '[::1]:8788' })).toBeDefined();
    expect(wechat({})).toBeUndefined();
  });
  it.each([
    [
      'a token alone: the library would call a public service',
      { WECHAT_PUPPET_TOKEN: good.WECHAT_PUPPET_TOKEN },
    ],
    [
      'the address of that service',
      { ...good, WECHAT_PUPPET_ENDPOINT: 'wechaty://api.chatie.io/insecure_x' },
    ],
    ['no port', { ...good, WECHAT_PUPPET_ENDPOINT: '10.0.0.5' }],
    ['a path', { ...good, WECHAT_PUPPET_ENDPOINT: 'unix:/tmp/x' }],
    ['a token without its name', { ...good, WECHAT_PUPPET_TOKEN: '4b1d3f1e-5f6a-4c1e-9d2b-0123456789ab' }],
    ['another word for TLS', { ...good, WECHAT_PUPPET_TLS: 'true' }],
  ])('refuses %s', (_name, env) => {
    expect(() => wechat(env)).toThrow(/WECHAT_PUPPET_/);
  });
});
