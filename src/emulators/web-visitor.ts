/**
 * A person at the web chat, without a browser: the page's cookie, its history, its stream, and what is typed into it.
 *
 *     const lin = await WebVisitor.open('http://127.0.0.1:3000', 'SORT01', 'zh');
 *     console.log((await lin.next()).text);
 *     await lin.say('同意');
 */
import { randomUUID } from 'node:crypto';
import type { Language } from '../types.ts';

export interface ChatMessage {
  id: string;
  from: 'candidate' | 'bot' | 'hr';
  kind: string;
  text: string;
  buttons: { label: string; payload: string }[];
  at: string;
  client_id: string | null;
}

export interface ChatAnswer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

interface History {
  data: ChatMessage[];
  cursor: string;
  typing: boolean;
  language: Language;
}

export class WebVisitor {
  readonly #base: string;
  readonly code: string;
  readonly #language: Language;
  readonly #from: string | undefined;
  #cookie = '';
  /** What was said to this person, by the bot or somebody of HR, in the order in which it stood there. */
  readonly received: ChatMessage[] = [];
  /** Every message of the thread that was seen, also their own. */
  readonly seen = new Map<string, ChatMessage>();
  state = { typing: false, language: 'zh' as Language };
  cursor = '';
  #read = 0;
  #waiting: (() => void)[] = [];
  #stream: AbortController | null = null;

  private constructor(base: string, code: string, language: Language, from: string | undefined) {
    this.#base = base;
    this.code = code;
    this.#language = language;
    this.#from = from;
  }

  /**
   * Opens the page, reads what stands there, and listens.
   * @param from the address that a proxy would name, where many come from one machine
   */
  static async open(
    base: string,
    code: string,
    language: Language = 'zh',
    from?: string,
  ): Promise<WebVisitor> {
    const visitor = new WebVisitor(base, code, language, from);
    await visitor.visit();
    await visitor.reload();
    return visitor;
  }

  /** The same browser with another opening's link. */
  async elsewhere(code: string): Promise<WebVisitor> {
    const visitor = new WebVisitor(this.#base, code, this.#language, this.#from);
    visitor.#cookie = this.#cookie;
    await visitor.visit();
    await visitor.reload();
    return visitor;
  }

  get cookie(): string {
    return this.#cookie;
  }

  /** What the house calls this person: the cookie without its signature. */
  get address(): string {
    return /=([^.]+)\./.exec(this.#cookie)?.[1] ?? '';
  }

  /** Fetches the page as a browser would, and keeps its cookie. */
  async visit(): Promise<{ status: number; html: string; headers: Headers }> {
    const answer = await fetch(`${this.#base}/chat/${this.code}`, { headers: this.#headers() });
    const [given] = answer.headers.getSetCookie();
    if (given) this.#cookie = given.split(';')[0] ?? '';
    return { status: answer.status, html: await answer.text(), headers: answer.headers };
  }

  /** Reads the history and goes on by a new stream, as a page that is loaded again. */
  async reload(): Promise<void> {
    this.close();
    const { status, body } = await this.call('GET', '/messages');
    if (status !== 200) throw new Error(`the chat answered ${status}`);
    const { data, cursor, typing, language } = body as unknown as History;
    this.cursor = cursor;
    this.state = { typing, language };
    for (const message of data) this.#take(message);
    await this.listen();
  }

  /** Connects the stream behind what was seen. */
  async listen(): Promise<void> {
    this.close();
    const stream = new AbortController();
    const answer = await fetch(`${this.#base}/chat/${this.code}/stream`, {
      headers: { ...this.#headers(), 'last-event-id': this.cursor },
      signal: stream.signal,
    });
    if (answer.status !== 200 || !answer.body) throw new Error(`the stream answered ${answer.status}`);
    this.#stream = stream;
    void this.#follow(answer.body, stream);
  }

  /** True while the stream is open. */
  get listening(): boolean {
    return this.#stream !== null;
  }

  say(text: string, clientId: string = randomUUID()): Promise<ChatAnswer> {
    return this.call('POST', '/messages', { client_id: clientId, text });
  }

  /** Presses the newest button with this label. */
  press(label: string, clientId: string = randomUUID()): Promise<ChatAnswer> {
    const button = this.received.flatMap(({ buttons }) => buttons).findLast((one) => one.label === label);
    if (!button) throw new Error(`there is no button ${label}`);
    return this.call('POST', '/messages', { client_id: clientId, text: label, button: button.payload });
  }

  /** The next thing that is said to this person. @throws Error when nothing comes in time */
  async next(timeoutMs = 60_000): Promise<ChatMessage> {
    const message = await this.arrival(timeoutMs);
    if (!message) throw new Error('nothing was said in time');
    return message;
  }

  /** The same, or null. */
  async arrival(timeoutMs: number): Promise<ChatMessage | null> {
    const until = performance.now() + timeoutMs;
    for (;;) {
      const message = this.received[this.#read];
      if (message) {
        this.#read++;
        return message;
      }
      const left = until - performance.now();
      if (left <= 0) return null;
      await this.#news(left);
    }
  }

  async call(method: 'GET' | 'POST', path: string, body?: unknown, more = {}): Promise<ChatAnswer> {
    const answer = await fetch(`${this.#base}/chat/${this.code}${path}`, {
      method,
      headers: {
        ...this.#headers(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const [given] = answer.headers.getSetCookie();
    if (given) this.#cookie = given.split(';')[0] ?? '';
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : {} };
  }

  close(): void {
    this.#stream?.abort();
    this.#stream = null;
  }

  #headers(): Record<string, string> {
    return {
      'accept-language': this.#language === 'zh' ? 'zh-CN,zh;q=0.9' : 'en-GB,en;q=0.9',
      ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
      ...(this.#from === undefined ? {} : { 'x-forwarded-for': this.#from }),
    };
  }

  #take(message: ChatMessage): void {
    if (this.seen.has(message.id)) return;
    this.seen.set(message.id, message);
    if (message.from !== 'candidate') this.received.push(message);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async #follow(body: ReadableStream<Uint8Array>, stream: AbortController): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    try {
      for await (const piece of body) {
        text += decoder.decode(piece, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.#event(block);
      }
    } catch {
      // Closed, by us or by the server: `listening` tells.
    }
    if (this.#stream === stream) this.#stream = null;
  }

  #event(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    const data = field('data');
    if (data === undefined) return;
    this.cursor = field('id') ?? this.cursor;
    if (field('event') === 'message') this.#take(JSON.parse(data));
    if (field('event') === 'state') this.state = JSON.parse(data);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #news(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
