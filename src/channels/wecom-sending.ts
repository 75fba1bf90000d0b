/**
 * Lines as WeCom takes them (https://developer.work.weixin.qq.com/document/path/94677): a text, or a menu whose entries come back
 * with what stands on our buttons. Pure.
 */
import { SendError } from '../errors.ts';
import type { Hash } from '../secrets.ts';
import type { OutboundContent, OutboundMessage } from '../types.ts';

/** Bytes of UTF-8. */
const MENU_ID_BYTES = 128;

export type Text = Extract<OutboundContent, { kind: 'text' }>;

export function bodyOf({ text, buttons = [] }: Text): object {
  if (buttons.length === 0) return { msgtype: 'text', text: { content: text } };
  return {
    msgtype: 'msgmenu',
    msgmenu: {
      head_content: text,
      list: buttons.map(({ label, payload }) => {
        if (Buffer.byteLength(payload) > MENU_ID_BYTES)
          throw new SendError('button_too_long', { retryable: false, outcome: 'not_sent' });
        return { type: 'click', click: { id: payload, content: label } };
      }),
    },
  };
}

/**
 * At most 32 of `0-9a-zA-Z_-`, and unique in an account: two lines of ours never share one, also when a person who was erased
 * begins again. The line's own key stands at its end, so that a failure which is told before the send is written down finds it.
 */
export function msgidOf({ conversationId, address }: OutboundMessage, key: string, hash: Hash): string {
  const name = hash(`${conversationId ?? address}`).slice(0, 20);
  const tail = /^\d+:\d+$/.test(key) ? key.replace(':', '-') : hash(key).slice(0, 11);
  const id = `${name}-${tail}`;
  return id.length <= 32 ? id : hash(`${conversationId ?? address} ${key}`);
}

/** The key in a `msgid`, where it stands there. */
export function keyIn(msgid: string): string | undefined {
  return /^[0-9a-f]{20}-(\d+-\d+)$/.exec(msgid)?.[1]?.replace('-', ':');
}

/**
 * WeCom refuses a second line with the same `msgid`, and documents no number for that. Ours are always well formed and short
 * enough, so an error that speaks of the `msgid` can only mean that the line went before.
 */
export function wentBefore(errmsg: string): boolean {
  return /\bmsg_?id\b/i.test(errmsg);
}
