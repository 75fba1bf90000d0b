/**
 * People in interviews, each at their own place in it. Who is through makes room for somebody new, so that the mix of
 * first questions, follow-ups and endings stays what it is in life.
 */
import { Candidate } from './candidate.ts';
import { type Chance, chance } from './chance.ts';
import type { BotMessage, Provider } from './provider.ts';
import type { Target } from './system.ts';
import { until } from './until.ts';

/** A turn: the webhook's request until the bot's message about it arrived at the provider. */
export type OnTurn = (chatId: number, milliseconds: number) => void;

interface Seat {
  candidate: Candidate;
  /** What this person sends next; null while they wait for the bot. */
  next: string | null;
  sentAt: number;
}

export class Crowd {
  readonly #random: Chance;
  readonly #target: Target;
  readonly #seats = new Map<number, Seat>();
  readonly #whenReady: (seat: number) => void;
  #chatId: number;
  onTurn: OnTurn = () => {};
  #refused = 0;

  /**
   * @param firstChatId people get chat ids from here on; no two crowds may share them
   * @param whenReady told the chat whose person has something to send
   */
  constructor(provider: Provider, target: Target, firstChatId: number, whenReady: (chatId: number) => void) {
    this.#target = target;
    this.#chatId = firstChatId;
    this.#random = chance(firstChatId);
    this.#whenReady = whenReady;
    provider.onMessage = (message) => this.#heard(message);
  }

  /** Somebody new, ready to begin. */
  admit(): void {
    const chatId = this.#chatId++;
    const person = { chatId, language: chatId % 2 === 0 ? ('zh' as const) : ('en' as const) };
    const candidate = new Candidate(person, this.#random);
    this.#seats.set(chatId, { candidate, next: candidate.start(), sentAt: 0 });
    this.#whenReady(chatId);
  }

  /** Sends what this person has ready. @param since when it was due, by `performance.now()` */
  send(chatId: number, since = performance.now()): void {
    const seat = this.#seats.get(chatId);
    if (!seat?.next) throw new Error(`chat ${chatId} has nothing to send`);
    const body = seat.next;
    seat.next = null;
    seat.sentAt = since;
    this.#target.connections.post(this.#target.path, body).then(
      (answer) => {
        if (answer.status !== 200) this.#refused += 1;
      },
      () => {
        this.#refused += 1;
      },
    );
  }

  /** Waits until nobody waits for the bot any more. @throws Error when somebody was refused, or never answered */
  async settled(): Promise<void> {
    const waiting = () => [...this.#seats.values()].filter((seat) => seat.next === null).length;
    const complaint = () => `${waiting()} candidates unanswered, ${this.#refused} webhooks without a 200`;
    await until(() => waiting() === 0, complaint);
    if (this.#refused > 0) throw new Error(complaint());
  }

  #heard(message: BotMessage): void {
    const seat = this.#seats.get(message.chatId);
    // A second message about the same turn (a long line) changes nothing.
    if (!seat || seat.next !== null) return;
    this.onTurn(message.chatId, message.at - seat.sentAt);
    seat.next = seat.candidate.reply(message);
    if (seat.next !== null) {
      this.#whenReady(message.chatId);
    } else {
      this.#seats.delete(message.chatId);
      this.admit();
    }
  }
}
