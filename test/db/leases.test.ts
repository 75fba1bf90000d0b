import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveLease, holdLease } from '../../db/leases.ts';
import { engines, type TestDatabase } from './support.ts';

const LONG_MS = 60_000;

describe.each(engines)('a lease by name on $engine', ({ open }) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  const hold = (name: string, token: string, ms = LONG_MS) => holdLease(db.sql, name, token, ms);

  it('has one holder, who may extend it', async () => {
    const [name, mine, other] = [randomUUID(), randomUUID(), randomUUID()];
    expect(await hold(name, mine)).toBe(true);
    expect(await hold(name, other)).toBe(false);
    expect(await hold(name, mine)).toBe(true);
    expect(await hold(randomUUID(), other), 'another name is another lease').toBe(true);
  });

  it('goes to one of many who want it at once', async () => {
    const others = await Promise.all([db.another(), db.another(), db.another()]);
    for (let i = 0; i < 10; i++) {
      const name = randomUUID();
      const held = await Promise.all(others.map((sql) => holdLease(sql, name, randomUUID(), LONG_MS)));
      expect(held.filter(Boolean)).toHaveLength(1);
    }
  });

  it('is taken over when it has run out, and its old holder learns it', async () => {
    const [name, mine, other] = [randomUUID(), randomUUID(), randomUUID()];
    expect(await hold(name, mine, 20)).toBe(true);
    await expect.poll(() => hold(name, other), { interval: 5 }).toBe(true);
    expect(await hold(name, mine)).toBe(false);
  });

  it('is free at once when it is given back, by its holder only', async () => {
    const [name, mine, other] = [randomUUID(), randomUUID(), randomUUID()];
    await hold(name, mine);
    await giveLease(db.sql, name, other);
    expect(await hold(name, other)).toBe(false);
    await giveLease(db.sql, name, mine);
    expect(await hold(name, other)).toBe(true);
  });
});
