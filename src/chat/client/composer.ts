/** Where the visitor writes. What is written stays until it is sent, also over a reload. */
import type { Language } from '../../types.ts';
import type { Shelf } from './shelf.ts';
import { TEXTS } from './texts.ts';

/** In UTF-16 units, like `length`; the server takes no more. */
const LONGEST = 8000;
const NEAR_THE_END = 500;
/** A draft is written down when the visitor pauses. */
const PAUSE_MS = 250;

export interface ComposerParts {
  form: HTMLFormElement;
  area: HTMLTextAreaElement;
  button: HTMLButtonElement;
  count: HTMLElement;
}

export class Composer {
  readonly #parts: ComposerParts;
  readonly #shelf: Shelf;
  readonly #key: string;
  #language: Language;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    parts: ComposerParts,
    shelf: Shelf,
    key: string,
    language: Language,
    send: (text: string) => void,
  ) {
    this.#parts = parts;
    this.#shelf = shelf;
    this.#key = key;
    this.#language = language;
    const { form, area } = parts;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(send);
    });
    area.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
      event.preventDefault();
      this.#submit(send);
    });
    area.addEventListener('input', () => this.#changed());
    addEventListener('pagehide', () => this.#save());
    // A browser that brings back a form's text itself is not overruled.
    if (area.value === '') area.value = shelf.get(key) ?? '';
    this.#show();
  }

  /** Puts words there to be changed; what was being written stays behind them. */
  write(text: string): void {
    const { area } = this.#parts;
    area.value = area.value === '' ? text : `${text}\n${area.value}`;
    this.#changed();
    area.focus();
  }

  focus(): void {
    this.#parts.area.focus({ preventScroll: true });
  }

  relabel(language: Language): void {
    this.#language = language;
    this.#show();
  }

  /** Somebody else begins: nothing is left of this one, nor written down later. */
  forget(): void {
    this.#parts.area.value = '';
    this.#save();
  }

  #submit(send: (text: string) => void): void {
    const { area } = this.#parts;
    const text = area.value.trim();
    if (text === '' || text.length > LONGEST) {
      this.focus();
      return;
    }
    area.value = '';
    this.#show();
    this.#save();
    send(text);
    this.focus();
  }

  #changed(): void {
    this.#show();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), PAUSE_MS);
  }

  #save(): void {
    clearTimeout(this.#timer);
    const { value } = this.#parts.area;
    if (value === '') this.#shelf.remove(this.#key);
    else this.#shelf.set(this.#key, value);
  }

  #show(): void {
    const { area, button, count } = this.#parts;
    const { length } = area.value.trim();
    const over = length - LONGEST;
    const texts = TEXTS[this.#language];
    const said = over > 0 ? texts.too_long(over) : over > -NEAR_THE_END ? texts.left(-over) : '';
    if (count.textContent !== said) count.textContent = said;
    count.hidden = said === '';
    count.classList.toggle('over', over > 0);
    area.setAttribute('aria-invalid', String(over > 0));
    button.setAttribute('aria-disabled', String(length === 0 || over > 0));
    grow(area);
  }
}

/** An input method's Enter chooses a word. Safari ends the composition before the key: only 229 tells it there. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** As high as its words, within what the style sheet allows. A browser that does it by itself is left to it. */
function grow(area: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}
