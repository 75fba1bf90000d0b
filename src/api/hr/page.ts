/** What the pages of HR's people are made of. They work without script; only a passkey needs one, of a few lines. */
import type { Context } from 'hono';
import type { Language } from '../../types.ts';
import type { ApiEnv } from '../deps.ts';
import { pageOf, sealing, words } from '../pages/html.ts';

/** Shows the forms that a browser with passkeys can use, and puts into them what its authenticator answers. */
const SCRIPT = `
for (const form of document.querySelectorAll('form[data-passkey]')) {
  const { PublicKeyCredential: api } = window;
  if (!api || !api.parseCreationOptionsFromJSON) continue;
  form.closest('[data-only]').hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const failed = form.querySelector('[role=alert]');
    failed.hidden = true;
    try {
      const asked = JSON.parse(form.dataset.passkey);
      const answer = form.dataset.kind === 'create'
        ? await navigator.credentials.create({ publicKey: api.parseCreationOptionsFromJSON(asked) })
        : await navigator.credentials.get({ publicKey: api.parseRequestOptionsFromJSON(asked) });
      form.elements.answer.value = JSON.stringify(answer.toJSON());
      form.submit();
    } catch { failed.hidden = false; }
  });
}
`;

export const hrSealed = sealing('same-origin', SCRIPT);

export const hrPage = (language: Language, page: { title: string; body: string }): string =>
  pageOf(language, { ...page, other: true, script: SCRIPT });

/** The form for an authenticator: `asked` is what the library says to ask it. Hidden where no script runs. */
export function passkeyForm(
  language: Language,
  { kind, asked, label }: { kind: 'create' | 'get'; asked: object; label: string },
): string {
  return `<form method="post" data-kind="${kind}" data-passkey="${attribute(JSON.stringify(asked))}">
<input type="hidden" name="what" value="passkey"><input type="hidden" name="answer" value="">
<p class="wrong" role="alert" hidden>${words(language, 'hr_passkey_failed')}</p>
<button type="submit">${words(language, label)}</button>
</form>`;
}

const attribute = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Where nothing is to be filled in. */
export function wordPage(language: Language, name: 'dead' | 'later'): string {
  const body = `<p>${words(language, `hr_${name}`)}</p>
<p class="go"><a href="/hr/login">${words(language, 'hr_login_title')}</a></p>`;
  return pageOf(language, { title: words(language, `hr_${name}_title`), body, other: false });
}

const COOKIE = 'tingda_language';

/** As the page is asked for, as it was before, else as the browser would have it. */
export function languageOf(c: Context<ApiEnv>): Language {
  const wished = c.req.query('lang');
  if (wished === 'zh' || wished === 'en') {
    c.header('set-cookie', `${COOKIE}=${wished}; Path=/hr; Max-Age=31536000; SameSite=Lax`, { append: true });
    return wished;
  }
  const kept = new RegExp(`(?:^|; )${COOKIE}=(zh|en)`).exec(c.req.header('cookie') ?? '')?.[1];
  if (kept === 'zh' || kept === 'en') return kept;
  return /^\s*en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'zh';
}
