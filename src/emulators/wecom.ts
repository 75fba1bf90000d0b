/**
 * WeCom's customer service in one process: no company, no network, and every fault that the real one has, on request. Tests and
 * integrators use the same one. `tingda emulate wecom` starts it; docs/channels/wecom.md tells how to talk to it.
 *
 *     const wecom = await WecomEmulator.start({ webhook: 'http://127.0.0.1:3000/hooks/wecom' });
 *     const lin = wecom.customer('wmLin');
 *     await lin.send('SORT01');
 *     console.log((await lin.next()).text);
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Faults } from './faults.ts';
import { answerJson as answer, explain, LocalServer, readBody } from './server.ts';
import { WecomTokens, Welcomes } from './wecom-access.ts';
import { type Callback, callbackOf, hintXml, WecomCallbacks } from './wecom-callbacks.ts';
import { controlWecom } from './wecom-control.ts';
import { EmulatedCustomer, type WechatMessage } from './wecom-customers.ts';
import type { WecomFault } from './wecom-faults.ts';
import { type Entry, WecomFeed } from './wecom-feed.ts';
import { METHODS, WecomError, type WecomWorld } from './wecom-methods.ts';

export type { EmulatedCustomer } from './wecom-customers.ts';

interface WecomOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  corpId?: string;
  secret?: string;
  token?: string;
  aesKey?: string;
  /** The customer service accounts. */
  accounts?: string[];
  /** Where callbacks go. */
  webhook?: string;
  /** Five seconds at WeCom. */
  callbackTimeoutMs?: number;
  retryMs?: number;
  /** How long an access token is good: two hours at WeCom. */
  tokenMs?: number;
  /** How often one may ask without what a callback brings. */
  quietPullsPerMinute?: number;
  now?: () => number;
}

const MAX_BODY = 10 * 1024 * 1024;

export class WecomEmulator {
  readonly corpId: string;
  readonly secret: string;
  readonly token: string;
  readonly aesKey: string;
  webhook: string | undefined;
  /** `lost`: nobody hears that something waits. */
  callbacks: 'on' | 'lost' = 'on';
  readonly #calls: WecomCallbacks;
  readonly #customers = new Map<string, EmulatedCustomer>();
  readonly #files = new Map<string, { type: string; bytes: Uint8Array }>();
  readonly #tokens: WecomTokens;
  readonly #welcomes: Welcomes;
  readonly #faults = new Faults<WecomFault>();
  readonly #feeds: Map<string, WecomFeed>;
  readonly #world: WecomWorld;
  readonly #server: LocalServer;
  #made = 0;

  private constructor(options: WecomOptions) {
    this.corpId = options.corpId ?? 'wwemulated0000001';
    this.secret = options.secret ?? 'emulated-secret-for-tests-only-000000000000';
    this.token = options.token ?? 'EmulatedTokenForTests';
    this.aesKey = options.aesKey ?? 'EmulatedAesKeyForTestsOnly00000000000000000';
    this.webhook = options.webhook;
    const { now = Date.now, tokenMs = 2 * 60 * 60_000 } = options;
    this.#tokens = new WecomTokens({ corpId: this.corpId, secret: this.secret, tokenMs, now });
    this.#welcomes = new Welcomes(now);
    const { callbackTimeoutMs: timeoutMs = 5000, retryMs = 1000 } = options;
    this.#calls = new WecomCallbacks({ timeoutMs, retryMs });
    this.#feeds = new Map((options.accounts ?? ['wkEmulated']).map((kf) => [kf, new WecomFeed(now)]));
    this.#world = {
      feeds: this.#feeds,
      now,
      customer: (id, kf) => this.#customers.get(`${kf}:${id}`),
      takeWelcome: (code) => this.#welcomes.take(code),
      msgids: new Set(),
      quietPullsPerMinute: options.quietPullsPerMinute ?? 60,
      quietPulls: [],
      deliver: (customer, message) => this.#deliver(customer, message),
    };
    this.#server = new LocalServer(this.#handle.bind(this), (error, response) => {
      const errcode = error instanceof WecomError ? error.errcode : 40058;
      answer(response, 200, { errcode, errmsg: `${explain(error)}, hint: [${Date.now()}]` });
    });
  }

  static async start(options: WecomOptions = {}): Promise<WecomEmulator> {
    const emulator = new WecomEmulator(options);
    await emulator.#server.listen(options.port);
    return emulator;
  }

  /** What goes into WECOM_API_ROOT. */
  get url(): string {
    return this.#server.url;
  }

  /** How many access tokens were given. */
  get tokensGiven(): number {
    return this.#tokens.given;
  }

  /** What the application's environment is. */
  get environment(): Record<string, string> {
    return {
      WECOM_CORP_ID: this.corpId,
      WECOM_KF_SECRET: this.secret,
      WECOM_TOKEN: this.token,
      WECOM_AES_KEY: this.aesKey,
      WECOM_API_ROOT: this.url,
    };
  }

  /** The person with this external_userid at an account, made on first sight. */
  customer(id: string, kf = this.#firstAccount): EmulatedCustomer {
    const known = this.#customers.get(`${kf}:${id}`);
    if (known) return known;
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) throw new Error('A customer has an external_userid like wmLin.');
    this.#feed(kf);
    const customer = new EmulatedCustomer(id, kf, {
      wrote: async (by, content) => {
        by.wroteAt = this.#world.now();
        by.got = 0;
        return this.#tell(kf, { open_kfid: kf, external_userid: by.id, origin: 3, ...content });
      },
      did: async (by, event) =>
        this.#tell(kf, {
          origin: 4,
          msgtype: 'event',
          event: { ...event, open_kfid: kf, external_userid: by.id },
        }),
      keep: (type, bytes) => this.keep(type, bytes),
      welcomeCode: (by) => this.#welcomes.codeFor(by),
    });
    this.#customers.set(`${kf}:${id}`, customer);
    return customer;
  }

  fault(fault: WecomFault): void {
    this.#faults.add(fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** The access token that was given last lets nobody in any more. */
  expireToken(): void {
    this.#tokens.expire();
  }

  /** As after a loss at WeCom: each cursor is refused. */
  forgetCursors(): void {
    for (const feed of this.#feeds.values()) feed.forgetCursors();
  }

  /** Where somebody stands who has read everything. */
  cursorOf(kf = this.#firstAccount): string {
    return this.#feed(kf).cursor;
  }

  /** Keeps a file, as a person's message does. @returns the media_id */
  keep(type: string, bytes: Uint8Array): string {
    const id = randomBytes(24).toString('base64url');
    this.#files.set(id, { type, bytes });
    return id;
  }

  /** Puts an entry behind the others, without a word to anybody. */
  append(entry: Entry, kf = this.#firstAccount): void {
    this.#feed(kf).append(entry);
  }

  /** The call that says that something waits. */
  callback(kf = this.#firstAccount): Callback {
    const now = this.#world.now();
    return callbackOf(this, hintXml(this.corpId, kf, this.#feed(kf).token(), now), { at: now });
  }

  /** Calls the webhook with exactly this, as after an answer that got lost. @returns the last status, 0 for none */
  tell(callback: Callback): Promise<number> {
    if (!this.webhook) throw new Error('No webhook is set.');
    return this.#calls.post(this.webhook, callback);
  }

  /** As when the operator saves the address of the webhook. @returns whether WeCom would take it */
  checkWebhook(): Promise<boolean> {
    if (!this.webhook) throw new Error('No webhook is set.');
    return this.#calls.check(this.webhook, this);
  }

  async stop(): Promise<void> {
    await this.#calls.stop();
    await this.#server.stop();
  }

  get #firstAccount(): string {
    return [...this.#feeds.keys()][0]!;
  }

  #feed(kf: string): WecomFeed {
    const feed = this.#feeds.get(kf);
    if (!feed) throw new Error(`There is no account ${kf}.`);
    return feed;
  }

  async #tell(kf: string, content: Omit<Entry, 'msgid' | 'send_time'>): Promise<string> {
    const msgid = `${++this.#made}${randomBytes(15).toString('base64url')}`;
    const send_time = Math.floor(this.#world.now() / 1000);
    this.append({ msgid, send_time, ...content } as Entry, kf);
    if (this.webhook && this.callbacks === 'on') await this.tell(this.callback(kf));
    return msgid;
  }

  #deliver(customer: EmulatedCustomer, message: WechatMessage): void {
    if (customer.failsWith === null) customer.receive(message);
    else
      void this.#tell(customer.kf, {
        origin: 4,
        msgtype: 'event',
        event: {
          event_type: 'msg_send_fail',
          open_kfid: customer.kf,
          external_userid: customer.id,
          fail_msgid: message.msgid,
          fail_type: customer.failsWith,
        },
      });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const bytes = await readBody(request, MAX_BODY);
    if (!bytes) throw new WecomError(45002, 'content size out of limit');
    const body: unknown = JSON.parse(bytes.toString() || '{}');
    if (url.pathname.startsWith('/_emulator/')) {
      const result = await controlWecom(this, request.method, url, body);
      if (result) answer(response, 200, result);
      else answer(response, 404, { message: 'see docs/channels/wecom.md' });
      return;
    }
    const method = url.pathname.replace(/^\/cgi-bin\//, '');
    const run = (heard: ServerResponse | null) => this.#run(method, url.searchParams, body, heard);
    const fault = this.#faults.take(({ method: met = method }) => met === method);
    if (fault) await this.#meet(fault, request, response, run);
    else run(response);
  }

  /** @throws WecomError */
  #run(method: string, query: URLSearchParams, body: unknown, response: ServerResponse | null): void {
    const done = { errcode: 0, errmsg: 'ok' };
    if (method === 'gettoken') {
      const given = this.#tokens.give(query);
      if (response) answer(response, 200, { ...done, ...given });
      return;
    }
    this.#tokens.authorize(query.get('access_token'));
    if (method === 'media/get') {
      const file = this.#files.get(query.get('media_id') ?? '');
      if (!file) throw new WecomError(40007, 'invalid media_id');
      response?.writeHead(200, {
        'content-type': file.type,
        'content-length': file.bytes.length,
        'content-disposition': 'attachment; filename="MEDIA_ID"',
      });
      response?.end(file.bytes);
      return;
    }
    if (!Object.hasOwn(METHODS, method)) throw new WecomError(43001, 'no such method');
    const result = METHODS[method]!(this.#world, body);
    if (response) answer(response, 200, { ...done, ...result });
  }

  /** The call ends as the fault says, and is done all the same if it says so. */
  async #meet(
    fault: WecomFault,
    request: IncomingMessage,
    response: ServerResponse,
    run: (heard: ServerResponse | null) => void,
  ): Promise<void> {
    if (fault.kind === 'error') throw new WecomError(fault.errcode ?? -1, 'as asked for');
    if (fault.kind === 'slow') {
      await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 1000));
      return run(response);
    }
    if (fault.accepted) run(null);
    if (fault.kind === 'reset') request.socket.resetAndDestroy();
    if (fault.kind === 'server_error') response.writeHead(500).end('Internal Server Error');
    if (fault.kind === 'garbage') response.end('<html>Not the API</html>');
  }
}
