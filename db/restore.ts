/** The way back of a backup: one transaction, so that there is all of it or nothing. */
import type { TableShape } from './backup.ts';
import type { Sql, Tx } from './client.ts';
import { type Erasure, listErasures, reapplyErasuresIn } from './erasure.ts';
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

/** What must not be undone by going back to an older moment. The rest of it lies in tables that end with the transaction. */
export interface Remembered {
  erasures: Erasure[];
}

/** Takes the schema away and makes it anew as it was when the backup was made. @param last its last migration */
export async function makeRoom(tx: Tx, last: string): Promise<Remembered> {
  const erasures = await listErasures(tx);
  await tx`create temporary table kept_holds on commit drop as select * from legal_holds`;
  await tx`
    create temporary table kept_stops on commit drop as
    select channel, account, address, state_at from identities where state = 'closed'`;
  await tx`
    create temporary table kept_keys on commit drop as
    select id, hash, old_hash, old_until, revoked_at from api_keys`;
  await tx`
    create temporary table kept_users on commit drop as
    select id, role, disabled_at, password, totp, totp_step from users`;
  await tx`create temporary table kept_passkeys on commit drop as select * from user_passkeys`;
  await tx`create temporary table kept_codes on commit drop as select * from user_recovery_codes`;
  await tx`create temporary table kept_audit on commit drop as select * from audit_log`;
  await dropSchema(tx);
  await migrateIn(tx, last);
  return { erasures };
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
 * Carries over what was known here: who was erased, what is held, who said STOP, which keys and people were shut out, who has
 * read and done what. Nobody hears from us again because we went back to a day before they said that they do not want to.
 * @returns how many people were erased again
 */
export async function carryOver(tx: Tx, { erasures }: Remembered): Promise<number> {
  await tx`
    insert into legal_holds (id, candidate_id, parts, reason, placed_by, released_at, released_by, created_at)
    select id, candidate_id, parts, reason, placed_by, released_at, released_by, created_at from kept_holds k
    where exists (select 1 from candidates where id = k.candidate_id)
    on conflict (id) do update set released_at = excluded.released_at, released_by = excluded.released_by`;
  await tx`
    with stopped as (
      update identities i set state = 'closed', state_at = k.state_at from kept_stops k
      where (i.channel, i.account, i.address) = (k.channel, k.account, k.address) and i.state <> 'closed'
      returning i.id, i.state_at
    )
    insert into opt_outs (identity_id, at) select id, state_at from stopped`;
  // A key that was revoked, and somebody who was shut out, stay so; and so do the passwords of now.
  await tx`
    update api_keys a set hash = k.hash, old_hash = k.old_hash, old_until = k.old_until,
      revoked_at = coalesce(k.revoked_at, a.revoked_at)
    from kept_keys k where k.id = a.id`;
  await tx`
    update users u set role = k.role, disabled_at = k.disabled_at, password = k.password, totp = k.totp,
      totp_step = k.totp_step
    from kept_users k where k.id = u.id`;
  await tx`delete from user_passkeys where user_id in (select id from kept_users)`;
  await tx`
    insert into user_passkeys (id, user_id, public_key, counter, transports, created_at, last_used_at)
    select id, user_id, public_key, counter, transports, created_at, last_used_at from kept_passkeys
    where user_id in (select id from users)`;
  await tx`delete from user_recovery_codes where user_id in (select id from kept_users)`;
  await tx`
    insert into user_recovery_codes (user_id, hash, used_at)
    select user_id, hash, used_at from kept_codes where user_id in (select id from users)`;
  await tx`
    insert into audit_log (id, at, actor_kind, actor_id, action, method, subject, candidate_id, filters, shown, request_id,
      address_hash, status)
    select id, at, actor_kind, actor_id, action, method, subject, candidate_id, filters, shown, request_id, address_hash,
      status
    from kept_audit k where not exists (select 1 from audit_log where id = k.id) order by position`;
  return reapplyErasuresIn(tx, erasures);
}

/** Of these files, those that no row names any more: their people were erased. */
export async function isNamed(tx: Tx, name: string): Promise<boolean> {
  const [id] = name.split('.');
  const [row] = await tx<{ named: boolean }[]>`
    select exists (select 1 from media where id = ${id!} and erase_at is null)
      or exists (select 1 from contracts where ${id!} in (document_id, signed_id))
      or exists (select 1 from inbox where content->'media'->>'kept' = 'true' and content->'media'->>'id' = ${id!}) as named`;
  return row!.named;
}
