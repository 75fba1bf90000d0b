/** From the gateway's messages to ours. Pure. */
import type { InboundContent, InboundMessage } from '../types.ts';
import type { FriendRequest, WechatMessage } from './wechat-protocol.ts';

/** There is one connection, hence one account: contacts have the same ids wherever it is logged in. */
export const WECHAT_ACCOUNT = 'wechat';

const FILES: Record<string, string> = {
  Attachment: 'application/octet-stream',
  Image: 'image/jpeg',
  Video: 'video/mp4',
};

/** What WeChat says by itself ("recalled a message", "you have added …"), and what asks for no answer. */
const UNSAID = new Set(['Unknown', 'Recalled', 'GroupNote', 'Post']);

/**
 * Null for what nobody said. A message that is recalled was read already, so it stays; that somebody recalled one is no answer.
 * @param recording of a voice note: its bytes; null when there are none
 */
export function readMessage(message: WechatMessage, recording: Uint8Array | null): InboundMessage | null {
  const { id, talker, type, at, name } = message;
  if (UNSAID.has(type)) return null;
  return {
    channel: 'wechat',
    account: WECHAT_ACCOUNT,
    externalId: id,
    address: talker,
    content: contentOf(message),
    ...(recording && { recording }),
    ...(at > 0 && { sentAt: new Date(at).toISOString() }),
    ...(name !== '' && { name }),
  };
}

function contentOf({ id, type, text }: WechatMessage): InboundContent {
  if (type === 'Text') return { kind: 'text', text };
  if (type === 'Audio') return { kind: 'voice', media: { id, type: 'audio/silk' } };
  const file = FILES[type];
  if (file !== undefined) return { kind: 'file', media: { id, type: file }, caption: '' };
  return { kind: 'unreadable', what: WORDS[type] ?? type.toLowerCase() };
}

const WORDS: Record<string, string> = { Emoticon: 'sticker', Url: 'link', Contact: 'contact_card' };

/** Who was let in by a code begins as if they had sent it. */
export function startOf({ id, contact }: FriendRequest, code: string): InboundMessage {
  return {
    channel: 'wechat',
    account: WECHAT_ACCOUNT,
    externalId: `friend:${id}`,
    address: contact,
    content: { kind: 'start', code },
  };
}

/** More words than these are a story; the code stands among the first. */
const MOST_CODES = 8;

/** What may be a code in a greeting such as "我是小林 SORT01". */
export function codesIn(hello: string): string[] {
  const words = hello
    .normalize('NFKC')
    .toUpperCase()
    .match(/(?<![A-Z0-9])[A-Z0-9]{4,12}(?![A-Z0-9])/g);
  return [...new Set(words)].slice(0, MOST_CODES);
}
