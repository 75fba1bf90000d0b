/**
 * Everything in the database as rows of text, in the words in which PostgreSQL writes and reads its own values, so that they
 * come back the same in another server or engine.
 */
import type { Sql, Tx } from './client.ts';
import { ownTables } from './migrate.ts';

export interface TableShape {
  name: string;
  columns: string[];
}

/** What is true of one server or one moment only: who holds what, and what providers lend us for a while. */
const LEFT_OUT = ['migrations', 'leases', 'connections', 'credentials', 'media_drafts'];

/**
 * Numbers of transactions mean nothing on another server: there, a number that is yet to come would hide an event for years. So
 * the events get places in the order in which they are read, all of one transaction that was before every other; and whoever
 * has read up to somewhere has read up to there still.
 */
const REWRITTEN: Record<string, string> = {
  'events.tx': `'1'`,
  'events.position': 'row_number() over (order by t.tx, t.position)',
  'webhook_endpoints.after_tx': `'1'`,
  'webhook_endpoints.after_position':
    '(select count(*) from events v where (v.tx, v.position) <= (t.after_tx, t.after_position))',
};

/** A connection on which all that is read is of one moment; to be closed by whoever opened it. */
export async function openSnapshot(sql: Sql): Promise<{ tx: Sql; close(): Promise<void> }> {
  const tx = await sql.reserve();
  await tx`begin isolation level repeatable read read only`;
  return {
    tx,
    async close() {
      await tx`rollback`;
      tx.release();
    },
  };
}

/** The last migration that was run. */
export async function schemaOf(tx: Tx): Promise<string> {
  const [row] = await tx<{ name: string }[]>`select max(name) as name from migrations`;
  return row!.name;
}

/** Tables with what can be written into them, those that others refer to first. */
export async function tablesOf(tx: Tx): Promise<TableShape[]> {
  const shapes = await tx<TableShape[]>`
    select c.table_name as name, jsonb_agg(c.column_name order by c.ordinal_position) as columns
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
      and c.table_name <> all(${LEFT_OUT}) and c.table_name = any(${await ownTables()})
    group by 1 order by 1`;
  const references = await tx<{ from: string; to: string }[]>`
    select r.relname as "from", f.relname as "to" from pg_constraint k
    join pg_class r on r.oid = k.conrelid join pg_class f on f.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = current_schema()::regnamespace and r.oid <> f.oid`;
  const ordered: TableShape[] = [];
  for (let left: TableShape[] = shapes; left.length > 0; ) {
    const waits = ({ name }: TableShape) =>
      references.some(({ from, to }) => from === name && left.some((other) => other.name === to));
    const ready = left.filter((one) => !waits(one));
    if (ready.length === 0) throw new Error('tables refer to each other in a circle');
    ordered.push(...ready);
    left = left.filter(waits);
  }
  return ordered;
}

/** So many rows are in memory at once. */
const BATCH = 500;

/** Each row as a JSON array of its columns in text, made by the database: here it would be a string for each column. */
export async function* rowsOf(tx: Tx, { name, columns }: TableShape): AsyncGenerator<string[]> {
  const selected = columns.map((column) => `(${REWRITTEN[`${name}.${column}`] ?? `t."${column}"`})::text`);
  // A function takes a hundred arguments; an array as many as there are.
  await tx.unsafe(`
    declare backup no scroll cursor for select array_to_json(array[${selected.join(', ')}])::text from "${name}" t`);
  for (;;) {
    const rows = await tx.unsafe(`fetch ${BATCH} from backup`).values();
    if (rows.length > 0) yield rows.map(([row]) => row as string);
    if (rows.length < BATCH) break;
  }
  await tx.unsafe('close backup');
}

export interface StoredFile {
  name: string;
  type: string;
}

/** The files that belong to the rows: recordings, their copies, papers, and what was kept before its message was taken up. */
export async function filesOf(tx: Tx): Promise<StoredFile[]> {
  return tx<StoredFile[]>`
    select distinct on (name) name, type from (
      select id as name, type from media where erase_at is null
      union all select id || '.wav', 'audio/wav' from media where erase_at is null and copy_bytes > 0
      union all select p.id, 'application/pdf' from contracts, lateral (values (document_id), (signed_id)) p(id)
        where p.id is not null
      union all select content->'media'->>'id', coalesce(content->'media'->>'type', 'application/octet-stream')
        from inbox where content->'media'->>'kept' = 'true'
    ) f where not exists (select 1 from media m where m.id = split_part(f.name, '.', 1) and m.erase_at is not null)
    order by name`;
}
