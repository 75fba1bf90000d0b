/** Codes of an authenticator app, and the codes for when it is lost. */
import { createHash } from 'node:crypto';
import { newCode } from '../ids.ts';

const PERIOD = 30;
/** A telephone's clock may be this many steps off. */
const DRIFT = 1;

/** Loaded when somebody signs in. */
const library = () => import('otpauth');

async function authenticator(secret: string, email: string) {
  const { TOTP } = await library();
  // SHA-1 and six digits are what every app takes, whatever it is told.
  return new TOTP({ issuer: 'Tingda', label: email, algorithm: 'SHA1', digits: 6, period: PERIOD, secret });
}

/** A new secret, in base32: 160 bits. */
export async function newTotpSecret(): Promise<string> {
  const { Secret } = await library();
  return new Secret({ size: 20 }).base32;
}

/** What the picture holds that an app reads. */
export async function totpAddress(secret: string, email: string): Promise<string> {
  return (await authenticator(secret, email)).toString();
}

/** The step of a right code: whoever takes it must see that it is later than the one before. Null for a wrong one. */
export async function totpStep(secret: string, code: string, now: number): Promise<number | null> {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = (await authenticator(secret, '')).validate({ token, timestamp: now, window: DRIFT });
  return delta === null ? null : Math.floor(now / 1000 / PERIOD) + delta;
}

const CODES = 10;
/** 80 bits: nobody guesses one, and a plain hash keeps it. */
const LETTERS = 16;

/** Each opens once, in the place of a code from the app. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () => newCode(LETTERS).match(/.{4}/g)!.join('-'));
}

/** Null for what no recovery code looks like. */
export function recoveryHash(userId: string, code: string): Uint8Array | null {
  const letters = code.toUpperCase().replace(/[\s-]/g, '');
  if (!/^[A-Z2-9]{16}$/.test(letters)) return null;
  return createHash('sha256').update(`${userId} ${letters}`).digest();
}
