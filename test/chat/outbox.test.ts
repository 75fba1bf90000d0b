import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbox, type OutboxDeps, type Outcome, type Queued } from '../../src/chat/client/outbox.ts';
import { createShelf } from '../../src/chat/client/shelf.ts';
import { memoryStore } from './store.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2025-11-26T12:00:00Z') }));
afterEach(() => void vi.useRealTimers());

/** A server: what it was sent, and what it answers next; it takes everything unless told otherwise. */
class Server {
  readonly got: Queued[] = [];
  readonly answers: (Outcome | Promise<Outcome>)[] = [];
  busy = 0;
  async take(message: Queued): Promise<Outcome> {
    this.got.push(message);
    expect(++this.busy, 'one at a time').toBe(1);
    try {
      return (await this.answers.shift()) ?? { kind: 'sent', id: `i${this.got.length}`, at: message.at };
    } finally {
      this.busy--;
    }
  }
  get texts(): string[] {
    return this.got.map(({ text }) => text);
  }
}

let ids = 0;
function tab(server: Server, store = memoryStore(), lock = oneLock()) {
  const delivered: string[] = [];
  const deps: OutboxDeps = {
    shelf: createShelf(store),
    prefix: 'q.',
    post: (message) => server.take(message),
    alone: lock,
    changed() {},
    delivered: ({ text }) => void delivered.push(text),
    stranger: vi.fn(),
    newId: () => `id${++ids}`,
  };
  return { outbox: new Outbox(deps), delivered, deps };
}

/** As `navigator.locks` does it for all tabs. */
function oneLock() {
  let last: Promise<unknown> = Promise.resolve();
  return (work: () => Promise<void>) => {
    last = last.then(work, work);
    return last;
  };
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const again: Outcome = { kind: 'again' };

describe('what is written', () => {
  it('is sent in order, one at a time, and leaves the queue when it has arrived', async () => {
    const server = new Server();
    const { outbox, delivered } = tab(server);
    for (const text of ['one', 'two', 'three']) outbox.add(text);
    expect(outbox.items().map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    await settle();
    expect([server.texts, delivered, outbox.items()]).toEqual([
      ['one', 'two', 'three'],
      ['one', 'two', 'three'],
      [],
    ]);
  });

  it('carries the button that was pressed', async () => {
    const server = new Server();
    tab(server).outbox.add('Yes', 'consent:yes');
    await settle();
    expect(server.got[0]).toMatchObject({ text: 'Yes', button: 'consent:yes' });
  });

  it('while the last one is just arriving is not forgotten', async () => {
    const server = new Server();
    const { outbox, deps } = tab(server);
    deps.delivered = ({ text }) => {
      if (text === 'one') queueMicrotask(() => outbox.add('two'));
    };
    outbox.add('one');
    await settle();
    expect(server.texts).toEqual(['one', 'two']);
  });
});

describe('without a network', () => {
  it('it waits, longer each time, is sent again under the same name, and the next only after it', async () => {
    const server = new Server();
    server.answers.push(again, again);
    const { outbox } = tab(server);
    outbox.add('one');
    outbox.add('two');
    await settle();
    expect(server.texts).toEqual(['one']);
    const first = outbox.waiting?.ms ?? 0;
    await vi.advanceTimersByTimeAsync(first);
    const second = outbox.waiting?.ms ?? 0;
    expect(second).toBeGreaterThan(first);
    await vi.advanceTimersByTimeAsync(second);
    expect(server.texts).toEqual(['one', 'one', 'one', 'two']);
    expect(new Set(server.got.slice(0, 3).map((message) => message.client_id)).size).toBe(1);
    expect(outbox.waiting).toBeNull();
  });

  it('it never waits longer than half a minute and a bit', async () => {
    const server = new Server();
    server.answers.push(...Array.from({ length: 12 }, () => again));
    const { outbox } = tab(server);
    outbox.add('one');
    await settle();
    for (let i = 0; i < 12; i++) await vi.advanceTimersByTimeAsync(outbox.waiting?.ms ?? 0);
    expect(server.texts).toHaveLength(13);
    expect(Date.now()).toBeLessThan(Date.parse('2025-11-26T12:00:00Z') + 12 * 37_500);
  });

  it('it goes out at once when the network is back', async () => {
    const server = new Server();
    server.answers.push(again);
    const { outbox } = tab(server);
    outbox.add('one');
    await settle();
    outbox.retry();
    await settle();
    expect([server.texts, outbox.items()]).toEqual([['one', 'one'], []]);
  });

  it('it survives a reload', async () => {
    const server = new Server();
    server.answers.push(again);
    const store = memoryStore();
    const before = tab(server, store);
    before.outbox.add('one');
    await settle();
    before.outbox.stop();
    const after = tab(server, store);
    expect(after.outbox.items().map(({ text }) => text)).toEqual(['one']);
    void after.outbox.pump();
    await settle();
    expect([server.texts, after.outbox.items()]).toEqual([['one', 'one'], []]);
  });
});

describe('the trouble', () => {
  it('is told until all has arrived, so that it does not come and go with every try', async () => {
    const server = new Server();
    server.answers.push(again, again);
    const { outbox, deps } = tab(server);
    const told: boolean[] = [];
    deps.changed = () => void told.push(outbox.waiting !== null);
    outbox.add('one');
    outbox.add('two');
    await settle();
    await vi.advanceTimersByTimeAsync(outbox.waiting?.ms ?? 0);
    await vi.advanceTimersByTimeAsync(outbox.waiting?.ms ?? 0);
    expect(server.texts).toEqual(['one', 'one', 'one', 'two']);
    expect(told).toEqual([false, false, true, true, true, false]);
  });
});

describe('a server', () => {
  it('that asks for patience gets it, even from somebody who presses “try now”', async () => {
    const server = new Server();
    server.answers.push({ kind: 'again', after: 7000, tooMany: true });
    const { outbox } = tab(server);
    outbox.add('one');
    await settle();
    expect(outbox.waiting).toEqual({ ms: 7000, tooMany: true });
    outbox.retry();
    await vi.advanceTimersByTimeAsync(6999);
    expect(server.texts).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(server.texts).toHaveLength(2);
  });

  it('that will never take it has the visitor decide, and the next ones go on', async () => {
    const server = new Server();
    server.answers.push({ kind: 'refused' });
    const { outbox } = tab(server);
    outbox.add('one');
    outbox.add('two');
    await settle();
    expect(server.texts).toEqual(['one', 'two']);
    const [left] = outbox.items();
    expect(left).toMatchObject({ text: 'one', refused: true });
    expect(outbox.take(left?.client_id ?? '')?.text).toBe('one');
    expect(outbox.items()).toEqual([]);
  });

  it('that does not know this browser gets nothing more, and nothing is lost', async () => {
    const server = new Server();
    server.answers.push({ kind: 'stranger' });
    const { outbox, deps } = tab(server);
    outbox.add('one');
    outbox.add('two');
    await settle();
    expect(deps.stranger).toHaveBeenCalledOnce();
    expect([server.texts, outbox.items().length]).toEqual([['one'], 2]);
  });
});

describe('what the stream brings before the answer', () => {
  it.each([
    ['got lost', again],
    ['was an odd one', { kind: 'refused' } as const],
  ])('has arrived, though the answer %s', async (_what, outcome) => {
    const server = new Server();
    let answer = (_: Outcome) => {};
    server.answers.push(new Promise((resolve) => (answer = resolve)));
    const { outbox } = tab(server);
    outbox.add('one');
    await settle();
    outbox.take(outbox.items()[0]?.client_id ?? '');
    answer(outcome);
    await settle();
    expect([outbox.items(), outbox.waiting]).toEqual([[], null]);
  });
});

describe('two tabs', () => {
  it('send what is in the queue once, in the order in which it was written', async () => {
    const server = new Server();
    const [store, lock] = [memoryStore(), oneLock()];
    const [one, other] = [tab(server, store, lock), tab(server, store, lock)];
    for (let i = 0; i < 6; i++) {
      (i % 2 ? one : other).outbox.add(`${i}`);
      vi.advanceTimersByTime(1);
    }
    await settle();
    expect(server.texts).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(one.outbox.items()).toEqual([]);
  });

  it('stand in for each other: what one left behind the other sends', async () => {
    const server = new Server();
    server.answers.push(again);
    const [store, lock] = [memoryStore(), oneLock()];
    const [closed, open] = [tab(server, store, lock), tab(server, store, lock)];
    closed.outbox.add('one');
    await settle();
    closed.outbox.stop();
    void open.outbox.pump();
    await settle();
    expect([server.texts, open.outbox.items()]).toEqual([['one', 'one'], []]);
  });
});

it('reads past what somebody else has put on the shelf', () => {
  const store = memoryStore();
  for (const [i, value] of ['', 'null', '{', '{"client_id":1}', '[]'].entries())
    store.setItem(`q.${i}`, value);
  expect(tab(new Server(), store).outbox.items()).toEqual([]);
});
