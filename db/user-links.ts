/** One-time links of HR's users. Only their hashes are here: a copy of the database opens nothing. */
import type { Tx } from './client.ts';

export type LinkPurpose = 'join' | 'enter';

export interface UserLink {
  user_id: string;
  email: string;
}

/** Makes a link; those of the same purpose that were made before are over. */
export async function insertUserLink(
  tx: Tx,
  link: { hash: Uint8Array; userId: string; purpose: LinkPurpose; expiresAt: Date },
): Promise<void> {
  await closeUserLinks(tx, link.userId, link.purpose);
  await tx`
    insert into user_links (hash, user_id, purpose, expires_at)
    values (${link.hash}, ${link.userId}, ${link.purpose}, ${link.expiresAt})`;
}

export async function closeUserLinks(tx: Tx, userId: string, purpose: LinkPurpose | null): Promise<void> {
  await tx`
    update user_links set expires_at = now()
    where user_id = ${userId} and (${purpose}::text is null or purpose = ${purpose})
      and used_at is null and expires_at > now()`;
}

/** Null for one that was never made, is used or over, or belongs to somebody who is disabled. */
export async function findUserLink(tx: Tx, hash: Uint8Array, purpose: LinkPurpose): Promise<UserLink | null> {
  const [row] = await tx<UserLink[]>`
    select l.user_id, u.email from user_links l join users u on u.id = l.user_id
    where l.hash = ${hash} and l.purpose = ${purpose} and l.used_at is null and l.expires_at > now()
      and u.disabled_at is null`;
  return row ?? null;
}

/** Of two at once the second finds it used. */
export async function useUserLink(tx: Tx, hash: Uint8Array): Promise<boolean> {
  const rows = await tx`
    update user_links set used_at = now()
    where hash = ${hash} and used_at is null and expires_at > now() returning 1`;
  return rows.length > 0;
}
