import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestDatabase } from './support.ts';

describe.each(engines)('statements on $engine', ({ open }) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  it.each([
    [[]],
    [['one']],
    [['one', 'two']],
    [['{a,b}', '"quoted"', 'back\\slash', 'line\nbreak', 'NULL', '', '夜班 🧑‍🏭']],
  ])('carry the texts %j as an array', async (texts) => {
    expect(await db.sql`select to_jsonb(${texts}::text[]) as texts, 'one' = any(${texts}) as has`).toEqual([
      { texts, has: texts.includes('one' as never) },
    ]);
  });

  it('give numbers for bigint, and for counts', async () => {
    expect(await db.sql`select ${2 ** 40}::bigint as big, count(*) from conversations`).toEqual([
      { big: 2 ** 40, count: 0 },
    ]);
  });
});
