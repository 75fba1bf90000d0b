/** Whatever a server does, the asker gets a value in time; and where there is a second server, an answer. */
import { afterEach, describe, expect, it } from 'vitest';
import type { AskFailure } from '../../src/agent/ask.ts';
import type { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { asking, RIGHT, type Stage, startStage, VALUE } from './support.ts';

let stage: Stage;
afterEach(() => stage.stop());

type Fault = Parameters<OpenAiEmulator['fault']>[0];

const QUICK: [Fault['kind'], AskFailure][] = [
  ['rate_limit', 'rate_limited'],
  ['server_error', 'unavailable'],
  ['overloaded', 'unavailable'],
  ['error_page', 'unavailable'],
  ['garbage', 'unavailable'],
  ['empty', 'unavailable'],
  ['cut', 'unavailable'],
  ['error_inside', 'unavailable'],
  ['reset', 'unavailable'],
  ['break', 'unavailable'],
  ['unauthorized', 'refused'],
  ['quota', 'refused'],
  ['filter', 'refused'],
];
const SLOW: Fault['kind'][] = ['hang', 'trickle', 'slow'];

/** Milliseconds that `work` took. */
async function timed<T>(work: Promise<T>): Promise<[T, number]> {
  const began = performance.now();
  return [await work, performance.now() - began];
}
/** The other side learns of it a moment later. */
const brokenOff = (emulator: OpenAiEmulator, times: number) =>
  expect.poll(() => emulator.brokenOff, { interval: 5 }).toBe(times);

describe('without a second server', () => {
  it.each(QUICK)('%s is %s at once, and asked once', async (kind, code) => {
    stage = await startStage();
    stage.first.fault({ kind });
    const asked = await stage.agent.ask(asking());
    expect(asked).toMatchObject({ ok: false, code, call: { model: 'gpt-emulated' } });
    expect(stage.first.asked).toHaveLength(1);
    expect(stage.figures).toEqual([`call understand ${code}`]);
  });

  it.each(SLOW)('%s ends at the deadline, on the wire too', async (kind) => {
    stage = await startStage({ timeoutMs: 800 });
    stage.first.fault({ kind, ms: 60_000 });
    const [asked, ms] = await timed(stage.agent.ask(asking()));
    expect(asked).toMatchObject({ ok: false, code: 'timeout' });
    expect(ms).toBeGreaterThan(750);
    expect(ms).toBeLessThan(15_000);
    if (kind !== 'slow') await brokenOff(stage.first, 1);
  });

  it('a right answer that is called a page is one', async () => {
    stage = await startStage();
    stage.first.fault({ kind: 'mistyped' });
    stage.first.says(RIGHT);
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: true, value: VALUE });
  });

  it('words that the server stopped are refused', async () => {
    stage = await startStage();
    stage.first.says({ content: '{"city"', finish_reason: 'content_filter' });
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: false, code: 'refused' });
  });

  it('a server that is not there is unavailable', async () => {
    stage = await startStage();
    await stage.first.stop();
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: false, code: 'unavailable' });
  });
});

describe('with a second server', () => {
  it.each(QUICK)('%s at the first: the second answers at once', async (kind) => {
    stage = await startStage({ second: true });
    stage.first.fault({ kind });
    stage.second.says(RIGHT);
    expect(await stage.agent.ask(asking())).toMatchObject({
      ok: true,
      value: VALUE,
      call: { model: 'second-emulated', repaired: false },
    });
    expect(stage.lines()).toContainEqual(
      expect.objectContaining({ msg: 'a model did not answer', server: 'first', interview_id: 'int_1' }),
    );
  });

  it.each(['hang', 'trickle'] as const)('%s at the first leaves the second its time', async (kind) => {
    stage = await startStage({ second: true, timeoutMs: 4000 });
    stage.first.fault({ kind });
    stage.second.says(RIGHT);
    const [asked, ms] = await timed(stage.agent.ask(asking()));
    expect(asked).toMatchObject({ ok: true, value: VALUE });
    expect(ms).toBeGreaterThan(2200);
    expect(ms).toBeLessThan(4000);
    await brokenOff(stage.first, 1);
  });

  it('both hang: all of it ends at the deadline', async () => {
    stage = await startStage({ second: true, timeoutMs: 4000 });
    stage.first.fault({ kind: 'hang' });
    stage.second.fault({ kind: 'trickle' });
    const [asked, ms] = await timed(stage.agent.ask(asking()));
    expect(asked).toMatchObject({ ok: false, code: 'timeout' });
    // A deadline of its own for the second one would end after 6.4 s.
    expect(ms).toBeLessThan(6000);
    await brokenOff(stage.first, 1);
    await brokenOff(stage.second, 1);
  });

  it('the repair goes there too when the first one fails in between', async () => {
    stage = await startStage({ second: true });
    stage.first.think = () => {
      stage.first.fault({ kind: 'server_error' });
      return 'Sure!';
    };
    stage.second.says(RIGHT);
    expect(await stage.agent.ask(asking())).toMatchObject({
      ok: true,
      call: { model: 'second-emulated', repaired: true },
    });
  });

  it('is not asked for a question whose answer cannot be read', async () => {
    stage = await startStage({ second: true });
    stage.first.think = () => 'I would rather talk about the weather.';
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: false, code: 'unreadable' });
    expect(stage.first.asked).toHaveLength(2);
    expect(stage.second.asked).toHaveLength(0);
  });
});

describe('the deadline', () => {
  it('covers the repair', async () => {
    stage = await startStage({ timeoutMs: 4000 });
    stage.first.says('no');
    stage.first.fault({ kind: 'slow', ms: 2500 });
    stage.first.fault({ kind: 'hang' });
    const [asked, ms] = await timed(stage.agent.ask(asking()));
    expect(asked).toMatchObject({ ok: false, code: 'timeout' });
    // A deadline of its own for the repair would end after 6.5 s.
    expect(ms).toBeLessThan(6000);
    expect(stage.first.asked).toHaveLength(2);
  });

  it('may be the end of a turn that began before', async () => {
    stage = await startStage({ timeoutMs: 60_000 });
    stage.first.fault({ kind: 'hang' });
    const [asked, ms] = await timed(stage.agent.ask(asking({ by: performance.now() + 300 })));
    expect(asked).toMatchObject({ ok: false, code: 'timeout' });
    expect(ms).toBeLessThan(15_000);
  });

  it('nobody is asked when there is no time left, and that speaks against nobody', async () => {
    stage = await startStage();
    for (let i = 0; i < 10; i++) {
      const asked = await stage.agent.ask(asking({ by: performance.now() + 1 }));
      expect(asked).toEqual({ ok: false, code: 'timeout', call: null });
    }
    expect(stage.first.asked).toHaveLength(0);
    expect(stage.agent.health()).toEqual({ state: 'ok' });
  });

  it('is kept where the sums of what was spent cannot be read', async () => {
    stage = await startStage({ timeoutMs: 300 });
    stage.books.read = () => new Promise(() => {});
    const [asked, ms] = await timed(stage.agent.ask(asking()));
    expect(asked).toEqual({ ok: false, code: 'timeout', call: null });
    expect(ms).toBeLessThan(15_000);
  });
});

describe('an asker that gives up', () => {
  it('ends the request on the wire, and that speaks against nobody', async () => {
    stage = await startStage({ second: true });
    stage.first.fault({ kind: 'hang', times: 0 });
    for (let i = 1; i <= 6; i++) {
      const gone = new AbortController();
      const asked = stage.agent.ask(asking({ signal: gone.signal }));
      await expect.poll(() => stage.first.asked.length, { interval: 5 }).toBe(i);
      gone.abort();
      expect(await asked).toMatchObject({ ok: false, code: 'aborted' });
    }
    await brokenOff(stage.first, 6);
    expect(stage.second.asked).toHaveLength(0);
    expect(stage.agent.health()).toEqual({ state: 'ok' });
  });

  it('before the question was asked asks nobody', async () => {
    stage = await startStage();
    expect(await stage.agent.ask(asking({ signal: AbortSignal.abort() }))).toEqual({
      ok: false,
      code: 'aborted',
      call: null,
    });
    expect(stage.first.asked).toHaveLength(0);
  });

  it('with tools, too', async () => {
    stage = await startStage();
    stage.first.fault({ kind: 'hang' });
    const gone = new AbortController();
    const asked = stage.agent.withTools({ ...asking(), signal: gone.signal, tools: [] });
    await expect.poll(() => stage.first.asked.length, { interval: 5 }).toBe(1);
    gone.abort();
    expect(await asked).toMatchObject({ ok: false, code: 'aborted' });
    await brokenOff(stage.first, 1);
  });
});

describe('a process that ends', () => {
  it('breaks off what is under way, and asks nothing more', async () => {
    stage = await startStage();
    stage.first.fault({ kind: 'hang' });
    const under = stage.agent.ask(asking());
    await expect.poll(() => stage.first.asked.length, { interval: 5 }).toBe(1);
    await stage.agent.close();
    expect(await under).toMatchObject({ ok: false, code: 'off' });
    expect(await stage.agent.ask(asking())).toEqual({ ok: false, code: 'off', call: null });
    await brokenOff(stage.first, 1);
    expect(stage.first.asked).toHaveLength(1);
  });
});

describe('a server that fails again and again', () => {
  it('is left alone for a while, which /readyz and the figures say, and is tried again', async () => {
    let now = Date.UTC(2026, 10, 26);
    stage = await startStage({ second: true, now: () => now });
    stage.first.fault({ kind: 'server_error', times: 0 });
    stage.second.think = () => RIGHT;
    for (let i = 0; i < 8; i++) expect(await stage.agent.ask(asking())).toMatchObject({ ok: true });
    expect(stage.first.asked).toHaveLength(5);
    expect(stage.agent.health()).toEqual({
      state: 'degraded',
      detail: 'the first model fails (status 500); the other one answers',
    });
    expect(stage.figures.filter((line) => line.startsWith('breaker'))).toEqual(['breaker first true']);
    now += 31_000;
    stage.first.clearFaults();
    stage.first.says(RIGHT);
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: true, call: { model: 'gpt-emulated' } });
    expect(stage.agent.health()).toEqual({ state: 'ok' });
    expect(stage.figures).toContain('breaker first false');
  });

  it('and no other: the rules go on without waiting', async () => {
    stage = await startStage();
    stage.first.fault({ kind: 'reset', times: 0 });
    for (let i = 0; i < 5; i++) await stage.agent.ask(asking());
    const [asked, ms] = await timed(stage.agent.ask(asking()));
    expect(asked).toEqual({ ok: false, code: 'breaker_open', call: null });
    expect(ms).toBeLessThan(1500);
    expect(stage.agent.health()).toEqual({
      state: 'degraded',
      detail: 'the first model fails (reset); interviews go on by rules',
    });
  });

  it('is left alone for as long as it asked for', async () => {
    let now = Date.UTC(2026, 10, 26);
    stage = await startStage({ now: () => now });
    stage.first.fault({ kind: 'rate_limit', retry_after: 7 });
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: false, code: 'rate_limited' });
    now += 6000;
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: false, code: 'breaker_open' });
    now += 1001;
    stage.first.says(RIGHT);
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: true });
  });

  it('is told at once when it refuses the key, until it takes it', async () => {
    stage = await startStage();
    stage.first.fault({ kind: 'unauthorized' });
    await stage.agent.ask(asking());
    expect(stage.agent.health()).toEqual({
      state: 'degraded',
      detail: 'the first model fails (status 401); interviews go on by rules',
    });
    stage.first.says(RIGHT);
    await stage.agent.ask(asking());
    expect(stage.agent.health()).toEqual({ state: 'ok' });
  });

  it('a question that is refused for its words speaks against nobody', async () => {
    stage = await startStage();
    stage.first.fault({ kind: 'filter', times: 0 });
    for (let i = 0; i < 8; i++) {
      expect(await stage.agent.ask(asking())).toMatchObject({ ok: false, code: 'refused' });
    }
    expect(stage.agent.health()).toEqual({ state: 'ok' });
  });
});
