/**
 * Twilio's Messaging in one process: no account, no network, and every fault that the real one has, on request. Tests and
 * integrators use the same one. `tingda emulate twilio` starts it; docs/channels/twilio.md tells how to talk to it.
 *
 *     const twilio = await TwilioEmulator.start({ webhook: 'http://127.0.0.1:3000/hooks/sms/twilio' });
 *     const lin = twilio.phone('+8613800138000');
 *     await lin.send('SORT01');
 *     console.log((await lin.next()).text);
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Faults } from './faults.ts';
import { answerJson as answer, explain, LocalServer, readBody } from './server.ts';
import { type Outgoing, readOutgoing, refused, resource, TwilioError } from './twilio-api.ts';
import { controlTwilio } from './twilio-control.ts';
import type { TwilioFault } from './twilio-faults.ts';
import { EmulatedPhone, type PhoneFile } from './twilio-people.ts';
import { type Alert, TwilioWebhook } from './twilio-webhook.ts';

export type { EmulatedPhone } from './twilio-people.ts';

interface TwilioOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  accountSid?: string;
  authToken?: string;
  from?: string;
  messagingServiceSid?: string;
  /** Where incoming messages are told, with connection overrides behind a `#`. */
  webhook?: string;
  /** Whether Twilio takes STOP by itself, and whether it says so (`advanced`: `OptOutType`). */
  optOut?: 'default' | 'advanced' | 'off';
  /** `shuffled`: delivered is told before sent, and one of them twice. */
  statuses?: 'in_order' | 'shuffled' | 'none';
  /** How long an answer to a call is waited for: 15 seconds, as at Twilio. Milliseconds. */
  webhookTimeoutMs?: number;
  retryMs?: number;
}

const MAX_BODY = 10 * 1024 * 1024;

export class TwilioEmulator {
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
  readonly messagingServiceSid: string;
  optOut: NonNullable<TwilioOptions['optOut']>;
  statuses: NonNullable<TwilioOptions['statuses']>;
  webhook: string | undefined;
  readonly #webhooks: TwilioWebhook;
  readonly #phones = new Map<string, EmulatedPhone>();
  readonly #files = new Map<string, PhoneFile>();
  readonly #faults = new Faults<TwilioFault>();
  readonly #server: LocalServer;

  private constructor(options: TwilioOptions) {
    this.accountSid = options.accountSid ?? `AC${'e'.repeat(32)}`;
    this.authToken = options.authToken ?? 'emulated-token-for-tests-only';
    this.from = options.from ?? '+15005550006';
    this.messagingServiceSid = options.messagingServiceSid ?? `MG${'e'.repeat(32)}`;
    this.webhook = options.webhook;
    this.optOut = options.optOut ?? 'default';
    this.statuses = options.statuses ?? 'in_order';
    const { webhookTimeoutMs: timeoutMs = 15_000, retryMs = 1000 } = options;
    this.#webhooks = new TwilioWebhook({ authToken: this.authToken, timeoutMs, retryMs });
    this.#server = new LocalServer(this.#handle.bind(this), (error, response) => {
      const known = error instanceof TwilioError ? error : new TwilioError(400, 20001, explain(error));
      answer(response, known.status, known.body, known.headers);
    });
  }

  static async start(options: TwilioOptions = {}): Promise<TwilioEmulator> {
    const emulator = new TwilioEmulator(options);
    await emulator.#server.listen(options.port);
    return emulator;
  }

  /** What goes into TWILIO_API_ROOT. */
  get url(): string {
    return this.#server.url;
  }

  /** What the console's debugger would show. */
  get alerts(): readonly Alert[] {
    return this.#webhooks.alerts;
  }

  /** The phone with this number, made on first sight. */
  phone(number: string): EmulatedPhone {
    const known = this.#phones.get(number);
    if (known) return known;
    if (!/^\+[1-9]\d{6,14}$/.test(number)) throw new Error('A phone has a number like +15551234567.');
    const emulator = this;
    const phone = new EmulatedPhone(number, {
      get optOut() {
        return emulator.optOut;
      },
      incoming: (from, text, files, optOutType) => this.#incoming(from, text, files, optOutType),
    });
    this.#phones.set(number, phone);
    return phone;
  }

  fault(fault: TwilioFault): void {
    this.#faults.add(fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** Calls the webhook once more with what it was told before, as after an answer that got lost. */
  tellAgain(fields: Record<string, string>): Promise<number> {
    if (!this.webhook) throw new Error('No webhook is set.');
    return this.#webhooks.call(this.webhook, fields);
  }

  /** What the webhook is told of a message. Files are kept to be fetched. */
  fieldsOf(
    phone: EmulatedPhone,
    text: string,
    sid = newSid('SM'),
    files: readonly PhoneFile[] = [],
  ): Record<string, string> {
    const media = files.flatMap((file, i) => {
      const path = `/2010-04-01/Accounts/${this.accountSid}/Messages/${sid}/Media/${newSid('ME')}`;
      this.#files.set(path, file);
      return [
        [`MediaUrl${i}`, `${this.url}${path}`],
        [`MediaContentType${i}`, file.type],
      ];
    });
    return {
      ToCountry: 'US',
      SmsMessageSid: sid,
      NumMedia: String(files.length),
      SmsSid: sid,
      SmsStatus: 'received',
      Body: text,
      To: this.from,
      NumSegments: '1',
      MessageSid: sid,
      AccountSid: this.accountSid,
      From: phone.number,
      ApiVersion: '2010-04-01',
      ...Object.fromEntries(media),
    };
  }

  async stop(): Promise<void> {
    await this.#webhooks.stop();
    await this.#server.stop();
  }

  async #incoming(
    phone: EmulatedPhone,
    text: string,
    files: PhoneFile[],
    optOutType: string | undefined,
  ): Promise<string> {
    const sid = newSid(files.length > 0 ? 'MM' : 'SM');
    const fields = this.fieldsOf(phone, text, sid, files);
    if (optOutType) fields.OptOutType = optOutType;
    if (this.webhook) await this.#webhooks.call(this.webhook, fields);
    return sid;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const body = await readBody(request, MAX_BODY);
    if (!body) throw new TwilioError(413, 20413, 'Payload Too Large');
    if (url.pathname.startsWith('/_emulator/')) {
      const result = await controlTwilio(this, request.method, url, JSON.parse(body.toString() || '{}'));
      if (result) answer(response, 200, result);
      else answer(response, 404, { message: 'see docs/channels/twilio.md' });
      return;
    }
    const kept = this.#files.get(decodeURIComponent(url.pathname).replace('/kept-by-twilio', ''));
    if (kept && url.pathname.startsWith('/kept-by-twilio')) {
      response.writeHead(200, { 'content-type': kept.type, 'content-length': kept.bytes.length });
      response.end(kept.bytes);
      return;
    }
    this.#authorize(request);
    if (kept) {
      // Twilio sends to where the bytes lie; there, no password is wanted.
      response.writeHead(307, { location: `${this.url}/kept-by-twilio${url.pathname}` });
      response.end();
      return;
    }
    const account = `/2010-04-01/Accounts/${this.accountSid}`;
    if (url.pathname === `${account}.json` && request.method === 'GET') {
      const fault = this.#faultFor('');
      if (fault) await this.#meet(fault, request, response, null);
      else answer(response, 200, { sid: this.accountSid, status: 'active', type: 'Full' });
      return;
    }
    if (url.pathname !== `${account}/Messages.json` || request.method !== 'POST')
      throw new TwilioError(404, 20404, 'The requested resource was not found');
    const form = new URLSearchParams(body.toString());
    const fault = this.#faultFor(form.get('To') ?? '');
    if (fault) await this.#meet(fault, request, response, form);
    else this.#accept(form, response);
  }

  #authorize(request: IncomingMessage): void {
    const right = Buffer.from(`${this.accountSid}:${this.authToken}`).toString('base64');
    if (request.headers.authorization !== `Basic ${right}`) throw new TwilioError(401, 20003, 'Authenticate');
  }

  #faultFor(number: string): TwilioFault | undefined {
    return this.#faults.take(({ to = number }) => to === number);
  }

  #accept(form: URLSearchParams, response: ServerResponse | null): void {
    const outgoing = readOutgoing(form, this);
    const sid = newSid('SM');
    if (response) answer(response, 201, resource(sid, this.accountSid, outgoing));
    this.#deliver(sid, outgoing);
  }

  /** The call ends as the fault says, and is heard all the same if it says so. */
  async #meet(
    fault: TwilioFault,
    request: IncomingMessage,
    response: ServerResponse,
    form: URLSearchParams | null,
  ): Promise<void> {
    if (fault.kind === 'rate_limit') {
      const header = fault.retry_after === null ? {} : { 'retry-after': String(fault.retry_after ?? 1) };
      throw new TwilioError(429, 20429, 'Too Many Requests', header);
    }
    if (fault.kind === 'unauthorized') throw new TwilioError(401, 20003, 'Authenticate');
    if (fault.kind === 'error') throw refused(fault.code ?? 21211);
    if (fault.kind === 'slow') {
      await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 1000));
      if (form) this.#accept(form, response);
      else answer(response, 200, { sid: this.accountSid });
      return;
    }
    if (fault.accepted && form) this.#accept(form, null);
    if (fault.kind === 'reset') request.socket.resetAndDestroy();
    if (fault.kind === 'server_error') throw new TwilioError(500, 20500, 'Internal Server Error');
    if (fault.kind === 'garbage') response.end('<html>Not the API</html>');
  }

  #deliver(sid: string, { phone, from, text, statusCallback }: Outgoing): void {
    const failed = phone.undeliveredWith;
    if (failed === null) phone.receive({ sid, text, at: Date.now() });
    if (statusCallback === null || this.statuses === 'none') return;
    const tell = (status: string, more: Record<string, string> = {}) =>
      this.#webhooks.call(statusCallback, {
        SmsSid: sid,
        SmsStatus: status,
        MessageStatus: status,
        To: phone.number,
        MessageSid: sid,
        AccountSid: this.accountSid,
        From: from,
        ApiVersion: '2010-04-01',
        ...more,
      });
    const end = () =>
      failed === null ? tell('delivered') : tell('undelivered', { ErrorCode: String(failed) });
    if (this.statuses === 'shuffled') {
      void end()
        .then(() => tell('sent'))
        .then(end)
        .then(() => tell('queued'));
    } else
      void tell('queued')
        .then(() => tell('sent'))
        .then(end);
  }
}

function newSid(kind: string): string {
  return kind + randomBytes(16).toString('hex');
}
