/** Opaque, prefixed ids with 128 random bits; never authorisation by themselves. */
import { randomBytes } from 'node:crypto';

export type IdPrefix = 'opn' | 'cnd' | 'cnv' | 'idn' | 'app' | 'int' | 'evt' | 'key' | 'tkt' | 'req';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/** For example `opn_` and 25 characters of `0-9a-z`. */
export function newId(prefix: IdPrefix): string {
  let number = BigInt(`0x${randomBytes(16).toString('hex')}`);
  let text = '';
  for (let i = 0; i < 25; i++) {
    text = alphabet[Number(number % 36n)] + text;
    number /= 36n;
  }
  return `${prefix}_${text}`;
}
