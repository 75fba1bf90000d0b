/** The account behind the gateway: wechaty-puppet-mock, with people who say things and who read what the bot says. */
import { randomUUID } from 'node:crypto';
import { FileBox } from 'file-box';
import { types } from 'wechaty-puppet';
import { PuppetMock } from 'wechaty-puppet-mock';
import { Faults } from './faults.ts';
import { grpcFailure, type WechatCall, type WechatFault, wechatFault } from './wechat-faults.ts';
import { EmulatedContact, type WechatSent } from './wechat-people.ts';

/** The bot's own account. */
export const BOT = 'wxid_tingda_bot';

interface Said extends WechatSent {
  from: string;
  /** Absent: the bot. */
  to?: string;
  at: number;
}

export class EmulatedPuppet extends PuppetMock {
  readonly contacts = new Map<string, EmulatedContact>();
  /** How often somebody told the puppet to stop. */
  stops = 0;
  /** What the account has accepted. */
  readonly accepted: string[] = [];
  readonly #said = new Map<string, Said>();
  readonly #requests = new Map<string, { contact: string; hello: string }>();
  readonly #faults = new Faults<WechatFault & { call: WechatCall }>();
  readonly #reset: () => void;

  /** @param reset breaks the connection */
  constructor(reset: () => void) {
    super();
    this.#reset = reset;
  }

  contact(id: string, name = '林'): EmulatedContact {
    const known = this.contacts.get(id);
    if (known) return known;
    const contact = new EmulatedContact(id, name, {
      said: (from, sent) => this.#hear(from, sent),
      asked: (from, hello) => {
        const request = `friend_${randomUUID()}`;
        this.#requests.set(request, { contact: from.id, hello });
        this.emit('friendship', { friendshipId: request });
        return request;
      },
    });
    this.contacts.set(id, contact);
    return contact;
  }

  fault(fault: WechatFault): void {
    this.#faults.add(wechatFault.parse(fault) as WechatFault & { call: WechatCall });
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** The account's own words on another device: the gateway tells of them too. */
  sayMyself(to: string, text: string): void {
    this.#tell(randomUUID(), { kind: 'Text', text, from: BOT, to, at: Date.now() });
  }

  /** A message is told of once more, as after a reconnection. */
  tellAgain(id: string): void {
    this.emit('message', { messageId: id });
  }

  /** Events that no gateway should send. */
  talkNonsense(): void {
    for (const nonsense of [null, 7, 'x', [], {}, { messageId: null }, { messageId: 'm'.repeat(200_000) }])
      this.emit('message', nonsense as never);
    this.emit('friendship', { friendshipId: 'nobody asked' });
    this.emit('message', { messageId: 'never said' });
  }

  override ding(data?: string): void {
    this.emit('dong', { data: data ?? '' });
  }

  override async onStop(): Promise<void> {
    this.stops++;
    await super.onStop();
  }

  override async messageRawPayload(id: string): Promise<never> {
    await this.#meet('message');
    const said = this.#said.get(id);
    if (!said) throw new Error('no such message');
    const { from, to = BOT, kind, text = '', room, at, file } = said;
    return {
      id,
      talkerId: from,
      listenerId: to,
      roomId: room ?? '',
      text,
      timestamp: at,
      type: types.Message[kind],
      filename: file?.name,
    } as never;
  }

  override async messageFile(id: string): Promise<never> {
    await this.#meet('file');
    const file = this.#said.get(id)?.file;
    if (!file) throw new Error('no file');
    if (file.url !== undefined) return FileBox.fromUrl(file.url, { name: file.name }) as never;
    return FileBox.fromBuffer(Buffer.from(file.bytes), file.name) as never;
  }

  override async contactRawPayload(id: string): Promise<never> {
    await this.#meet('contact');
    const { name, alias, friend, official } = this.contact(id);
    const type = official ? types.Contact.Official : types.Contact.Individual;
    return { id, name, alias, friend, type, avatar: '', gender: 0, phone: [] } as never;
  }

  override async contactAlias(id: string, alias?: string | null): Promise<never> {
    await this.#meet('alias');
    if (typeof alias !== 'string') return this.contact(id).alias as never;
    this.contact(id).alias = alias;
    return undefined as never;
  }

  override async friendshipRawPayload(id: string): Promise<never> {
    await this.#meet('friendship');
    const request = this.#requests.get(id);
    if (!request) throw new Error('no such request');
    const { contact, hello } = request;
    return {
      id,
      contactId: contact,
      hello,
      type: types.Friendship.Receive,
      ticket: 'v4_0001',
      scene: 30,
    } as never;
  }

  override async friendshipAccept(id: string): Promise<void> {
    await this.#meet('accept');
    const request = this.#requests.get(id);
    if (!request) throw new Error('no such request');
    this.accepted.push(id);
    this.contact(request.contact).friend = true;
  }

  override async messageSendText(to: string, text: string): Promise<never> {
    const contact = this.contact(to);
    const deliver = () => {
      if (!this.isLoggedIn) throw grpcFailure('logged_out');
      if (!contact.friend) throw grpcFailure('not_a_friend');
      const id = `${Date.now()}${Math.floor(Math.random() * 1e6)}`;
      contact.receive({ id, text, at: Date.now() });
      return id;
    };
    await this.#meet('send', deliver);
    // The gateway hands on the id that a puppet gives, although the mock's type has none.
    return deliver() as never;
  }

  async #meet(call: WechatCall, deliver?: () => void): Promise<void> {
    const fault = this.#faults.take((one) => one.call === call);
    if (!fault) return;
    if (fault.kind === 'slow') {
      await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 1000));
      return;
    }
    if (fault.accepted) deliver?.();
    if (fault.kind === 'hang') return new Promise(() => {});
    if (fault.kind === 'reset') this.#reset();
    throw grpcFailure(fault.kind);
  }

  #hear(from: EmulatedContact, sent: WechatSent): string {
    const id = sent.id ?? randomUUID();
    this.#tell(id, { ...sent, from: from.id, at: Date.now() });
    return id;
  }

  #tell(id: string, said: Said): void {
    this.#said.set(id, said);
    this.emit('message', { messageId: id });
  }
}
