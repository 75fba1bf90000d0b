import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../db/client.ts';
import { storeMessages } from '../../db/inbox.ts';
import { createDatabase } from '../support/services.ts';
import { engines, message, person, type TestDatabase } from './support.ts';

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

it('a process that stands still in a transaction loses it, and the inbox goes on', async () => {
  const databaseUrl = await createDatabase();
  const frozen = await connect({ databaseUrl, dataDir: '', idleInTransactionMs: 200 });
  const living = await connect({ databaseUrl, dataDir: '' });
  const who = await person(living.sql);
  const held = await frozen.sql.reserve();
  await held`begin`;
  await held`update conversations set failures = 7 where id = ${who.conversationId}`;
  expect(await storeMessages(living.sql, [message(who.address, 'hello')], 0)).toMatchObject([
    { stored: true },
  ]);
  expect(await living.sql`select failures from conversations where id = ${who.conversationId}`).toEqual([
    { failures: 0 },
  ]);
  await Promise.all([frozen.close(), living.close()]);
});
