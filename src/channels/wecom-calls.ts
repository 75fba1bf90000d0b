/**
 * What WeCom calls our hook with (https://developer.work.weixin.qq.com/document/path/94670): word that something waits to be
 * fetched, and once, when the operator enters the address, a question that is answered by its own plain text. Pure.
 */
import { TingdaError } from '../errors.ts';
import type { Hint, RawRequest, Told } from '../ports.ts';
import type { Hash } from '../secrets.ts';
import { type Envelope, isSigned, opened } from './wecom-signature.ts';
import { readXml } from './wecom-xml.ts';

export interface CallSecrets {
  token: string;
  key: Buffer;
  corpId: string;
  /** Names a call for those who may not read it. */
  hash: Hash;
}

/** A call comes within seconds, and again a few times; the clocks of two machines differ a little. */
const FRESH_MS = 10 * 60_000;

const nothing: Told = { messages: [], statuses: [] };

/** @throws TingdaError `signature_invalid`, whatever is wrong: before anything is opened or understood */
export function verifyCall(raw: RawRequest, { token }: Pick<CallSecrets, 'token'>): void {
  const envelope = envelopeOf(raw);
  if (!envelope || !isSigned(envelope, token))
    throw new TingdaError('signature_invalid', 'The signature is missing or wrong.');
}

/**
 * @param now by our clock; a call from another time is taken, and has no effect
 * @throws TingdaError `payload_invalid`
 */
export function readCall(raw: RawRequest, secrets: CallSecrets, now: number): Told {
  const envelope = envelopeOf(raw);
  const text = envelope && opened(envelope.encrypted, secrets.key, secrets.corpId);
  if (!envelope || text === null) throw unreadable();
  // Only what such a question looks like: a call that somebody overheard, asked again by GET, is not read out to them.
  if (raw.method === 'GET' && !/^[A-Za-z0-9_-]{1,128}$/.test(text)) throw unreadable();
  if (raw.method === 'GET') return { ...nothing, answer: text };
  const fields = readXml(text);
  if (fields?.get('ToUserName') !== secrets.corpId || !fields.has('MsgType')) throw unreadable();
  if (fields.get('Event') !== 'kf_msg_or_event') return nothing;
  const [feed, hint] = [fields.get('OpenKfId') ?? '', fields.get('Token') ?? ''];
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(feed) || !/^[\x21-\x7e]{1,128}$/.test(hint)) throw unreadable();
  if (Math.abs(Number(envelope.timestamp) * 1000 - now) > FRESH_MS) return nothing;
  const { timestamp, nonce } = envelope;
  return { ...nothing, hint: { feed, hint, call: secrets.hash(`${timestamp} ${nonce}`) } satisfies Hint };
}

function unreadable(): TingdaError {
  return new TingdaError('payload_invalid', 'The body is not what WeCom posts for this company.');
}

/** By GET the question stands in the address, by POST the body holds an element with it. Null where there is neither. */
function envelopeOf({ method, path, body }: RawRequest): Envelope | null {
  const query = new URLSearchParams(path.slice(path.indexOf('?') + 1));
  const of = (name: string) => query.get(name) ?? '';
  const encrypted = method === 'GET' ? of('echostr') : encryptedOf(body);
  const [signature, timestamp, nonce] = [of('msg_signature'), of('timestamp'), of('nonce')];
  if (!/^[0-9a-f]{40}$/.test(signature) || !/^\d{1,12}$/.test(timestamp) || nonce === '' || !encrypted)
    return null;
  return { signature, timestamp, nonce, encrypted };
}

/** Found, not understood: the signature that covers it is looked at first. */
const ENCRYPTED = /<Encrypt><!\[CDATA\[([A-Za-z0-9+/=]+)\]\]><\/Encrypt>/;

function encryptedOf(body: Uint8Array): string | undefined {
  return ENCRYPTED.exec(Buffer.from(body).toString('latin1'))?.[1];
}
