/** The people and groups on the other side of the bot: what they do becomes updates, what the bot says reaches them. */
import type {
  Chat,
  InlineKeyboardMarkup,
  Message,
  ReplyKeyboardMarkup,
  User,
  UserFromGetMe,
} from 'grammy/types';
import { Correspondent } from './correspondent.ts';
import type { NewUpdate } from './telegram-queue.ts';

/** A message of the bot, as the chat shows it. */
export interface ReceivedMessage {
  message_id: number;
  chat_id: number;
  text: string;
  reply_markup?: InlineKeyboardMarkup | ReplyKeyboardMarkup;
  /** When it came, epoch milliseconds; and when it was last edited. */
  at: number;
  edited_at?: number;
}

/** What people need of the emulator. */
interface Stage {
  bot: UserFromGetMe;
  nextMessageId(): number;
  push(update: NewUpdate, lane: string): number | null;
  /** Keeps a file; its id is what the update carries. */
  keep(bytes: Uint8Array, extension: string): string;
  /** A press that the bot may answer; a stale one was pressed too long ago. */
  callback(stale: boolean): string;
}

export interface Profile {
  first_name?: string | undefined;
  last_name?: string | undefined;
  username?: string | undefined;
  language_code?: string | undefined;
}

/** Telegram cuts what a person writes into messages of this length. */
const LONGEST_MESSAGE = 4096;

abstract class Chatter extends Correspondent<ReceivedMessage> {
  protected readonly stage: Stage;

  constructor(stage: Stage) {
    super();
    this.stage = stage;
  }

  abstract readonly chat: Chat;

  protected get called(): string {
    return `chat ${this.chat.id}`;
  }

  protected post(from: User, content: Partial<Message>): number {
    const id = this.stage.nextMessageId();
    const message = { message_id: id, from, chat: this.chat, date: seconds(), ...content };
    this.stage.push({ message: message as NewUpdate['message'] & object }, String(this.chat.id));
    return id;
  }
}

/** One person in a private chat with the bot. Methods that write return the message's id. */
export class EmulatedUser extends Chatter {
  readonly id: number;
  readonly profile: User;
  /** A bot cannot write to somebody who never wrote to it. */
  started = false;
  blocked = false;

  constructor(stage: Stage, id: number, profile: Profile) {
    super(stage);
    this.id = id;
    this.profile = { id, is_bot: false, first_name: `User ${id}`, ...(profile as Partial<User>) };
  }

  get chat(): Chat.PrivateChat {
    const { id, first_name, last_name, username } = this.profile;
    return {
      id,
      type: 'private',
      first_name,
      ...(last_name && { last_name }),
      ...(username && { username }),
    };
  }

  /** Long text is cut into several messages, as the app does; the last one's id is returned. */
  send(text: string): number {
    let id = 0;
    for (let at = 0; at === 0 || at < text.length; at += LONGEST_MESSAGE) {
      const piece = text.slice(at, at + LONGEST_MESSAGE);
      const command = /^\/\w+/.exec(piece);
      const entities = command && [{ type: 'bot_command' as const, offset: 0, length: command[0].length }];
      id = this.#write({ text: piece, ...(entities && { entities }) });
    }
    return id;
  }

  /** A new version of an own message. */
  edit(messageId: number, text: string): void {
    const { chat, profile } = this;
    const date = seconds();
    this.stage.push(
      { edited_message: { message_id: messageId, from: profile, chat, date, edit_date: date, text } },
      String(chat.id),
    );
  }

  /**
   * Presses the newest button with this label or payload: an inline one sends its callback, one that asks for the
   * number shares it. `stale` makes it a press that the bot answers too late.
   */
  press(button: string, { stale = false } = {}): string | number {
    for (const { message_id, reply_markup, text, at } of this.received.toReversed()) {
      if (reply_markup && 'inline_keyboard' in reply_markup) {
        for (const key of reply_markup.inline_keyboard.flat()) {
          if (!('callback_data' in key) || (key.text !== button && key.callback_data !== button)) continue;
          const id = this.stage.callback(stale);
          const { chat, profile, stage } = this;
          const message = {
            message_id,
            from: stage.bot,
            chat,
            date: Math.floor(at / 1000),
            text,
            reply_markup,
          };
          stage.push(
            {
              callback_query: {
                id,
                from: profile,
                message: message as Message,
                chat_instance: String(this.id),
                data: key.callback_data,
              },
            },
            `${this.id}:callback`,
          );
          return id;
        }
      } else if (reply_markup) {
        for (const key of reply_markup.keyboard.flat()) {
          if ((typeof key === 'string' ? key : key.text) !== button) continue;
          const asksNumber = typeof key === 'object' && 'request_contact' in key && key.request_contact;
          return asksNumber ? this.shareContact() : this.send(button);
        }
      }
    }
    throw new Error(`The bot showed no button "${button}" in chat ${this.id}.`);
  }

  /** The own number by default; `userId` of somebody else (or null, a card that is no user) is a forged one. */
  shareContact(phone = '8613800138000', userId: number | null = this.id): number {
    const { first_name } = this.profile;
    return this.#write({
      contact: { phone_number: phone, first_name, ...(userId !== null && { user_id: userId }) },
    });
  }

  sendVoice(bytes: Uint8Array, { duration = 3, mime_type = 'audio/ogg', caption = '' } = {}): number {
    const file_id = this.stage.keep(bytes, 'oga');
    return this.#write({
      voice: { file_id, file_unique_id: file_id, duration, mime_type, file_size: bytes.length },
      ...(caption && { caption }),
    });
  }

  sendDocument(
    bytes: Uint8Array,
    { file_name = 'cv.pdf', mime_type = 'application/pdf', caption = '' } = {},
  ) {
    const file_id = this.stage.keep(bytes, 'pdf');
    return this.#write({
      document: { file_id, file_unique_id: file_id, file_name, mime_type, file_size: bytes.length },
      ...(caption && { caption }),
    });
  }

  sendSticker(emoji = '👍'): number {
    const file_id = this.stage.keep(new Uint8Array(), 'webp');
    return this.#write({
      sticker: {
        file_id,
        file_unique_id: file_id,
        type: 'regular',
        width: 512,
        height: 512,
        is_animated: false,
        is_video: false,
        emoji,
      },
    });
  }

  sendLocation(latitude = 31.23, longitude = 121.47): number {
    return this.#write({ location: { latitude, longitude } });
  }

  /** From now on the bot's messages are refused with 403. */
  block(): void {
    this.#member('member', 'kicked');
    this.blocked = true;
  }

  unblock(): void {
    this.#member('kicked', 'member');
    this.blocked = false;
  }

  #write(content: Partial<Message>): number {
    this.started = true;
    return this.post(this.profile, content);
  }

  #member(before: 'member' | 'kicked', after: 'member' | 'kicked'): void {
    this.stage.push(memberUpdate(this.stage.bot, this.chat, this.profile, before, after), String(this.id));
  }
}

/** A group that the bot is in once somebody added it. Bots there see what is said to them (privacy mode). */
export class EmulatedGroup extends Chatter {
  readonly chat: Chat.GroupChat;

  constructor(stage: Stage, id: number, title: string) {
    super(stage);
    this.chat = { id, type: 'group', title };
  }

  /** Somebody adds the bot. */
  add(by: EmulatedUser): void {
    this.stage.push(
      memberUpdate(this.stage.bot, this.chat, by.profile, 'left', 'member'),
      String(this.chat.id),
    );
  }

  send(from: EmulatedUser, text: string): number {
    return this.post(from.profile, { text });
  }
}

function memberUpdate(
  bot: UserFromGetMe,
  chat: Chat,
  from: User,
  before: 'left' | 'member' | 'kicked',
  after: 'left' | 'member' | 'kicked',
): NewUpdate {
  const member = (status: typeof before) => ({
    status,
    user: bot,
    ...(status === 'kicked' && { until_date: 0 }),
  });
  return {
    my_chat_member: {
      chat,
      from,
      date: seconds(),
      old_chat_member: member(before),
      new_chat_member: member(after),
    } as NewUpdate['my_chat_member'] & object,
  };
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
