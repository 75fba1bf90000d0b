/** API keys. Only their hashes are here: a copy of the database opens nothing. */
import { newId } from '../src/ids.ts';
import type { Tx } from './client.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';
import type { Role } from './users.ts';

export interface KeyRow {
  id: string;
  name: string;
  scopes: string[];
  expires_at: Date | null;
  revoked_at: Date | null;
  /** Written down at most once a minute. */
  last_used_at: Date | null;
  /** Until then the secret before the last rotation works too. */
  old_until: Date | null;
  /** The person of HR whose it is: who made it, also by way of another key, or was the last to rotate it. */
  made_by: string | null;
  created_at: Date;
  position: number;
}

// Arrays come as JSON: without a look-up of types at every connect the client cannot read PostgreSQL's own arrays.
const selected = (tx: Tx) =>
  tx`
  id, name, to_jsonb(scopes) as scopes, expires_at, revoked_at, last_used_at,
  case when old_until > now() then old_until end as old_until, made_by, created_at, position`;

export async function insertKey(
  tx: Tx,
  key: { name: string; hash: Uint8Array; scopes: string[]; expiresAt: Date | null; by: string | null },
): Promise<KeyRow> {
  const id = newId('key');
  const [row] = await tx<KeyRow[]>`
    insert into api_keys (id, name, hash, scopes, expires_at, root, made_by)
    values (${id}, ${key.name}, ${key.hash},
            array(select jsonb_array_elements_text(${tx.json(key.scopes)}::jsonb)), ${key.expiresAt},
            coalesce((select root from api_keys where id = ${key.by}), ${key.by}, ${id}),
            (select id from users where id = ${key.by}
             union all select made_by from api_keys where id = ${key.by}))
    returning ${selected(tx)}`;
  return row!;
}

export interface LiveKey {
  id: string;
  scopes: string[];
  /** Its use has not been written down for a minute. */
  stale: boolean;
}

/** The key with this hash, if it is neither revoked nor expired; after a rotation with the hash before, for a while. */
export async function findLiveKey(tx: Tx, hash: Uint8Array): Promise<LiveKey | null> {
  const [row] = await tx<LiveKey[]>`
    select id, to_jsonb(scopes) as scopes,
      coalesce(last_used_at < now() - interval '1 minute', true) as stale
    from api_keys
    where (hash = ${hash} or (old_hash = ${hash} and old_until > now()))
      and revoked_at is null and (expires_at is null or expires_at > now())`;
  return row ?? null;
}

export async function touchKey(tx: Tx, id: string): Promise<void> {
  await tx`
    update api_keys set last_used_at = now()
    where id = ${id} and coalesce(last_used_at < now() - interval '1 minute', true)`;
}

export interface Holder {
  id: string;
  role: Role;
  disabled: boolean;
}

/** The person behind a session or a key; until the transaction ends they stay what they are. Null where there is none. */
export async function lockHolder(tx: Tx, by: string): Promise<Holder | null> {
  const [row] = await tx<Holder[]>`
    select id, role, disabled_at is not null as disabled from users
    where id = coalesce((select made_by from api_keys where id = ${by}), ${by}) for share`;
  return row ?? null;
}

/**
 * Puts another secret in the place of the one that there is. Null for a key that is revoked or expired, or is none.
 * @param holder who has the new secret: the key is theirs from now on. Null: it stays whose it was
 */
export async function rotateKey(
  tx: Tx,
  id: string,
  { hash, oldUntil, holder }: { hash: Uint8Array; oldUntil: Date; holder: string | null },
): Promise<KeyRow | null> {
  const [row] = await tx<KeyRow[]>`
    update api_keys set hash = ${hash}, old_hash = hash, old_until = ${oldUntil}, old_made_by = made_by,
      made_by = coalesce(${holder}, made_by), rotated_at = now()
    where id = ${id} and revoked_at is null and (expires_at is null or expires_at > now())
    returning ${selected(tx)}`;
  return row ?? null;
}

/** Of these ids, those of keys that are neither revoked nor expired. */
export async function liveKeys(tx: Tx, ids: string[]): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`
    select id from api_keys
    where id = any(${ids}) and revoked_at is null and (expires_at is null or expires_at > now())`;
  return new Set(rows.map((row) => row.id));
}

/**
 * Two ids of which one person may stand behind both: whoever makes a key can use it, and the keys that it makes; and so can
 * who rotates one.
 */
export async function isSamePerson(tx: Tx, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const [row] = await tx<{ same: boolean }[]>`
    with behind as (
      select id, unnest(array[root, made_by, old_made_by]) as who from api_keys where id in (${one}, ${other})
      union all select who, who from unnest(array[${one}::text, ${other}]) who)
    select exists (select 1 from behind a join behind b using (who) where a.id = ${one} and b.id = ${other}) as same`;
  return row!.same;
}

export async function findKey(tx: Tx, id: string): Promise<KeyRow | null> {
  const [row] = await tx<KeyRow[]>`select ${selected(tx)} from api_keys where id = ${id}`;
  return row ?? null;
}

/** Revokes at once; a second time changes nothing. Null when there is no such key. */
export async function revokeKey(tx: Tx, id: string): Promise<KeyRow | null> {
  const [row] = await tx<KeyRow[]>`
    update api_keys set revoked_at = coalesce(revoked_at, now()) where id = ${id} returning ${selected(tx)}`;
  return row ?? null;
}

/** Keys of this person that work, newest first; whoever would make or rotate one waits until the transaction ends. */
export async function keysOf(tx: Tx, userId: string): Promise<KeyRow[]> {
  return tx<KeyRow[]>`
    select ${selected(tx)} from api_keys
    where made_by = ${userId} and revoked_at is null and (expires_at is null or expires_at > now())
    order by position desc`;
}

/** Ends the secrets that this person still has of keys that are somebody else's by now. */
export async function endOldSecrets(tx: Tx, userId: string): Promise<void> {
  await tx`update api_keys set old_until = now() where old_made_by = ${userId} and old_until > now()`;
}

/** Newest first. */
export async function listKeys(tx: Tx, page: PageRequest): Promise<Page<KeyRow>> {
  const rows = await tx<KeyRow[]>`
    select ${selected(tx)} from api_keys
    where true ${asked(tx, page.after, tx`and position < ${page.after}`)}
    order by position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}
