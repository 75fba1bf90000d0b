/**
 * What Twilio posts (https://www.twilio.com/docs/messaging/guides/webhook-request,
 * https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks) → our messages and statuses. Pure.
 *
 * External ids: the MessageSid for the text (or what has no text), `<sid>:<ME…>` for each picture and voice note.
 */
import { z } from 'zod';
import { TingdaError } from '../errors.ts';
import { toE164 } from '../phone.ts';
import type { DeliveryStatus, InboundContent, InboundMessage, Keyword } from '../types.ts';
import { failureOf } from './twilio-errors.ts';

const sid = z.string().regex(/^[A-Za-z]{2}[A-Za-z0-9]{1,62}$/);
const address = z.string().max(100);
/** Twilio adds parameters without notice: unknown ones are let through. */
const message = z.object({
  MessageSid: sid,
  AccountSid: sid,
  From: address,
  Body: z.string().default(''),
  NumMedia: z
    .string()
    .regex(/^\d{1,2}$/)
    .default('0'),
  OptOutType: z.string().optional(),
});
const status = z.object({
  MessageSid: sid,
  AccountSid: sid,
  To: address,
  MessageStatus: z.string(),
  ErrorCode: z
    .string()
    .regex(/^\d{0,6}$/)
    .optional(),
});

/** The name by which our status callbacks carry a line's key. */
export const KEY_PARAMETER = 'line';

/** Whose calls we take, and where its media lie. */
interface Account {
  sid: string;
  apiRoot: string;
}

interface Read {
  messages: InboundMessage[];
  statuses: DeliveryStatus[];
}

const NOTHING: Read = { messages: [], statuses: [] };

/**
 * One call: a message, or a status of one of ours.
 * @param path of the call, with its query
 * @throws TingdaError `payload_invalid` for what Twilio would not send
 */
export function readCall(form: URLSearchParams, path: string, at: Account): Read {
  return form.has('MessageStatus') ? readStatus(form, path, at.sid) : readMessage(form, at);
}

function readMessage(form: URLSearchParams, at: Account): Read {
  const account = at.sid;
  const { MessageSid, From, Body, NumMedia, OptOutType } = parsed(message, form, account);
  const from = toE164(From);
  // Another app's address (`whatsapp:…`), a short code, a name: nobody there can be interviewed by SMS.
  if (from === null) return NOTHING;
  const base = { channel: 'twilio', account, address: from };
  const files = Array.from({ length: Number(NumMedia) }, (_, i) => fileOf(form, i, at, MessageSid));
  const messages: InboundMessage[] = [];
  // Words beside a picture are its caption; beside a voice note, or alone, they are a message.
  let caption = Body;
  for (const { id, content } of files) {
    if (content.kind === 'file') {
      content.caption = caption;
      caption = '';
    }
    messages.push({ ...base, externalId: `${MessageSid}:${id}`, content });
  }
  if (caption !== '' || files.length === 0)
    messages.push({ ...base, externalId: MessageSid, content: words(caption, OptOutType) });
  return { messages, statuses: [] };
}

function words(text: string, optOutType: string | undefined): InboundContent {
  const keyword = keywordOf(text, optOutType);
  return keyword === undefined ? { kind: 'text', text } : { kind: 'text', text, keyword };
}

/** What Twilio takes by default (https://help.twilio.com/articles/223134027): alone in a message, in any case. */
const DEFAULTS = new Map<string, Keyword>(
  Object.entries({
    STOP: 'stop',
    STOPALL: 'stop',
    UNSUBSCRIBE: 'stop',
    CANCEL: 'stop',
    END: 'stop',
    QUIT: 'stop',
    REVOKE: 'stop',
    OPTOUT: 'stop',
    START: 'start',
    UNSTOP: 'start',
  }),
);
const TOLD = new Map<string, Keyword>([
  ['STOP', 'stop'],
  ['START', 'start'],
]);

/**
 * With Advanced Opt-Out Twilio tells what it took a message for, in any language. HELP is not noted: its answer says
 * nothing of the interview, so ours is wanted too.
 */
function keywordOf(text: string, optOutType: string | undefined): Keyword | undefined {
  return optOutType === undefined ? DEFAULTS.get(text.trim().toUpperCase()) : TOLD.get(optOutType);
}

/** Where Twilio keeps what came with a message: there, or in a region (https://www.twilio.com/docs/global-infrastructure). */
const HOST = /^https:\/\/api(?:\.[a-z0-9-]+){0,2}\.twilio\.com$/;
const MEDIA = /^\/2010-04-01\/Accounts\/(\w+)\/Messages\/(\w+)\/Media\/(\w+)$/;

/** Kept by its ids: the address is made again when it is fetched, so that none from outside is ever called. */
function fileOf(
  form: URLSearchParams,
  i: number,
  at: Account,
  messageSid: string,
): { id: string; content: InboundContent } {
  const type = (form.get(`MediaContentType${i}`) ?? '').toLowerCase().slice(0, 100);
  const url = URL.parse(form.get(`MediaUrl${i}`) ?? '');
  const ours = url !== null && (url.origin === new URL(at.apiRoot).origin || HOST.test(url.origin));
  const [, owner, message, id] = (ours && MEDIA.exec(url.pathname)) || [];
  if (id === undefined || owner !== at.sid || message !== messageSid)
    return { id: `media${i}`, content: { kind: 'unreadable', what: 'media' } };
  const media = { id: `${message}/${id}`, type };
  if (type.startsWith('audio/')) return { id, content: { kind: 'voice', media } };
  return { id, content: { kind: 'file', media, caption: '' } };
}

const STATES: Record<string, DeliveryStatus['state']> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
};

function readStatus(form: URLSearchParams, path: string, account: string): Read {
  const { MessageSid, To, MessageStatus, ErrorCode } = parsed(status, form, account);
  const state = Object.hasOwn(STATES, MessageStatus) ? STATES[MessageStatus] : undefined;
  const to = toE164(To);
  // `queued`, `sending` and what Twilio may think of next say nothing that we do not know.
  if (state === undefined || to === null) return NOTHING;
  const key = new URL(path, 'http://x').searchParams.get(KEY_PARAMETER);
  const code = ErrorCode || undefined;
  return {
    messages: [],
    statuses: [
      {
        channel: 'twilio',
        account,
        address: to,
        externalId: MessageSid,
        state,
        ...(key !== null && { key }),
        ...(code !== undefined && { code }),
        ...(state === 'failed' && { failure: failureOf(code) }),
      },
    ],
  };
}

function parsed<T extends z.ZodObject>(schema: T, form: URLSearchParams, account: string): z.infer<T> {
  const result = schema.safeParse(Object.fromEntries(form));
  const items = result.error?.issues.map(({ path, message }) => ({ path: path.join('.'), message })) ?? [];
  if (!result.success || result.data.AccountSid !== account) {
    throw new TingdaError('payload_invalid', 'The body is not what Twilio posts for this account.', {
      items,
    });
  }
  return result.data;
}
