/** The menu: the page's language, what can always be sent, and leaving the phone to somebody else. */
import type { Language } from '../../types.ts';

export interface MenuActions {
  choose(language: Language): void;
  /** Resolves to false when the server could not be told. */
  leave(): Promise<boolean>;
}

export class Menu {
  readonly #leaving: HTMLElement;
  readonly #failed: HTMLElement;

  constructor(dialog: HTMLDialogElement, opener: HTMLButtonElement, actions: MenuActions) {
    const part = <E extends HTMLElement>(name: string) => dialog.querySelector<E>(`[data-part="${name}"]`)!;
    this.#leaving = part('leaving');
    this.#failed = part('failed');
    const leave = part<HTMLButtonElement>('leave');
    const stay = part<HTMLButtonElement>('stay');
    const go = part<HTMLButtonElement>('go');
    opener.addEventListener('click', () => {
      this.#ask(false);
      dialog.showModal();
    });
    part('close').addEventListener('click', () => dialog.close());
    // A press beside the sheet meets the dialog itself.
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
    for (const choice of dialog.querySelectorAll<HTMLButtonElement>('[data-language]')) {
      choice.addEventListener('click', () => actions.choose(choice.dataset.language as Language));
    }
    leave.addEventListener('click', () => {
      this.#ask(true);
      stay.focus();
    });
    stay.addEventListener('click', () => {
      this.#ask(false);
      leave.focus();
    });
    go.addEventListener('click', async () => {
      go.disabled = true;
      this.#failed.hidden = true;
      this.#failed.hidden = await actions.leave();
      go.disabled = false;
    });
  }

  #ask(yes: boolean): void {
    this.#leaving.hidden = !yes;
    this.#failed.hidden = true;
  }
}
