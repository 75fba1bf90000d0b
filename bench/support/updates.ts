/** Updates as Telegram posts them to a webhook (https://core.telegram.org/bots/api#update). */

export interface Person {
  chatId: number;
  language: 'zh' | 'en';
}

let updateId = 500_000_000;
let messageId = 0;

/** A text message as JSON. */
export function textUpdate(person: Person, text: string): string {
  const command = /^\/\w+/.exec(text)?.[0];
  return JSON.stringify({
    update_id: ++updateId,
    message: {
      message_id: ++messageId,
      from: sender(person),
      chat: { id: person.chatId, first_name: name(person), type: 'private' },
      date: Math.floor(Date.now() / 1000),
      text,
      ...(command && { entities: [{ type: 'bot_command', offset: 0, length: command.length }] }),
    },
  });
}

/** A voice note of a minute; what is in it is the provider's to give. */
export function voiceUpdate(person: Person): string {
  messageId += 1;
  return JSON.stringify({
    update_id: ++updateId,
    message: {
      message_id: messageId,
      from: sender(person),
      chat: { id: person.chatId, first_name: name(person), type: 'private' },
      date: Math.floor(Date.now() / 1000),
      voice: {
        file_id: `v${messageId}`,
        file_unique_id: `v${messageId}`,
        duration: 59,
        mime_type: 'audio/ogg',
      },
    },
  });
}

/** A pressed button under the bot's message `under`. */
export function pressUpdate(
  person: Person,
  under: { messageId: number; text: string },
  data: string,
): string {
  updateId += 1;
  return JSON.stringify({
    update_id: updateId,
    callback_query: {
      id: `4382${updateId}`,
      from: sender(person),
      message: {
        message_id: under.messageId,
        chat: { id: person.chatId, first_name: name(person), type: 'private' },
        date: Math.floor(Date.now() / 1000),
        text: under.text,
      },
      chat_instance: String(person.chatId),
      data,
    },
  });
}

function sender(person: Person) {
  const language_code = person.language === 'zh' ? 'zh-hans' : 'en';
  return { id: person.chatId, is_bot: false, first_name: name(person), language_code };
}

function name(person: Person): string {
  return person.language === 'zh' ? '林小雨' : 'Robin';
}
