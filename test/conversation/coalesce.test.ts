import { describe, expect, it } from 'vitest';
import { coalesce } from '../../src/coalesce.ts';

/** A `run` whose batches end when the test says so. */
function held() {
  const batches: { items: number[]; end(): void; fail(error: Error): void }[] = [];
  let arrived: () => void = () => {};
  const run = (items: number[]) =>
    new Promise<string[]>((resolve, reject) => {
      batches.push({ items, end: () => resolve(items.map((item) => `done ${item}`)), fail: reject });
      arrived();
    });
  const until = async (n: number) => {
    while (batches.length < n) {
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    }
  };
  return { run, batches, until };
}

const blamesItem = (error: unknown) => error instanceof Error && error.message === 'refused';

describe('group commit', () => {
  it('takes together what comes together, and answers each in its order', async () => {
    const { run, batches, until } = held();
    const store = coalesce(run, { max: 10, lanes: 1, blamesItem });
    const answers = Promise.all([store(1), store(2), store(3)]);
    await until(1);
    batches[0]?.end();
    expect(await answers).toEqual(['done 1', 'done 2', 'done 3']);
    expect(batches.map((batch) => batch.items)).toEqual([[1, 2, 3]]);
  });

  it('gathers while every lane is busy, and never runs more lanes than it may', async () => {
    const { run, batches, until } = held();
    const store = coalesce(run, { max: 3, lanes: 2, blamesItem });
    const answers = [store(1)];
    await until(1);
    answers.push(store(2));
    await until(2);
    for (let n = 3; n <= 9; n++) answers.push(store(n));
    // Both lanes are taken: however long we wait, nothing begins.
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(batches.map((batch) => batch.items)).toEqual([[1], [2]]);
    for (let i = 0; i < 5; i++) {
      await until(i + 1);
      batches[i]?.end();
    }
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 9 }, (_, i) => `done ${i + 1}`));
    expect(batches.map((batch) => batch.items)).toEqual([[1], [2], [3, 4, 5], [6, 7, 8], [9]]);
  });

  it('refuses the one item that is to blame, and none of its neighbours', async () => {
    const tried: number[][] = [];
    const store = coalesce(
      async (items: number[]) => {
        tried.push(items);
        if (items.includes(2)) throw new Error('refused');
        return items;
      },
      { max: 10, lanes: 1, blamesItem },
    );
    const results = await Promise.allSettled([store(1), store(2), store(3)]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(tried).toEqual([[1, 2, 3], [1], [2], [3]]);
    expect(await store(4)).toBe(4);
  });

  it('tells all at once when nobody answered, and goes on with what comes next', async () => {
    const { run, batches, until } = held();
    const store = coalesce(run, { max: 10, lanes: 1, blamesItem });
    const lost = Promise.allSettled([store(1), store(2)]);
    await until(1);
    batches[0]?.fail(new Error('no connection'));
    expect((await lost).map((result) => result.status)).toEqual(['rejected', 'rejected']);
    const next = store(3);
    await until(2);
    batches[1]?.end();
    expect(await next).toBe('done 3');
    expect(batches).toHaveLength(2);
  });
});
