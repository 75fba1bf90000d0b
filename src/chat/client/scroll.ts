/** The log keeps to its end, unless the reader has gone up to read; then a button tells of what is new. */

/** Nearer to the end than this counts as being there. */
const NEAR = 60;

export class Scroller {
  readonly #log: HTMLElement;
  readonly #button: HTMLButtonElement;
  #follows = true;

  constructor(log: HTMLElement, button: HTMLButtonElement) {
    this.#log = log;
    this.#button = button;
    log.addEventListener('scroll', () => this.#look(), { passive: true });
    button.addEventListener('click', () => {
      this.toEnd();
      // The button goes away; whoever pressed it by key reads on from here.
      log.focus({ preventScroll: true });
    });
    // The keyboard opens, the composer grows: the last line stays in sight.
    new ResizeObserver(() => this.settle(false)).observe(log);
  }

  /** After the log has changed. `news`: somebody else has said something. */
  settle(news: boolean): void {
    if (this.#follows) this.toEnd();
    else if (news) this.#button.classList.add('news');
  }

  toEnd(): void {
    this.#follows = true;
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#tell();
  }

  #look(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    this.#follows = scrollHeight - scrollTop - clientHeight < NEAR;
    this.#tell();
  }

  #tell(): void {
    if (this.#follows) this.#button.classList.remove('news');
    this.#button.hidden = this.#follows;
  }
}
