/** Forward-only migrations: numbered `.sql` files, each run once, in one transaction with its record. */
import { readdir, readFile } from 'node:fs/promises';
import type { Sql, Tx } from './client.ts';

const folder = new URL('./migrations/', import.meta.url);

/** Brings the schema up to date; returns the names of the files that were run. Safe to call from several processes. */
export function migrate(sql: Sql): Promise<string[]> {
  return sql.begin((tx) => migrateIn(tx));
}

/** The same in a transaction that does more. @param last up to this file and no further */
export async function migrateIn(tx: Tx, last?: string): Promise<string[]> {
  const files = await migrationFiles();
  // Held until commit: the second process waits and then finds nothing to do.
  await tx`select pg_advisory_xact_lock(7221948)`;
  await tx`create table if not exists migrations (name text primary key, at timestamptz not null default now())`;
  const done = new Set((await tx<{ name: string }[]>`select name from migrations`).map((row) => row.name));
  const missing = files.filter((name) => !done.has(name) && (last === undefined || name <= last));
  for (const name of missing) {
    await tx.unsafe(await readFile(new URL(name, folder), 'utf8'));
    await tx`insert into migrations (name) values (${name})`;
  }
  return missing;
}

export async function migrationFiles(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
}

/** Takes away what the migrations made, and nothing that somebody else may have put beside it. */
export async function dropSchema(tx: Tx): Promise<void> {
  for (const table of ['migrations', ...(await ownTables())])
    await tx`drop table if exists ${tx(table)} cascade`;
  for (const one of await named(/^create (?:or replace )?function (\w+)/gm))
    await tx`drop function if exists ${tx(one)} cascade`;
}

/** The tables that the migrations make, whatever else there may be in the schema. */
export const ownTables = (): Promise<string[]> => named(/^create table (\w+)/gm);

async function named(pattern: RegExp): Promise<string[]> {
  const made = (
    await Promise.all((await migrationFiles()).map((name) => readFile(new URL(name, folder), 'utf8')))
  ).join('\n');
  return [...made.matchAll(pattern)].map(([, name]) => name!);
}
