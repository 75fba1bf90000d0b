/** The chat page: puts its parts together and keeps the screen true to what is known. */
import type { Button, Language } from '../../types.ts';
import { createApi } from './api.ts';
import { Composer } from './composer.ts';
import { Connection } from './connection.ts';
import { relabel, showTitle } from './labels.ts';
import { Menu } from './menu.ts';
import type { Boot, Live, Message } from './model.ts';
import { createNotice } from './notice.ts';
import { Outbox } from './outbox.ts';
import { Recorder } from './recorder.ts';
import { rowsOf } from './rows.ts';
import { Scroller } from './scroll.ts';
import { createShelf } from './shelf.ts';
import { withHistory, withMessage } from './thread.ts';
import { createTyping } from './typing.ts';
import { LogView } from './view.ts';
import { watchVisit } from './visit.ts';
import { fitScreen, newClientId, oneTabAtATime, onWake, reloadOnce, storage } from './window.ts';

const part = <E extends HTMLElement>(id: string) => document.getElementById(id) as E;

const boot: Boot = JSON.parse(part('boot').textContent);
const prefix = `tingda.chat.${boot.code}.`;
const CHOSEN = 'tingda.language';
const shelf = createShelf(storage());
const api = createApi(boot.code, language);

let thread: readonly Message[] = [];
let loaded = false;
let spoken: Language = boot.language;
let unread = 0;
let drawn = true;

/** What the visitor chose in the menu, else what is spoken in the conversation. */
function language(): Language {
  const chosen = shelf.get(CHOSEN);
  return chosen === 'zh' || chosen === 'en' ? chosen : spoken;
}

const outbox = new Outbox({
  shelf,
  prefix: `${prefix}queue.`,
  post: (message) => api.post(message),
  alone: (work) => oneTabAtATime(`${prefix}queue`, work),
  changed: draw,
  delivered({ client_id, text, button }, { id, at }) {
    const kind = button === undefined ? 'text' : 'button';
    thread = withMessage(thread, { id, from: 'candidate', kind, text, buttons: [], at, client_id });
    typing.expect(thread);
    draw();
  },
  stranger,
  newId: newClientId,
});

const typing = createTyping(draw);
const scroller = new Scroller(part('log'), part('newer'));
const view = new LogView(part('log'), { press, editAgain, discard });
const notice = createNotice(part('notice'), () => outbox.retry());
const composer = new Composer(
  { form: part('composer'), area: part('words'), button: part('send'), count: part('count') },
  shelf,
  `${prefix}draft`,
  language(),
  (text) => send(text),
);

const recorder = new Recorder({ button: part('record'), status: part('voice') }, language(), {
  post: (clientId, recording) => api.speak(clientId, recording),
  newId: newClientId,
  stranger,
});

const connection = new Connection(api, {
  history({ data, ...live }) {
    thread = withHistory(thread, data);
    settled(data);
    loaded = true;
    setLive(live);
  },
  message(message) {
    const length = thread.length;
    thread = withMessage(thread, message);
    settled([message]);
    if (message.from !== 'candidate') typing.answered();
    if (thread.length > length && message.from !== 'candidate' && document.hidden) unread++;
    draw(thread.length > length);
  },
  live: setLive,
  connected(yes) {
    notice.connected(yes);
    if (yes) outbox.retry();
    else typing.say(false);
    draw();
  },
  stranger,
});

function setLive(live: Live): void {
  typing.say(live.typing);
  const before = language();
  spoken = live.language;
  if (language() !== before) speak();
  draw();
}

/** The thread has them: they need not be sent any more, and what comes after them can be. */
function settled(messages: readonly Message[]): void {
  const arrived = new Set(messages.map((message) => message.client_id));
  const waiting = outbox.items().filter(({ client_id }) => arrived.has(client_id));
  for (const { client_id } of waiting) outbox.take(client_id);
  if (waiting.length > 0) outbox.retry();
}

function send(text: string, button?: string): void {
  outbox.add(text, button);
  scroller.toEnd();
}

function press(button: Button, byKeyboard: boolean): void {
  send(button.label, button.payload);
  // The button goes. Who types goes on in the composer; on a phone its keyboard must not jump up.
  if (byKeyboard) composer.focus();
}

function editAgain(clientId: string): void {
  const item = outbox.take(clientId);
  if (item) composer.write(item.text);
  draw();
}

function discard(clientId: string): void {
  outbox.take(clientId);
  draw();
}

/** The browser is not known: the page brings the cookie. Where that has not helped, cookies are forbidden. */
function stranger(): void {
  connection.stop();
  outbox.stop();
  if (!reloadOnce()) notice.noCookie();
}

/** Everything in the page's own words. */
function speak(): void {
  relabel(language());
  composer.relabel(language());
  recorder.relabel(language());
  draw();
}

/** So long a screen reader may take to notice what was built in one go. */
const SETTLE_MS = 500;

let newsToTell = false;

/** Once for all that comes in one go. */
function draw(news = false): void {
  newsToTell ||= news;
  if (!drawn) return;
  drawn = false;
  queueMicrotask(() => {
    drawn = true;
    const queue = outbox.items();
    const waiting = outbox.waiting;
    const rows = rowsOf(thread, queue, waiting !== null);
    const log = part('log');
    view.show(rows, language(), typing.shown || (loaded && rows.length === 0));
    const pending = queue.filter((item) => !item.refused).length;
    notice.show(language(), pending, waiting);
    scroller.settle(newsToTell);
    newsToTell = false;
    showTitle(boot, language(), unread);
    // Read aloud is what comes, not what was there; the very first words do come.
    if (loaded && log.ariaLive === 'off') {
      setTimeout(() => log.setAttribute('aria-live', 'polite'), rows.length === 0 ? 0 : SETTLE_MS);
    }
  });
}

/** Nothing of this visitor goes on or is written down any more. */
function end(): void {
  connection.stop();
  outbox.stop();
  composer.forget();
}

const visit = watchVisit(shelf, end);

new Menu(part('menu'), part('more'), {
  choose(chosen) {
    shelf.set(CHOSEN, chosen);
    // A reload is then in this language from its first byte.
    history.replaceState(null, '', `?lang=${chosen}`);
    speak();
  },
  async leave() {
    try {
      await api.leave();
    } catch {
      return false;
    }
    end();
    visit.leave();
    return true;
  },
});

onWake((kind) => {
  if (visit.isOver()) return;
  if (!document.hidden) unread = 0;
  if (kind === 'glance') connection.hurry();
  else connection.refresh(kind === 'sleep');
  outbox.retry();
  draw();
});
addEventListener('offline', () => draw());
addEventListener('storage', ({ key }) => {
  if (key === CHOSEN) speak();
  if (!key?.startsWith(`${prefix}queue.`)) return;
  draw();
  void outbox.pump();
});

fitScreen();
speak();
if (matchMedia('(pointer: fine)').matches) composer.focus();
void connection.run();
void outbox.pump();
