/** Being signed in: 256 random bits in a cookie that no script reads, kept as a hash. */
import type { Tx } from '../../db/client.ts';
import {
  endSession,
  findLiveSession,
  insertSession,
  type LiveSession,
  type Proof,
  touchSession,
} from '../../db/sessions.ts';
import { newToken, tokenHash } from './tokens.ts';

/** However busy somebody is: after that they sign in again. */
const LONGEST_MS = 7 * 24 * 3_600_000;

/** `__Host-`: by an encrypted connection to this very host, and no other host can set it. */
export const cookieName = (address: string | null): string =>
  isEncrypted(address) ? '__Host-tingda_hr' : 'tingda_hr';

const isEncrypted = (address: string | null) => address?.startsWith('https:') ?? false;

const attributes = (address: string | null) =>
  `Path=/; HttpOnly; SameSite=Lax${isEncrypted(address) ? '; Secure' : ''}`;

/** Who asks by a cookie; null for none, and for a session that is over. */
export async function findSession(
  sql: Tx,
  cookies: string | undefined,
  address: string | null,
): Promise<LiveSession | null> {
  const hash = tokenHash(readCookie(cookies, cookieName(address)));
  const session = hash && (await findLiveSession(sql, hash));
  if (session?.stale) await touchSession(sql, session.id);
  return session;
}

/** Two of one name: somebody put one there who cannot read ours. Neither counts. */
function readCookie(cookies: string | undefined, name: string): string {
  const values = (cookies ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? values[0]! : '';
}

/** Signs somebody in. The session that they came with, if any, is over: its token was another's to know. */
export async function beginSession(
  tx: Tx,
  session: { userId: string; proof: Proof; userAgent: string | undefined; before: LiveSession | null },
  address: string | null,
): Promise<{ id: string; cookie: string }> {
  const { userId, proof, before } = session;
  if (before) await endSession(tx, before.user_id, before.id);
  const { token, hash } = newToken();
  const expiresAt = new Date(Date.now() + LONGEST_MS);
  const device = deviceOf(session.userAgent);
  const id = await insertSession(tx, { hash, userId, proof, device, expiresAt });
  const cookie = `${cookieName(address)}=${token}; Max-Age=${LONGEST_MS / 1000}; ${attributes(address)}`;
  return { id, cookie };
}

export const noCookie = (address: string | null): string =>
  `${cookieName(address)}=; Max-Age=0; ${attributes(address)}`;

const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const MACHINES: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** Enough to know one's own machine by, and nothing that a browser could put there itself. */
function deviceOf(userAgent = ''): string | null {
  const first = (list: [RegExp, string][]) => list.find(([shape]) => shape.test(userAgent))?.[1];
  return [first(BROWSERS), first(MACHINES)].filter(Boolean).join(' · ') || null;
}
