/** The way back of a backup: one transaction, so that there is all of it or nothing. */
import { carryAccess, keepAccess, type ShutOut } from './access.ts';
import type { TableShape } from './backup.ts';
import type { Sql, Tx } from './client.ts';
import { keepErasures, reapplyErasures } from './erasure.ts';
import { keepFiles } from './files.ts';
import type { HoldRow } from './holds.ts';
import { dropSchema, migrateIn } from './migrate.ts';

/** Sessions of this database beside ours: somebody who would go on writing. */
export async function othersConnected(sql: Sql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
  return row!.n;
}

/** Nobody has been here: what a first start writes by itself does not count. */
export async function isUnused(tx: Tx): Promise<boolean> {
  const [row] = await tx<{ used: boolean }[]>`
    select exists (select 1 from candidates) or exists (select 1 from openings) or exists (select 1 from api_keys)
      or exists (select 1 from users) or exists (select 1 from webhook_endpoints) as used`;
  return !row!.used;
}

/**
 * Takes the schema away and makes it anew as it was when the backup was made. What must not be undone by going back to an older
 * moment lies in tables that end with the transaction.
 * @param last its last migration
 */
export async function makeRoom(tx: Tx, last: string): Promise<void> {
  await keepKnown(tx);
  await keepFiles(tx);
  // By it the media store knows this database.
  await tx`create temporary table kept_tokens on commit drop as select * from leases where until = 'infinity'`;
  await keepAccess(tx);
  await tx`create temporary table kept_audit on commit drop as select * from audit_log`;
  await dropSchema(tx);
  await migrateIn(tx, last);
}

/** Who was erased and what is held, as it is known here, until the transaction ends. */
export async function keepKnown(tx: Tx): Promise<void> {
  await keepErasures(tx);
  await tx`create temporary table kept_holds on commit drop as select * from legal_holds`;
  await tx`alter table kept_holds add primary key (id), alter column position drop not null`;
}

export type KeptHold = Omit<HoldRow, 'position'>;

/** Holds that are known elsewhere. One that was released anywhere is released. */
export async function keepHolds(tx: Tx, holds: readonly KeptHold[]): Promise<void> {
  await tx`
    insert into kept_holds (id, candidate_id, parts, reason, placed_by, released_at, released_by, created_at)
    select r.id, r.candidate_id, r.parts, r.reason, r.placed_by, r.released_at, r.released_by, r.created_at
    from jsonb_to_recordset(${tx.json(holds as never)}) as r(id text, candidate_id text, parts text[], reason text,
      placed_by text, released_at timestamptz, released_by text, created_at timestamptz)
    on conflict (id) do update set released_at = excluded.released_at, released_by = excluded.released_by
      where kept_holds.released_at is null`;
}

/** Puts rows in, as {@link TableShape} names their columns. @param rows a JSON array of arrays of text */
export async function putRows(tx: Tx, { name, columns }: TableShape, rows: string): Promise<void> {
  const types = await tx<{ name: string; type: string }[]>`
    select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = to_regclass(${`"${name}"`}) and attnum > 0 and not attisdropped`;
  const typeOf = new Map(types.map((one) => [one.name, one.type]));
  const values = columns.map((column, i) => {
    const type = typeOf.get(column);
    if (!type) throw new UnknownColumn(`${name}.${column}`);
    return `(r->>${i})::${type}`;
  });
  const names = columns.map((column) => `"${column}"`).join(', ');
  await tx.unsafe(
    `insert into "${name}" (${names}) overriding system value
     select ${values.join(', ')} from jsonb_array_elements($1::text::jsonb) r`,
    [rows],
  );
}

/** The backup has something that no version of ours ever had. */
export class UnknownColumn extends Error {}

/** What comes next is numbered behind what there is. */
export async function goOnCounting(tx: Tx): Promise<void> {
  const columns = await tx<{ table: string; column: string }[]>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES'`;
  for (const { table, column } of columns) {
    await tx`
      select setval(pg_get_serial_sequence(${table}, ${column}), coalesce(max(${tx(column)}), 0) + 1, false)
      from ${tx(table)}`;
  }
}

/** More than any conversation will ever count: no session that a cache still has from before can be taken for one from now. */
const VERSIONS = 1_000_000_000;
/** What was to be said longer ago than this is said by nobody any more but a person. */
const STALE = '1 hour';

/**
 * What was going on when the backup was made is over. Leases end; a line that was on its way follows its channel's policy, as
 * after a crash; what should have gone long ago is parked, so that nobody gets last week's notices.
 * @returns how many lines were parked
 */
export async function settleRestored(tx: Tx): Promise<number> {
  await tx`update conversations set version = version + ${VERSIONS}, lease_token = null, lease_until = null`;
  const parked = await tx`
    update outbox set state = 'parked', error_code = 'restored', claim_token = null, claim_until = null
    where state in ('pending', 'sending') and coalesce(not_before, created_at) < now() - ${STALE}::interval returning 1`;
  await tx`update outbox set claim_until = now() where state = 'sending'`;
  // Nobody is signed in by a day that is over, and no link opens twice.
  await tx`update user_sessions set ended_at = now() where ended_at is null`;
  await tx`update user_links set used_at = now() where used_at is null`;
  await tx`delete from user_challenges`;
  return parked.length;
}

/**
 * What is here goes on from the backup: it has what the `backup` command wrote down before it began. Whoever came to the backup
 * from elsewhere knows nothing of what was since. To be asked before {@link carryOver}.
 * @returns null when the backup was made by something else than the command
 */
export async function goesOnFrom(tx: Tx): Promise<boolean | null> {
  const [row] = await tx<{ known: boolean }[]>`
    select exists (select 1 from kept_audit k where k.id = b.id) as known
    from audit_log b where b.action = 'backup' and b.actor_id = 'command_line' order by b.position desc limit 1`;
  return row?.known ?? null;
}

/**
 * Carries over what was known here: who was erased, what is held, which keys and people were shut out, who has read and done
 * what.
 * @returns how many people were erased again, and who was shut out
 */
export async function carryOver(tx: Tx): Promise<{ erased: number; shutOut: ShutOut }> {
  await tx`insert into leases (name, token, until) select name, token, until from kept_tokens`;
  const shutOut = await carryAccess(tx);
  await tx`
    insert into audit_log (id, at, actor_kind, actor_id, action, method, subject, candidate_id, filters, shown, request_id,
      address_hash, status)
    select id, at, actor_kind, actor_id, action, method, subject, candidate_id, filters, shown, request_id, address_hash,
      status
    from kept_audit k where not exists (select 1 from audit_log where id = k.id) order by position`;
  return { shutOut, erased: await bringKnown(tx) };
}

/** Holds first: what they name is not erased again. @returns how many people were */
export async function bringKnown(tx: Tx): Promise<number> {
  await tx`
    insert into legal_holds (id, candidate_id, parts, reason, placed_by, released_at, released_by, created_at)
    select id, candidate_id, parts, reason, placed_by, released_at, released_by, created_at from kept_holds k
    where exists (select 1 from candidates where id = k.candidate_id)
    on conflict (id) do update set released_at = excluded.released_at, released_by = excluded.released_by
      where legal_holds.released_at is null`;
  return reapplyErasures(tx);
}
