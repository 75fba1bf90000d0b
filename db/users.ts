/** People of HR. */
import { newId } from '../src/ids.ts';
import type { Tx } from './client.ts';
import { type Page, type PageRequest, toPage } from './pages.ts';

export type Role = 'owner' | 'recruiter' | 'viewer';

export interface UserRow {
  id: string;
  email: string;
  role: Role;
  /** They have said how they sign in. */
  joined_at: Date | null;
  disabled_at: Date | null;
  last_login_at: Date | null;
  password: boolean;
  passkeys: number;
  recovery_codes: number;
  /** Those of theirs that work. */
  keys: { id: string; name: string }[];
  made_by: string;
  created_at: Date;
  updated_at: Date;
  position: number;
}

const selected = (tx: Tx) => tx`
  u.id, u.email, u.role, u.joined_at, u.disabled_at, u.last_login_at, u.password is not null as password,
  (select count(*)::int from user_passkeys p where p.user_id = u.id) as passkeys,
  (select count(*)::int from user_recovery_codes r where r.user_id = u.id and r.used_at is null) as recovery_codes,
  (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'name', k.name) order by k.position desc), '[]') from api_keys k
    where k.made_by = u.id and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())) as keys,
  u.made_by, u.created_at, u.updated_at, u.position`;

/** Null when somebody has this address already. */
export async function insertUser(
  tx: Tx,
  { email, role, by }: { email: string; role: Role; by: string },
): Promise<UserRow | null> {
  const [row] = await tx<{ id: string }[]>`
    insert into users (id, email, role, made_by) values (${newId('usr')}, ${email}, ${role}, ${by})
    on conflict (email) do nothing returning id`;
  return row ? findUser(tx, row.id) : null;
}

export async function findUser(tx: Tx, id: string): Promise<UserRow | null> {
  const [row] = await tx<UserRow[]>`select ${selected(tx)} from users u where u.id = ${id}`;
  return row ?? null;
}

export async function findUserByEmail(tx: Tx, email: string): Promise<UserRow | null> {
  const [row] = await tx<UserRow[]>`select ${selected(tx)} from users u where u.email = ${email}`;
  return row ?? null;
}

/** Newest first. */
export async function listUsers(tx: Tx, page: PageRequest): Promise<Page<UserRow>> {
  const rows = await tx<UserRow[]>`
    select ${selected(tx)} from users u
    where (${page.after}::bigint is null or u.position < ${page.after})
    order by u.position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}

/** Until the end of the transaction nobody else changes them. */
export async function lockUser(tx: Tx, id: string): Promise<UserRow | null> {
  await tx`select 1 from users where id = ${id} for update`;
  return findUser(tx, id);
}

/**
 * How many can still look after the others, and are not `id`. All owners are locked, in one order: of two that step down at
 * once the second counts when the first is done.
 */
export async function otherOwners(tx: Tx, id: string): Promise<number> {
  const rows = await tx<{ id: string }[]>`
    select id from users where role = 'owner' and disabled_at is null and joined_at is not null
    order by id for update`;
  return rows.filter((row) => row.id !== id).length;
}

/** What is not given stays; what is given and was so already is no change. */
export async function changeUser(
  tx: Tx,
  id: string,
  { role, disabled }: { role?: Role | undefined; disabled?: boolean | undefined },
): Promise<void> {
  const as = tx`coalesce(${role ?? null}, role)`;
  const out = tx`coalesce(${disabled ?? null}::boolean, disabled_at is not null)`;
  await tx`
    update users set role = ${as}, updated_at = now(), disabled_at = case when ${out} then coalesce(disabled_at, now()) end,
      access_at = case when ${as} <> role or ${out} <> (disabled_at is not null) then now() else access_at end,
      enabled_at = case when disabled_at is not null and not ${out} then now() else enabled_at end
    where id = ${id}`;
}

export interface Secrets {
  id: string;
  password: string;
  totp: Uint8Array;
}

/** What a password and a code are held against. Null for who has none, is disabled, or is nobody. */
export async function findSecrets(tx: Tx, email: string): Promise<Secrets | null> {
  const [row] = await tx<Secrets[]>`
    select id, password, totp from users where email = ${email} and password is not null and disabled_at is null`;
  return row ?? null;
}

/** Takes a code's step. False for one that was taken before, or lies behind one that was. */
export async function takeStep(tx: Tx, id: string, step: number): Promise<boolean> {
  const rows = await tx`
    update users set totp_step = ${step}
    where id = ${id} and totp_step < ${step} returning 1`;
  return rows.length > 0;
}

/** `step`: of the code that proved the new authenticator; it is taken with it. */
export async function setSecrets(
  tx: Tx,
  id: string,
  { password, totp, step }: { password: string; totp: Uint8Array; step: number },
): Promise<void> {
  await tx`
    update users set password = ${password}, totp = ${totp}, totp_step = ${step}, updated_at = now(), secrets_at = now()
    where id = ${id}`;
}

export async function setPassword(tx: Tx, id: string, password: string): Promise<boolean> {
  const rows = await tx`
    update users set password = ${password}, updated_at = now(), secrets_at = now()
    where id = ${id} and password is not null returning 1`;
  return rows.length > 0;
}

/** Somebody begins anew: whatever they signed in with before opens nothing any more. */
export async function forgetSecrets(tx: Tx, id: string): Promise<void> {
  await tx`
    update users set password = null, totp = null, totp_step = null, updated_at = now(), secrets_at = now()
    where id = ${id}`;
  await tx`delete from user_passkeys where user_id = ${id}`;
  await tx`delete from user_recovery_codes where user_id = ${id}`;
}

/** They have come by a link. */
export async function joinUser(tx: Tx, id: string): Promise<void> {
  await tx`update users set joined_at = coalesce(joined_at, now()) where id = ${id}`;
}

/** The ones before are over. */
export async function setRecoveryCodes(tx: Tx, id: string, hashes: Uint8Array[]): Promise<void> {
  await tx`delete from user_recovery_codes where user_id = ${id}`;
  await noteSecrets(tx, id);
  for (const hash of hashes) {
    await tx`insert into user_recovery_codes (user_id, hash) values (${id}, ${hash})`;
  }
}

/** Each opens once. */
export async function takeRecoveryCode(tx: Tx, id: string, hash: Uint8Array): Promise<boolean> {
  const rows = await tx`
    update user_recovery_codes set used_at = now()
    where user_id = ${id} and hash = ${hash} and used_at is null returning 1`;
  if (rows.length > 0) await noteSecrets(tx, id);
  return rows.length > 0;
}

/** Something that they could sign in with opens nothing any more: no older backup may bring it back. */
export async function noteSecrets(tx: Tx, id: string): Promise<void> {
  await tx`update users set secrets_at = now() where id = ${id}`;
}
