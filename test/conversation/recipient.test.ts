import { describe, expect, it } from 'vitest';
import type { Recipient } from '../../db/conversations.ts';
import { chooseRecipient, whereTo } from '../../src/conversation/recipient.ts';
import type { Channel, ChannelCapabilities } from '../../src/ports.ts';

const HOUR = 3_600_000;
const NOW = 1_790_000_000_000;
const terms: Record<string, Partial<ChannelCapabilities>> = {
  sms: { costs: true },
  telegram: {},
  web: {},
  kf: { window: { messages: 5, ms: 48 * HOUR, kept: 2 } },
};
const running = new Map(
  Object.entries(terms).map(([type, capabilities]) => [type, { capabilities } as Channel]),
);
const at = (channel: string, more: Partial<Recipient> = {}): Recipient => ({
  id: channel,
  channel,
  state: 'open',
  ...more,
});
const choose = (identities: Recipient[], replyTo: string | null = null, wanted: string | null = null) => {
  const { to, ...why } = chooseRecipient(identities, { wanted, replyTo, running, now: NOW });
  return to?.id ?? ('unsaid' in why ? why.unsaid : null);
};

describe('where we begin to write to somebody', () => {
  it.each<[string, Recipient[], string | null, string | null, string]>([
    ['where they wrote from last', [at('sms'), at('telegram')], 'sms', null, 'sms'],
    ['else where it costs nothing', [at('telegram'), at('sms')], null, null, 'telegram'],
    [
      'else where they were seen last',
      [at('web', { lastSeen: 5 }), at('telegram', { lastSeen: 3 })],
      null,
      null,
      'web',
    ],
    [
      'the next, when the last cannot be reached',
      [at('telegram', { state: 'unreachable' }), at('sms')],
      'telegram',
      null,
      'sms',
    ],
    [
      'not where the time to write is over',
      [at('kf', { lastSeen: NOW - 49 * HOUR }), at('sms')],
      'kf',
      null,
      'sms',
    ],
    ['there while it is not', [at('kf', { lastSeen: NOW - 47 * HOUR }), at('sms')], 'kf', null, 'kf'],
    [
      'not where they never wrote, if that is asked for',
      [at('kf', { lastSeen: null })],
      null,
      null,
      'unreachable',
    ],
    ['on the wanted channel only', [at('telegram'), at('sms')], 'telegram', 'sms', 'sms'],
    [
      'nowhere, when they stopped us anywhere',
      [at('sms', { state: 'closed' }), at('telegram')],
      'telegram',
      null,
      'opted_out',
    ],
    ['nowhere, when the wanted channel is off', [at('telegram')], null, 'wechat', 'channel_off'],
    ['not on a channel that is off', [at('wechat'), at('sms')], 'wechat', null, 'sms'],
    [
      'nowhere, when nothing can be reached',
      [at('sms', { state: 'unreachable' })],
      'sms',
      null,
      'unreachable',
    ],
    ['nowhere without an address', [], null, null, 'no_address'],
  ])('%s', (_name, identities, replyTo, wanted, expected) => {
    expect(choose(identities, replyTo, wanted)).toBe(expected);
  });

  it('a reply goes to where it came from, whatever the state; a nudge to the next address that can be reached', () => {
    const identities = [at('sms', { state: 'unreachable' }), at('telegram')];
    expect(whereTo(true, 'sms', identities, running)).toBe('sms');
    expect(whereTo(false, 'sms', identities, running)).toBe('telegram');
    expect(whereTo(false, 'sms', [at('sms', { state: 'unreachable' })], running)).toBe('sms');
  });
});
