/** Every column that there is has been classified, and nothing else has. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasWords, REGISTER } from '../../db/personal.ts';
import { onServer, type TestDatabase } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await onServer();
});
afterAll(() => db.close());

it('the register has every column of every table, each once', async () => {
  const columns = await db.sql<{ name: string }[]>`
    select c.table_name || '.' || c.column_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`;
  const known = Object.entries(REGISTER).flatMap(([table, { of: _of, part: _part, ...kinds }]) =>
    Object.values(kinds).flatMap((names) => names.split(' ').map((name) => `${table}.${name}`)),
  );
  expect(known.toSorted()).toEqual(columns.map(({ name }) => name).toSorted());
});

it('says of every table with words in it whose they are, and asks a question that the database understands', async () => {
  for (const [table, entry] of Object.entries(REGISTER)) {
    const words = hasWords(table);
    if (words === null) continue;
    expect(entry.of, table).toBeDefined();
    expect(await db.sql`select 1 from ${db.sql(table)} where ${db.sql.unsafe(words)}`, table).toEqual([]);
  }
});

it('knows of every number of a transaction: those mean nothing on another server, and a backup rewrites them', async () => {
  const found = await db.sql<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and udt_name = 'xid8' order by 1`;
  expect(found.map(({ name }) => name)).toEqual(['events.tx', 'webhook_endpoints.after_tx']);
});
