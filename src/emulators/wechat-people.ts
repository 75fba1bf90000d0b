/** The people who write to the bot on WeChat, and what the bot wrote to them. */
import { Correspondent } from './correspondent.ts';

/** What the bot sent. */
export interface WechatLine {
  id: string;
  text: string;
  /** Epoch milliseconds. */
  at: number;
}

/** WeChat's words for what people send (https://github.com/wechaty/puppet/blob/main/src/schemas/message.ts). */
export type WechatKind =
  | 'Attachment'
  | 'Audio'
  | 'Emoticon'
  | 'Image'
  | 'Location'
  | 'Recalled'
  | 'Text'
  | 'Transfer'
  | 'Unknown'
  | 'Video';

export interface WechatSent {
  kind: WechatKind;
  text?: string;
  /** Of a file or a voice note. */
  file?: { name: string; bytes: Uint8Array; url?: string };
  /** Said in this room. */
  room?: string;
  /** The message's name at the gateway; a new one unless told. */
  id?: string;
}

/** What people need of the account. */
interface Account {
  said(contact: EmulatedContact, sent: WechatSent): string;
  asked(contact: EmulatedContact, hello: string): string;
}

export class EmulatedContact extends Correspondent<WechatLine> {
  readonly id: string;
  name: string;
  /** The account may write here. */
  friend = true;
  /** An official account instead of a person. */
  official = false;
  /** What the account calls this contact. */
  alias = '';
  readonly #account: Account;

  constructor(id: string, name: string, account: Account) {
    super();
    this.id = id;
    this.name = name;
    this.#account = account;
  }

  protected get called(): string {
    return this.id;
  }

  /** @returns the message's id */
  say(text: string, more: { room?: string; id?: string } = {}): string {
    return this.send({ kind: 'Text', text, ...more });
  }

  /** A voice note: SILK as WeChat records it, or whatever else the bytes are. */
  sayAloud(bytes: Uint8Array, more: { name?: string; url?: string; id?: string } = {}): string {
    const { name = 'voice.sil', url, id } = more;
    return this.send({
      kind: 'Audio',
      file: { name, bytes, ...(url !== undefined && { url }) },
      ...(id !== undefined && { id }),
    });
  }

  send(sent: WechatSent): string {
    return this.#account.said(this, sent);
  }

  /** Asks the account to be friends. @returns the request's id */
  befriend(hello: string): string {
    this.friend = false;
    return this.#account.asked(this, hello);
  }
}
