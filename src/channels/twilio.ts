/**
 * SMS and MMS by Twilio's Messaging API (https://www.twilio.com/docs/messaging/api/message-resource): a handful of calls,
 * made over our own client.
 */
import { SendError, TingdaError } from '../errors.ts';
import type { Channel, ChannelCapabilities, Hook, RawRequest, Verified } from '../ports.ts';
import type { OutboundMessage } from '../types.ts';
import type { ChannelDeps } from './channel.ts';
import { createConnection } from './connection.ts';
import { unitsIn } from './sms.ts';
import { KEY_PARAMETER, readCall } from './twilio-calls.ts';
import { refusal } from './twilio-errors.ts';
import { fetchMedia } from './twilio-media.ts';
import { isSigned } from './twilio-signature.ts';

interface TwilioSettings {
  TWILIO_ACCOUNT_SID: string;
  TWILIO_AUTH_TOKEN: string;
  TWILIO_FROM?: string | undefined;
  TWILIO_MESSAGING_SERVICE_SID?: string | undefined;
  TWILIO_API_ROOT: string;
}

/** Longer than the API takes; what takes longer has an unknown outcome. */
const REQUEST_TIMEOUT_MS = 15_000;

/** A line is at most this long: more is cut off by some carriers, and three cost what three messages cost. */
const MAX_SEGMENTS = 3;

const FORM = 'application/x-www-form-urlencoded';
/** Any answer of another type is an error in Twilio's debugger: https://www.twilio.com/docs/api/errors/12300. */
const taken = { type: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' };

const hooks: readonly Hook[] = [
  { path: 'sms/twilio', methods: ['POST'], types: [FORM], taken },
  { path: 'sms/twilio/status', methods: ['POST'], types: [FORM], taken },
];

const capabilities: ChannelCapabilities = {
  // By MMS, where a number has it.
  voiceIn: true,
  buttons: false,
  typing: false,
  byPhone: true,
  costs: true,
  // https://www.twilio.com/docs/messaging/api/message-resource: 1,600 characters; carriers' segments are what counts.
  maxText: unitsIn(MAX_SEGMENTS),
  maxSegments: MAX_SEGMENTS,
  // https://help.twilio.com/articles/115002943027: a long code sends 1 segment a second; Twilio itself queues what is above.
  ratePerSecond: 1,
  ratePerChat: 1,
  // https://help.twilio.com/articles/223134027
  optOutByProvider: true,
  live: false,
  showsSpeaker: false,
  // The API takes no key: a second send is a second message.
  idempotentSend: false,
  // A question that may not have arrived is worth asking twice; a notice is not.
  onUnknown: { interview: 'resend', notice: 'park' },
};

export function create(
  settings: TwilioSettings,
  { http, publicUrl, log }: Pick<ChannelDeps, 'http' | 'publicUrl' | 'log'>,
): Channel {
  const { TWILIO_ACCOUNT_SID: account, TWILIO_AUTH_TOKEN: token, TWILIO_API_ROOT: apiRoot } = settings;
  const { TWILIO_FROM: from, TWILIO_MESSAGING_SERVICE_SID: service } = settings;
  if (publicUrl === undefined) {
    const message = 'is missing: Twilio signs the address that it calls, so it has to be known';
    throw new TingdaError('config_invalid', `The environment is not right: PUBLIC_URL ${message}.`, {
      items: [{ path: 'PUBLIC_URL', message }],
    });
  }
  const resource = `${apiRoot}/2010-04-01/Accounts/${account}`;
  const authorization = `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`;
  const connection = createConnection(sentence, 'Twilio has not been asked yet');

  /** The answer's JSON. @throws SendError for whatever is not a success */
  async function ask(path: string, form?: URLSearchParams): Promise<{ [field: string]: unknown }> {
    const { status, headers, body } = await http.request(`${resource}${path}`, {
      method: form ? 'POST' : 'GET',
      headers: { authorization, ...(form && { 'content-type': FORM }) },
      ...(form && { body: form.toString() }),
      timeoutMs: REQUEST_TIMEOUT_MS,
      trusted: true,
    });
    const answer = json(body);
    if (status >= 200 && status < 300) return answer;
    const code = typeof answer.code === 'number' ? answer.code : undefined;
    throw refusal(status, code, headers['retry-after']);
  }

  async function send({ address, content }: OutboundMessage, key: string): Promise<{ externalId: string }> {
    // There are no buttons, so none waits for an answer.
    if (content.kind !== 'text') return { externalId: key };
    const answer = await ask(
      '/Messages.json',
      new URLSearchParams({
        To: address,
        ...(from !== undefined && { From: from }),
        ...(service !== undefined && { MessagingServiceSid: service }),
        Body: content.text,
        StatusCallback: `${publicUrl}/hooks/sms/twilio/status?${KEY_PARAMETER}=${encodeURIComponent(key)}`,
      }),
    );
    if (typeof answer.sid === 'string' && answer.sid !== '') return { externalId: answer.sid };
    throw new SendError('answer_unreadable', { retryable: true, outcome: 'unknown' });
  }

  return {
    type: 'twilio',
    account,
    capabilities,
    hooks,
    async verify(raw: RawRequest): Promise<Verified> {
      const url = `${publicUrl}${raw.path}`;
      if (!isSigned(raw.headers['x-twilio-signature'], token, url, form(raw.body)))
        throw new TingdaError('signature_invalid', 'The signature is missing or not of this account.');
      return raw as Verified;
    },
    parse: ({ path, body }) => readCall(form(body), path, { sid: account, apiRoot }),
    send: (message, key) => connection.call(() => send(message, key)),
    download: (ref, maxBytes) => fetchMedia(http, { apiRoot, resource, authorization }, ref, maxBytes),
    async probe() {
      await connection.call(() => ask('.json'));
    },
    health: connection.health,
    start: () =>
      connection.keepTrying(
        () => ask('.json'),
        (code, retryMs) =>
          log.warn({ channel: 'twilio', account, code, retry_ms: retryMs }, 'twilio could not be reached'),
      ),
    async stop() {
      connection.stop();
    },
    // https://www.rfc-editor.org/rfc/rfc5724 . A service has several numbers, and does not say which.
    link: (code) => (from === undefined ? null : `sms:${from}?body=${encodeURIComponent(code)}`),
  };
}

function form(body: Uint8Array): URLSearchParams {
  return new URLSearchParams(new TextDecoder().decode(body));
}

function json(body: Buffer): { [field: string]: unknown } {
  try {
    const answer: unknown = JSON.parse(body.toString());
    return typeof answer === 'object' && answer !== null ? (answer as { [field: string]: unknown }) : {};
  } catch {
    // Not Twilio's: a proxy's page. Its status tells enough.
    return {};
  }
}

function sentence(code: string): string {
  if (code === 'token_refused') return 'Twilio refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN';
  if (code === 'sender_refused')
    return 'Twilio refuses the sender: check TWILIO_FROM and TWILIO_MESSAGING_SERVICE_SID';
  return `Twilio could not be reached or did not do as asked (${code})`;
}
