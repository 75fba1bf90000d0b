/** API keys: 256 random bits that are shown once and kept as a hash. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Tx } from '../../db/client.ts';
import {
  endOldSecrets,
  findLiveKey,
  type Holder,
  insertKey,
  type KeyRow,
  keysOf,
  lockHolder,
  revokeKey,
  rotateKey,
  touchKey,
} from '../../db/keys.ts';
import type { Role } from '../../db/users.ts';
import { TingdaError } from '../errors.ts';
import { scopesOf } from './roles.ts';
import { allows, SCOPES, type Scope } from './scopes.ts';

/** Who asks: the id of a key (or `bootstrap`) or of a person of HR, and what they may do. */
export interface Principal {
  id: string;
  scopes: readonly string[];
  /** Of a person: where they are signed in. */
  sessionId?: string;
}

/** The id of whoever holds `BOOTSTRAP_API_KEY`. */
export const BOOTSTRAP = 'bootstrap';

const shape = /^tk_[A-Za-z0-9_-]{43}$/;

/** A plain hash is enough: nobody guesses 256 random bits, so there is nothing for a slow one to slow down. */
function hashKey(key: string): Uint8Array {
  return createHash('sha256').update(key).digest();
}

/** Makes a key. `key` is in no table: whoever loses it makes another. `by`: who asked for it, where that was by the API. */
export async function createKey(
  tx: Tx,
  input: { name: string; scopes: readonly Scope[]; expiresAt: Date | null; by?: string },
): Promise<KeyRow & { key: string }> {
  const key = newKey();
  await requireHolder(tx, input.by, input.scopes);
  const row = await insertKey(tx, {
    ...input,
    by: input.by ?? null,
    scopes: [...new Set(input.scopes)],
    hash: hashKey(key),
  });
  return { ...row, key };
}

const newKey = () => `tk_${randomBytes(32).toString('base64url')}`;

/**
 * A new secret for a key; the one before works on for `overlapMs`. Null for a key that does not work (any more).
 * @param by who asked for it and has the secret: it is their key from now on
 */
export async function changeKey(
  tx: Tx,
  id: string,
  overlapMs: number,
  by: string,
): Promise<(KeyRow & { key: string }) | null> {
  const key = newKey();
  const holder = await requireHolder(tx, by, ['admin']);
  const oldUntil = new Date(Date.now() + overlapMs);
  const row = await rotateKey(tx, id, { hash: hashKey(key), oldUntil, holder: holder?.id ?? null });
  return row && { ...row, key };
}

/**
 * Whoever was shut out or demoted while their request ran leaves no key behind: they are looked at again, under a lock.
 * @throws TingdaError `unauthorized`
 */
async function requireHolder(
  tx: Tx,
  by: string | undefined,
  scopes: readonly Scope[],
): Promise<Holder | null> {
  const holder = by === undefined ? null : await lockHolder(tx, by);
  if (holder && (holder.disabled || !mayHold(holder.role, scopes))) throw unauthorized();
  return holder;
}

/**
 * Ends what somebody has who is shut out or has another role: keys that may do more than they, all of who is shut out; and what
 * they know of keys that they gave away.
 * @returns the keys that ended
 */
export async function revokeKeysOf(
  tx: Tx,
  { id, role, disabled }: Holder,
): Promise<{ id: string; name: string }[]> {
  await endOldSecrets(tx, id);
  const ending = (await keysOf(tx, id)).filter(({ scopes }) => disabled || !mayHold(role, scopes));
  for (const key of ending) await revokeKey(tx, key.id);
  return ending.map(({ id, name }) => ({ id, name }));
}

/** Whether somebody with this role may do all of it. */
export const mayHold = (role: Role, scopes: readonly string[]): boolean =>
  scopes.every((scope) => allows(scopesOf(role), scope as Scope));

/**
 * Who holds this `Authorization` header. The refusal is the same for none, a malformed, unknown, revoked or expired key.
 * @param bootstrapKey `BOOTSTRAP_API_KEY`: all scopes, for containers
 * @throws TingdaError `unauthorized`
 */
export async function authenticate(
  tx: Tx,
  header: string | undefined,
  bootstrapKey: string | undefined,
): Promise<Principal> {
  const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (given) {
    const hash = hashKey(given);
    // Hashes have one length, so the comparison takes the same time whatever was sent.
    if (bootstrapKey && timingSafeEqual(hash, hashKey(bootstrapKey))) {
      return { id: BOOTSTRAP, scopes: ['admin'] };
    }
    const found = shape.test(given) ? await findLiveKey(tx, hash) : null;
    if (found) {
      if (found.stale) await touchKey(tx, found.id);
      return { id: found.id, scopes: found.scopes };
    }
  }
  throw unauthorized();
}

/** The same for whatever was wrong, or missing. */
export function unauthorized(): TingdaError {
  return new TingdaError(
    'unauthorized',
    'No valid API key came with this request; nothing was read or stored. Send one as "Authorization: Bearer KEY".',
  );
}

/** The scopes in `text` (`openings:read,candidates:*`). @throws TingdaError `validation_failed` naming the unknown one. */
export function parseScopes(text: string): Scope[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const known = (name: string): name is Scope => (SCOPES as readonly string[]).includes(name);
  const unknown = names.filter((name) => !known(name));
  if (unknown.length > 0 || names.length === 0) {
    const what = unknown.length > 0 ? `${unknown.join(', ')} is not a scope` : 'No scope was given';
    throw new TingdaError('validation_failed', `${what}. No key was made. Scopes: ${SCOPES.join(', ')}.`);
  }
  return names.filter(known);
}
