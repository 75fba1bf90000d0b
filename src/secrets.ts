/** Keys derived from the one secret, each for its own purpose. */
import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';

export type Hash = (name: string) => string;

/** A keyed hash (128 bits, hexadecimal): what is kept of a provider's id tells nothing without the secret. */
export function keyedHash(secret: string, purpose: string): Hash {
  // A key object: from bytes one would be made for every message, five times as dear as the hash itself.
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `tingda ${purpose}`, 32)));
  return (name) => createHmac('sha256', key).update(name).digest('hex').slice(0, 32);
}
