/**
 * What Telegram posts to the webhook or gives to a poll (https://core.telegram.org/bots/api#update) → our messages. Pure.
 *
 * External ids: `m<chat>:<message>` for a message, `e<chat>:<message>:<date>:<update>` for an edit of it, `c<id>` for a
 * pressed button, `j<chat>:<update>` for being added to a group. All of them are the same when an update is sent again.
 */
import { z } from 'zod';
import { TingdaError } from '../errors.ts';
import { toE164 } from '../phone.ts';
import type { InboundContent, InboundMessage, MediaRef } from '../types.ts';

/** Telegram adds fields and kinds without notice: unknown ones are let through, a wrong type never is. */
const text = z.string().transform(storable);
/** Seconds since 1970, to the end of the year 9999: what RFC 3339 can write. */
const time = z.int().min(0).max(253_402_300_799);
const user = z.object({
  id: z.int(),
  is_bot: z.boolean(),
  first_name: text,
  last_name: text.optional(),
  language_code: text.optional(),
});
const chat = z.object({ id: z.int(), type: z.string() });
const file = z.object({
  file_id: text,
  mime_type: text.optional(),
  file_size: z.int().optional(),
  duration: z.number().optional(),
});
const message = z.looseObject({
  message_id: z.int(),
  date: time,
  edit_date: time.optional(),
  chat,
  from: user.optional(),
  reply_to_message: z.object({ from: user.optional() }).optional(),
  text: text.optional(),
  caption: text.optional(),
  contact: z.object({ phone_number: text, user_id: z.int().optional() }).optional(),
  voice: file.optional(),
  audio: file.optional(),
  video_note: file.optional(),
  document: file.optional(),
  video: file.optional(),
  photo: z.array(file).min(1).optional(),
});
const update = z.object({
  update_id: z.int(),
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: z
    .object({
      id: z.string().regex(/^[\x21-\x7e]{1,128}$/),
      from: user,
      message: z.object({ chat }).optional(),
      data: text.optional(),
    })
    .optional(),
  my_chat_member: z
    .object({
      chat,
      from: user,
      date: time,
      old_chat_member: z.object({ status: z.string() }),
      new_chat_member: z.object({ status: z.string() }),
    })
    .optional(),
});

type Message = z.infer<typeof message>;
type User = z.infer<typeof user>;

/** Who we are. `username` is null until Telegram has told it. */
interface Bot {
  id: number;
  username: string | null;
}

/** The kinds of update that we ask for; the others would only cost both sides. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/**
 * The messages of one update as bytes; none when there is nothing in it for us.
 * @throws TingdaError `payload_invalid` for what is not an update.
 */
export function readUpdate(body: Uint8Array, bot: Bot): InboundMessage[] {
  return understand(json(body), bot);
}

/** The same for an update that is parsed already. */
export function understand(given: unknown, bot: Bot): InboundMessage[] {
  const parsed = update.safeParse(given);
  if (!parsed.success) {
    const items = parsed.error.issues.map((issue) => ({
      path: issue.path.join('.'),
      message: issue.message,
    }));
    throw new TingdaError('payload_invalid', 'This is not an update of the Telegram Bot API.', { items });
  }
  const { update_id, message, edited_message, callback_query, my_chat_member } = parsed.data;
  const about = (from: User | undefined, chatId: number, at?: number) => ({
    channel: 'telegram',
    account: String(bot.id),
    address: String(chatId),
    ...(at !== undefined && { sentAt: new Date(at * 1000).toISOString() }),
    ...(from?.language_code !== undefined && { languageHint: from.language_code }),
  });

  if (message && !message.from?.is_bot) {
    const { chat, from, message_id, date } = message;
    const externalId = `m${chat.id}:${message_id}`;
    const base = about(from, chat.id, date);
    if (chat.type !== 'private') {
      // A group's talk is none of our business: we answer, kindly and once, only when we are spoken to. Channels
      // (`channel_post`) are not asked for at all: a reply there would go to every subscriber.
      return isForUs(message, bot) ? [{ ...base, externalId, content: { kind: 'group' } }] : [];
    }
    return contents(message).map((content, i) => ({
      ...base,
      externalId: i === 0 ? externalId : `${externalId}:caption`,
      ...named(from),
      content,
    }));
  }

  if (edited_message && edited_message.chat.type === 'private' && !edited_message.from?.is_bot) {
    const { chat, from, message_id, date, edit_date = date } = edited_message;
    const words = edited_message.text ?? edited_message.caption;
    if (words === undefined) return [];
    const original = `m${chat.id}:${message_id}`;
    const of = isVoice(edited_message) ? `${original}:caption` : original;
    return [
      {
        ...about(from, chat.id, edit_date),
        externalId: `e${chat.id}:${message_id}:${edit_date}:${update_id}`,
        ...named(from),
        content: { kind: 'edit', of, text: withoutSlash(words) },
      },
    ];
  }

  if (callback_query?.data !== undefined) {
    const { id, from, data, message: under } = callback_query;
    // Our buttons stand in private chats only; without the message (it is too old) the chat is the person's own.
    if (under && under.chat.type !== 'private') return [];
    return [
      {
        ...about(from, under?.chat.id ?? from.id),
        externalId: `c${id}`,
        ...named(from),
        content: { kind: 'button', payload: data, callback: id },
      },
    ];
  }

  if (my_chat_member && (my_chat_member.chat.type === 'group' || my_chat_member.chat.type === 'supergroup')) {
    const { chat, from, date, old_chat_member, new_chat_member } = my_chat_member;
    // Somebody added us. (In a private chat this update means blocked or unblocked: the next send's 403 tells the same,
    // and after unblocking Telegram makes the person press Start, which comes as a message.)
    const absent = ['left', 'kicked'];
    if (!absent.includes(old_chat_member.status) || absent.includes(new_chat_member.status)) return [];
    return [
      { ...about(from, chat.id, date), externalId: `j${chat.id}:${update_id}`, content: { kind: 'group' } },
    ];
  }
  return [];
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new TingdaError('payload_invalid', 'The body is not JSON.');
  }
}

function named(from: User | undefined): { name?: string } {
  if (!from) return {};
  return { name: from.last_name ? `${from.first_name} ${from.last_name}` : from.first_name };
}

/** Kinds of content that we can keep but not read; `venue` before the `location` that comes with it. */
const UNREADABLE =
  'sticker venue location poll dice game story paid_media live_photo checklist rich_message'.split(' ');

/** What Telegram itself notes in a private chat. Nobody said it, so nobody waits for an answer. */
const SERVICE = (
  'pinned_message message_auto_delete_timer_changed chat_background_set connected_website write_access_allowed ' +
  'passport_data users_shared chat_shared web_app_data invoice successful_payment refunded_payment gift unique_gift ' +
  'gift_upgrade_sent giveaway giveaway_created giveaway_winners giveaway_completed checklist_tasks_done ' +
  'checklist_tasks_added forum_topic_created forum_topic_edited forum_topic_closed forum_topic_reopened ' +
  'paid_message_price_changed managed_bot_created poll_option_added poll_option_deleted video_chat_scheduled ' +
  'video_chat_started video_chat_ended video_chat_participants_invited'
).split(' ');

/** One content, or two for a voice note with words under it: neither may be dropped. */
function contents(message: Message): InboundContent[] {
  const { text, caption, contact, from } = message;
  if (text !== undefined) return [readText(text)];
  const voice = message.voice ?? message.audio ?? message.video_note;
  if (voice) {
    const type =
      voice.mime_type ?? (message.voice ? 'audio/ogg' : message.audio ? 'audio/mpeg' : 'video/mp4');
    const said: InboundContent = { kind: 'voice', media: media(voice, type) };
    return caption ? [said, readText(caption)] : [said];
  }
  const document = message.document ?? message.video;
  if (document) {
    const type = document.mime_type ?? (message.video ? 'video/mp4' : 'application/octet-stream');
    return [{ kind: 'file', media: media(document, type), caption: caption ?? '' }];
  }
  const photo = message.photo?.at(-1); // The sizes ascend; Telegram makes all of them JPEG.
  if (photo) return [{ kind: 'file', media: media(photo, 'image/jpeg'), caption: caption ?? '' }];
  if (contact) {
    // Anybody can send a card with another's number; only the sender's own card carries the sender's id. A number that
    // is not believed is not kept either: it is somebody's. Those bought for Telegram alone (+888) cannot be called.
    const theirs = contact.user_id !== undefined && contact.user_id === from?.id;
    const phone = theirs ? toE164(contact.phone_number) : null;
    return [{ kind: 'contact', phone: phone ?? '', own: phone !== null }];
  }
  const what = UNREADABLE.find((kind) => kind in message);
  if (what === undefined && SERVICE.some((kind) => kind in message)) return [];
  return [{ kind: 'unreadable', what: what ?? 'message' }];
}

function isVoice(message: Message): boolean {
  return (message.voice ?? message.audio ?? message.video_note) !== undefined;
}

function media(from: z.infer<typeof file>, type: string): MediaRef {
  return {
    id: from.file_id,
    type,
    ...(from.file_size !== undefined && { bytes: from.file_size }),
    ...(from.duration !== undefined && { seconds: from.duration }),
  };
}

/** `/start CODE` with Telegram's own alphabet for deep links (https://core.telegram.org/bots/features#deep-linking). */
const START = /^\/start(?:@\w+)?(?:\s+([\s\S]*))?$/i;
const CODE = /^[A-Za-z0-9_-]{1,64}$/;

function readText(text: string): InboundContent {
  const start = START.exec(text.trim());
  if (!start) return { kind: 'text', text: withoutSlash(text) };
  const code = start[1] ?? '';
  return { kind: 'start', code: CODE.test(code) ? code.toUpperCase() : '' };
}

/** `/status@our_bot` and `/退订` are ways to say the word: what it means is understood in one place, for all channels. */
function withoutSlash(text: string): string {
  return text.replace(/^\s*\/(\p{L}[\p{L}\p{N}_]*)(?:@\w+)?(?=\s|$)/u, '$1');
}

function isForUs(message: Message, bot: Bot): boolean {
  if (message.reply_to_message?.from?.id === bot.id) return true;
  const words = (message.text ?? message.caption ?? '').toLowerCase();
  if (bot.username !== null) {
    const ours = bot.username.toLowerCase();
    if (new RegExp(`(?<![\\w@])(/[a-z]\\w*)?@${ours}(?!\\w)`).test(words)) return true;
  }
  return /^\/[a-z]\w*(?=\s|$)/.test(words);
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair; nobody typed either. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}
