/**
 * What `kf/sync_msg` gives (https://developer.work.weixin.qq.com/document/path/94670) → our messages and statuses. Pure.
 *
 * An address is `<open_kfid>:<external_userid>`: one company has several customer service accounts, and a person who writes to
 * two of them has two chats there. External ids are WeCom's `msgid`, the same whenever a page is read again.
 */
import { z } from 'zod';
import type { DeliveryFailure, DeliveryStatus, InboundContent, InboundMessage } from '../types.ts';
import { keyIn } from './wecom-sending.ts';

const id = z.string().regex(/^[\x21-\x39\x3b-\x7e]{1,128}$/);
const media = z.object({ media_id: z.string().min(1).max(1024) });
/** WeCom adds fields and kinds without notice: unknown ones are let through. */
const entry = z.looseObject({
  msgid: z.string().regex(/^[\x21-\x7e]{1,200}$/),
  open_kfid: id.optional(),
  external_userid: id.optional(),
  /** Seconds since 1970, to the end of the year 9999. */
  send_time: z.int().min(0).max(253_402_300_799),
  origin: z.int(),
  msgtype: z.string().max(50),
});
const text = z.object({ content: z.string(), menu_id: z.string().optional() });
const event = z.object({
  event_type: z.string(),
  open_kfid: id.optional(),
  external_userid: id.optional(),
  scene_param: z.string().optional(),
  welcome_code: z.string().max(200).optional(),
  fail_msgid: z.string().max(64).optional(),
  fail_type: z.int().optional(),
});

/** Somebody who wrote; what the system or a person of the company says beside it is not theirs. */
const [BY_CUSTOMER, BY_SYSTEM] = [3, 4];

interface Read {
  messages: InboundMessage[];
  statuses: DeliveryStatus[];
}

/** One entry of a page. Null for what is none. */
export function readEntry(given: unknown, account: string): Read | null {
  const parsed = entry.safeParse(given);
  if (!parsed.success) return null;
  const { data } = parsed;
  if (data.origin === BY_SYSTEM && data.msgtype === 'event') return readEvent(data, account);
  if (data.origin !== BY_CUSTOMER) return nothing();
  const { open_kfid: kf, external_userid: user } = data;
  const content = contentOf(data);
  if (kf === undefined || user === undefined || content === null) return null;
  return { messages: [message(data, account, addressOf(kf, user), content)], statuses: [] };
}

const nothing = (): Read => ({ messages: [], statuses: [] });

/** The two halves of an address, as a send needs them. */
export function partsOf(address: string): { open_kfid: string; touser: string } {
  const at = address.indexOf(':');
  return { open_kfid: address.slice(0, at), touser: address.slice(at + 1) };
}

function addressOf(kf: string, user: string): string {
  return `${kf}:${user}`;
}

function message(
  { msgid, send_time }: z.infer<typeof entry>,
  account: string,
  address: string,
  content: InboundContent,
): InboundMessage {
  const sentAt = new Date(send_time * 1000).toISOString();
  return { channel: 'wecom', account, externalId: msgid, address, content, sentAt };
}

/** Null for a kind that we know, with nothing in it. */
function contentOf(data: z.infer<typeof entry>): InboundContent | null {
  const { msgtype } = data;
  const inner = data[msgtype];
  if (msgtype === 'text') {
    const said = text.safeParse(inner);
    if (!said.success) return null;
    const { content, menu_id: payload } = said.data;
    // A tap on our menu is a message of theirs that repeats what stood there.
    return payload ? { kind: 'button', payload, label: content } : { kind: 'text', text: content };
  }
  if (msgtype === 'voice' || Object.hasOwn(FILES, msgtype)) {
    const kept = media.safeParse(inner);
    if (!kept.success) return null;
    const ref = { id: kept.data.media_id, type: FILES[msgtype] ?? 'audio/amr' };
    return msgtype === 'voice' ? { kind: 'voice', media: ref } : { kind: 'file', media: ref, caption: '' };
  }
  return { kind: 'unreadable', what: msgtype };
}

/** WeCom does not say what type a file has. */
const FILES: Record<string, string> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  file: 'application/octet-stream',
};

function readEvent(data: z.infer<typeof entry>, account: string): Read | null {
  const parsed = event.safeParse(data.event);
  if (!parsed.success) return null;
  const { event_type: type, open_kfid: kf, external_userid: user, ...told } = parsed.data;
  if (kf === undefined || user === undefined) return nothing();
  const address = addressOf(kf, user);
  if (type === 'enter_session') {
    const { scene_param = '', welcome_code: welcome } = told;
    const code = CODE.test(scene_param) ? scene_param.toUpperCase() : '';
    // Whoever opens the chat again, in the middle of an interview, has said nothing by that.
    if (code === '' && welcome === undefined) return nothing();
    const content: InboundContent = { kind: 'start', code, ...(welcome !== undefined && { welcome }) };
    return { messages: [message(data, account, address, content)], statuses: [] };
  }
  if (type !== 'msg_send_fail' || told.fail_msgid === undefined) return nothing();
  const status: DeliveryStatus = {
    channel: 'wecom',
    account,
    address,
    externalId: told.fail_msgid,
    ...keyed(told.fail_msgid),
    state: 'failed',
    code: `fail_type_${told.fail_type ?? 0}`,
    failure: failureOf(told.fail_type),
  };
  return { messages: [], statuses: [status] };
}

/** Told before the send was written down, a failure finds its line by the key. */
function keyed(msgid: string): { key?: string } {
  const key = keyIn(msgid);
  return key === undefined ? {} : { key };
}

/** As our own links bring it back; whatever else a company's links carry is not for us. */
const CODE = /^[A-Za-z0-9]{4,12}$/;

/**
 * Never `passing`: the same line would go under the same `msgid`, which is refused. 10: the person refuses our messages. The
 * others (1 account gone, 2 app off, 4 after 48 hours, 5 chat closed, 6 more than five, 8 and 9 company not verified, 11 nobody
 * of the company has logged in, 12 and 13 not allowed by WeCom) say nothing of the person.
 */
function failureOf(type: number | undefined): DeliveryFailure {
  return type === 10 ? 'unreachable' : 'refused';
}
