/**
 * Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): how requests
 * between servers are signed, ours and theirs. Pure but for the clock that it is given.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signature may be older or newer than now. The specification leaves it open; its own libraries take five minutes. */
export const TOLERANCE_MS = 5 * 60_000;

/**
 * The headers that make a body ours.
 * @param secrets more than one while they are changed: the receiver finds the one that it knows
 * @param id the same for every try of one message
 */
export function signedHeaders(
  secrets: readonly string[],
  id: string,
  body: string | Uint8Array,
  at: number,
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${digest(secret, id, timestamp, body)}`).join(' '),
  };
}

/**
 * The id of the message where one of its signatures is right and it was made just now; null for anything else. What comes
 * again within the tolerance is right too: whoever reads on remembers the id.
 * @param headers by names in lower case
 */
export function signedId(
  secret: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  now: number,
): string | null {
  const {
    'webhook-id': id = '',
    'webhook-timestamp': timestamp = '',
    'webhook-signature': given = '',
  } = headers;
  if (!/^[\x21-\x7e]{1,200}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return null;
  const right = Buffer.from(digest(secret, id, timestamp, body));
  // While a secret is changed there are several. As text: base64 is read leniently, and other texts decode to the same bytes.
  const hits = given
    .split(' ')
    .slice(0, 10)
    .filter((one) => {
      const claimed = Buffer.from(one.startsWith('v1,') ? one.slice(3) : '');
      return claimed.length === right.length && timingSafeEqual(claimed, right);
    });
  return hits.length > 0 && Math.abs(now - Number(timestamp) * 1000) <= TOLERANCE_MS ? id : null;
}

function digest(secret: string, id: string, timestamp: string, body: string | Uint8Array): string {
  return createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest('base64');
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
}
