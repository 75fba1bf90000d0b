import { beforeEach, expect, it } from 'vitest';
import { type Breaker, createBreaker } from '../../src/agent/breaker.ts';

let now = 0;
let changes: boolean[] = [];
let breaker: Breaker;
beforeEach(() => {
  now = 1_000_000;
  changes = [];
  breaker = createBreaker(
    () => now,
    (tripped) => changes.push(tripped),
  );
});
const fail = (times: number) => {
  for (let i = 0; i < times; i++) breaker.enter()!.failed();
};
const work = (times: number) => {
  for (let i = 0; i < times; i++) breaker.enter()!.worked();
};

it('opens after five failures within a minute', () => {
  fail(4);
  expect(breaker.open).toBe(false);
  fail(1);
  expect(breaker.enter()).toBeNull();
  expect(changes).toEqual([true]);
});

it('forgets what is older than a minute', () => {
  fail(4);
  now += 60_001;
  fail(4);
  expect(breaker.open).toBe(false);
});

it('stays shut while most calls work, and opens when half of them do not', () => {
  for (let i = 0; i < 10; i++) {
    fail(1);
    work(2);
  }
  expect(breaker.open).toBe(false);
  for (let i = 0; i < 6 && !breaker.open; i++) fail(1);
  expect(breaker.open).toBe(true);
});

it('lets one call through after the pause, and no second one beside it', () => {
  fail(5);
  now += 29_999;
  expect(breaker.enter()).toBeNull();
  now += 1;
  const probe = breaker.enter()!;
  expect(probe).not.toBeNull();
  expect(breaker.enter()).toBeNull();
  probe.worked();
  expect(changes).toEqual([true, false]);
  expect(breaker.enter()).not.toBeNull();
});

it('pauses again when that one fails', () => {
  fail(5);
  now += 30_000;
  breaker.enter()!.failed();
  expect(breaker.enter()).toBeNull();
  now += 30_000;
  breaker.enter()!.worked();
  expect(breaker.tripped).toBe(false);
  expect(changes).toEqual([true, false]);
});

it('lets another one through when that one was given up', () => {
  fail(5);
  now += 30_000;
  breaker.enter()!.dropped();
  expect(breaker.tripped).toBe(true);
  expect(breaker.enter()).not.toBeNull();
});

it('is not moved by what began before it opened', () => {
  const [early, late] = [breaker.enter()!, breaker.enter()!];
  fail(5);
  early.worked();
  late.failed();
  expect(breaker.open).toBe(true);
  now += 30_000;
  const probe = breaker.enter()!;
  expect(breaker.enter()).toBeNull();
  probe.worked();
  expect(breaker.open).toBe(false);
});

it('pauses for as long as a server asks', () => {
  breaker.enter()!.failed(7000);
  now += 6999;
  expect(breaker.enter()).toBeNull();
  now += 1;
  expect(breaker.enter()).not.toBeNull();
});
