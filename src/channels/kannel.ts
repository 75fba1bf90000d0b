/**
 * SMS by a Kannel gateway of the operator's own, hence by any carrier's SMPP: messages come by `get-url` or `post-url`, go by
 * `sendsms`, and delivery reports come to the `dlr-url` of each (https://www.kannel.org/userguide.shtml).
 */
import { hash, timingSafeEqual } from 'node:crypto';
import { SendError, TingdaError } from '../errors.ts';
import { isGsm7 } from '../flows/segments.ts';
import type { Channel, ChannelCapabilities, Hook, RawRequest, Verified } from '../ports.ts';
import type { OutboundMessage } from '../types.ts';
import type { ChannelDeps } from './channel.ts';
import { createConnection } from './connection.ts';
import { MASK, readMessage, readReport } from './kannel-calls.ts';
import { unitsIn } from './sms.ts';

interface KannelSettings {
  KANNEL_SEND_URL: string;
  KANNEL_USERNAME: string;
  KANNEL_PASSWORD: string;
  KANNEL_FROM: string;
  KANNEL_CALLBACK_SECRET: string;
  KANNEL_COUNTRY?: string | undefined;
}

/** The smsbox answers as soon as the bearerbox has the message; what takes longer has an unknown outcome. */
const REQUEST_TIMEOUT_MS = 15_000;
const MAX_SEGMENTS = 3;
const BASE = 'sms/kannel/:secret';

/** A body would be sent to the person as a reply. */
const taken = { type: 'text/plain', body: '' };
const types = ['text/plain', 'application/x-www-form-urlencoded', 'application/octet-stream'];
const hooks: readonly Hook[] = [
  { path: BASE, methods: ['GET', 'POST'], types, taken },
  { path: `${BASE}/dlr`, methods: ['GET', 'POST'], types, taken },
];

const capabilities: ChannelCapabilities = {
  voiceIn: false,
  buttons: false,
  typing: false,
  byPhone: true,
  costs: true,
  maxText: unitsIn(MAX_SEGMENTS),
  maxSegments: MAX_SEGMENTS,
  // The contract with the carrier says; Kannel's own `throughput` holds what is above.
  ratePerSecond: 10,
  ratePerChat: 1,
  optOutByProvider: false,
  live: false,
  showsSpeaker: false,
  // `sendsms` takes no key: a second send is a second message.
  idempotentSend: false,
  onUnknown: { interview: 'resend', notice: 'park' },
};

export function create(
  settings: KannelSettings,
  { http, publicUrl, log }: Pick<ChannelDeps, 'http' | 'publicUrl' | 'log'>,
): Channel {
  const { KANNEL_FROM: account, KANNEL_CALLBACK_SECRET: callbackSecret, KANNEL_COUNTRY: country } = settings;
  const secret = digest(callbackSecret);
  const connection = createConnection(sentence, 'Kannel has not been asked yet');

  async function ask(url: URL): Promise<{ status: number; said: string; retryAfter: string | undefined }> {
    const { status, headers, body } = await http.request(url.href, {
      timeoutMs: REQUEST_TIMEOUT_MS,
      trusted: true,
    });
    return { status, said: body.toString().slice(0, 200), retryAfter: headers['retry-after'] };
  }

  async function send({ address, content }: OutboundMessage, key: string): Promise<{ externalId: string }> {
    // There are no buttons, so none waits for an answer.
    if (content.kind !== 'text') return { externalId: key };
    const url = new URL(settings.KANNEL_SEND_URL);
    const fields = {
      username: settings.KANNEL_USERNAME,
      password: settings.KANNEL_PASSWORD,
      from: account,
      to: address,
      // Without `coding` and `charset` together, anything but plain letters arrives as question marks, with a 202.
      coding: isGsm7(content.text) ? '0' : '2',
      charset: 'UTF-8',
      text: content.text,
      ...(publicUrl !== undefined && { 'dlr-mask': String(MASK), 'dlr-url': reportsTo(address, key) }),
    };
    for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
    const { status, said, retryAfter } = await ask(url);
    // `sendsms` gives no id: ours stands in the address that reports come to. "3: Queued" is taken as well.
    if (status === 202 || (status === 200 && /^[03]:/.test(said))) return { externalId: key };
    throw refusal(status, said, retryAfter);
  }

  /** The escapes are Kannel's, filled in when it calls. */
  function reportsTo(address: string, key: string): string {
    const about = `line=${encodeURIComponent(key)}&to=${encodeURIComponent(address)}`;
    return `${publicUrl}/hooks/sms/kannel/${callbackSecret}/dlr?${about}&type=%d&answer=%A`;
  }

  /** Where nothing is: any answer of its server shows that it is there. */
  async function look(): Promise<void> {
    const { status, said, retryAfter } = await ask(new URL('/', settings.KANNEL_SEND_URL));
    if (status >= 500) throw refusal(status, said, retryAfter);
  }

  return {
    type: 'kannel',
    account,
    capabilities,
    hooks,
    async verify(raw: RawRequest): Promise<Verified> {
      const given = /^\/hooks\/sms\/kannel\/([^/?]+)/.exec(raw.path)?.[1] ?? '';
      // Digests have one length, so the comparison tells nothing, not even how long the secret is.
      if (given.length > 256 || !timingSafeEqual(digest(given), secret))
        throw new TingdaError('signature_invalid', 'The secret in the address is wrong.');
      return raw as Verified;
    },
    parse(request) {
      const isReport = /^[^?]*\/dlr(?:\?|$)/.test(request.path);
      return isReport
        ? { messages: [], statuses: readReport(request, account) }
        : { messages: readMessage(request, account, country), statuses: [] };
    },
    send: (message, key) => connection.call(() => send(message, key)),
    probe: () => connection.call(look),
    health() {
      const told = connection.health();
      if (told.state !== 'ok' || publicUrl !== undefined) return told;
      return { state: 'degraded', detail: 'PUBLIC_URL is not set, so no delivery report can come in' };
    },
    start: () =>
      connection.keepTrying(look, (code, retryMs) =>
        log.warn({ channel: 'kannel', account, code, retry_ms: retryMs }, 'kannel could not be reached'),
      ),
    async stop() {
      connection.stop();
    },
    // https://www.rfc-editor.org/rfc/rfc5724
    link: (code) => (/^\+?\d+$/.test(account) ? `sms:${account}?body=${encodeURIComponent(code)}` : null),
  };
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

/** By the sentences of gw/smsbox.c, where one status means several things. */
function refusal(status: number, said: string, retryAfter: string | undefined): SendError {
  const wait = Number(retryAfter) > 0 ? Math.min(Number(retryAfter), 3600) * 1000 : undefined;
  const later = { retryable: true, outcome: 'not_sent' } as const;
  // The bearerbox has not taken it: its queue is full, or it is about to stop.
  if (status === 503 && /Temporal failure/i.test(said)) return new SendError('gateway_busy', later);
  if (status >= 500 || status < 400)
    return new SendError('provider_failed', { retryable: true, outcome: 'unknown' });
  if (status === 429) return new SendError('rate_limited', { ...later, retryAfter: wait ?? 1000 });
  if (/Not routable|denied by white/i.test(said))
    return new SendError('number_not_routable', { retryable: false, outcome: 'not_sent', unreachable: true });
  if (status === 401 || status === 403) return setUpWrong('token_refused');
  if (status === 404 || status === 405) return setUpWrong('address_wrong');
  if (/Sender missing/i.test(said)) return setUpWrong('sender_refused');
  return new SendError('refused', { retryable: false, outcome: 'not_sent' });
}

/** Stays wrong until somebody mends it: the outbox keeps the line and looks again each minute. */
function setUpWrong(code: string): SendError {
  return new SendError(code, { retryable: true, outcome: 'not_sent', retryAfter: 60_000 });
}

function sentence(code: string): string {
  if (code === 'token_refused') return 'Kannel refuses KANNEL_USERNAME with KANNEL_PASSWORD';
  if (code === 'address_wrong')
    return 'KANNEL_SEND_URL leads to nothing that sends: it ends in /cgi-bin/sendsms';
  if (code === 'sender_refused') return 'Kannel refuses KANNEL_FROM';
  return `Kannel could not be reached or did not do as asked (${code})`;
}
