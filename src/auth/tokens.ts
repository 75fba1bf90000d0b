/** Secrets that are shown once and kept as a hash: of links and of sessions. */
import { createHash, randomBytes } from 'node:crypto';

const shape = /^[A-Za-z0-9_-]{43}$/;

/** 256 random bits. */
export function newToken(): { token: string; hash: Uint8Array } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

/** A plain hash is enough, as for keys: nobody guesses 256 random bits. Null for what no token looks like. */
export function tokenHash(token: string): Uint8Array | null {
  return shape.test(token) ? hashOf(token) : null;
}

const hashOf = (token: string): Uint8Array => createHash('sha256').update(token).digest();
