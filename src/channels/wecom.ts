/**
 * WeChat by WeCom's customer service 企业微信客服 (https://developer.work.weixin.qq.com/document/path/94638): a callback says that
 * something waits, the messages are read by a cursor, and lines go one call each.
 */
import { SendError } from '../errors.ts';
import type { Channel, ChannelCapabilities, Hook, RawRequest, Verified } from '../ports.ts';
import type { OutboundMessage } from '../types.ts';
import type { ChannelDeps } from './channel.ts';
import { createConnection } from './connection.ts';
import { createApi, type WecomAccess } from './wecom-api.ts';
import { readCall, verifyCall } from './wecom-calls.ts';
import { refusal, sentence } from './wecom-errors.ts';
import { partsOf } from './wecom-messages.ts';
import { createReader, type Reader } from './wecom-reading.ts';
import { bodyOf, msgidOf, wentBefore } from './wecom-sending.ts';
import { keyOf } from './wecom-signature.ts';

interface WecomSettings extends WecomAccess {
  WECOM_TOKEN: string;
  WECOM_AES_KEY: string;
}

const hooks: readonly Hook[] = [
  {
    path: 'wecom',
    methods: ['GET', 'POST'],
    types: ['text/xml', 'application/xml', 'text/plain'],
    taken: { type: 'text/plain; charset=utf-8', body: 'success' },
  },
];

const capabilities: ChannelCapabilities = {
  voiceIn: true,
  // https://developer.work.weixin.qq.com/document/path/94677: a menu of at most 10, 1,024 bytes above it, 128 bytes each.
  buttons: true,
  menu: { buttons: 10, maxText: 341, maxLabel: 42 },
  typing: false,
  showsSpeaker: false,
  // The same: 2,048 bytes, hence 682 of the dearest letters.
  maxText: 682,
  // https://developer.work.weixin.qq.com/document/path/90312: 150,000 calls of one kind an hour.
  ratePerSecond: 40,
  ratePerChat: 1,
  optOutByProvider: false,
  live: false,
  // A second line with the same `msgid` in one account is refused.
  idempotentSend: true,
  onUnknown: { interview: 'resend', notice: 'resend' },
  // Five within 48 hours of the person's last message.
  window: { messages: 5, ms: 48 * 60 * 60_000, kept: 2 },
};

/** More accounts than anybody has. */
const ACCOUNTS = { limit: 100, most: 5000 };

/** Names our links among a company's others. */
const SCENE = 'tingda';

export function create(
  settings: WecomSettings,
  {
    http,
    log,
    alone,
    feeds,
    credentials,
    keyed,
  }: Pick<ChannelDeps, 'http' | 'log' | 'alone' | 'feeds' | 'credentials' | 'keyed'>,
): Channel {
  const account = settings.WECOM_CORP_ID;
  const api = createApi(settings, http, credentials);
  const connection = createConnection(sentence, 'WeCom has not been asked yet');
  const lineHash = keyed('wecom lines');
  const secrets = {
    token: settings.WECOM_TOKEN,
    key: keyOf(settings.WECOM_AES_KEY),
    corpId: account,
    hash: keyed('wecom calls'),
  };
  let intake: string | null = null;
  let invitation: string | null = null;
  let reader: Reader | undefined;
  let stopWatching: (() => Promise<void>) | undefined;

  /** https://developer.work.weixin.qq.com/document/path/94661 @throws SendError `no_account` */
  async function accounts(): Promise<string[]> {
    const found: string[] = [];
    for (let offset = 0; offset < ACCOUNTS.most; offset += ACCOUNTS.limit) {
      const answer = await api.call('kf/account/list', { offset, limit: ACCOUNTS.limit });
      const list = Array.isArray(answer.account_list) ? answer.account_list : [];
      for (const { open_kfid: kf, manage_privilege: ours } of list)
        if (typeof kf === 'string' && ours !== false) found.push(kf);
      if (list.length < ACCOUNTS.limit) break;
    }
    if (found.length > 0) return found;
    throw new SendError('no_account', { retryable: true, outcome: 'not_sent', retryAfter: 60_000 });
  }

  /** https://developer.work.weixin.qq.com/document/path/94665 */
  async function findLink(): Promise<void> {
    const [kf] = await accounts();
    const { url } = await api.call('kf/add_contact_way', { open_kfid: kf, scene: SCENE });
    if (typeof url !== 'string' || !URL.canParse(url))
      throw new SendError('answer_unreadable', { retryable: true, outcome: 'not_sent' });
    invitation = url;
  }

  async function send(message: OutboundMessage, key: string): Promise<{ externalId: string }> {
    const { address, content } = message;
    // A tap on a menu waits for no answer.
    if (content.kind !== 'text') return { externalId: key };
    const msgid = msgidOf(message, key, lineHash);
    const body = { msgid, ...bodyOf(content) };
    if (content.welcome !== undefined) {
      // https://developer.work.weixin.qq.com/document/path/95122: one line, within 20 seconds.
      const answer = await api.ask('kf/send_msg_on_event', { code: content.welcome, ...body });
      if (answer.errcode === 0 || wentBefore(answer.errmsg)) return { externalId: msgid };
      const refused = refusal(answer.errcode);
      if (refused.retryable) throw refused;
      // Too late, or used: whoever has written lately can be answered as usual.
    }
    const answer = await api.ask('kf/send_msg', { ...partsOf(address), ...body });
    if (answer.errcode === 0 || wentBefore(answer.errmsg)) return { externalId: msgid };
    throw refusal(answer.errcode);
  }

  return {
    type: 'wecom',
    account,
    capabilities,
    hooks,
    async verify(raw: RawRequest): Promise<Verified> {
      verifyCall(raw, secrets);
      return raw as Verified;
    },
    parse: (request) => readCall(request, secrets, Date.now()),
    note: async (hint) => reader?.note(hint),
    send: (message, key) => connection.call(() => send(message, key)),
    download: (ref, maxBytes) => api.media(ref.id, maxBytes),
    async probe() {
      await connection.call(() => api.call('kf/account/list', { offset: 0, limit: 1 }));
    },
    health() {
      const told = connection.health();
      return told.state === 'ok' && intake !== null ? { state: 'degraded', detail: intake } : told;
    },
    async start(receive, { statuses: takeStatuses = async () => {} } = {}) {
      const tell = (problem: string | null) => {
        intake = problem;
      };
      reader = createReader({ api, feeds, corpId: account, log, accounts, receive, takeStatuses, tell });
      stopWatching ??= alone(`wecom ${account} reading`, reader.watch);
      await connection.keepTrying(findLink, (code, retryMs) =>
        log.warn({ channel: 'wecom', account, code, retry_ms: retryMs }, 'wecom could not be reached'),
      );
    },
    async stop() {
      connection.stop();
      await stopWatching?.();
      stopWatching = undefined;
      await reader?.idle();
    },
    // As it came, with our code behind it: WeCom takes no link that was changed.
    link: (code) =>
      invitation &&
      `${invitation}${invitation.includes('?') ? '&' : '?'}scene_param=${encodeURIComponent(code)}`,
  };
}
