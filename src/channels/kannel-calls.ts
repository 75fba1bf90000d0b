/**
 * What Kannel's smsbox calls (https://www.kannel.org/download/1.4.5/userguide-1.4.5/userguide.html, "SMS-service
 * configurations" and "SMS Delivery Reports") → our messages and statuses. Pure.
 *
 * External ids are Kannel's own (`%I`): the same when a call that got no good answer is made again.
 */
import { z } from 'zod';
import { TingdaError } from '../errors.ts';
import { toE164 } from '../phone.ts';
import type { RawRequest } from '../ports.ts';
import type { DeliveryFailure, DeliveryStatus, InboundContent, InboundMessage } from '../types.ts';

const message = z.object({
  from: z.string().max(100),
  id: z.string().regex(/^[\x21-\x7e]{1,128}$/),
  text: z.string().nullable(),
});
const report = z.object({
  /** Our own, of the `dlr-url`. */
  line: z.string().regex(/^[\x21-\x7e]{1,128}$/),
  to: z.string().max(100),
  type: z.string().regex(/^\d{1,3}$/),
  answer: z.string().default(''),
});

type Fields = Record<string, string | null>;

/** @throws TingdaError `payload_invalid` for what Kannel would not call with */
export function readMessage(request: RawRequest, account: string, country?: string): InboundMessage[] {
  const { from, id, text } = parsed(message, fieldsOf(request));
  const address = toE164(from, country);
  // A short code or a name: a service wrote, not a person.
  if (address === null) return [];
  const content: InboundContent =
    text === null ? { kind: 'unreadable', what: 'text' } : { kind: 'text', text };
  return [{ channel: 'kannel', account, externalId: id, address, content }];
}

/** @throws TingdaError `payload_invalid` */
export function readReport(request: RawRequest, account: string): DeliveryStatus[] {
  const { line, to, type, answer } = parsed(report, fieldsOf(request));
  const state = STATES[Number(type)];
  if (state === undefined) return [];
  return [
    {
      channel: 'kannel',
      account,
      address: to,
      key: line,
      state,
      ...(state === 'failed' && verdict(answer)),
    },
  ];
}

/** The bits of dlr-mask; 4, queued at the SMSC, says nothing that we do not know. */
const STATES: Record<number, DeliveryStatus['state']> = {
  1: 'delivered',
  2: 'failed',
  8: 'sent',
  16: 'failed',
};
export const MASK = 1 + 2 + 8 + 16;

/** `stat:EXPIRED` of a receipt, or `NACK/0x0000000b/Invalid Destination Address` where the SMSC refused at once. */
const RECEIPT = /\bstat:([A-Z]{3,10})/i;
const NACK = /^NACK\/(0x[0-9a-f]{1,8}|\d{1,9})/i;

/** SMPP 3.4, 5.1.3: a system error, the queue is full, throttled. */
const PASSING = [0x08, 0x14, 0x58];
/** Invalid destination: its address, its numbering plan, its type. */
const NOWHERE = [0x0b, 0x48, 0x50, 0x51];

/** What the SMSC said, and what it means. */
function verdict(answer: string): { code: string; failure: DeliveryFailure } {
  const nack = NACK.exec(answer)?.[1];
  if (nack !== undefined) {
    const status = Number(nack);
    const failure = PASSING.includes(status)
      ? 'passing'
      : NOWHERE.includes(status)
        ? 'unreachable'
        : 'refused';
    return { code: `nack_${status}`, failure };
  }
  // Rejected or deleted on the way says nothing of the person; expired and undeliverable do.
  const stat = RECEIPT.exec(answer)?.[1]?.toLowerCase() ?? 'failed';
  return { code: stat, failure: stat === 'rejectd' || stat === 'deleted' ? 'refused' : 'unreachable' };
}

/** What stands in the address; by POST the body adds to it: a form, or the text itself. */
function fieldsOf({ method, path, headers, body }: RawRequest): Fields {
  const query = path.slice(path.indexOf('?') + 1);
  const given = path.includes('?') ? pairs(Buffer.from(query)) : [];
  const type = headers['content-type'] ?? '';
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(type);
  if (method === 'POST' && isForm) given.push(...pairs(body));
  else if (method === 'POST') given.push(['text', body]);
  const charset = given.find(([name]) => name === 'charset')?.[1];
  const told = charset
    ? Buffer.from(charset).toString('latin1')
    : (/charset="?([\w-]+)/i.exec(type)?.[1] ?? '');
  return Object.fromEntries(
    given.map(([name, value]) => [name, decoded(value, name === 'text' ? told : 'UTF-8')]),
  );
}

/** Bytes, because the text is in the charset that another field names. */
function pairs(bytes: Uint8Array): [name: string, value: Uint8Array][] {
  return Buffer.from(bytes)
    .toString('latin1')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      return [unescaped(name).toString('latin1'), unescaped(value)];
    });
}

function unescaped(text: string): Buffer {
  const plain = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

/** With `mo-recode` it is UTF-8; without, what the phone sent. Null for what is no text in that charset: not guessed. */
function decoded(bytes: Uint8Array, charset: string): string | null {
  if (/^binary/i.test(charset)) return null;
  const label = charset === '' || /^gsm/i.test(charset) ? 'UTF-8' : charset;
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parsed<T extends z.ZodObject>(schema: T, fields: Fields): z.infer<T> {
  const result = schema.safeParse(fields);
  if (result.success) return result.data;
  const items = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new TingdaError('payload_invalid', 'The call is not one of Kannel, set up as the docs say.', {
    items,
  });
}
