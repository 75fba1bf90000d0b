/** Keys derived from the one secret, each for its own purpose. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

export type Hash = (name: string) => string;

/** Seals what is kept beside the data that it opens. `about` is bound to it: sealed for one name, it opens under no other. */
export interface Seal {
  seal(text: string, about: string): Uint8Array;
  /** Null for what was sealed with another secret, for another name, or changed since. */
  open(sealed: Uint8Array, about: string): string | null;
}

/** A keyed hash (128 bits, hexadecimal): what is kept of a provider's id tells nothing without the secret. */
export function keyedHash(secret: string, purpose: string): Hash {
  // A key object: from bytes one would be made for every message, five times as dear as the hash itself.
  const key = derived(secret, purpose);
  return (name) => createHmac('sha256', key).update(name).digest('hex').slice(0, 32);
}

const [IV_BYTES, TAG_BYTES] = [12, 16];

/** AES-256-GCM with a fresh nonce each time. */
export function sealFor(secret: string, purpose: string): Seal {
  const { seal, open } = sealBytesFor(secret, purpose);
  return {
    seal: (text, about) => seal(Buffer.from(text), about),
    open: (sealed, about) => open(sealed, about)?.toString('utf8') ?? null,
  };
}

/** The same for bytes. */
export function sealBytesFor(secret: string, purpose: string) {
  const key = derived(secret, purpose);
  return {
    seal(bytes: Uint8Array, about: string): Buffer {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    open(sealed: Uint8Array, about: string): Buffer | null {
      const bytes = Buffer.from(sealed);
      if (bytes.length < IV_BYTES + TAG_BYTES) return null;
      const options = { authTagLength: TAG_BYTES };
      const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), options)
        .setAAD(Buffer.from(about))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([cipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), cipher.final()]);
      } catch {
        return null;
      }
    },
  };
}

function derived(secret: string, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `tingda ${purpose}`, 32)));
}
