/** Whether somebody is writing to the visitor: as the server says, or as is likely right after a message was sent. */
import type { Message } from './model.ts';

/** So long a reply may take; after that it would be a promise that nobody keeps. */
const EXPECTED_MS = 6000;
/** Should the word that it is over get lost. */
const SAID_MS = 30_000;

export interface Typing {
  readonly shown: boolean;
  /** What the server says. */
  say(yes: boolean): void;
  /** A message has just arrived there. */
  expect(thread: readonly Message[]): void;
  answered(): void;
}

export function createTyping(changed: () => void): Typing {
  let shown = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const set = (yes: boolean, ms = SAID_MS) => {
    clearTimeout(timer);
    if (yes) timer = setTimeout(() => set(false), ms);
    if (shown === yes) return;
    shown = yes;
    changed();
  };
  return {
    get shown() {
      return shown;
    },
    say: (yes) => set(yes),
    expect(thread) {
      // The answer may have overtaken the receipt. And a person who has taken over writes when they can.
      const other = thread.findLast((message) => message.from !== 'candidate');
      if (other !== thread.at(-1) && other?.from !== 'hr') set(true, EXPECTED_MS);
    },
    answered: () => set(false),
  };
}
