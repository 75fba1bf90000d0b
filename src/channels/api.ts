/**
 * Messages by our own API: an integrator writes for the candidate and reads the turns. Nothing comes in over a hook, and
 * nothing has to be sent: what the outbox hands over stands among the turns already.
 */
import { TingdaError } from '../errors.ts';
import type { Channel, ChannelCapabilities } from '../ports.ts';

/** There is one of it. */
export const API_ACCOUNT = 'api';

const capabilities: ChannelCapabilities = {
  voiceIn: true,
  // A turn is text: what a button offers can be written.
  buttons: false,
  typing: false,
  inside: true,
  showsSpeaker: true,
  // As much as a turn of the longest flow; nothing is ever cut here.
  maxText: 100_000,
  ratePerSecond: 1000,
  ratePerChat: 1000,
  optOutByProvider: false,
  live: false,
  idempotentSend: true,
  onUnknown: { interview: 'resend', notice: 'park' },
};

export function create(): Channel {
  return {
    type: 'api',
    account: API_ACCOUNT,
    capabilities,
    async verify() {
      throw new TingdaError(
        'signature_invalid',
        'Messages by API go to /v1/interviews/{id}/messages, with a key.',
      );
    },
    parse: () => ({ messages: [], statuses: [] }),
    send: async (_message, key) => ({ externalId: key }),
    health: () => ({ state: 'ok' }),
    async start() {},
    async stop() {},
    link: () => null,
  };
}
