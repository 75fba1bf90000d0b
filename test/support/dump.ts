/** Everything that a database, a Redis and a directory hold, as text in which a planted word can be looked for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { createClient, RESP_TYPES } from 'redis';
import type { Sql } from '../../db/client.ts';

/** Every row of every table, by table. */
export async function dumpTables(sql: Sql): Promise<Map<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
  const dump = new Map<string, string>();
  for (const { name } of tables) {
    const rows = await sql<{ row: string }[]>`select t::text as row from ${sql(name)} t`;
    dump.set(name, rows.map(({ row }) => row).join('\n'));
  }
  return dump;
}

/** The named columns of every row, as text. */
export async function dumpColumns(sql: Sql, columns: Map<string, string[]>): Promise<string> {
  const found: string[] = [];
  for (const [table, names] of columns) {
    const rows = await sql<{ row: string }[]>`
      select t::text as row from (select ${sql(names)} from ${sql(table)}) t`;
    found.push(table, ...rows.map(({ row }) => row));
  }
  return found.join('\n');
}

/** Every key with its value; sessions are packed and are unpacked here. */
export async function dumpRedis(url: string): Promise<string> {
  const client = createClient({ url });
  await client.connect();
  const raw = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  const found: string[] = [];
  for (const key of await client.keys('*')) {
    found.push(key);
    const type = await client.type(key);
    if (type === 'string') found.push(await text((await raw.get(key)) as Buffer | null));
    if (type === 'hash') found.push(JSON.stringify(await client.hGetAll(key)));
    if (type === 'list') found.push(JSON.stringify(await client.lRange(key, 0, -1)));
    if (type === 'set') found.push(JSON.stringify(await client.sMembers(key)));
    if (type === 'zset') found.push(JSON.stringify(await client.zRange(key, 0, -1)));
    if (type === 'stream') found.push(JSON.stringify(await client.xRange(key, '-', '+')));
  }
  await client.close();
  return found.join('\n');
}

async function text(value: Buffer | null): Promise<string> {
  if (!value) return '';
  try {
    return inflateRawSync(value.subarray(8)).toString();
  } catch {
    return value.toString();
  }
}

/** Names and bytes of all files below. */
export function dumpDirectory(root: string): string {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path}\n${readFileSync(path, 'latin1')}`)
    .join('\n');
}
