/** The log on the screen. Everything is built of nodes and text: nothing that anybody wrote is ever read as HTML. */
import type { Button, Language } from '../../types.ts';
import type { MessageRow, Row } from './rows.ts';
import { langOf, linkify } from './text.ts';
import { LOCALES, TEXTS } from './texts.ts';
import { clock, dayLabel } from './time.ts';

export interface ViewActions {
  press(button: Button, byKeyboard: boolean): void;
  editAgain(clientId: string): void;
  discard(clientId: string): void;
}

export class LogView {
  readonly #log: HTMLElement;
  readonly #actions: ViewActions;
  readonly #typing = element('div', 'typing');
  /** What stands there, by the row's key, with what it was made of. */
  readonly #shown = new Map<string, { node: HTMLElement; made: string }>();
  /** What is there from the start does not move; what comes later may. */
  #moves = false;

  constructor(log: HTMLElement, actions: ViewActions) {
    this.#log = log;
    this.#actions = actions;
    this.#typing.append(element('i'), element('i'), element('i'));
    this.#typing.setAttribute('aria-hidden', 'true');
  }

  /** Changes what differs and leaves the rest alone: a screen reader says only what is new. */
  show(rows: readonly Row[], language: Language, typing: boolean): void {
    const keys = new Set(rows.map((row) => row.key));
    for (const [key, { node }] of this.#shown) {
      if (keys.has(key)) continue;
      node.remove();
      this.#shown.delete(key);
    }
    let place = this.#log.firstElementChild;
    for (const row of rows) {
      const node = this.#node(row, language);
      if (node === place) place = node.nextElementSibling;
      else this.#log.insertBefore(node, place);
    }
    if (typing) this.#log.append(this.#typing);
    else this.#typing.remove();
    this.#moves ||= rows.length > 0;
  }

  #node(row: Row, language: Language): HTMLElement {
    const day = row.kind === 'day' ? dayLabel(row.at, Date.now(), language) : '';
    const made = language + day + JSON.stringify(row);
    const known = this.#shown.get(row.key);
    if (known?.made === made) return known.node;
    const node = known?.node ?? element('div');
    if (!known && this.#moves) node.dataset.fresh = '';
    if (row.kind === 'day') fillDay(node, row.at, day);
    else this.#fill(node, row, language);
    this.#shown.set(row.key, { node, made });
    return node;
  }

  #fill(node: HTMLElement, row: MessageRow, language: Language): void {
    const texts = TEXTS[language];
    node.className = `line ${row.from} ${row.delivery}${row.first ? ' first' : ''}${row.last ? ' last' : ''}`;
    // One's own line was written by oneself: it is not read aloud again whenever its state changes.
    if (row.from === 'candidate') node.setAttribute('aria-live', 'off');
    const names = { candidate: texts.me, bot: texts.assistant, hr: texts.recruiter };
    const named = row.first && row.from !== 'candidate';
    const parts = [
      element('p', named ? 'name' : 'unseen', names[row.from]),
      bubble(row, language),
      this.#foot(row, language),
      ...(row.buttons.length > 0 ? [this.#choices(row.buttons, texts.choices)] : []),
    ];
    patch(node, parts);
  }

  #foot(row: MessageRow, language: Language): HTMLElement {
    const texts = TEXTS[language];
    const foot = element('p', 'foot');
    if (row.delivery === 'sent') {
      const time = element('time', '', clock(row.at, language));
      time.dateTime = row.at;
      foot.append(time);
      if (row.from === 'candidate')
        foot.append(element('span', 'tick'), element('span', 'unseen', texts.sent));
      return foot;
    }
    foot.append(element('span', '', texts[row.delivery]));
    if (row.delivery === 'refused') {
      const id = row.key.slice('own:'.length);
      foot.append(
        button('small', texts.edit_again, () => this.#actions.editAgain(id)),
        button('small', texts.discard, () => this.#actions.discard(id)),
      );
    }
    return foot;
  }

  #choices(buttons: readonly Button[], label: string): HTMLElement {
    const choices = element('div', 'choices');
    choices.setAttribute('role', 'group');
    choices.setAttribute('aria-label', label);
    for (const choice of buttons) {
      // `detail` counts the clicks of a pointer: 0 means a key was pressed.
      const press = (event: MouseEvent) => this.#actions.press(choice, event.detail === 0);
      const made = button('choice', choice.label, press);
      made.dir = 'auto';
      choices.append(made);
    }
    return choices;
  }
}

function fillDay(node: HTMLElement, at: string, label: string): void {
  node.className = 'day';
  const time = element('time', '', label);
  time.dateTime = at;
  node.replaceChildren(time);
}

function bubble(row: MessageRow, language: Language): HTMLElement {
  const made = element('div', 'bubble');
  const wordless = row.text === '' && row.form !== 'text' && row.form !== 'button';
  const text = wordless ? TEXTS[language][row.form as 'voice' | 'file' | 'other'] : row.text;
  made.dir = 'auto';
  made.lang = wordless ? LOCALES[language] : langOf(text);
  made.append(...linkify(text).map(({ text, href }) => (href === undefined ? text : link(text, href))));
  return made;
}

/** Exchanges the parts that differ: a screen reader announces what is new, and a button in use stays. */
function patch(node: HTMLElement, parts: readonly HTMLElement[]): void {
  parts.forEach((part, i) => {
    const old = node.children[i];
    if (!old) node.append(part);
    else if (!old.isEqualNode(part)) old.replaceWith(part);
  });
  while (node.children.length > parts.length) node.lastElementChild?.remove();
}

function link(text: string, href: string): HTMLElement {
  const made = element('a', '', text);
  made.href = href;
  made.target = '_blank';
  made.rel = 'noopener noreferrer nofollow';
  return made;
}

function button(className: string, label: string, press: (event: MouseEvent) => void): HTMLButtonElement {
  const made = element('button', className, label);
  made.type = 'button';
  made.addEventListener('click', press);
  return made;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
