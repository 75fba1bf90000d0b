/** Passkeys: the person is verified by their own machine, and nothing that could be typed elsewhere is sent. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Sql, Tx } from '../../db/client.ts';
import {
  findPasskey,
  insertChallenge,
  insertPasskey,
  listPasskeys,
  takeChallenge,
  usePasskey,
} from '../../db/passkeys.ts';

/** Heavy: loaded when somebody opens a page that offers passkeys. */
const library = () => import('@simplewebauthn/server');

/** EdDSA, ES256, RS256: what every authenticator knows one of. */
const ALGORITHMS = [-8, -7, -257];

/** How long an authenticator may take. */
const PATIENCE_MS = 5 * 60_000;

/** Whom a passkey is made for: our origin and its host. */
export interface Site {
  origin: string;
  host: string;
}

/** Null where browsers make no passkeys: at an address that is a number, or not encrypted and not this machine. */
export function siteOf(address: string | null): Site | null {
  const url = address === null ? null : URL.parse(address);
  if (!url || /^[\d.]+$|^\[/.test(url.hostname)) return null;
  if (url.protocol !== 'https:' && url.hostname !== 'localhost') return null;
  return { origin: url.origin, host: url.hostname };
}

/** What a browser is asked, to make a passkey for this person. */
export async function askForNewPasskey(sql: Sql, site: Site, user: { id: string; email: string }) {
  const { generateRegistrationOptions } = await library();
  const known = await listPasskeys(sql, user.id);
  const options = await generateRegistrationOptions({
    rpName: 'Tingda 听答',
    rpID: site.host,
    userID: Uint8Array.from(Buffer.from(user.id)),
    userName: user.email,
    timeout: PATIENCE_MS,
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await remember(sql, options.challenge, user.id);
  return options;
}

/** What a browser is asked when somebody signs in; whoever it is, their passkey says. */
export async function askForPasskey(sql: Sql, site: Site) {
  const { generateAuthenticationOptions } = await library();
  const options = await generateAuthenticationOptions({
    rpID: site.host,
    timeout: PATIENCE_MS,
    userVerification: 'required',
  });
  await remember(sql, options.challenge, null);
  return options;
}

const remember = (sql: Sql, challenge: string, userId: string | null) =>
  insertChallenge(sql, { challenge, userId, expiresAt: new Date(Date.now() + PATIENCE_MS) });

/** Keeps a new passkey of this person. False when the answer is not to what we asked them. */
export async function keepPasskey(
  tx: Tx,
  { site, userId, answer }: { site: Site; userId: string; answer: string },
): Promise<boolean> {
  const { verifyRegistrationResponse } = await library();
  const response = read<RegistrationResponseJSON>(answer);
  if (!response) return false;
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) => takeChallenge(tx, challenge, userId),
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null);
  if (!verified?.verified) return false;
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
  return insertPasskey(tx, {
    id,
    user_id: userId,
    public_key: Buffer.from(publicKey),
    counter,
    transports: transports.map(String).slice(0, 10),
  });
}

/** Whose passkey answered. Null for any answer that is not right, whatever is wrong with it. */
export async function whoseAnswer(
  tx: Tx,
  { site, answer }: { site: Site; answer: string },
): Promise<string | null> {
  const { verifyAuthenticationResponse } = await library();
  const response = read<AuthenticationResponseJSON>(answer);
  const passkey = response && (await findPasskey(tx, response.id));
  if (!passkey) return null;
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => takeChallenge(tx, challenge, null),
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
    credential: {
      id: passkey.id,
      publicKey: Uint8Array.from(passkey.public_key),
      counter: passkey.counter,
    },
  }).catch(() => null);
  if (!verified?.verified) return null;
  const used = { id: passkey.id, counter: verified.authenticationInfo.newCounter, before: passkey.counter };
  return (await usePasskey(tx, used)) ? passkey.user_id : null;
}

/** What the page sent; the library looks at the rest. */
function read<Response extends { id: string }>(answer: string): Response | null {
  try {
    const value = JSON.parse(answer);
    return typeof value?.id === 'string' && typeof value.response === 'object' ? value : null;
  } catch {
    return null;
  }
}
