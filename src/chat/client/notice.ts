/** One line above the composer: how it stands with the connection and with what has not been sent. */
import type { Language } from '../../types.ts';
import type { Waiting } from './outbox.ts';
import { TEXTS } from './texts.ts';

export interface Notice {
  connected(yes: boolean): void;
  noCookie(): void;
  show(language: Language, pending: number, waiting: Waiting | null): void;
}

/** A short break is nobody's concern. */
const QUIET_MS = 2000;

export function createNotice(node: HTMLElement, retry: () => void): Notice {
  const words = document.createElement('span');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'small';
  button.addEventListener('click', retry);
  node.append(words, button);
  let connected = false;
  let long = false;
  let cookies = true;
  let last: Parameters<Notice['show']> | null = null;
  let quiet = setTimeout(late, QUIET_MS);

  function late(): void {
    long = true;
    if (last) show(...last);
  }

  function show(...now: Parameters<Notice['show']>): void {
    last = now;
    const [language, pending, waiting] = now;
    const text = wording(language, pending, waiting);
    if (words.textContent !== text) words.textContent = text;
    button.textContent = TEXTS[language].retry;
    button.hidden = pending === 0 || !waiting || waiting.tooMany || !cookies || !navigator.onLine;
    // Never hidden as a whole: a screen reader announces only what changes before its eyes.
    node.classList.toggle('on', text !== '');
  }

  function wording(language: Language, pending: number, waiting: Waiting | null): string {
    const texts = TEXTS[language];
    if (!cookies) return texts.no_cookie;
    // What a browser believes of its network is only half the truth: it must show, too.
    if (!navigator.onLine && (!connected || waiting)) return texts.offline;
    if (pending > 0 && waiting?.tooMany) return texts.slow_down(Math.max(1, Math.ceil(waiting.ms / 1000)));
    if (pending > 0 && waiting) return texts.queued(pending);
    return !connected && long ? texts.connecting : '';
  }

  return {
    connected(yes) {
      if (connected === yes) return;
      connected = yes;
      long = false;
      clearTimeout(quiet);
      if (!yes) quiet = setTimeout(late, QUIET_MS);
    },
    noCookie() {
      cookies = false;
      if (last) show(...last);
    },
    show,
  };
}
