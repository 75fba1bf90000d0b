/**
 * How Twilio calls an application: a signed form, 15 seconds for the answer, and only few tries. Where a line starts with
 * `#` in the address stand connection overrides (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides):
 * `rc` is how often it is tried again, `rp` after what (`ct` connection, `rt` time-out, `4xx`, `5xx`, `all`).
 */
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';

/** What the console's debugger would show. */
export interface Alert {
  /** 11200: no good answer. 12300: an answer of a type that is no TwiML. */
  code: number;
  detail: string;
}

interface WebhookOptions {
  authToken: string;
  timeoutMs: number;
  /** Between tries. */
  retryMs: number;
}

export class TwilioWebhook {
  readonly alerts: Alert[] = [];
  readonly #options: WebhookOptions;
  readonly #agent = new Agent({ connections: 50, keepAliveTimeout: 60_000 });
  /** Ends the waits of what is under way. */
  readonly #stopping = new AbortController();

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  /** Resolves when the application has answered, or Twilio has given up. @returns the last status, 0 for none */
  async call(address: string, fields: Record<string, string>): Promise<number> {
    const url = new URL(address);
    const overrides = new URLSearchParams(url.hash.slice(1));
    url.hash = '';
    const tries = 1 + Math.min(Number(overrides.get('rc') ?? 1), 5);
    const policy = (overrides.get('rp') ?? 'ct').split(',');
    for (let left = tries; ; left--) {
      const result = await this.#once(url.href, fields);
      if (result.status >= 200 && result.status < 300) {
        this.#judge(result.type);
        return result.status;
      }
      this.alerts.push({ code: 11200, detail: result.failure });
      const again = policy.includes('all') || policy.includes(result.failure);
      if (left <= 1 || !again || this.#stopping.signal.aborted) return result.status;
      await sleep(this.#options.retryMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#agent.destroy();
  }

  async #once(
    url: string,
    fields: Record<string, string>,
  ): Promise<{ status: number; type: string; failure: string }> {
    const { origin, pathname, search } = new URL(url);
    try {
      const answer = await this.#agent.request({
        origin,
        path: pathname + search,
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
          'user-agent': 'TwilioProxy/1.1',
          'x-twilio-signature': signature(this.#options.authToken, url, fields),
        },
        body: new URLSearchParams(fields).toString(),
        headersTimeout: this.#options.timeoutMs,
        bodyTimeout: this.#options.timeoutMs,
      });
      const text = await answer.body.text();
      const type = text === '' ? '' : String(answer.headers['content-type'] ?? '');
      return { status: answer.statusCode, type, failure: `${Math.floor(answer.statusCode / 100)}xx` };
    } catch (error) {
      const { code = '' } = error as { code?: string };
      return { status: 0, type: '', failure: /TIMEOUT/.test(code) && !/CONNECT/.test(code) ? 'rt' : 'ct' };
    }
  }

  /** Twilio would run what comes back; it wants TwiML or nothing. */
  #judge(type: string): void {
    if (type !== '' && !/^(?:text|application)\/(?:xml|plain|html)/.test(type))
      this.alerts.push({ code: 12300, detail: type });
  }
}

/** https://www.twilio.com/docs/usage/webhooks/webhooks-security */
export function signature(authToken: string, url: string, fields: Record<string, string>): string {
  const names = Object.keys(fields).sort();
  const text = names.reduce((sum, name) => sum + name + fields[name], url);
  return createHmac('sha1', authToken).update(text).digest('base64');
}
