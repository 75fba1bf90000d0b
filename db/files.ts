/** Which files of the media store rows name: what a backup takes, what a restore brings, and what goes because nothing names it. */
import type { Sql, Tx } from './client.ts';

/** Under these ids something is kept, or may be this moment; `wanted`: and is to stay. */
const named = (tx: Tx) => tx`
  select id, erase_at is null as wanted from media
  union all select p.id, true from contracts, lateral (values (document_id), (signed_id)) p(id) where p.id is not null
  union all select content->'media'->>'id', true from inbox where content->'media'->>'kept' = 'true'`;

/** What the database knew of before a restore, kept until the transaction ends. */
export async function keepFiles(tx: Tx): Promise<void> {
  await tx`
    create temporary table kept_files on commit drop as
    select id as name from (
      select id from (${named(tx)}) n union select id || '.wav' from media where copy_bytes is not null
      union select media_id from inbox where media_id is not null union select id from media_drafts) f`;
  await tx`create temporary table kept_import_files on commit drop as select id from import_files`;
}

/** Looked up by {@link isWanted}, until the transaction ends: everybody who is not to be here is erased. */
export async function nameFiles(tx: Tx): Promise<void> {
  await tx`
    create temporary table named_files on commit drop as
    select id, bool_and(wanted) as wanted from (${named(tx)}) n group by id`;
  await tx`alter table named_files add primary key (id)`;
}

/** Something that stays names this file. */
export async function isWanted(tx: Tx, name: string): Promise<boolean> {
  const rows = await tx`select 1 from named_files where id = ${name.split('.')[0]!} and wanted`;
  return rows.length > 0;
}

/**
 * Files that only what gave way has named become drafts whose time is over: the sweep takes them out of the store, once this is
 * committed, however often it is killed.
 * @returns how many
 */
export async function leaveFiles(tx: Tx): Promise<number> {
  const left = await tx`
    insert into media_drafts (id, created_at)
    select name, '-infinity' from kept_files k
    where not exists (select 1 from named_files where id = split_part(k.name, '.', 1))
    on conflict do nothing returning 1`;
  await tx`
    insert into import_files (id, erase_at) select id, now() from kept_import_files on conflict do nothing`;
  return left.length;
}

/** Of these names, those that nothing names. Nothing ever names what was left half written. */
export async function unnamed(sql: Sql, names: readonly string[]): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select name from unnest(${names as string[]}::text[]) as name,
      lateral (select case when name ~ '[.][0-9a-f]{8}$' then '' else split_part(name, '.', 1) end as id) n
    where not exists (select 1 from media m where m.id = n.id)
      and not exists (select 1 from inbox i where i.content->'media'->>'kept' = 'true' and i.content->'media'->>'id' = n.id)
      and not exists (select 1 from inbox i where i.media_id = n.id)
      and not exists (select 1 from contracts c where c.document_id = n.id)
      and not exists (select 1 from contracts c where c.signed_id = n.id)`;
  return rows.map(({ name }) => name);
}
