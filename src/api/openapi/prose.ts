/** The little Markdown that descriptions have: paragraphs, `code` and **weight**. All else is text, and escaped. */
import { html } from 'hono/html';

export const prose = (text: string) =>
  text
    .split(/\n{2,}/)
    .filter(Boolean)
    .map((paragraph) => html`<p>${paragraph.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map(piece)}</p>`);

function piece(text: string) {
  if (/^`.+`$/.test(text)) return html`<code>${text.slice(1, -1)}</code>`;
  if (/^\*\*.+\*\*$/.test(text)) return html`<b>${text.slice(2, -2)}</b>`;
  return text;
}
