/** One suite for every channel: what the rest of the house relies on. A new channel brings a row in `channel-subjects.ts`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelRegistry } from '../../src/channels/index.ts';
import { splitText } from '../../src/channels/split.ts';
import { SendError } from '../../src/errors.ts';
import { createHttp } from '../../src/http.ts';
import type { OutboundContent } from '../../src/types.ts';
import { subjects } from './channel-subjects.ts';
import type { Failure, Subject } from './subject.ts';

const typeOf = (name: string) => name.split(' ')[0];
const rows = Object.entries(subjects).flatMap(([name, subject]) =>
  channelRegistry.filter(({ type }) => type === typeOf(name)).map((row) => ({ ...row, ...subject, name })),
);

it('every channel of the registry is under this contract', () => {
  const types = new Set(Object.keys(subjects).map(typeOf));
  expect([...types].sort()).toEqual(channelRegistry.map((row) => row.type).sort());
});

let subject: Subject;

function around(name: string): void {
  const http = createHttp();
  beforeAll(async () => {
    subject = await subjects[name]!.make(http);
    await subject.ready?.();
  });
  afterAll(async () => {
    await subject.channel.stop();
    await subject.stop();
    await http.close();
  });
}

let lines = 0;

/** A line of its own, unless it is told to be the same. */
function send(content: OutboundContent, key = `line-${++lines}`): Promise<{ externalId: string }> {
  const { type: channel, account } = subject.channel;
  return subject.channel.send({ channel, account, address: subject.address, content }, key);
}

async function failed(failure: Failure): Promise<SendError> {
  subject.fail(failure);
  const error = await send({ kind: 'text', text: 'a private word' }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(SendError);
  return error as SendError;
}

describe.each(rows)('$name', ({ name, type, environment }) => {
  around(name);

  it('names its variables so that nobody else could mean them', () => {
    for (const name of Object.keys(environment.shape))
      expect(name).toMatch(new RegExp(`^${type.toUpperCase()}_[A-Z_]+$`));
  });

  it('says its type and account', () => {
    expect(subject.channel).toMatchObject({ type, account: expect.stringMatching(/./) });
  });

  it('has limits that make sense', () => {
    const { maxText, ratePerSecond, ratePerChat, onUnknown, idempotentSend } = subject.channel.capabilities;
    expect(maxText).toBeGreaterThanOrEqual(70);
    expect(ratePerSecond).toBeGreaterThan(0);
    expect(ratePerChat).toBeGreaterThan(0);
    expect(['resend', 'park']).toContain(onUnknown.interview);
    if (!idempotentSend) expect(onUnknown.notice, 'a notice is never sent twice by itself').toBe('park');
  });

  it('refuses everybody else before it looks at the body', async () => {
    for (const body of [subject.text('hi', 1), 'not even a body', '']) {
      for (const [name, request] of subject.forged(body)) {
        await expect(subject.channel.verify(request), name).rejects.toMatchObject({
          code: 'signature_invalid',
          status: 401,
        });
      }
    }
  });
});

describe.each(rows.filter(({ hearsNothing, byConnection }) => !hearsNothing && !byConnection))(
  '$name, and who writes to it',
  ({ name, type }) => {
    around(name);

    const parse = async (body: string) => {
      const told = subject.channel.parse(await subject.channel.verify(subject.signed(body)));
      return subject.understand?.(body) ?? told;
    };

    it('lets its provider in, and the body through untouched', async () => {
      const raw = subject.signed(subject.text('hi', 1));
      const before = raw.body.slice();
      const verified = await subject.channel.verify(raw);
      expect(verified.body).toEqual(before);
    });

    it('gives a message the same id on every delivery, and another message another id', async () => {
      const ids = new Set<string>();
      for (let n = 1; n <= 20; n++) {
        const [first, second] = [await parse(subject.text('好的', n)), await parse(subject.text('好的', n))];
        expect(second).toEqual(first);
        expect(first.messages).toMatchObject([
          { channel: type, account: subject.channel.account, content: { kind: 'text', text: '好的' } },
        ]);
        ids.add(first.messages[0]!.externalId);
      }
      expect(ids.size).toBe(20);
    });

    it('keeps every word, also strange ones', async () => {
      for (const words of [
        ' ',
        '你好'.repeat(1000),
        '\u202Eabc',
        '😀👨‍👩‍👧',
        "'; drop table inbox; --",
        '<b>&amp;</b>',
        '{{x}}',
        '\u0007\t\n',
      ]) {
        expect((await parse(subject.text(words, 5))).messages).toMatchObject([
          { content: { kind: 'text', text: words } },
        ]);
      }
    });

    it('says of STOP whether its provider has taken it', async () => {
      const { messages } = await parse(subject.text('STOP', 6));
      const keyword = subject.channel.capabilities.optOutByProvider ? { keyword: 'stop' } : {};
      expect(messages.map(({ content }) => content)).toMatchObject([
        { kind: 'text', text: 'STOP', ...keyword },
      ]);
      expect('keyword' in messages[0]!.content).toBe('keyword' in keyword);
    });

    it('takes what it does not know for nothing', async () => {
      for (const body of subject.meaningless)
        expect(await parse(body), body).toEqual({ messages: [], statuses: [] });
    });

    it('refuses what its provider would never send', async () => {
      for (const body of subject.malformed) {
        const refusal = await parse(body).catch((error: unknown) => error);
        expect(refusal, body).toMatchObject({
          code: expect.stringMatching(/^(payload_invalid|validation_failed)$/),
        });
      }
    });

    it('makes a link that carries the code, once it knows its name', async () => {
      await subject.channel.start(async () => {});
      expect(subject.channel.link('SORT01')).toContain('SORT01');
    });
  },
);

describe.each(rows.filter(({ cannotFail }) => cannotFail === null))('$name and its provider', ({ name }) => {
  around(name);

  it('delivers a text as it is, and every piece of a long one', async () => {
    const before = subject.arrived().length;
    const { maxText } = subject.channel.capabilities;
    const pieces = splitText('夜班可以。Nights are fine 👍🏽. '.repeat(Math.ceil(maxText / 10)), maxText);
    expect(pieces.length).toBeGreaterThan(1);
    for (const text of ['*not* <b>markup</b> _here_', ...pieces]) {
      expect(await send({ kind: 'text', text })).toEqual({ externalId: expect.stringMatching(/./) });
    }
    expect(subject.arrived().slice(before)).toEqual(['*not* <b>markup</b> _here_', ...pieces]);
  });

  it('tells a person who is gone from a provider that is busy, down or unsure', async () => {
    expect(await failed('unreachable')).toMatchObject({
      unreachable: true,
      retryable: false,
      outcome: 'not_sent',
    });
    expect(await failed('rate_limited')).toMatchObject({
      unreachable: false,
      retryable: true,
      outcome: 'not_sent',
      retryAfter: subject.limitedMs ?? 2000,
    });
    for (const failure of ['server_error', 'reset', 'reset_after_accepting'] as const) {
      expect(await failed(failure), failure).toMatchObject({
        unreachable: false,
        retryable: true,
        outcome: 'unknown',
      });
    }
  });

  it('never says "not sent" of what arrived', async () => {
    const before = subject.arrived().length;
    const error = await failed('reset_after_accepting');
    expect(subject.arrived()).toHaveLength(before + 1);
    expect(error.outcome).toBe('unknown');
  });

  it('has the provider drop a second send of a line, if it says so', async () => {
    const { idempotentSend } = subject.channel.capabilities;
    const before = subject.arrived().length;
    const first = await send({ kind: 'text', text: '夜班可以吗？' }, '7:1');
    const second = await send({ kind: 'text', text: '夜班可以吗？' }, '7:1');
    expect(subject.arrived().length - before).toBe(idempotentSend ? 1 : 2);
    if (idempotentSend) expect(second).toEqual(first);
  });

  it('puts neither words nor address into an error', async () => {
    for (const failure of [
      'unreachable',
      'rate_limited',
      'server_error',
      'reset',
      'token_refused',
    ] as const) {
      const error = await failed(failure);
      expect(JSON.stringify([error, error.message, error.stack, error.cause ?? null])).not.toContain(
        'a private word',
      );
      expect(error.code).toMatch(/^[a-z_]+$/);
    }
  });

  it('is unwell while its provider refuses it, and well again by itself', async () => {
    await subject.channel.start(async () => {});
    expect(subject.channel.health()).toEqual({ state: 'ok' });
    expect(await failed('token_refused')).toMatchObject({ retryable: true, outcome: 'not_sent' });
    expect(subject.channel.health()).toMatchObject({
      state: 'degraded',
      detail: expect.stringMatching(/./),
    });
    await send({ kind: 'text', text: 'again' });
    expect(subject.channel.health()).toEqual({ state: 'ok' });
  });
});

describe.each(rows.filter(({ cannotFail }) => cannotFail))(
  '$name, which nobody stands behind',
  ({ name }) => {
    around(name);

    it('has sent a line by its key, however often it is sent', async () => {
      const first = await send({ kind: 'text', text: '你好' }, 'a-key');
      expect(first).toEqual({ externalId: 'a-key' });
      expect(await send({ kind: 'text', text: '你好' }, 'a-key')).toEqual(first);
      expect(subject.channel.capabilities.idempotentSend).toBe(true);
    });
  },
);
