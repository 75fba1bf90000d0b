/** Links by which people of HR come in for the first time. */
import type { Tx } from '../../db/client.ts';
import { insertUserLink, type LinkPurpose } from '../../db/user-links.ts';
import { findUserByEmail, insertUser, type Role, type UserRow } from '../../db/users.ts';
import { TingdaError } from '../errors.ts';
import { newToken } from './tokens.ts';

const HOUR = 3_600_000;
/** How long a link may be used, in milliseconds. */
const LASTS: Record<LinkPurpose, number> = { join: 72 * HOUR, enter: 24 * HOUR };

export interface Link {
  /** What follows our address. */
  path: string;
  expiresAt: Date;
}

/** Makes a one-time link; `path` is in no table. Those of the same kind before are over. */
export async function makeLink(tx: Tx, userId: string, purpose: LinkPurpose): Promise<Link> {
  const { token, hash } = newToken();
  const expiresAt = new Date(Date.now() + LASTS[purpose]);
  await insertUserLink(tx, { hash, userId, purpose, expiresAt });
  return { path: `/hr/${purpose}/${token}`, expiresAt };
}

/** An address as it is kept; null for what is none. */
export function readEmail(given: string): string | null {
  const email = given.trim().normalize('NFKC').toLowerCase();
  return /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,185}$/u.test(email) ? email : null;
}

/**
 * Invites somebody.
 * @throws TingdaError `conflict` when they are here already
 */
export async function inviteUser(
  tx: Tx,
  { email, role, by }: { email: string; role: Role; by: string },
): Promise<{ user: UserRow; link: Link }> {
  const user = await insertUser(tx, { email, role, by });
  if (!user) {
    const known = await findUserByEmail(tx, email);
    throw new TingdaError(
      'conflict',
      `There is a user with this address already (${known?.id}); nothing was changed. Make a new link for that one instead.`,
      { items: [{ path: 'email', message: 'belongs to a user' }] },
    );
  }
  return { user, link: await makeLink(tx, user.id, 'join') };
}
