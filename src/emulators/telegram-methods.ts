/** The methods of the Bot API that the emulator answers, with the errors that Telegram gives. */
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup, UserFromGetMe } from 'grammy/types';
import type { EmulatedGroup, EmulatedUser, ReceivedMessage } from './telegram-people.ts';
import { PollConflict, type UpdateQueue } from './telegram-queue.ts';

/** What the methods need of the emulator. */
export interface BotHost {
  readonly me: UserFromGetMe;
  readonly updates: UpdateQueue;
  /** The chat, if the bot may write to it: the person has written first. */
  chat(id: number): EmulatedUser | EmulatedGroup | undefined;
  file(id: string): { path: string; bytes: Uint8Array } | undefined;
  nextMessageId(): number;
  /** Puts a message of the bot into its chat. */
  deliver(message: ReceivedMessage): void;
  /** False for a press that nobody waits for any more. */
  answerCallback(id: string): boolean;
}

/** Parameters as they came: JSON gives types, a form gives text. */
export type Params = Record<string, unknown>;

/** An error as the Bot API words it. */
export class BotApiError extends Error {
  readonly status: number;
  readonly retryAfter: number | undefined;
  constructor(status: number, description: string, retryAfter?: number) {
    super(description);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

type Method = (bot: BotHost, params: Params) => unknown;

/** https://core.telegram.org/bots/api#available-methods, the part that an interview needs. */
export const methods: Record<string, Method> = {
  getme: (bot) => bot.me,
  sendmessage: sendMessage,
  editmessagetext: editMessageText,
  answercallbackquery(bot, params) {
    if (bot.answerCallback(text(params.callback_query_id))) return true;
    throw new BotApiError(
      400,
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    );
  },
  sendchataction(bot, params) {
    chatOf(bot, params);
    if (!/^[a-z_]+$/.test(text(params.action)))
      throw new BotApiError(400, 'Bad Request: wrong parameter action');
    return true;
  },
  getfile(bot, params) {
    const file = bot.file(text(params.file_id));
    if (!file) throw new BotApiError(400, 'Bad Request: invalid file_id');
    // https://core.telegram.org/bots/api#getfile
    if (file.bytes.length > 20 * 1024 * 1024) throw new BotApiError(400, 'Bad Request: file is too big');
    const file_id = text(params.file_id);
    return { file_id, file_unique_id: file_id, file_size: file.bytes.length, file_path: file.path };
  },
  setwebhook(bot, params) {
    const url = text(params.url);
    const secretToken = params.secret_token === undefined ? undefined : text(params.secret_token);
    if (secretToken !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secretToken)) {
      throw new BotApiError(400, 'Bad Request: secret token contains unallowed characters');
    }
    if (url !== '' && !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
      throw new BotApiError(400, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook');
    }
    if (params.allowed_updates !== undefined) bot.updates.allow(json<string[]>(params.allowed_updates));
    if (flag(params.drop_pending_updates)) bot.updates.drop();
    const maxConnections = Math.min(Math.max(number(params.max_connections, 40), 1), 100);
    bot.updates.setWebhook(url === '' ? null : { url, secretToken, maxConnections });
    return true;
  },
  deletewebhook(bot, params) {
    if (flag(params.drop_pending_updates)) bot.updates.drop();
    bot.updates.setWebhook(null);
    return true;
  },
  getwebhookinfo: (bot) => bot.updates.info(),
  async getupdates(bot, params) {
    if (params.allowed_updates !== undefined) bot.updates.allow(json<string[]>(params.allowed_updates));
    const limit = Math.min(Math.max(number(params.limit, 100), 1), 100);
    try {
      return await bot.updates.take(number(params.offset, 0), limit, number(params.timeout, 0) * 1000);
    } catch (error) {
      if (error instanceof PollConflict) throw new BotApiError(409, `Conflict: ${error.message}`);
      throw error;
    }
  },
};

function sendMessage(bot: BotHost, params: Params) {
  const chat = chatOf(bot, params);
  const words = messageText(params);
  const reply_markup = markup(params.reply_markup);
  const at = Date.now();
  const message = {
    message_id: bot.nextMessageId(),
    chat_id: chat.chat.id,
    text: words,
    ...(reply_markup && { reply_markup }),
    at,
  };
  bot.deliver(message);
  return asMessage(bot, chat.chat, message);
}

function editMessageText(bot: BotHost, params: Params) {
  const chat = chatOf(bot, params);
  const id = number(params.message_id, 0);
  const message = chat.received.find((known) => known.message_id === id);
  if (!message) throw new BotApiError(400, 'Bad Request: message to edit not found');
  const words = messageText(params);
  const reply_markup = markup(params.reply_markup);
  const same =
    words === message.text && JSON.stringify(reply_markup) === JSON.stringify(message.reply_markup);
  if (same) {
    throw new BotApiError(
      400,
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same ' +
        'as a current content and reply markup of the message',
    );
  }
  message.text = words;
  message.edited_at = Date.now();
  if (reply_markup) message.reply_markup = reply_markup;
  else delete message.reply_markup;
  return { ...asMessage(bot, chat.chat, message), edit_date: Math.floor(message.edited_at / 1000) };
}

function asMessage(bot: BotHost, chat: object, message: { message_id: number; text: string; at: number }) {
  const { message_id, text, at } = message;
  const from = { id: bot.me.id, is_bot: true, first_name: bot.me.first_name, username: bot.me.username };
  return { message_id, from, chat, date: Math.floor(at / 1000), text };
}

function chatOf(bot: BotHost, params: Params) {
  const id = number(params.chat_id, Number.NaN);
  const chat = bot.chat(id);
  if (!chat) throw new BotApiError(400, 'Bad Request: chat not found');
  if ('blocked' in chat && chat.blocked) throw new BotApiError(403, 'Forbidden: bot was blocked by the user');
  return chat;
}

function messageText(params: Params): string {
  if (params.parse_mode !== undefined) {
    throw new BotApiError(400, 'Bad Request: the emulator knows plain text only, no parse_mode');
  }
  const words = text(params.text);
  if (words.trim() === '') throw new BotApiError(400, 'Bad Request: message text is empty');
  if (words.length > 4096) throw new BotApiError(400, 'Bad Request: message is too long');
  return words;
}

function markup(given: unknown): InlineKeyboardMarkup | ReplyKeyboardMarkup | undefined {
  if (given === undefined || given === '') return undefined;
  const value = json<Partial<InlineKeyboardMarkup & ReplyKeyboardMarkup>>(given);
  if (value.inline_keyboard) {
    for (const key of value.inline_keyboard.flat()) {
      const bytes = Buffer.byteLength('callback_data' in key ? key.callback_data : '');
      if (bytes < 1 || bytes > 64) throw new BotApiError(400, 'Bad Request: BUTTON_DATA_INVALID');
    }
    return { inline_keyboard: value.inline_keyboard };
  }
  if (value.keyboard) return { ...value, keyboard: value.keyboard };
  return undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function number(value: unknown, absent: number): number {
  if (value === undefined || value === '') return absent;
  const result = Number(value);
  if (!Number.isSafeInteger(result)) throw new BotApiError(400, "Bad Request: can't parse a number");
  return result;
}

function flag(value: unknown): boolean {
  return value === true || value === 'true' || value === '1' || value === 'True';
}

/** Forms carry JSON as text. */
function json<T>(value: unknown): T {
  if (typeof value !== 'string') return value as T;
  try {
    return JSON.parse(value) as T;
  } catch {
    throw new BotApiError(400, "Bad Request: can't parse JSON object");
  }
}
