import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spendingIn } from '../../db/model-spend.ts';
import { engines, type TestDatabase } from './support.ts';

describe.each(engines)('what models cost on $engine', ({ open }) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  it('is one sum, whoever adds to it, at the same time and in any order', async () => {
    const [day, ...interviews] = ['2026-11-26', randomUUID(), randomUUID(), randomUUID()];
    const processes = (await Promise.all([db.another(), db.another(), db.another()])).map(spendingIn);
    const each = processes.flatMap((spending, index) =>
      Array.from({ length: 20 }, () => {
        const subjects = [day!, ...interviews];
        if (index % 2) subjects.reverse();
        return spending.add(subjects.map((subject) => ({ subject, tokensIn: 3, tokensOut: 2 })));
      }),
    );
    const told = await Promise.all(each);
    const sums = await processes[0]!.read([day!, ...interviews, 'int_never']);
    expect(new Map(sums.map(({ subject, tokens }) => [subject, tokens]))).toEqual(
      new Map([day!, ...interviews].map((subject) => [subject, 300])),
    );
    const days = told.flat().filter(({ subject }) => subject === day);
    expect(Math.max(...days.map(({ tokens }) => tokens))).toBe(300);
  });

  it('may be more than a small number holds', async () => {
    const subject = randomUUID();
    const spending = spendingIn(db.sql);
    await spending.add([{ subject, tokensIn: 3_000_000_000, tokensOut: 1 }]);
    expect(await spending.read([subject])).toEqual([{ subject, tokens: 3_000_000_001 }]);
  });
});
