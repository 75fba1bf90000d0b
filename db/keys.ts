/** API keys. Only their hashes are here: a copy of the database opens nothing. */
import { newId } from '../src/ids.ts';
import type { Tx } from './client.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

export interface KeyRow {
  id: string;
  name: string;
  scopes: string[];
  expires_at: Date | null;
  revoked_at: Date | null;
  created_at: Date;
  position: number;
}

// Arrays come as JSON: without a look-up of types at every connect the client cannot read PostgreSQL's own arrays.
const selected = (tx: Tx) =>
  tx`id, name, to_jsonb(scopes) as scopes, expires_at, revoked_at, created_at, position`;

export async function insertKey(
  tx: Tx,
  key: { name: string; hash: Uint8Array; scopes: string[]; expiresAt: Date | null },
): Promise<KeyRow> {
  const [row] = await tx<KeyRow[]>`
    insert into api_keys (id, name, hash, scopes, expires_at)
    values (${newId('key')}, ${key.name}, ${key.hash},
            array(select jsonb_array_elements_text(${tx.json(key.scopes)}::jsonb)), ${key.expiresAt})
    returning ${selected(tx)}`;
  return row!;
}

/** The key with this hash, if it is neither revoked nor expired. */
export async function findLiveKey(
  tx: Tx,
  hash: Uint8Array,
): Promise<{ id: string; scopes: string[] } | null> {
  const [row] = await tx<{ id: string; scopes: string[] }[]>`
    select id, to_jsonb(scopes) as scopes from api_keys
    where hash = ${hash} and revoked_at is null and (expires_at is null or expires_at > now())`;
  return row ?? null;
}

/** Of these ids, those of keys that are neither revoked nor expired. */
export async function liveKeys(tx: Tx, ids: string[]): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`
    select id from api_keys
    where id = any(${ids}) and revoked_at is null and (expires_at is null or expires_at > now())`;
  return new Set(rows.map((row) => row.id));
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

/** Newest first. */
export async function listKeys(tx: Tx, page: PageRequest): Promise<Page<KeyRow>> {
  const rows = await tx<KeyRow[]>`
    select ${selected(tx)} from api_keys
    where true ${asked(tx, page.after, tx`and position < ${page.after}`)}
    order by position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}
