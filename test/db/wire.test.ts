import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { PGlite } from '@electric-sql/pglite';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Sql, sharedOptions } from '../../db/database.ts';
import { WireBridge } from '../../db/wire.ts';

let engine: PGlite;
let bridge: WireBridge;
let clients: { sql: Sql; end: Duplex }[];

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */
const startup = Buffer.from([0, 0, 0, 8, 0, 3, 0, 0]);

function query(text: string): Buffer {
  const head = Buffer.alloc(5);
  head.write('Q', 0);
  head.writeInt32BE(text.length + 5, 1);
  return Buffer.concat([head, Buffer.from(`${text}\0`)]);
}

/** Each a program of its own, with one connection. */
async function client(): Promise<{ sql: Sql; end: Duplex }> {
  const end = bridge.open();
  const options = {
    ...sharedOptions,
    max: 1,
    user: 'postgres',
    database: 'postgres',
    socket: () => end as unknown as Socket,
  };
  const made = { sql: postgres(options), end };
  clients.push(made);
  await made.sql`select 1`;
  return made;
}

beforeAll(async () => {
  engine = await PGlite.create();
  bridge = new WireBridge((message) => engine.execProtocolRaw(message));
  clients = [];
});
beforeEach(async () => {
  await engine.exec('drop table if exists notes; create table notes (who text, n int, text text)');
});
afterAll(async () => {
  await Promise.all(clients.map(({ sql }) => sql.end({ timeout: 0 })));
  await engine.close();
});

it('gives every client its own answers, however they interleave', async () => {
  const [one, two] = await Promise.all([client(), client()]);
  const asked = Array.from({ length: 200 }, (_, i) => {
    const { sql } = i % 2 ? one : two;
    return sql`select ${`answer ${i}`}::text as text, ${i}::int as n`;
  });
  const answers = await Promise.all(asked);
  expect(answers.map(([row]) => row)).toEqual(asked.map((_, i) => ({ text: `answer ${i}`, n: i })));
});

it('runs transactions of two clients one after the other, never mixed', async () => {
  const [one, two] = await Promise.all([client(), client()]);
  const rounds = (who: string, sql: Sql) =>
    Promise.all(
      Array.from({ length: 30 }, () =>
        sql.begin(async (tx) => {
          const [before] = await tx<{ n: number }[]>`select count(*)::int as n from notes`;
          await tx`insert into notes (who, n) values (${who}, ${before?.n ?? 0})`;
          const [after] = await tx<{ n: number }[]>`select count(*)::int as n from notes`;
          expect(after?.n).toBe((before?.n ?? 0) + 1);
        }),
      ),
    );
  await Promise.all([rounds('one', one.sql), rounds('two', two.sql)]);
  const rows = await one.sql<{ n: number }[]>`select n from notes order by n`;
  expect(rows.map((row) => row.n)).toEqual(Array.from({ length: 60 }, (_, i) => i));
});

it('rolls back for a client that goes away in a transaction', async () => {
  const [leaving, staying] = await Promise.all([client(), client()]);
  const begun = Promise.withResolvers<void>();
  const never = leaving.sql.begin(async (tx) => {
    await tx`insert into notes (who) values ('leaving')`;
    begun.resolve();
    await new Promise(() => {});
  });
  never.catch(() => {});
  await begun.promise;
  const waiting = staying.sql`select count(*) as n from notes`;
  waiting.catch(() => {});
  leaving.end.destroy();
  expect(await waiting).toEqual([{ n: 0 }]);
});

it('forgets a client that goes away while it waits for its turn', async () => {
  const [holder, waiting, third] = await Promise.all([client(), client(), client()]);
  const go = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const held = holder.sql.begin(async (tx) => {
    await tx`insert into notes (who) values ('holder')`;
    begun.resolve();
    await go.promise;
  });
  await begun.promise;
  const queued = waiting.sql.begin((tx) => tx`insert into notes (who) values ('gone')`);
  queued.catch(() => {});
  // Its first words are in the bridge before it leaves.
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  waiting.end.destroy();
  go.resolve();
  await held;
  expect(await third.sql`select who from notes`).toEqual([{ who: 'holder' }]);
});

it('sends no rollback into the transaction of the next client when one goes away in the middle of a statement', async () => {
  const asked: string[] = [];
  const answers: ((answer: Uint8Array) => void)[] = [];
  const slow = new WireBridge((message) => {
    asked.push(
      Buffer.from(message)
        .toString('latin1')
        .replace(/[^a-z ]/g, ''),
    );
    return new Promise((resolve) => {
      answers.push(resolve);
    });
  });
  const idle = Uint8Array.from([...Buffer.from('Z'), 0, 0, 0, 5, ...Buffer.from('I')]);
  const inTransaction = Uint8Array.from([...Buffer.from('Z'), 0, 0, 0, 5, ...Buffer.from('T')]);
  const settle = async (answer: Uint8Array) => {
    await new Promise(setImmediate);
    answers.shift()?.(answer);
    await new Promise(setImmediate);
  };
  const [leaving, next] = [slow.open(), slow.open()];
  leaving.write(startup);
  await settle(idle);
  leaving.write(query('select slowly'));
  next.write(startup);
  await new Promise(setImmediate);
  leaving.destroy();
  await new Promise(setImmediate);
  await settle(idle);
  await settle(idle);
  next.write(query('begin'));
  await settle(inTransaction);
  next.write(query('insert'));
  await settle(inTransaction);
  expect(asked).toEqual(['', 'select slowly', '', 'begin', 'insert']);
});

it('goes on after errors, in statements, in pipelines and in transactions', async () => {
  const { sql } = await client();
  const settled = await Promise.allSettled([
    sql`select 1 as n`,
    sql`select 1 / ${0}::int as n`,
    sql`select * from nowhere`,
    sql`select 2 as n`,
    sql.begin(async (tx) => {
      await tx`insert into notes (who) values ('undone')`;
      await tx`select 1 / 0`;
    }),
    sql.begin((tx) => [tx`insert into notes (who) values ('also undone')`, tx`select 1 / 0`, tx`select 1`]),
  ]);
  expect(settled.map((result) => result.status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'fulfilled',
    'rejected',
    'rejected',
  ]);
  expect(await sql`select count(*) as n from notes`).toEqual([{ n: 0 }]);
});

it('carries five megabytes and every script there and back', async () => {
  const { sql } = await client();
  const text = '分拣中心的夜班，𠮷野家 🧑‍🏭 — “quotes” \\ \' " \u0001\n'.repeat(80_000);
  expect(Buffer.byteLength(text)).toBeGreaterThan(5_000_000);
  await sql`insert into notes (text) values (${text})`;
  const [row] = await sql<{ text: string }[]>`select text from notes`;
  expect(row?.text === text).toBe(true);
});

it('carries a cursor and a simple query of several statements', async () => {
  const { sql } = await client();
  await sql.unsafe(
    "insert into notes (n) values (1), (2), (3); insert into notes (n) values (4); select 'done'",
  );
  const seen: number[] = [];
  for await (const rows of sql<{ n: number }[]>`select n from notes order by n`.cursor(2)) {
    seen.push(...rows.map((row) => row.n));
  }
  expect(seen).toEqual([1, 2, 3, 4]);
});
