/**
 * Who calls, and what is in the envelope (https://developer.work.weixin.qq.com/document/path/90968): a SHA-1 over what is known
 * to both, then AES-256-CBC with PKCS#7 in blocks of 32 bytes. Pure.
 */
import { createDecipheriv, hash, timingSafeEqual } from 'node:crypto';

/** Of one call, as its address and body hold it. */
export interface Envelope {
  signature: string;
  timestamp: string;
  nonce: string;
  encrypted: string;
}

export function isSigned({ signature, timestamp, nonce, encrypted }: Envelope, token: string): boolean {
  const right = Buffer.from(hash('sha1', [token, timestamp, nonce, encrypted].sort().join(''), 'hex'));
  const claimed = Buffer.from(signature);
  return claimed.length === right.length && timingSafeEqual(claimed, right);
}

/** `EncodingAESKey`: 43 letters, which with one `=` are the 32 bytes of the key. */
export function keyOf(encodingAesKey: string): Buffer {
  return Buffer.from(`${encodingAesKey}=`, 'base64');
}

const BLOCK = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/**
 * 16 random bytes, the length of the message, the message, whom it is for. Null for everything else, whatever is wrong with
 * it: who changes a call and watches the answer learns nothing.
 */
export function opened(encrypted: string, key: Buffer, receiver: string): string | null {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % BLOCK !== 0 || bytes.toString('base64') !== encrypted) return null;
  const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([cipher.update(bytes), cipher.final()]);
  const padding = padded.at(-1)!;
  if (padding < 1 || padding > BLOCK || padded.subarray(-padding).some((byte) => byte !== padding))
    return null;
  const content = padded.subarray(RANDOM_BYTES, padded.length - padding);
  if (content.length < LENGTH_BYTES) return null;
  const end = LENGTH_BYTES + content.readUInt32BE();
  if (end > content.length || content.toString('utf8', end) !== receiver) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content.subarray(LENGTH_BYTES, end));
  } catch {
    return null;
  }
}
