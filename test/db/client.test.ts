import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../db/client.ts';
import { storeMessages } from '../../db/inbox.ts';
import { waitUntil } from '../support/patience.ts';
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
  const frozen = await connect({ databaseUrl, dataDir: '', idleInTransactionMs: 2000 });
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

describe('a connection that dies in mid-transaction', () => {
  it('takes what the transaction says afterwards with it, leaves the process alone, and the pool goes on', async () => {
    const databaseUrl = await createDatabase();
    const idleInTransactionMs = 170_000;
    const database = await connect({ databaseUrl, dataDir: '', idleInTransactionMs });
    await database.sql`create table said (round integer)`;
    const uncaught: unknown[] = [];
    const listen = (error: unknown) => uncaught.push(error);
    process.on('uncaughtException', listen);
    try {
      const started = Date.now();
      for (let round = 0; round < 40; round++) {
        const cutOff = database.sql.begin(async (tx) => {
          const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
          await database.sql`select pg_terminate_backend(${row?.pid ?? 0})`;
          const gone = async () =>
            (await database.sql`select 1 from pg_stat_activity where pid = ${row?.pid ?? 0}`).length === 0;
          await waitUntil(gone);
          // Before its end has been read, when there is no socket any more, and when the pool may have opened it again.
          if (round % 2) await new Promise((resolve) => setImmediate(resolve));
          if (round % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 100));
          await tx`insert into said values (${round})`;
        });
        await expect(cutOff).rejects.toThrow();
        expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
      }
      expect(uncaught).toEqual([]);
      expect(await database.sql`select round from said`, 'said without its transaction').toEqual([]);
      // A transaction that waits for a lost answer is ended by the server, after that time.
      expect(Date.now() - started).toBeLessThan(idleInTransactionMs);
    } finally {
      process.off('uncaughtException', listen);
      await database.close();
    }
  });
});
