/** The page on which somebody downloads what we keep of them, as HTML: what is in it, the code from the chat, one button. */
import type { Language } from '../../types.ts';
import { askWrong, type CodeProblems, codeField, type Reached, whither } from './code-parts.ts';
import { pageOf, words } from './html.ts';

export interface OwnDataView {
  /** The address of this page, without what comes after it. */
  path: string;
  reached: Reached;
  problems: CodeProblems;
}

const WHAT = ['you', 'talk', 'applications', 'work'] as const;

/** First: what it is, and the wish for a code. */
export function askPage(language: Language, view: OwnDataView): string {
  const { path, reached, problems } = view;
  const say = (key: string, args?: Record<string, string>) => words(language, key, args);
  const body = `${about(language)}
<p id="code">${say('data_code_why')}</p>
${askWrong(language, problems)}
<form method="post" action="${path}/code?lang=${language}#code">
${reached ? `<p class="hint">${say('sign_ask_code_hint', whither(language, reached))}</p>` : ''}
<button type="submit">${say('sign_ask_code')}</button>
</form>`;
  return pageOf(language, { title: say('data_title'), body, other: true });
}

/** Then: the code that came in the chat, and the download. */
export function downloadPage(language: Language, view: OwnDataView): string {
  const { path, reached, problems } = view;
  const say = (key: string, args?: Record<string, string>) => words(language, key, args);
  const where = reached ? say('sign_code_where', whither(language, reached)) : say('sign_unreachable');
  const body = `${about(language)}
${askWrong(language, problems)}
<p class="said" role="status" id="code-where">${where}</p>
<form method="post" action="${path}/archive?lang=${language}#code-where" novalidate>
${codeField(language, problems, 'code')}
<p class="hint">${say('data_browser')}</p>
<button type="submit" aria-describedby="once">${say('data_download')}</button>
<p class="hint" id="once">${say('data_once')}</p>
</form>
<form method="post" action="${path}/code?lang=${language}#code-where">
<button type="submit" class="plain">${say('sign_again')}</button>
</form>`;
  return pageOf(language, { title: say('data_title'), body, other: true });
}

/** What there is to say when nothing can be downloaded. */
export function wordPage(language: Language, name: 'dead' | 'later'): string {
  const key = name === 'dead' ? 'data_dead' : 'sign_later';
  const body = `<p>${words(language, key)}</p>`;
  return pageOf(language, { title: words(language, `${key}_title`), body, other: name === 'dead' });
}

function about(language: Language): string {
  const items = WHAT.map((what) => `<li>${words(language, `data_what_${what}`)}</li>`).join('\n');
  return `<p>${words(language, 'data_about')}</p>
<ul class="dots">
${items}
</ul>
<p class="hint">${words(language, 'data_how')}</p>`;
}
