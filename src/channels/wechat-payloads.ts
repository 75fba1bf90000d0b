/** What the gateway tells, read with care: it is made by others. Pure. */
import { GatewayError } from './wechat-grpc.ts';
import { LIMITS, MAX_VOICE_BYTES, type WechatMessage } from './wechat-protocol.ts';

/**
 * https://github.com/wechaty/puppet/blob/main/src/schemas/message.ts, by number. The gateways speak these, although the
 * protocol's own list (message.proto) counts otherwise.
 */
const TYPES = [
  'Unknown',
  'Attachment',
  'Audio',
  'Contact',
  'ChatHistory',
  'Emoticon',
  'Image',
  'Text',
  'Location',
  'MiniProgram',
  'GroupNote',
  'Transfer',
  'RedEnvelope',
  'Recalled',
  'Url',
  'Video',
  'Post',
];

/** WeChat's own services, and official accounts: what they write answers nothing. */
const NOBODY =
  /^(?:gh_|(?:weixin|filehelper|fmessage|medianote|floatbottle|newsapp|notification_messages|qqmail|tmessage|qmessage)$)/;

/** As `MessagePayload` comes from the gateway (https://github.com/wechaty/grpc/blob/main/proto/wechaty/puppet/message.proto). */
export interface GatewayMessage {
  id: string;
  talkerId: string;
  roomId: string;
  text: string;
  type: number;
  timestamp: number;
}

/**
 * Null for what nobody is to answer: our own, a room's, a service's.
 * @param self the bot's own contact
 * @throws GatewayError when nobody said it
 */
export function readPayload(payload: GatewayMessage, self: string): Omit<WechatMessage, 'name'> | null {
  const { id, talkerId: talker, roomId, text, type, timestamp: at } = payload;
  if (!isId(talker)) throw new GatewayError('gateway_failed', 'refused');
  if (roomId !== '' || talker === self || NOBODY.test(talker)) return null;
  return {
    id,
    talker,
    type: TYPES[type] ?? 'Unknown',
    text: text.slice(0, LIMITS.text),
    at: at > 0 && at < FAR_MS ? at : 0,
  };
}

export const isId = (given: unknown): given is string =>
  typeof given === 'string' && given !== '' && given.length <= LIMITS.id;

/** The id that an event carries; null when it carries none. */
export function idIn(payload: string, field: string): string | null {
  const id = parse(payload, 10_000)?.[field];
  return isId(id) ? id : null;
}

/** The year 2100: what is later is no time that anybody sent something at. */
const FAR_MS = 4_102_444_800_000;

/** https://github.com/huan/file-box/blob/main/src/file-box.type.ts */
const BOX = { base64: 1, url: 2, uuid: 7 } as const;

/**
 * Where a recording is: in the answer, at an address, or at the gateway under a name. What is on the gateway's own disk, or
 * behind a QR code, is none.
 */
export function readRecording(
  box: string,
): { bytes: Uint8Array } | { url: string } | { uuid: string } | null {
  const given = parse(box, MAX_VOICE_BYTES * 2);
  // Older gateways write `boxType`.
  const type = given?.type ?? given?.boxType;
  const { base64, url, uuid } = given ?? {};
  if (type === BOX.base64 && typeof base64 === 'string') {
    const bytes = Buffer.from(base64, 'base64');
    return bytes.length > 0 && bytes.length <= MAX_VOICE_BYTES ? { bytes } : null;
  }
  if (type === BOX.url && typeof url === 'string' && url.length <= 2000 && URL.canParse(url)) return { url };
  return type === BOX.uuid && isId(uuid) ? { uuid } : null;
}

function parse(json: string, most: number): Record<string, unknown> | null {
  if (json.length > most) return null;
  try {
    const given: unknown = JSON.parse(json);
    return given !== null && typeof given === 'object' ? (given as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
