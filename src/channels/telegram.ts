/**
 * Telegram by webhook or long polling, over grammY's Bot API client (https://core.telegram.org/bots/api).
 *
 * grammY makes the calls and knows their types; its middleware is not used, because nothing of an interview may run
 * before the message is committed.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import { DownloadError, SendError, TingdaError } from '../errors.ts';
import type { Channel, ChannelCapabilities, ChannelHealth, Hook, RawRequest, Verified } from '../ports.ts';
import type { OutboundContent } from '../types.ts';
import type { ChannelDeps } from './channel.ts';
import { createApi, fetchFile, type TelegramAccess } from './telegram-api.ts';
import { isStaleCallback, sentence, toDownloadError, toSendError } from './telegram-errors.ts';
import { POLL_BOUNDS, poll } from './telegram-polling.ts';
import { ALLOWED_UPDATES, readUpdate, understand } from './telegram-updates.ts';

interface TelegramSettings extends TelegramAccess {
  TELEGRAM_MODE: 'webhook' | 'polling';
  /** Required for the webhook; by polling alone nobody is let in. */
  TELEGRAM_WEBHOOK_SECRET?: string | undefined;
}

const hooks: readonly Hook[] = [{ path: 'telegram', methods: ['POST'], types: ['application/json'] }];

/** Telegram answers within a second or two; what takes longer than this has an unknown outcome. */
const REQUEST_TIMEOUT_MS = 15_000;

/** `max_connections` of setWebhook is 1–100; each carries one update at a time. */
const MAX_CONNECTIONS = 100;

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;

const capabilities: ChannelCapabilities = {
  voiceIn: true,
  // https://core.telegram.org/bots/api#inlinekeyboardbutton: callback_data is 1–64 bytes.
  buttons: true,
  // https://core.telegram.org/bots/api#sendchataction: shown for 5 seconds.
  typing: true,
  showsSpeaker: false,
  // https://core.telegram.org/bots/api#sendmessage: 1–4096 characters.
  maxText: 4096,
  // https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: about 30 a second over all chats …
  ratePerSecond: 30,
  // … and one a second in a chat, short bursts excepted.
  ratePerChat: 1,
  optOutByProvider: false,
  live: false,
  // sendMessage takes no key: a second send is a second message.
  idempotentSend: false,
  // A question that may not have arrived is worth asking twice; a notice is not.
  onUnknown: { interview: 'resend', notice: 'park' },
};

export function create(
  settings: TelegramSettings,
  deps: Pick<ChannelDeps, 'http' | 'publicUrl' | 'log' | 'alone'>,
): Channel {
  const token = settings.TELEGRAM_BOT_TOKEN;
  const account = token.slice(0, token.indexOf(':'));
  const bot = { id: Number(account), username: null as string | null };
  const api = createApi(settings, deps.http, { timeoutMs: REQUEST_TIMEOUT_MS });
  const secret = settings.TELEGRAM_WEBHOOK_SECRET;
  const expected = secret === undefined ? null : digest(secret);
  const polls = settings.TELEGRAM_MODE === 'polling';

  /** What is wrong, in words for `/readyz`: with the calls we make, and with the messages we should get. */
  const problems: { calls: string | null; intake: string | null } = {
    calls: null,
    intake: `Telegram has not been ${polls ? 'asked yet for messages' : 'told yet where to deliver'}`,
  };
  let stopPolling: (() => Promise<void>) | undefined;
  let retry: NodeJS.Timeout | undefined;
  let stopped = false;

  /** Makes a call and remembers what it says about the connection to Telegram. */
  async function call<T>(run: () => Promise<T>): Promise<T> {
    try {
      const result = await run();
      problems.calls = null;
      return result;
    } catch (error) {
      const { code, retryable } = toSendError(error);
      // Any answer but "wrong token" and "try later" shows that Telegram can be reached and knows us.
      if (!retryable) problems.calls = null;
      else if (code !== 'rate_limited') problems.calls = sentence(code);
      throw error;
    }
  }

  async function deliver(address: string, content: OutboundContent): Promise<string> {
    if (content.kind === 'ack_button') {
      await api.answerCallbackQuery(content.callback).catch((error: unknown) => {
        if (!isStaleCallback(error)) throw error;
      });
      return `c${content.callback}`;
    }
    // No parse_mode: nothing that somebody typed is ever markup.
    const sent = await api.sendMessage(address, content.text, {
      link_preview_options: { is_disabled: true },
      ...keyboard(content),
    });
    return `m${sent.chat.id}:${sent.message_id}`;
  }

  async function register(begin: () => Promise<void>, delay = FIRST_RETRY_MS): Promise<void> {
    try {
      bot.username = (await call(() => api.getMe())).username;
      await begin();
      deps.log.info(
        { channel: 'telegram', account, mode: settings.TELEGRAM_MODE, problem: problems.intake },
        'telegram is ready',
      );
    } catch (error) {
      const { code, retryAfter = delay } = toSendError(error);
      problems.intake = sentence(code);
      deps.log.warn(
        { channel: 'telegram', account, code, retry_ms: retryAfter },
        'telegram could not be set up',
      );
      if (stopped) return;
      retry = setTimeout(() => register(begin, Math.min(delay * 2, LAST_RETRY_MS)), retryAfter);
      retry.unref();
    }
  }

  async function setWebhook(): Promise<void> {
    if (deps.publicUrl === undefined) {
      const { url } = await call(() => api.getWebhookInfo());
      problems.intake = url
        ? null
        : 'PUBLIC_URL is not set and no webhook is registered, so no message can come in';
      return;
    }
    await call(() =>
      api.setWebhook(`${deps.publicUrl}/hooks/telegram`, {
        // Required by the mode: the environment would not have been taken without.
        secret_token: secret!,
        allowed_updates: ALLOWED_UPDATES,
        max_connections: MAX_CONNECTIONS,
      }),
    );
    problems.intake = null;
  }

  /** Beside a webhook Telegram lets nobody poll: it is removed first. What waits there comes by the first poll. */
  async function beginPolling(receive: Parameters<Channel['start']>[0]): Promise<void> {
    const { url } = await call(() => api.getWebhookInfo());
    if (url) {
      await call(() => api.deleteWebhook({ drop_pending_updates: false }));
      deps.log.info({ channel: 'telegram', account }, 'the webhook was removed, because we poll');
    }
    if (stopped) return;
    problems.intake = null;
    const polling = {
      api: createApi(settings, deps.http, POLL_BOUNDS),
      read: (update: unknown) => understand(update, bot),
      receive,
      tell(problem: string | null) {
        problems.intake = problem;
      },
      log: deps.log,
      account,
    };
    stopPolling ??= deps.alone(`telegram ${account} polling`, (signal) => poll(polling, signal));
  }

  return {
    type: 'telegram',
    account,
    capabilities,
    hooks,
    async verify(raw: RawRequest): Promise<Verified> {
      const given = raw.headers['x-telegram-bot-api-secret-token'] ?? '';
      // Digests have one length, so the comparison tells nothing, not even how long the secret is.
      if (!expected || given.length > 256 || !timingSafeEqual(digest(given), expected)) {
        throw new TingdaError('signature_invalid', 'The secret token is missing or wrong.');
      }
      return raw as Verified;
    },
    parse: (request) => ({ messages: readUpdate(request.body, bot), statuses: [] }),
    async send(message) {
      try {
        return { externalId: await call(() => deliver(message.address, message.content)) };
      } catch (error) {
        throw toSendError(error);
      }
    },
    async download(ref, maxBytes) {
      try {
        const { file_path: path } = await call(() => api.getFile(ref.id));
        if (path === undefined) throw new DownloadError('gone', { retryable: true });
        return await fetchFile(settings, deps.http, path, maxBytes);
      } catch (error) {
        throw toDownloadError(error);
      }
    },
    async probe() {
      await call(() => api.getMe()).catch((error: unknown) => {
        throw toSendError(error);
      });
    },
    health(): ChannelHealth {
      const detail = problems.calls ?? problems.intake;
      return detail === null ? { state: 'ok' } : { state: 'degraded', detail };
    },
    start: (receive) => register(polls ? () => beginPolling(receive) : setWebhook),
    async stop() {
      // The webhook stays registered: other processes serve it, and Telegram keeps messages while nobody does.
      stopped = true;
      clearTimeout(retry);
      await stopPolling?.();
    },
    link: (code) =>
      bot.username === null ? null : `https://t.me/${bot.username}?start=${encodeURIComponent(code)}`,
  };
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

/** Buttons and the offer of a phone number exclude each other (one reply_markup a message): buttons win. */
function keyboard({ buttons, askContact }: Extract<OutboundContent, { kind: 'text' }>) {
  if (buttons && buttons.length > 0) {
    const keys = buttons.map(({ label, payload }) => {
      if (Buffer.byteLength(payload) > 64) {
        throw new SendError('button_too_long', { retryable: false, outcome: 'not_sent' });
      }
      return { text: label, callback_data: payload };
    });
    // Short choices (Yes · No) share a row; anything longer would be cut off on a phone.
    const together = keys.length <= 3 && keys.every((key) => key.text.length <= 10);
    return { reply_markup: { inline_keyboard: together ? [keys] : keys.map((key) => [key]) } };
  }
  if (askContact === undefined) return {};
  const key = { text: askContact, request_contact: true as const };
  return { reply_markup: { keyboard: [[key]], resize_keyboard: true, one_time_keyboard: true } };
}
