/** Opaque, prefixed ids with 128 random bits; never authorisation by themselves. */
import { randomFillSync, randomInt } from 'node:crypto';

export type IdPrefix =
  | 'opn'
  | 'cnd'
  | 'cnv'
  | 'idn'
  | 'app'
  | 'int'
  | 'shf'
  | 'evt'
  | 'key'
  | 'tkt'
  | 'dec'
  | 'emp'
  | 'apv'
  | 'prf'
  | 'pay'
  | 'inv'
  | 'lnk'
  | 'med'
  | 'asm'
  | 'bgc'
  | 'ctr'
  | 'onb'
  | 'whk'
  | 'dlv'
  | 'tpl'
  | 'hld'
  | 'usr'
  | 'ses'
  | 'aud'
  | 'imp'
  | 'req';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Random bytes are drawn for many ids at once: a draw costs as much as the rest of a hundred ids. */
const pool = Buffer.alloc(4096);
let used = pool.length;

/** For example `opn_` and 25 characters of `0-9a-z`. */
export function newId(prefix: IdPrefix): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let number = BigInt(`0x${pool.toString('hex', used, used + 16)}`);
  used += 16;
  let text = '';
  for (let i = 0; i < 25; i++) {
    text = alphabet[Number(number % 36n)] + text;
    number /= 36n;
  }
  return `${prefix}_${text}`;
}

/** Without 0 O 1 I: a code is read off posters and spelt on the telephone. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/**
 * A code that people can read out, five bits a letter. It has a letter and a digit, so that it is never taken for a word or a
 * number, not even when it is used up.
 */
export function newCode(letters: number): string {
  for (;;) {
    const code = Array.from({ length: letters }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    if (/[A-Z]/.test(code) && /\d/.test(code)) return code;
  }
}

/** 60 bits: nobody guesses one. */
const PERSONAL_LETTERS = 12;

/** The code of an invitation or a link: whoever has it is the person that it was made for. */
export const newPersonalCode = (): string => newCode(PERSONAL_LETTERS);

/** It could be one, by its letters. */
export function isPersonalCode(code: string): boolean {
  return code.length === PERSONAL_LETTERS && [...code].every((letter) => LETTERS.includes(letter));
}
