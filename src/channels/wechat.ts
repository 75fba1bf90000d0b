/**
 * WeChat, a personal account behind a Wechaty gateway (https://wechaty.js.org/docs/puppet-services/). One of our processes
 * holds the connection, in a child process of its own; lines go out where it is held and nowhere else.
 */
import { SendError, TingdaError } from '../errors.ts';
import type { Channel, ChannelCapabilities, ChannelHealth } from '../ports.ts';
import type { InboundMessage } from '../types.ts';
import type { ChannelDeps } from './channel.ts';
import { WechatConnection } from './wechat-connection.ts';
import { toSendError } from './wechat-errors.ts';
import { createFriends } from './wechat-friends.ts';
import { readMessage, WECHAT_ACCOUNT } from './wechat-messages.ts';
import { createPace, type Pace } from './wechat-pace.ts';
import { MAX_VOICE_BYTES, type Patience } from './wechat-protocol.ts';

interface WechatSettings {
  WECHAT_PUPPET_ENDPOINT: string;
  WECHAT_PUPPET_TOKEN: string;
  WECHAT_PUPPET_TLS: 'on' | 'off';
}

const patience: Patience = { upMs: 15_000, callMs: 15_000, dingMs: 15_000, silentMs: 60_000 };

/** How often a process that does not hold the connection looks what the one that does has to say … */
const LOOK_MS = 5000;
/** … and how old that may be. */
const STALE_MS = 20_000;

const BEGINNING = 'The connection to the gateway is being made';

const VOICE_TIMEOUT_MS = 15_000;

const capabilities: ChannelCapabilities = {
  voiceIn: true,
  // Personal accounts cannot send any.
  buttons: false,
  // Nor show that they type.
  typing: false,
  showsSpeaker: false,
  // Not documented for personal accounts. Where WeChat says a number, it is 2,048 bytes of UTF-8
  // (https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html): 682 汉字.
  maxText: 680,
  // What we begin; everything keeps to wechat-pace.ts besides.
  ratePerSecond: 0.25,
  ratePerChat: 1,
  optOutByProvider: false,
  live: false,
  // The protocol takes no key.
  idempotentSend: false,
  onUnknown: { interview: 'resend', notice: 'park' },
};

/** What tests do otherwise. */
interface Otherwise {
  patience?: Patience;
  pace?: Pace;
}

export function create(
  settings: WechatSettings,
  deps: Pick<ChannelDeps, 'http' | 'log' | 'keyed' | 'alone' | 'sends' | 'connections' | 'door'>,
  otherwise: Otherwise = {},
): Channel {
  const account = WECHAT_ACCOUNT;
  const name = `${account} connection`;
  const { log, http, connections } = deps;
  const pace = otherwise.pace ?? createPace(Math.random);
  const mark = deps.keyed('wechat friend');
  let connection: WechatConnection | null = null;
  let giveUp: (() => Promise<void>) | undefined;
  let looking: NodeJS.Timeout | undefined;
  let refused: string | null = null;
  let elsewhere = BEGINNING;

  /** Somebody else holds it, or nobody: what they say is what we know. */
  async function look(): Promise<void> {
    const told = await connections.read(name).catch(() => null);
    elsewhere =
      told === null || told.toldAgoMs > STALE_MS
        ? 'No process holds the connection to the gateway: is one running that sends?'
        : (told.problem ?? '');
  }

  async function bytesOf(recording: Uint8Array | string | null): Promise<Uint8Array | null> {
    if (typeof recording !== 'string') return recording;
    const answer = await http
      .request(recording, { timeoutMs: VOICE_TIMEOUT_MS, maxBytes: MAX_VOICE_BYTES })
      .catch(() => null);
    return answer?.status === 200 ? answer.body : null;
  }

  function hold(
    receive: (messages: InboundMessage[]) => Promise<void>,
    returned: (since: number) => Promise<void>,
  ) {
    return async (signal: AbortSignal) => {
      const held = new WechatConnection({
        name,
        settings: {
          endpoint: settings.WECHAT_PUPPET_ENDPOINT,
          token: settings.WECHAT_PUPPET_TOKEN,
          tls: settings.WECHAT_PUPPET_TLS === 'on',
          patience: otherwise.patience ?? patience,
        },
        receive,
        returned,
        handlers(store) {
          const friends = createFriends({
            wayIn: deps.door.wayIn,
            personAt: (address) => deps.door.personAt('wechat', account, address),
            ask: (request) => held.ask(request),
            store,
            pace,
            log,
            mark,
            signal,
          });
          return {
            async message(message, recording) {
              const read = readMessage(message, await bytesOf(recording));
              if (read) await store(read);
            },
            async friend(request) {
              friends(request);
            },
          };
        },
        book: connections,
        log,
      });
      connection = held;
      await held.hold(signal);
      connection = null;
    };
  }

  return {
    type: 'wechat',
    account,
    capabilities,
    keepsConnection: true,
    async verify() {
      throw new TingdaError('signature_invalid', 'Messages of WeChat come over the gateway, not by a call.');
    },
    parse: () => ({ messages: [], statuses: [] }),
    sendsHere: () => connection?.ready ?? false,
    takeTurn: (address) => pace.take(address, Date.now()),
    async send({ address, content }, key) {
      if (content.kind !== 'text' || content.text === '')
        throw new SendError('empty', { retryable: false, outcome: 'not_sent' });
      try {
        if (!connection) throw new SendError('not_connected', { retryable: true, outcome: 'not_sent' });
        const id = await connection.ask({ ask: 'send', to: address, text: content.text });
        refused = null;
        return { externalId: id === '' ? key : id };
      } catch (error) {
        const failure = error instanceof SendError ? error : toSendError(error);
        refused = failure.code === 'token_refused' ? 'The gateway refuses WECHAT_PUPPET_TOKEN' : null;
        throw failure;
      }
    },
    async probe() {
      if (!connection?.ready) throw new SendError('not_connected', { retryable: true, outcome: 'not_sent' });
    },
    health(): ChannelHealth {
      const detail = connection ? (connection.problem ?? refused ?? '') : elsewhere;
      return detail === '' ? { state: 'ok' } : { state: 'degraded', detail };
    },
    async start(receive, { returned = async () => {} } = {}) {
      refused = null;
      looking ??= setInterval(() => void look(), LOOK_MS).unref();
      await look();
      if (deps.sends) giveUp ??= deps.alone(name, hold(receive, returned));
    },
    async stop() {
      clearInterval(looking);
      looking = undefined;
      await connection?.finish();
      await giveUp?.();
      giveUp = undefined;
      elsewhere = BEGINNING;
    },
    link: () => null,
  };
}
