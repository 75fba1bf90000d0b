/** Passwords of HR's users: long, not one of those that everybody tries first, and kept as argon2id. */
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const BYTES = 32;

export const SHORTEST = 12;
/** More is no safer, and takes time to hash. */
export const LONGEST = 200;

export type PasswordProblem = 'short' | 'long' | 'known';

/**
 * What is wrong with a new password; null for a good one. `known`: it is in the lists of passwords that were leaked and are
 * tried first, or made of such, of rows of keys, dates or the person's own address. The lists come with the library; nothing
 * is asked of anybody.
 */
export async function passwordProblem(password: string, email: string): Promise<PasswordProblem | null> {
  const normal = password.normalize('NFKC');
  const { length } = [...normal];
  if (length < SHORTEST) return 'short';
  if (length > LONGEST) return 'long';
  const { score } = (await meter()).check(normal, ['tingda', '听答', email, ...email.split(/[@.+_-]/)]);
  return score < ENOUGH ? 'known' : null;
}

/** Of 4: a hundred million guesses and more. */
const ENOUGH = 3;

/** Its lists take 20 MB: loaded when somebody sets a password. */
async function meter() {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
}

/** As `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, the form that other programs read. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await run(password, salt, COST);
  return format(salt, hash);
}

/**
 * True for the right one. Without a hash to compare with it takes as long, and is false: how long an answer took tells
 * nobody who is here.
 */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const parsed = parse(kept ?? NOBODY) ?? parse(NOBODY)!;
  const hash = await run(password, parsed.salt, parsed.cost);
  return timingSafeEqual(hash, parsed.hash) && kept !== null;
}

function run(password: string, nonce: Buffer, cost: typeof COST): Promise<Buffer> {
  const message = password.normalize('NFKC');
  const parameters: Argon2Parameters = { message, nonce, tagLength: BYTES, ...cost };
  return derive('argon2id', parameters);
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

function format(salt: Buffer, hash: Buffer): string {
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;
}

function parse(kept: string): { cost: typeof COST; salt: Buffer; hash: Buffer } | null {
  const [, memory, passes, parallelism, salt, hash] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(kept) ?? [];
  const bytes = Buffer.from(hash ?? '', 'base64');
  if (!salt || bytes.length !== BYTES) return null;
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return { cost, salt: Buffer.from(salt, 'base64'), hash: bytes };
}

/** Nobody's: what a password is held against when there is no one to whom it could belong. */
const NOBODY = format(randomBytes(16), randomBytes(BYTES));
