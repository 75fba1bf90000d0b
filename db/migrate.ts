/** Forward-only migrations: numbered `.sql` files, each run once, in one transaction with its record. */
import { readdir, readFile } from 'node:fs/promises';
import type { Sql } from './client.ts';

const folder = new URL('./migrations/', import.meta.url);

/** Brings the schema up to date; returns the names of the files that were run. Safe to call from several processes. */
export async function migrate(sql: Sql): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return sql.begin(async (tx) => {
    // Held until commit: the second process waits and then finds nothing to do.
    await tx`select pg_advisory_xact_lock(7221948)`;
    await tx`create table if not exists migrations (name text primary key, at timestamptz not null default now())`;
    const done = new Set((await tx<{ name: string }[]>`select name from migrations`).map((row) => row.name));
    const missing = files.filter((name) => !done.has(name));
    for (const name of missing) {
      await tx.unsafe(await readFile(new URL(name, folder), 'utf8'));
      await tx`insert into migrations (name) values (${name})`;
    }
    return missing;
  });
}
