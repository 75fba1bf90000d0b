/** The calls of WeCom's API that the emulator answers, with the numbers that WeCom gives. */
import { z } from 'zod';
import type { EmulatedCustomer, WechatMessage } from './wecom-customers.ts';
import type { WecomFeed } from './wecom-feed.ts';

/** An error as the API words it: a number inside a 200. */
export class WecomError extends Error {
  readonly errcode: number;
  constructor(errcode: number, errmsg: string) {
    super(errmsg);
    this.errcode = errcode;
  }
}

/** What the methods work on. */
export interface WecomWorld {
  /** By open_kfid. */
  feeds: ReadonlyMap<string, WecomFeed>;
  now(): number;
  customer(id: string, kf: string): EmulatedCustomer | undefined;
  /** Who a welcome code was given to, if it is good. */
  takeWelcome(code: string): EmulatedCustomer | undefined;
  /** The msgids of each account: they are unique there. */
  msgids: Set<string>;
  /** How often one may ask without what a callback brings, in a minute. */
  quietPullsPerMinute: number;
  quietPulls: number[];
  deliver(customer: EmulatedCustomer, message: WechatMessage): void;
}

export type Method = (world: WecomWorld, body: unknown) => object;

const HOURS_48 = 48 * 60 * 60_000;
const AT_ONCE = 5;
const bytes = (least: number, most: number) =>
  z.string().refine((text) => Buffer.byteLength(text) >= least && Buffer.byteLength(text) <= most);

const content = z.discriminatedUnion('msgtype', [
  z.object({ msgtype: z.literal('text'), text: z.object({ content: bytes(1, 2048) }) }),
  z.object({
    msgtype: z.literal('msgmenu'),
    msgmenu: z.object({
      head_content: bytes(0, 1024).default(''),
      list: z
        .array(
          z.object({
            type: z.literal('click'),
            click: z.object({ id: bytes(1, 128), content: bytes(1, 128) }),
          }),
        )
        .max(10),
      tail_content: bytes(0, 1024).default(''),
    }),
  }),
]);
const msgid = z.object({
  msgid: z
    .string()
    .regex(/^[0-9a-zA-Z_-]{0,32}$/)
    .optional(),
});
const outgoing = z.object({ touser: z.string(), open_kfid: z.string() });
const onEvent = z.object({ code: z.string() });
const sync = z.object({
  cursor: z.string().max(64).optional(),
  token: z.string().max(128).optional(),
  limit: z.int().min(1).max(1000).default(1000),
  voice_format: z.int().optional(),
  open_kfid: z.string(),
});

/** By the path behind `/cgi-bin/`. @throws WecomError, ZodError */
export const METHODS: Record<string, Method> = {
  'kf/account/list': ({ feeds }, body) => {
    const { offset, limit } = z.object({ offset: z.int(), limit: z.int().max(100) }).parse(body);
    const all = [...feeds.keys()].map((open_kfid) => ({
      open_kfid,
      name: '招聘',
      avatar: '',
      manage_privilege: true,
    }));
    return { account_list: all.slice(offset, offset + limit) };
  },
  'kf/add_contact_way': (world, body) => {
    const { open_kfid, scene } = z.object({ open_kfid: z.string(), scene: z.string().max(32) }).parse(body);
    feedOf(world, open_kfid);
    return { url: `https://work.weixin.qq.com/kfid/kfc${open_kfid}?enc_scene=ENC${scene}` };
  },
  'kf/sync_msg': (world, body) => {
    const { cursor, token, limit, open_kfid } = sync.parse(body);
    const feed = feedOf(world, open_kfid);
    if (token !== undefined && !feed.lets(token)) throw new WecomError(95007, 'invalid msg token');
    if (token === undefined) countQuiet(world);
    const page = feed.page(cursor, limit);
    if (!page) throw new WecomError(40035, 'invalid cursor');
    return { next_cursor: page.cursor, has_more: page.more ? 1 : 0, msg_list: page.list };
  },
  'kf/send_msg': (world, body) => {
    const { touser, open_kfid } = outgoing.parse(body);
    feedOf(world, open_kfid);
    const customer = world.customer(touser, open_kfid);
    if (!customer) throw new WecomError(40096, 'invalid external userid');
    if (customer.refusedWith !== null) throw new WecomError(customer.refusedWith, 'refused');
    const message = messageOf(world, customer, body, false);
    const { wroteAt } = customer;
    if (wroteAt === null || world.now() - wroteAt > HOURS_48)
      throw new WecomError(95002, 'out of session time limit');
    if (customer.got >= AT_ONCE) throw new WecomError(95001, 'send msg count limit');
    customer.got++;
    return taken(world, customer, message);
  },
  'kf/send_msg_on_event': (world, body) => {
    const { code } = onEvent.parse(body);
    const customer = world.takeWelcome(code);
    // The number is not documented for this call.
    if (!customer) throw new WecomError(40029, 'invalid code');
    customer.welcomedAt = world.now();
    return taken(world, customer, messageOf(world, customer, body, true));
  },
};

function feedOf({ feeds }: WecomWorld, kf: string): WecomFeed {
  const feed = feeds.get(kf);
  if (!feed) throw new WecomError(95000, 'invalid open_kfid');
  return feed;
}

function countQuiet(world: WecomWorld): void {
  const since = world.now() - 60_000;
  world.quietPulls = world.quietPulls.filter((at) => at > since);
  if (world.quietPulls.length >= world.quietPullsPerMinute)
    throw new WecomError(45009, 'api freq out of limit');
  world.quietPulls.push(world.now());
}

let made = 0;

function messageOf(
  { msgids, now }: WecomWorld,
  { kf }: EmulatedCustomer,
  body: unknown,
  welcome: boolean,
): WechatMessage {
  const { msgid: given } = msgid.parse(body);
  const said = content.parse(body);
  // Documented: "the developer has to make sure that it is unique in the account, or the call fails"; its number is not.
  if (given && msgids.has(`${kf} ${given}`)) throw new WecomError(40058, 'msgid exists already');
  const id = given || `made-by-wecom-${++made}`;
  const shown =
    said.msgtype === 'text'
      ? { text: said.text.content, menu: [] }
      : { text: said.msgmenu.head_content, menu: said.msgmenu.list.map(({ click }) => click) };
  return { msgid: id, ...shown, welcome, at: now() };
}

function taken(world: WecomWorld, customer: EmulatedCustomer, message: WechatMessage): object {
  world.msgids.add(`${customer.kf} ${message.msgid}`);
  world.deliver(customer, message);
  return { msgid: message.msgid };
}
