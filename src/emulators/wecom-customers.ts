/** The people in WeChat who talk to a customer service account: what they do becomes entries and callbacks. */
import { Correspondent } from './correspondent.ts';

/** A message as it stands in WeChat. */
export interface WechatMessage {
  msgid: string;
  text: string;
  /** What can be tapped, from top to bottom. */
  menu: { id: string; content: string }[];
  /** It answered the opening of the chat. */
  welcome: boolean;
  /** Epoch milliseconds. */
  at: number;
}

/** What customers need of the emulator. */
interface World {
  /** Resolves when the application has been told, or WeCom has given up. @returns the msgid */
  wrote(customer: EmulatedCustomer, content: Record<string, unknown> & { msgtype: string }): Promise<string>;
  did(customer: EmulatedCustomer, event: Record<string, unknown> & { event_type: string }): Promise<string>;
  /** Keeps a file. @returns the media_id */
  keep(type: string, bytes: Uint8Array): string;
  welcomeCode(customer: EmulatedCustomer): string | undefined;
}

export class EmulatedCustomer extends Correspondent<WechatMessage> {
  readonly id: string;
  readonly kf: string;
  /** Epoch milliseconds of their last message; null: they have never written. */
  wroteAt: number | null = null;
  /** How many messages they got since. */
  got = 0;
  welcomedAt: number | null = null;
  /** Refused when it is sent, with this number; null: not. */
  refusedWith: number | null = null;
  /** Accepted, then told as failed with this `fail_type`; null: delivered. */
  failsWith: number | null = null;
  readonly #world: World;
  #last: Promise<unknown> = Promise.resolve();

  constructor(id: string, kf: string, world: World) {
    super();
    this.id = id;
    this.kf = kf;
    this.#world = world;
  }

  protected get called(): string {
    return this.id;
  }

  /** As an application names them, with the account that they write to. */
  get address(): string {
    return `${this.kf}:${this.id}`;
  }

  send(content: string): Promise<string> {
    return this.#next(() => this.#world.wrote(this, { msgtype: 'text', text: { content } }));
  }

  /** Taps an entry of the last menu that has it. @throws when there is none */
  press(label: string): Promise<string> {
    const entries = this.received.toReversed().flatMap(({ menu }) => menu);
    const tapped = entries.find(({ content }) => content === label);
    if (!tapped) throw new Error(`No menu of ${this.id} has "${label}".`);
    const text = { content: tapped.content, menu_id: tapped.id };
    return this.#next(() => this.#world.wrote(this, { msgtype: 'text', text }));
  }

  voice(bytes: Uint8Array): Promise<string> {
    return this.file('voice', bytes, 'audio/amr');
  }

  file(msgtype: 'voice' | 'image' | 'video' | 'file', bytes: Uint8Array, type: string): Promise<string> {
    const media_id = this.#world.keep(type, bytes);
    return this.#next(() => this.#world.wrote(this, { msgtype, [msgtype]: { media_id } }));
  }

  /** Anything else: a location, a link, a mini program. */
  sendOther(msgtype: string, content: object): Promise<string> {
    return this.#next(() => this.#world.wrote(this, { msgtype, [msgtype]: content }));
  }

  /** Opens the chat, by a link with a parameter or from the list of chats. */
  enter(scene_param = ''): Promise<string> {
    return this.#next(() => {
      const welcome_code = this.#world.welcomeCode(this);
      const event = { event_type: 'enter_session', scene: scene_param && 'tingda', scene_param };
      return this.#world.did(this, { ...event, ...(welcome_code && { welcome_code }) });
    });
  }

  recall(recall_msgid: string): Promise<string> {
    return this.#next(() => this.#world.did(this, { event_type: 'user_recall_msg', recall_msgid }));
  }

  /** One after the other: what a person does comes in the order in which it was done. */
  #next(act: () => Promise<string>): Promise<string> {
    const acting = this.#last.then(act);
    this.#last = acting.catch(() => {});
    return acting;
  }
}
