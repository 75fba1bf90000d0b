/** A simulation over Telegram: the emulator stands in front of the node's webhook. */
import { randomBytes } from 'node:crypto';
import { type EmulatedUser, TelegramEmulator } from '../../emulators/telegram.ts';
import type { Chat } from '../../simulate/play.ts';
import type { SimulatedChannel } from './channel.ts';

/** Chat ids begin here. */
const FIRST_ID = 1001;

export async function createTelegram(): Promise<SimulatedChannel> {
  const telegram = await TelegramEmulator.start({ retryMs: 50 });
  const secretToken = randomBytes(24).toString('hex');
  return {
    environment: {
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_WEBHOOK_SECRET: secretToken,
      TELEGRAM_API_ROOT: telegram.url,
    },
    open(url) {
      telegram.updates.setWebhook({ url: `${url}/hooks/telegram`, secretToken, maxConnections: 40 });
    },
    seat({ number, name, language }) {
      const user = telegram.user(FIRST_ID + number, {
        first_name: name,
        language_code: language === 'zh' ? 'zh-hans' : 'en',
      });
      return {
        chat: chatOf(user),
        address: () => String(user.id),
        // What is said meanwhile waits in the app.
        leave() {},
        async comeBack() {},
      };
    },
    close: () => telegram.stop(),
  };
}

function chatOf(user: EmulatedUser): Chat {
  let seen = 0;
  return {
    async begin(code) {
      user.send(`/start ${code}`);
    },
    async say(text) {
      user.send(text);
    },
    async press(label) {
      user.press(label);
    },
    async next(timeoutMs) {
      if (seen >= user.received.length && timeoutMs > 0) await user.arrival(timeoutMs);
      const message = user.received[seen];
      if (!message) return null;
      seen++;
      const markup = message.reply_markup;
      const keys = markup && 'inline_keyboard' in markup ? markup.inline_keyboard.flat() : [];
      return { text: message.text, buttons: keys.map(({ text }) => text) };
    },
  };
}
