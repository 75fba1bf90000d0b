import type { Update } from 'grammy/types';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { create } from '../../src/channels/telegram.ts';
import { poll } from '../../src/channels/telegram-polling.ts';
import { understand } from '../../src/channels/telegram-updates.ts';
import { TelegramEmulator } from '../../src/emulators/telegram.ts';
import { createHttp } from '../../src/http.ts';
import type { Channel } from '../../src/ports.ts';
import type { InboundMessage } from '../../src/types.ts';
import { aloneHere } from '../support/alone.ts';
import { waitFor } from '../support/patience.ts';

const http = createHttp();
afterAll(() => http.close());

type Line = Record<string, unknown>;
let telegram: TelegramEmulator;
let channel: Channel;
let logged: Line[];
/** What was committed, in order. */
let stored: InboundMessage[];
let receive: (messages: InboundMessage[]) => Promise<void>;

beforeEach(async () => {
  telegram = await TelegramEmulator.start({ retryMs: 20 });
  logged = [];
  stored = [];
  receive = async (messages) => void stored.push(...messages);
  const keep = (fields: Line, message: string) => logged.push({ ...fields, message });
  channel = create(
    { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_MODE: 'polling', TELEGRAM_API_ROOT: telegram.url },
    { http, publicUrl: undefined, log: { info: keep, warn: keep }, alone: aloneHere },
  );
});
afterEach(async () => {
  await channel.stop();
  await telegram.stop();
});

const start = () => channel.start((messages) => receive(messages));
const texts = () => stored.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));
const waiting = () => telegram.updates.info().pending_update_count;
const trouble = (code: string) => logged.find((line) => line.code === code);

/** Another program with the same token. */
async function foreignPoll(
  timeout: number,
): Promise<{ ok: boolean; error_code?: number; result?: Update[] }> {
  const answer = await fetch(`${telegram.url}/bot${telegram.token}/getUpdates?timeout=${timeout}`);
  return (await answer.json()) as { ok: boolean };
}

describe('polling', () => {
  it('brings what people write, also what they wrote before, and is well', async () => {
    telegram.user(7).send('before');
    await start();
    await waitFor(() => expect(texts()).toEqual(['before']));
    telegram.user(7).send('now');
    telegram.user(8).send('me too');
    await waitFor(() => expect(texts()).toHaveLength(3));
    expect(stored.map(({ address }) => address).toSorted()).toEqual(['7', '7', '8']);
    await waitFor(() => expect(waiting(), 'Telegram has forgotten what is stored').toBe(0));
    expect(channel.health()).toEqual({ state: 'ok' });
    expect(channel.link('SORT01')).toContain('tingda_bot?start=SORT01');
    expect(telegram.updates.info().allowed_updates).toContain('callback_query');
  });

  it('lets Telegram forget nothing before it is committed', async () => {
    const commit = Promise.withResolvers<void>();
    receive = async (messages) => {
      await commit.promise;
      stored.push(...messages);
    };
    telegram.user(7).send('one');
    const asked = vi.spyOn(telegram.updates, 'take');
    await start();
    await waitFor(() => expect(asked).toHaveBeenCalled());
    telegram.user(7).send('two');
    // Answered after the poll was: nothing is asked while a commit is under way.
    await channel.probe?.();
    expect(asked).toHaveBeenCalledOnce();
    expect(waiting()).toBe(2);
    commit.resolve();
    await waitFor(() => expect(texts()).toEqual(['one', 'two']));
    await waitFor(() => expect(waiting()).toBe(0));
  });

  it('asks again for what could not be stored, says so meanwhile, and keeps nobody else waiting', async () => {
    let failing = true;
    receive = async (messages) => {
      if (failing && messages[0]?.address === '7') throw new Error('the database is away');
      stored.push(...messages);
    };
    telegram.user(7).send('one');
    telegram.user(8).send('other');
    await start();
    await waitFor(() => expect(texts()).toEqual(['other']));
    await waitFor(() =>
      expect(channel.health()).toMatchObject({
        state: 'degraded',
        detail: expect.stringContaining('cannot be stored'),
      }),
    );
    expect(trouble('not_stored')).toMatchObject({ retry_ms: 1000, err: expect.any(Error) });
    expect(waiting()).toBe(2);
    failing = false;
    // What is not stored yet is fetched again with the rest, as often as it fails.
    await waitFor(() => expect(texts().join()).toMatch(/^(?:other,)+one,other$/));
    await waitFor(() => expect(waiting()).toBe(0));
    await waitFor(() => expect(channel.health()).toEqual({ state: 'ok' }));
  });

  it('takes hundreds that wait, in the order of each person', async () => {
    const wrote = Array.from({ length: 250 }, (_, i) => String(i));
    for (const text of wrote) telegram.user(7).send(text);
    await start();
    await waitFor(() => expect(texts()).toEqual(wrote));
  });

  it('takes a hundred of the longest messages at once', async () => {
    const longest = '听'.repeat(4096);
    for (let i = 0; i < 100; i++) telegram.user(7).send(longest);
    await start();
    await waitFor(() => expect(stored).toHaveLength(100));
    expect(texts()[99]).toBe(longest);
  });

  it('passes over an update that is none, and tells its number only', async () => {
    telegram.user(7).send('one');
    const id = telegram.updates.push({ message: { text: 'sesame' } } as never, '7');
    telegram.user(7).send('two');
    await start();
    await waitFor(() => expect(texts()).toEqual(['one', 'two']));
    expect(trouble('payload_invalid')).toMatchObject({ update_id: id });
    expect(JSON.stringify(logged)).not.toContain('sesame');
    await waitFor(() => expect(waiting()).toBe(0));
  });

  it('stops in the middle of a long poll at once, and leaves what comes later for the next', async () => {
    const asked = vi.spyOn(telegram.updates, 'take');
    await start();
    await waitFor(() => expect(asked).toHaveBeenCalled());
    const began = performance.now();
    await channel.stop();
    expect(performance.now() - began).toBeLessThan(1000);
    telegram.user(7).send('later');
    expect(await foreignPoll(0)).toMatchObject({ result: [{ message: { text: 'later' } }] });
    expect(stored).toEqual([]);
  });

  it('finishes the commit that is under way when it stops', async () => {
    const commit = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    receive = async (messages) => {
      begun.resolve();
      await commit.promise;
      stored.push(...messages);
    };
    telegram.user(7).send('one');
    await start();
    await begun.promise;
    const stopping = channel.stop();
    commit.resolve();
    await stopping;
    expect(texts()).toEqual(['one']);
  });

  it('waits as long as Telegram says', async () => {
    telegram.fault({ kind: 'rate_limit', method: 'getUpdates', retry_after: 2 });
    telegram.user(7).send('one');
    const began = performance.now();
    await start();
    await waitFor(() => expect(trouble('rate_limited')).toMatchObject({ retry_ms: 2000 }));
    await waitFor(() => expect(texts()).toEqual(['one']));
    expect(performance.now() - began).toBeGreaterThanOrEqual(1990);
  });

  it.each([
    ['unauthorized', 'Telegram refuses TELEGRAM_BOT_TOKEN', 60_000],
    ['server_error', 'Telegram could not be reached or did not do as asked (provider_failed)', 1000],
    ['reset', 'Telegram could not be reached or did not do as asked (network_reset)', 1000],
    ['garbage', 'Telegram could not be reached or did not do as asked (provider_failed)', 1000],
  ] as const)('tells of %s, and tries again after a while', async (kind, detail, retry_ms) => {
    telegram.fault({ kind, method: 'getUpdates' });
    await start();
    await waitFor(() => expect(channel.health()).toEqual({ state: 'degraded', detail }));
    expect(logged.at(-1)).toMatchObject({ retry_ms });
    expect(JSON.stringify(logged)).not.toContain(telegram.token);
  });

  it('lets nobody in by the webhook: there is no secret that could be shown', async () => {
    for (const secret of ['', 'x', telegram.token]) {
      const headers = { 'x-telegram-bot-api-secret-token': secret };
      const call = { method: 'POST', path: '/hooks/telegram', headers, body: new Uint8Array() };
      await expect(channel.verify(call)).rejects.toMatchObject({ code: 'signature_invalid' });
    }
  });
});

describe('who else there may be', () => {
  it('removes the webhook first, says so, and gets what waited there', async () => {
    telegram.updates.setWebhook({ url: 'http://127.0.0.1:9/', maxConnections: 1 });
    telegram.user(7).send('one');
    await start();
    await waitFor(() => expect(texts()).toEqual(['one']));
    expect(telegram.updates.info().url).toBe('');
    expect(logged).toContainEqual(
      expect.objectContaining({ message: 'the webhook was removed, because we poll' }),
    );
  });

  it('tells of another program that polls with the same token, and does not fight it', async () => {
    const asked = vi.spyOn(telegram.updates, 'take');
    await start();
    await waitFor(() => expect(asked).toHaveBeenCalledOnce());
    const foreign = foreignPoll(1);
    await waitFor(() =>
      expect(channel.health()).toEqual({
        state: 'degraded',
        detail: expect.stringContaining('Another program asks Telegram for the messages of this bot (409)'),
      }),
    );
    expect(trouble('other_poller')).toMatchObject({ retry_ms: 60_000 });
    // Longer than the first pause after other errors.
    expect(await foreign).toMatchObject({ ok: true });
    expect(await foreignPoll(1)).toMatchObject({ ok: true });
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it.each([
    ['while it waits', async () => {}],
    ['between two calls', async () => telegram.fault({ kind: 'server_error', method: 'getUpdates' })],
  ])('tells of a webhook that somebody sets %s, and leaves it', async (_when, before) => {
    const asked = vi.spyOn(telegram.updates, 'take');
    await before();
    await start();
    await waitFor(() => expect(asked.mock.calls.length + logged.filter((l) => l.code).length).toBe(1));
    telegram.updates.setWebhook({ url: 'http://127.0.0.1:9/', maxConnections: 1 });
    await waitFor(
      () =>
        expect(channel.health()).toEqual({
          state: 'degraded',
          detail: expect.stringContaining('A webhook was set for this bot meanwhile'),
        }),
      { timeout: 5000 },
    );
    expect(trouble('webhook_is_set')).toMatchObject({ retry_ms: 60_000 });
    expect(telegram.updates.info().url).not.toBe('');
  });
});

describe('the number that is asked from', () => {
  const message = (update_id: number) =>
    ({
      update_id,
      message: { message_id: update_id, date: 1, chat: { id: 7, type: 'private' }, text: 'x' },
    }) as Update;

  it.each<[string, (number[] | Error)[], (number | undefined)[]]>([
    ['none at first', [[]], [undefined]],
    ['the last that was stored and one', [[5, 6], [7]], [undefined, 7, 8]],
    ['none again once an empty answer has confirmed it', [[5], [], [3]], [undefined, 6, undefined, 4]],
    ['the same after an error', [[5], new Error('away'), [6]], [undefined, 6, 6, 7]],
  ])('is %s', async (_name, answers, asked) => {
    const ending = new AbortController();
    const offsets: (number | undefined)[] = [];
    const answered = [...answers];
    await poll(
      {
        api: {
          async getUpdates(params) {
            offsets.push(params?.offset);
            const answer = answered.shift();
            if (offsets.length === asked.length) ending.abort();
            if (answer instanceof Error) throw answer;
            return (answer ?? []).map(message);
          },
        },
        read: (update) => understand(update, { id: 1, username: null }),
        receive: async () => {},
        tell() {},
        log: { info() {}, warn() {} },
        account: '1',
      },
      ending.signal,
    );
    expect(offsets).toEqual(asked);
  });
});
