/**
 * A Telegram Bot API in one process: no account, no network, and every fault that the real one has, on request. Tests
 * and integrators use the same one. `tingda emulate telegram` starts it; docs/channels/telegram.md tells how to talk to it.
 *
 *     const telegram = await TelegramEmulator.start();
 *     const lin = telegram.user(7, { first_name: '林', language_code: 'zh-hans' });
 *     lin.send('/start SORT01');
 *     console.log((await lin.next()).text);
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { UserFromGetMe } from 'grammy/types';
import { Faults } from './faults.ts';
import { answerJson, explain, LocalServer, readBody } from './server.ts';
import { control } from './telegram-control.ts';
import type { TelegramFault } from './telegram-faults.ts';
import { BotApiError, type BotHost, methods, type Params } from './telegram-methods.ts';
import { EmulatedGroup, EmulatedUser, type Profile, type ReceivedMessage } from './telegram-people.ts';
import { UpdateQueue } from './telegram-queue.ts';

export type { EmulatedUser, ReceivedMessage } from './telegram-people.ts';

interface EmulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  token?: string;
  username?: string;
  /** The unit of the webhook's retries: 1000, as at Telegram; tests take less. Milliseconds. */
  retryMs?: number;
  webhookTimeoutMs?: number;
  /** Told of every message of the bot, when it is put into a chat. */
  onMessage?(message: ReceivedMessage): void;
}

/** The largest body that is taken, the Bot API's own limit for uploads. */
const MAX_BODY = 50 * 1024 * 1024;

export class TelegramEmulator implements BotHost {
  readonly token: string;
  readonly me: UserFromGetMe;
  readonly updates: UpdateQueue;
  readonly #chats = new Map<number, EmulatedUser | EmulatedGroup>();
  readonly #files = new Map<string, { path: string; bytes: Uint8Array }>();
  /** Presses that may still be answered. */
  readonly #callbacks = new Set<string>();
  readonly #onMessage: EmulatorOptions['onMessage'];
  readonly #server: LocalServer;
  readonly #faults = new Faults<TelegramFault>();
  #messageId = 0;
  #serial = 0;

  private constructor(options: EmulatorOptions) {
    this.token = options.token ?? '123456789:emulated-token-for-tests-only';
    this.me = {
      id: Number(this.token.split(':')[0]),
      is_bot: true,
      first_name: 'Tingda',
      username: options.username ?? 'tingda_bot',
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
    } as UserFromGetMe;
    this.updates = new UpdateQueue({
      retryMs: options.retryMs ?? 1000,
      timeoutMs: options.webhookTimeoutMs ?? 60_000,
    });
    this.#onMessage = options.onMessage;
    this.#server = new LocalServer(this.#handle.bind(this), (error, response) => {
      const refused =
        error instanceof BotApiError ? error : new BotApiError(400, `Bad Request: ${explain(error)}`);
      answer(response, refused.status, refusal(refused));
    });
  }

  static async start(options: EmulatorOptions = {}): Promise<TelegramEmulator> {
    const emulator = new TelegramEmulator(options);
    await emulator.#server.listen(options.port);
    return emulator;
  }

  /** What goes into TELEGRAM_API_ROOT. */
  get url(): string {
    return this.#server.url;
  }

  /** The person with this id, made on first sight. */
  user(id: number, profile: Profile = {}): EmulatedUser {
    const known = this.#chats.get(id);
    if (known instanceof EmulatedUser) {
      Object.assign(known.profile, profile);
      return known;
    }
    if (!(id > 0)) throw new Error('A person has a positive id.');
    const user = new EmulatedUser(this.#stage(), id, profile);
    this.#chats.set(id, user);
    return user;
  }

  /** The group with this (negative) id, made on first sight. */
  group(id: number, title = 'Group'): EmulatedGroup {
    const known = this.#chats.get(id);
    if (known instanceof EmulatedGroup) return known;
    if (!(id < 0)) throw new Error('A group has a negative id.');
    const group = new EmulatedGroup(this.#stage(), id, title);
    this.#chats.set(id, group);
    return group;
  }

  fault(fault: TelegramFault): void {
    this.#faults.add(fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  async stop(): Promise<void> {
    this.updates.close();
    await this.#server.stop();
  }

  /** The chat, if the bot may write to it: the person has written first. */
  chat(id: number): EmulatedUser | EmulatedGroup | undefined {
    const chat = this.#chats.get(id);
    return chat instanceof EmulatedUser && !chat.started ? undefined : chat;
  }

  file(id: string): { path: string; bytes: Uint8Array } | undefined {
    return this.#files.get(id);
  }

  /** A file that somebody sent: its id is what the update carries. */
  keep(bytes: Uint8Array, extension: string): string {
    const id = `file${++this.#serial}`;
    this.#files.set(id, { path: `files/${id}.${extension}`, bytes });
    return id;
  }

  nextMessageId(): number {
    return ++this.#messageId;
  }

  deliver(message: ReceivedMessage): void {
    this.#chats.get(message.chat_id)?.receive(message);
    this.#onMessage?.(message);
  }

  answerCallback(id: string): boolean {
    return this.#callbacks.has(id);
  }

  #stage() {
    return {
      bot: this.me,
      nextMessageId: () => this.nextMessageId(),
      push: this.updates.push.bind(this.updates),
      keep: this.keep.bind(this),
      callback: (stale: boolean) => {
        const id = `${this.me.id}${++this.#serial}`;
        if (!stale) this.#callbacks.add(id);
        return id;
      },
    };
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const body = await readBody(request, MAX_BODY);
    if (!body) throw new BotApiError(413, 'Request Entity Too Large');
    if (url.pathname.startsWith('/_emulator/')) {
      // JSON whatever the content type says: curl calls everything a form.
      const result = await control(this, request.method, url, body.length > 0 ? readJson(body) : {});
      if (result) answer(response, 200, result);
      else answer(response, 404, { ok: false, description: 'see docs/channels/telegram.md' });
      return;
    }
    const [, part, token, rest = ''] = /^\/(bot|file\/bot)([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
    if (part === undefined) throw new BotApiError(404, 'Not Found');
    if (token !== this.token) throw new BotApiError(401, 'Unauthorized');
    if (part === 'bot') {
      const params = await readParams(url, request.headers['content-type'] ?? '', body);
      return this.#call(rest.toLowerCase(), params, request, response);
    }
    const file = [...this.#files.values()].find(({ path }) => path === rest);
    if (!file) throw new BotApiError(404, 'Not Found');
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': file.bytes.length,
    });
    response.end(file.bytes);
  }

  async #call(
    name: string,
    params: Params,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!method) throw new BotApiError(404, 'Not Found: method not found');
    const fault = this.#faults.take(
      ({ method: only = name, chat_id }) =>
        only.toLowerCase() === name && (chat_id === undefined || chat_id === Number(params.chat_id)),
    );
    if (fault) {
      if (fault.kind === 'rate_limit') {
        const seconds = fault.retry_after ?? 1;
        throw new BotApiError(429, `Too Many Requests: retry after ${seconds}`, seconds);
      }
      if (fault.kind === 'unauthorized') throw new BotApiError(401, 'Unauthorized');
      if (fault.kind === 'blocked') throw new BotApiError(403, 'Forbidden: bot was blocked by the user');
      if (fault.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 1000));
      else {
        if (fault.accepted) await method(this, params);
        if (fault.kind === 'reset') request.socket.resetAndDestroy();
        if (fault.kind === 'server_error') throw new BotApiError(500, 'Internal Server Error');
        if (fault.kind === 'garbage') response.end('<html>Not the Bot API</html>');
        return;
      }
    }
    answer(response, 200, { ok: true, result: await method(this, params) });
  }
}

function refusal(error: BotApiError): object {
  return {
    ok: false,
    error_code: error.status,
    description: error.message,
    ...(error.retryAfter !== undefined && { parameters: { retry_after: error.retryAfter } }),
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  answerJson(response, status, body, {}, asTelegramWrites);
}

/** Six bytes for each letter beyond ASCII. */
function asTelegramWrites(body: unknown): string {
  return JSON.stringify(body).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** From the query, and from a body that is JSON, a form, or multipart (https://core.telegram.org/bots/api#making-requests). */
async function readParams(url: URL, type: string, body: Buffer): Promise<Params> {
  const params: Params = url.search ? Object.fromEntries(url.searchParams) : {};
  if (body.length === 0) return params;
  if (type.includes('multipart/form-data')) {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    return Object.assign(params, Object.fromEntries(form));
  }
  if (type.includes('form-urlencoded')) {
    return Object.assign(params, Object.fromEntries(new URLSearchParams(body.toString())));
  }
  return Object.assign(params, readJson(body));
}

function readJson(body: Buffer): object {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new BotApiError(400, "Bad Request: can't parse JSON object");
  }
}
