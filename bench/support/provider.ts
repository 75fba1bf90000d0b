/**
 * Telegram's side of the Bot API, and a transcriber, answering at once: what a turn costs is ours alone. `tingda emulate
 * telegram` has faults, lanes and people; this has none of it, so that it takes as little of the machine as it can.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message of the bot. `buttons` are the payloads under it. */
export interface BotMessage {
  chatId: number;
  messageId: number;
  text: string;
  buttons: string[];
  /** When its request arrived, by `performance.now()`. */
  at: number;
}

export const TOKEN = '123456789:bench-token-that-opens-nothing';

interface SendMessage {
  chat_id: string | number;
  text: string;
  reply_markup?: { inline_keyboard?: { callback_data: string }[][] };
}

export class Provider {
  /** Whom a message of the bot is told to. */
  onMessage: (message: BotMessage) => void = () => {};
  /** What every voice note is. */
  voice: Buffer = Buffer.alloc(0);
  readonly #server = createServer((request, response) => this.#take(request, response));
  #messageId = 0;

  static async start(): Promise<Provider> {
    const provider = new Provider();
    provider.#server.keepAliveTimeout = 120_000;
    provider.#server.listen(0, '127.0.0.1');
    await once(provider.#server, 'listening');
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const at = performance.now();
    const path = request.url ?? '';
    if (path.startsWith('/file/')) return void response.end(this.voice);
    if (path.endsWith('/audio/transcriptions')) {
      // A recording is not looked at: it only has to be taken.
      request.resume().on('end', () => write(response, HEARD));
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const method = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
      if (method === 'getfile')
        return answer(response, { file_id: 'v', file_unique_id: 'v', file_path: 'voice/v.oga' });
      if (method !== 'sendmessage') return answer(response, method === 'getme' ? ME : true);
      const sent: SendMessage = JSON.parse(Buffer.concat(chunks).toString());
      const message = {
        chatId: Number(sent.chat_id),
        messageId: ++this.#messageId,
        text: sent.text,
        buttons: (sent.reply_markup?.inline_keyboard ?? []).flat().map((key) => key.callback_data),
        at,
      };
      const date = Math.floor(Date.now() / 1000);
      const chat = { id: message.chatId, type: 'private', first_name: 'Bench' };
      answer(response, { message_id: message.messageId, from: ME, chat, date, text: sent.text });
      this.onMessage(message);
    });
  }
}

const ME = { id: Number(TOKEN.split(':')[0]), is_bot: true, first_name: 'Tingda', username: 'tingda_bot' };

/** As Whisper's servers answer. */
const HEARD = {
  text: 'I sorted three hundred parcels an hour.',
  segments: [{ start: 0, end: 59, text: 'I sorted three hundred parcels an hour.', avg_logprob: -0.1 }],
};

function answer(response: ServerResponse, result: unknown): void {
  write(response, { ok: true, result });
}

function write(response: ServerResponse, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
