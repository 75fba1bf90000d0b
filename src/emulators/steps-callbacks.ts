/** How a provider of steps calls Tingda: a signed JSON body, tried again with the same id until it is taken. */
import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import type { StepsFault } from './steps-faults.ts';

/** A callback as it goes over the wire. */
export interface StepsCallback {
  url: string;
  headers: Record<string, string>;
  body: string;
}

interface Timing {
  timeoutMs: number;
  retryMs: number;
  tries: number;
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function signature(secret: string, id: string, timestamp: string, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

export function signedCallback(
  secret: string,
  url: string,
  content: unknown,
  { id = `msg_${randomBytes(12).toString('hex')}`, at = Date.now() }: { id?: string; at?: number } = {},
): StepsCallback {
  const body = JSON.stringify(content);
  const timestamp = String(Math.floor(at / 1000));
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature(secret, id, timestamp, body),
  };
  return { url, headers, body };
}

export class StepsCallbacks {
  readonly #agent = new Agent({ connections: 50, keepAliveTimeout: 60_000 });
  readonly #stopping = new AbortController();
  readonly #timing: Timing;
  /** Held back until the next one has gone. */
  #held: StepsCallback[] = [];

  constructor(timing: Timing) {
    this.#timing = timing;
  }

  /** @returns the last status; 0 for none, and for one that is not sent now */
  async send(secret: string, url: string, content: object, fault: StepsFault | undefined): Promise<number> {
    const right = signedCallback(secret, url, content);
    const held = this.#held;
    if (fault?.kind === 'reordered') {
      held.push(right);
      return 0;
    }
    this.#held = [];
    const status = await this.#meet(secret, right, content, fault);
    for (const callback of held) await this.post(callback);
    return status;
  }

  async #meet(
    secret: string,
    right: StepsCallback,
    content: object,
    fault: StepsFault | undefined,
  ): Promise<number> {
    const { url } = right;
    if (fault?.kind === 'lost') return 0;
    if (fault?.kind === 'late')
      await sleep(fault.ms ?? 1000, undefined, { signal: this.#stopping.signal }).catch(() => {});
    if (fault?.kind === 'forged')
      return this.#once(signedCallback(`whsec_${randomBytes(32).toString('base64')}`, url, content));
    if (fault?.kind === 'changed') return this.#once({ ...right, body: ` ${right.body}` });
    if (fault?.kind === 'stale')
      return this.#once(signedCallback(secret, url, content, { at: Date.now() - 600_000 }));
    if (fault?.kind === 'duplicate') await this.post(right);
    return this.post(right);
  }

  /** Exactly this, as after an answer that got lost. @returns the last status, 0 for none */
  async post(callback: StepsCallback): Promise<number> {
    for (let left = this.#timing.tries; ; left--) {
      const status = await this.#once(callback);
      // What is refused is not better the second time.
      const settled = status >= 200 && status < 500 && status !== 429;
      if (settled || left <= 1 || this.#stopping.signal.aborted) return status;
      await sleep(this.#timing.retryMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#agent.destroy();
  }

  async #once({ url, headers, body }: StepsCallback): Promise<number> {
    const { origin, pathname, search } = new URL(url);
    const { timeoutMs } = this.#timing;
    try {
      const answer = await this.#agent.request({
        origin,
        path: pathname + search,
        method: 'POST',
        headers,
        body,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      });
      await answer.body.dump();
      return answer.statusCode;
    } catch {
      return 0;
    }
  }
}
