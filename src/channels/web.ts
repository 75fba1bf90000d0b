/**
 * The web chat as a channel: the messaging app is our own page at `/chat/CODE`, and the provider is this server. A line is
 * delivered when it stands in the outbox as sent, since the page reads it from there: sending itself has nothing to do, and
 * a second send is the same line. `api/chat` serves the page; its messages take the way of every other.
 */
import { z } from 'zod';
import { SendError, TingdaError } from '../errors.ts';
import type { Channel, ChannelCapabilities, Verified } from '../ports.ts';
import type { InboundContent, InboundMessage, MediaRef } from '../types.ts';
import type { ChannelDeps } from './channel.ts';
import { createVisitors } from './web-visitor.ts';

/** There is one web chat, so it needs no name of its own. */
const ACCOUNT = 'web';

const capabilities: ChannelCapabilities = {
  voiceIn: true,
  buttons: true,
  typing: true,
  showsSpeaker: true,
  // A line is never cut: a bubble grows. This is the most that the engine ever says at once.
  maxText: 8000,
  // What we begin only has to be written down.
  ratePerSecond: 1000,
  ratePerChat: 100,
  optOutByProvider: false,
  live: true,
  idempotentSend: true,
  onUnknown: { interview: 'resend', notice: 'resend' },
};

/** The longest message of a candidate, in UTF-16 units: twice what Telegram takes. */
export const MAX_TEXT = 8000;

/** What the page may call its own message. */
export const CLIENT_ID = /^[A-Za-z0-9_-]{1,64}$/;

const message = z.strictObject({
  client_id: z
    .string()
    .regex(CLIENT_ID, 'must be 1 to 64 of A-Z a-z 0-9 _ -')
    .describe('New for each message: the same one again is the same message'),
  text: z.string().max(MAX_TEXT, `must have at most ${MAX_TEXT} characters`),
  /** The payload of the button that was pressed; `text` is then its label. */
  button: z.string().min(1).max(64).optional(),
});

export function create(_settings: object, deps: Pick<ChannelDeps, 'publicUrl' | 'keyed'>): Channel {
  const visitors = webVisitors(deps);
  const visitorOf = (headers: Record<string, string>): string => {
    const visitor = visitors.read(headers.cookie);
    if (visitor) return visitor;
    throw new TingdaError('signature_invalid', 'The cookie of the chat page is missing or not ours.');
  };
  return {
    type: 'web',
    account: ACCOUNT,
    capabilities,
    async verify(raw) {
      visitorOf(raw.headers);
      return raw as Verified;
    },
    parse({ headers, body }) {
      return { messages: [read(visitorOf(headers), body, headers['accept-language'])], statuses: [] };
    },
    async send({ content }, key) {
      if (content.kind === 'text' && content.text === '')
        throw new SendError('empty', { retryable: false, outcome: 'not_sent' });
      return { externalId: key };
    },
    health: () => ({ state: 'ok' }),
    async start() {},
    async stop() {},
    link: (code) => (deps.publicUrl === undefined ? null : `${deps.publicUrl}/chat/${code}`),
  };
}

/** The visitors of this web chat: the page sets the cookies that the channel reads. */
export function webVisitors({ publicUrl, keyed }: Pick<ChannelDeps, 'publicUrl' | 'keyed'>) {
  return createVisitors(keyed('web visitor'), publicUrl?.startsWith('https:') ?? false);
}

/** The starting point that opening the page is. `n` tells one arrival from the next. */
export function arrival(visitor: string, code: string, n: number, language?: string): InboundMessage {
  return from(visitor, `start:${code}:${n}`, { kind: 'start', code }, language);
}

/** A recording that is in our store already. */
export function spoken(visitor: string, clientId: string, media: MediaRef): InboundMessage {
  return from(visitor, clientId, { kind: 'voice', media, clientId }, undefined);
}

function read(visitor: string, body: Uint8Array, language: string | undefined): InboundMessage {
  let given: unknown;
  try {
    given = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new TingdaError('payload_invalid', 'The body is not JSON in UTF-8; nothing was stored.', { cause });
  }
  const result = message.safeParse(given);
  if (!result.success) {
    const items = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    throw new TingdaError(
      'validation_failed',
      'Nothing was stored. Correct what `errors` names and send it again.',
      { items },
    );
  }
  const { client_id: clientId, text, button } = result.data;
  const content: InboundContent =
    button === undefined
      ? { kind: 'text', text, clientId }
      : { kind: 'button', payload: button, label: text, clientId };
  return from(visitor, clientId, content, language);
}

function from(
  visitor: string,
  id: string,
  content: InboundContent,
  language: string | undefined,
): InboundMessage {
  const made: InboundMessage = {
    channel: 'web',
    account: ACCOUNT,
    // Another visitor's message may have the same id.
    externalId: `${visitor}:${id}`,
    address: visitor,
    content,
  };
  const first = language?.split(/[,;]/)[0]?.trim();
  return first ? { ...made, languageHint: first.slice(0, 35) } : made;
}
