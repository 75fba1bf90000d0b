/**
 * How WeCom calls an application (https://developer.work.weixin.qq.com/document/path/90930): sealed and signed, five seconds for
 * the answer, three tries.
 */
import { createCipheriv, createHash, randomBytes, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';

export interface CallbackSecrets {
  corpId: string;
  token: string;
  /** 43 letters and digits. */
  aesKey: string;
}

/** A call as it goes over the wire. */
export interface Callback {
  /** Behind the address of the hook. */
  query: string;
  body: string;
}

const BLOCK = 32;

/** `EncodingAESKey` → AES-256-CBC of 16 random bytes, the length, the text and whom it is for. */
export function sealed(text: string, { corpId, aesKey }: CallbackSecrets): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const words = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(words.length);
  const content = Buffer.concat([randomBytes(16), length, words, Buffer.from(corpId)]);
  const padding = BLOCK - (content.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([content, Buffer.alloc(padding, padding)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

export function signatureOf(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');
}

export function signedQuery(
  secrets: CallbackSecrets,
  encrypted: string,
  { at = Date.now(), nonce = String(randomInt(1e9, 2e9)) } = {},
): URLSearchParams {
  const timestamp = String(Math.floor(at / 1000));
  const msg_signature = signatureOf(secrets.token, timestamp, nonce, encrypted);
  return new URLSearchParams({ msg_signature, timestamp, nonce });
}

/** Any text, sealed and signed, as a POST carries it. */
export function callbackOf(
  secrets: CallbackSecrets,
  text: string,
  stamp: Parameters<typeof signedQuery>[2] = {},
): Callback {
  const encrypted = sealed(text, secrets);
  const query = signedQuery(secrets, encrypted, stamp).toString();
  const [to, what] = [
    `<ToUserName><![CDATA[${secrets.corpId}]]></ToUserName>`,
    '<AgentID><![CDATA[]]></AgentID>',
  ];
  return { query, body: `<xml>${to}<Encrypt><![CDATA[${encrypted}]]></Encrypt>${what}</xml>` };
}

/** What a callback says inside: something waits at this account. */
export function hintXml(corpId: string, kf: string, token: string, at = Date.now()): string {
  return (
    `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><CreateTime>${Math.floor(at / 1000)}</CreateTime>` +
    '<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event>' +
    `<Token><![CDATA[${token}]]></Token><OpenKfId><![CDATA[${kf}]]></OpenKfId></xml>`
  );
}

const TRIES = 3;

export class WecomCallbacks {
  readonly #agent = new Agent({ connections: 50, keepAliveTimeout: 60_000 });
  readonly #stopping = new AbortController();
  readonly #timing: { timeoutMs: number; retryMs: number };

  constructor(timing: { timeoutMs: number; retryMs: number }) {
    this.#timing = timing;
  }

  /** Resolves when the application has answered, or WeCom has given up. @returns the last status, 0 for none */
  async post(address: string, { query, body }: Callback): Promise<number> {
    for (let left = TRIES; ; left--) {
      const { status } = await this.#once(`${address}?${query}`, 'POST', body);
      if (status === 200 || left <= 1 || this.#stopping.signal.aborted) return status;
      await sleep(this.#timing.retryMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
    }
  }

  /** As when the operator enters the address: what is answered must be what was sealed. */
  async check(address: string, secrets: CallbackSecrets): Promise<boolean> {
    const asked = String(1_616_140_317_555_161_000 + randomInt(1e6));
    const echostr = sealed(asked, secrets);
    const query = signedQuery(secrets, echostr);
    query.set('echostr', echostr);
    const { status, text } = await this.#once(`${address}?${query}`, 'GET');
    return status === 200 && text === asked;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#agent.destroy();
  }

  async #once(url: string, method: 'GET' | 'POST', body?: string): Promise<{ status: number; text: string }> {
    const { origin, pathname, search } = new URL(url);
    try {
      const answer = await this.#agent.request({
        origin,
        path: pathname + search,
        method,
        ...(body !== undefined && { headers: { 'content-type': 'text/xml' }, body }),
        headersTimeout: this.#timing.timeoutMs,
        bodyTimeout: this.#timing.timeoutMs,
      });
      return { status: answer.statusCode, text: await answer.body.text() };
    } catch {
      return { status: 0, text: '' };
    }
  }
}
