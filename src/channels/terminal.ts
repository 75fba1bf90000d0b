/**
 * The terminal as a channel: a person sits in front of this process. It needs no provider and no variable, so it is not in
 * the registry; a command hands it to the runtime. Everything goes through inbox and outbox as everywhere.
 */
import { randomUUID } from 'node:crypto';
import { TingdaError } from '../errors.ts';
import type { Channel, ChannelCapabilities } from '../ports.ts';
import type { Button, InboundMessage, OutboundContent } from '../types.ts';

const capabilities: ChannelCapabilities = {
  voiceIn: false,
  // Shown as a numbered list.
  buttons: true,
  typing: false,
  inside: true,
  showsSpeaker: false,
  // A screen has no limit; this one is Telegram's, so that what is tried here looks the same there.
  maxText: 4096,
  ratePerSecond: 100,
  ratePerChat: 100,
  optOutByProvider: false,
  live: false,
  // A line that is on the screen is not shown again.
  idempotentSend: true,
  onUnknown: { interview: 'resend', notice: 'resend' },
};

export type Shown = Extract<OutboundContent, { kind: 'text' }>;

export interface Terminal extends Channel {
  /** What somebody at `address` typed, as a message; `choices` are the buttons that are on the screen. */
  read(address: string, line: string, choices: readonly Button[], language: 'zh' | 'en'): InboundMessage;
}

/**
 * @param name whose terminal it is. It stands in the channel's type: a process claims lines by channel, and a line for
 *   this screen must be claimed by the process that has it.
 */
export function createTerminal(name: string, show: (address: string, content: Shown) => void): Terminal {
  const type = `terminal:${name}`;
  const shown = new Set<string>();
  return {
    type,
    account: name,
    capabilities,
    async verify() {
      throw new TingdaError('signature_invalid', 'Nothing comes to a terminal over the network.');
    },
    parse: () => ({ messages: [], statuses: [] }),
    async send({ address, content }, key) {
      const externalId = `${address} ${key}`;
      if (content.kind === 'text' && !shown.has(externalId)) show(address, content);
      shown.add(externalId);
      return { externalId };
    },
    health: () => ({ state: 'ok' }),
    async start() {},
    async stop() {},
    link: () => null,
    read(address, line, choices, language) {
      return {
        channel: type,
        account: name,
        externalId: randomUUID(),
        address,
        content: understood(line, choices),
        languageHint: language,
      };
    },
  };
}

/** `/start CODE` is a starting point, the number of a choice presses it, everything else is text. */
function understood(line: string, choices: readonly Button[]): InboundMessage['content'] {
  const start = /^\/start(?:\s+(\S+))?$/i.exec(line.trim());
  if (start) return { kind: 'start', code: (start[1] ?? '').toUpperCase() };
  const number = /^[1-9]$/.exec(line.trim().normalize('NFKC'))?.[0];
  const chosen = number === undefined ? undefined : choices[Number(number) - 1];
  return chosen ? { kind: 'button', payload: chosen.payload } : { kind: 'text', text: line };
}
