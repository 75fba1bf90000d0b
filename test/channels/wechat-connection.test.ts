/** The connection of the process that holds it, with processes that the test plays. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { WechatConnection } from '../../src/channels/wechat-connection.ts';
import { type Handlers, type ProcessEnd, RequestRefused } from '../../src/channels/wechat-process.ts';
import { bookHere } from '../contracts/wechat-subject.ts';
import { waitFor } from '../support/patience.ts';

const message = {
  channel: 'wechat',
  account: 'wechat',
  externalId: '1',
  address: 'a',
  content: { kind: 'text', text: 'b' },
} as const;

function stage(over: { receive?: (messages: object[]) => Promise<void> } = {}) {
  const processes: { handlers: Handlers; end(reason: ProcessEnd): void; ask: ReturnType<typeof vi.fn> }[] =
    [];
  const returned = vi.fn(async () => {});
  let store: ((given: typeof message) => Promise<void>) | undefined;
  const book = bookHere();
  const connection = new WechatConnection({
    name: 'test',
    settings: {
      endpoint: '',
      token: '',
      tls: false,
      patience: { upMs: 1, callMs: 1, dingMs: 1, silentMs: 1 },
    },
    receive: over.receive ?? (async () => {}),
    returned,
    handlers(given) {
      store = given;
      return { message: async () => {}, friend: async () => {} };
    },
    book,
    log: { info() {}, warn() {} },
    start(_settings, handlers) {
      const ended = Promise.withResolvers<ProcessEnd>();
      const ask = vi.fn(async () => 'id');
      processes.push({ handlers, end: ended.resolve, ask });
      return { ask, kill: () => ended.resolve('killed'), ended: ended.promise };
    },
  });
  const stop = new AbortController();
  const over_ = connection.hold(stop.signal);
  const one = async (n: number) => {
    await waitFor(() => expect(processes).toHaveLength(n));
    return processes[n - 1]!;
  };
  const whole = (handlers: Handlers) => {
    handlers.up();
    handlers.login();
  };
  return {
    connection,
    returned,
    book,
    one,
    whole,
    store: (given: typeof message) => store!(given),
    async stop() {
      stop.abort();
      await over_;
    },
  };
}

it('can send when the gateway is there and somebody is logged in, and says what is missing', async () => {
  const { connection, one, stop } = stage();
  const { handlers } = await one(1);
  expect([connection.ready, connection.problem]).toEqual([false, expect.stringMatching(/being made/)]);
  handlers.up();
  expect([connection.ready, connection.problem]).toEqual([false, expect.stringMatching(/scan the code/)]);
  handlers.login();
  expect([connection.ready, connection.problem]).toEqual([true, null]);
  handlers.logout();
  expect([connection.ready, connection.problem]).toEqual([false, expect.stringMatching(/scan the code/)]);
  await stop();
});

it('replaces a process that ended, and says why it did', async () => {
  const { connection, one, whole, stop } = stage();
  (await one(1)).end('token_refused');
  await waitFor(() => expect(connection.problem).toContain('WECHAT_PUPPET_TOKEN'));
  await expect(connection.ask({ ask: 'send', to: 'a', text: 'b' })).rejects.toBeInstanceOf(RequestRefused);
  whole((await one(2)).handlers);
  expect(connection.ready).toBe(true);
  await stop();
});

it('asks for what was missed when it was away for a while, not at the first start and not for a moment', async () => {
  const { returned, one, whole, stop } = stage();
  const first = await one(1);
  whole(first.handlers);
  expect(returned, 'nothing was missed before the beginning').not.toHaveBeenCalled();
  const gone = Date.now();
  first.end('stream_ended');
  const second = await one(2);
  vi.useFakeTimers({ now: gone + 60_000, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  whole(second.handlers);
  await waitFor(() => expect(returned).toHaveBeenCalledTimes(1));
  vi.useRealTimers();
  expect(returned.mock.calls[0]).toEqual([expect.any(Number)]);
  expect(Math.abs((returned.mock.calls[0] as unknown as [number])[0] - gone)).toBeLessThan(2000);
  second.handlers.logout();
  second.handlers.login();
  await new Promise(setImmediate);
  expect(returned).toHaveBeenCalledTimes(1);
  await stop();
});

it('keeps a message until it is committed, and lets go of one that never will be', async () => {
  const failures = [new Error('away'), Object.assign(new Error('x'), { code: '08006' })];
  const receive = vi.fn(async () => {
    const failure = failures.shift();
    if (failure) throw failure;
  });
  const { one, store, stop } = stage({ receive });
  await one(1);
  await store(message);
  expect(receive).toHaveBeenCalledTimes(3);
  failures.push(Object.assign(new Error('x'), { code: '22P05' }));
  await store(message);
  expect(receive).toHaveBeenCalledTimes(4);
  await stop();
});

it('lets what is on its way arrive before it goes, begins nothing new, and leaves word', async () => {
  const { connection, book, one, whole, stop } = stage();
  const { handlers, ask } = await one(1);
  whole(handlers);
  const sending = Promise.withResolvers<string>();
  ask.mockReturnValueOnce(sending.promise);
  const sent = connection.ask({ ask: 'send', to: 'a', text: 'b' });
  let finished = false;
  const finishing = connection.finish().then(() => {
    finished = true;
  });
  await waitFor(() => expect(connection.ready).toBe(false));
  expect(finished).toBe(false);
  sending.resolve('m1');
  expect(await sent).toBe('m1');
  await finishing;
  await stop();
  expect(await book.read('test')).toMatchObject({
    problem: expect.stringMatching(/given up/),
    upAgoMs: expect.any(Number),
  });
});
