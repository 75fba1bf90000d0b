/** People who speak: each consents, says one thing of a minute when told to, and waits for the line that answers it. */
import type { BotMessage, Provider } from './provider.ts';
import { CODE, type Target } from './system.ts';
import { until } from './until.ts';
import { type Person, textUpdate, voiceUpdate } from './updates.ts';

/** A minute of voice is decoded and heard within this, however many wait before it. */
const PATIENCE_MS = 180_000;

export class Speakers {
  readonly #target: Target;
  /** What each sends next, and when their voice was sent. */
  readonly #people = new Map<number, { person: Person; step: number; sentAt: number }>();
  readonly #ready: number[] = [];
  #waiting = 0;
  /** From the webhook's request to the line that answers the voice, milliseconds. */
  readonly times: number[] = [];

  /** Hears what is said to its own people; the rest goes where it went before. */
  constructor(provider: Provider, target: Target) {
    this.#target = target;
    const before = provider.onMessage;
    provider.onMessage = (message) => {
      if (this.#people.has(message.chatId)) this.#heard(message);
      else before(message);
    };
  }

  /** So many have consented and could speak. */
  async gather(firstChatId: number, count: number): Promise<void> {
    for (let chatId = firstChatId; chatId < firstChatId + count; chatId++) {
      const person: Person = { chatId, language: 'en' };
      this.#people.set(chatId, { person, step: 0, sentAt: 0 });
      await this.#post(textUpdate(person, `/start ${CODE}`));
    }
    await until(
      () => this.#ready.length === count,
      () => `${count - this.#ready.length} speakers are not asked anything`,
    );
  }

  /** Somebody who has not spoken yet does. */
  async speak(): Promise<void> {
    const one = this.#people.get(this.#ready.shift() ?? 0);
    if (!one) throw new Error('nobody is left to speak');
    this.#waiting += 1;
    one.sentAt = performance.now();
    await this.#post(voiceUpdate(one.person));
  }

  /** Everybody who spoke is answered. */
  async settled(): Promise<void> {
    await until(
      () => this.#waiting === 0,
      () => `${this.#waiting} voices are not answered`,
      PATIENCE_MS,
    );
  }

  #heard({ chatId, text, at }: BotMessage): void {
    const one = this.#people.get(chatId)!;
    one.step += 1;
    if (one.step === 1) void this.#post(textUpdate(one.person, 'Yes'));
    else if (one.step === 2) this.#ready.push(chatId);
    else if (one.step === 3) {
      if (!text.startsWith('I heard')) throw new Error(`a voice was answered by: ${text}`);
      this.times.push(at - one.sentAt);
      this.#waiting -= 1;
    }
  }

  async #post(body: string): Promise<void> {
    const { status } = await this.#target.connections.post(this.#target.path, body);
    if (status !== 200) throw new Error(`a webhook was answered with ${status}`);
  }
}
