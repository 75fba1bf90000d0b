/** What lets an application in at WeCom for a while: access tokens, and codes that answer the opening of a chat. */
import { randomBytes } from 'node:crypto';
import type { EmulatedCustomer } from './wecom-customers.ts';
import { WecomError } from './wecom-methods.ts';

interface Owner {
  corpId: string;
  secret: string;
  /** How long a token is good. */
  tokenMs: number;
  now(): number;
}

export class WecomTokens {
  /** How many were given. */
  given = 0;
  readonly #owner: Owner;
  #current = { token: '', until: 0, over: false };

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /** The same one until it is over, as WeCom does. @throws WecomError */
  give(query: URLSearchParams): object {
    const { corpId, secret, tokenMs, now } = this.#owner;
    if (query.get('corpid') !== corpId) throw new WecomError(40013, 'invalid corpid');
    if (query.get('corpsecret') !== secret) throw new WecomError(40001, 'invalid credential');
    if (this.#current.over || this.#current.until <= now()) {
      this.given++;
      this.#current = { token: randomBytes(64).toString('base64url'), until: now() + tokenMs, over: false };
    }
    const { token: access_token, until } = this.#current;
    return { access_token, expires_in: Math.floor((until - now()) / 1000) };
  }

  /** @throws WecomError */
  authorize(given: string | null): void {
    if (given === null) throw new WecomError(41001, 'access_token missing');
    if (given !== this.#current.token) throw new WecomError(40014, 'invalid access_token');
    if (this.#current.over || this.#current.until <= this.#owner.now())
      throw new WecomError(42001, 'access_token expired');
  }

  expire(): void {
    this.#current.over = true;
  }
}

const WELCOME_MS = 20_000;
const HOURS_48 = 48 * 60 * 60_000;

/** One line for somebody who has neither written nor been welcomed in the last 48 hours. */
export class Welcomes {
  readonly #codes = new Map<string, { customer: EmulatedCustomer; until: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  codeFor(customer: EmulatedCustomer): string | undefined {
    const lately = (at: number | null) => at !== null && this.#now() - at < HOURS_48;
    if (lately(customer.wroteAt) || lately(customer.welcomedAt)) return undefined;
    const code = randomBytes(32).toString('base64url');
    this.#codes.set(code, { customer, until: this.#now() + WELCOME_MS });
    return code;
  }

  /** Whom it was given for, once and within 20 seconds. */
  take(code: string): EmulatedCustomer | undefined {
    const given = this.#codes.get(code);
    this.#codes.delete(code);
    return given && given.until > this.#now() ? given.customer : undefined;
  }
}
