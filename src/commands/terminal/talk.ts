/** One person in front of this process: what is typed goes through the inbox, what is said comes from the outbox. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Address, isSettled, type Outcome, readOutcome } from '../../../db/terminal.ts';
import { createTerminal, type Shown, type Terminal } from '../../channels/terminal.ts';
import { createReceive, type Receive } from '../../conversation/receive.ts';
import type { Runtime } from '../../runtime.ts';
import type { Button, Language } from '../../types.ts';
import type { Keyboard } from './keyboard.ts';
import { botLine, prompt } from './screen.ts';

/** The terminal of this process, and who sits at it: what is said to an address goes to that address's talk. */
export class Desk {
  readonly terminal: Terminal;
  readonly #talks = new Map<string, Talk>();

  constructor(name: string) {
    this.terminal = createTerminal(name, (address, content) => this.#talks.get(address)?.show(content));
  }

  /** @param burstWaitMs how long it is waited for the rest of a burst; an Enter ends a thought more often than not */
  sit(runtime: Runtime, address: string, language: Language, burstWaitMs: number): Talk {
    const receive = createReceive({ ...runtime, config: { ...runtime.config, burstWaitMs } });
    const talk = new Talk(runtime, this.terminal, receive, address, language);
    this.#talks.set(address, talk);
    return talk;
  }
}

/** `bot: ''` is silence: everything was taken up, and nothing was said. */
export type Step = { me: string } | { press: string } | { bot: string; choices?: string[] };

export class Talk {
  readonly who: Address;
  readonly language: Language;
  /** Everything that was said, in order. */
  readonly steps: Step[] = [];
  onShown: (content: Shown) => void = () => {};
  readonly #runtime: Runtime;
  readonly #terminal: Terminal;
  readonly #receive: Receive;
  #choices: readonly Button[] = [];

  constructor(runtime: Runtime, terminal: Terminal, receive: Receive, address: string, language: Language) {
    this.#runtime = runtime;
    this.#terminal = terminal;
    this.#receive = receive;
    this.language = language;
    this.who = { channel: terminal.type, account: terminal.account, address };
  }

  show(content: Shown): void {
    this.#choices = content.buttons ?? [];
    const choices = this.#choices.map(({ label }) => label);
    this.steps.push({ bot: content.text, ...(choices.length > 0 && { choices }) });
    this.onShown(content);
  }

  /** Stored when this resolves. */
  async say(line: string): Promise<void> {
    const message = this.#terminal.read(this.who.address, line, this.#choices, this.language);
    const { content } = message;
    const pressed =
      content.kind === 'button' && this.#choices.find(({ payload }) => payload === content.payload);
    this.steps.push(pressed ? { press: pressed.label } : { me: line });
    await this.#receive([message]);
  }

  /** Presses the choice with this label. @throws when it is not on the screen */
  async press(label: string): Promise<void> {
    const index = this.#choices.findIndex((choice) => choice.label === label);
    if (index === -1) throw new Error(`There is no choice "${label}" on the screen.`);
    await this.say(String(index + 1));
  }

  /** Resolves when everything that was typed is answered. */
  async settled(): Promise<void> {
    while (!(await isSettled(this.#runtime.sql, this.who))) await sleep(20);
    const last = this.steps.at(-1);
    if (last && !('bot' in last)) this.steps.push({ bot: '' });
  }

  outcome(): Promise<Outcome | null> {
    return readOutcome(this.#runtime.sql, this.who);
  }
}

/**
 * Talks until there are no more lines. From a pipe, each line waits for the answer to the one before.
 * @param opener said first, without showing it: the starting point
 */
export async function converse(talk: Talk, keyboard: Keyboard, opener?: string): Promise<void> {
  const { look, live } = keyboard;
  talk.onShown = ({ text, buttons }) => keyboard.print(`\n${botLine(look, talk.language, text, buttons)}\n`);
  const mark = prompt(look, talk.language);
  if (opener !== undefined) await talk.say(opener);
  if (!live) await talk.settled();
  for (let line = await keyboard.next(mark); line !== null; line = await keyboard.next(mark)) {
    if (line.trim() === '') continue;
    if (!live) keyboard.print(`${mark}${line}`);
    await talk.say(line);
    if (!live) await talk.settled();
  }
}
