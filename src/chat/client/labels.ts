/** The page's own words in another language, without loading it again. */
import type { Language } from '../../types.ts';
import type { Boot } from './model.ts';
import { headingOf, LOCALES, type PlainText, TEXTS } from './texts.ts';

/** Exchanges every text that the page says by itself: `data-text` names it, `data-label` those only heard. */
export function relabel(language: Language): void {
  const texts = TEXTS[language];
  document.documentElement.lang = LOCALES[language];
  for (const node of document.querySelectorAll<HTMLElement>('[data-text]')) {
    node.textContent = texts[node.dataset.text as PlainText];
  }
  for (const node of document.querySelectorAll<HTMLElement>('[data-label]')) {
    node.setAttribute('aria-label', texts[node.dataset.label as PlainText]);
  }
  for (const node of document.querySelectorAll<HTMLElement>('[data-hint]')) {
    node.setAttribute('placeholder', texts[node.dataset.hint as PlainText]);
  }
  for (const node of document.querySelectorAll<HTMLElement>('[data-language]')) {
    node.setAttribute('aria-pressed', String(node.dataset.language === language));
  }
}

/** The job's name in the header and on the tab; there with the number of messages not seen yet. */
export function showTitle({ title }: Boot, language: Language, unread: number): void {
  const { assistant } = TEXTS[language];
  const name = title ? headingOf(title, language) : assistant;
  const heading = document.getElementById('title');
  if (heading && heading.textContent !== name) heading.textContent = name;
  const tab = `${unread > 0 ? `(${unread}) ` : ''}${title ? `${name} · ${assistant}` : assistant}`;
  if (document.title !== tab) document.title = tab;
}
